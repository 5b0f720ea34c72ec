import { describe, expect, it } from 'vitest';
import { parametersOf } from '../devices.testing.ts';
import { forScenarios } from '../drawn.testing.ts';
import { guest, inTurn } from '../laws.testing.ts';
import { RELEASES } from '../plain-scenario.testing.ts';
import { PlainWatch } from '../plain-watch.testing.ts';
import { slotsOf } from '../run-log.testing.ts';
import type { Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';

const NO_DEVICES = { releases: RELEASES, devices: 'none', mostPages: 900, actions: false } as const;

/** Semantics sheet, 2.3: L2 beside L1. */
describe('a log that is cleared by chunk', () => {
  it('loses no write', () => {
    let completed = 0;
    forScenarios(
      (scenario) => {
        const { status, audit } = simulate(byChunk(scenario, 6)).timeline().outcome!;
        if (status !== 'completed') return;
        completed++;
        expect(audit.stalePages).toBe(0);
      },
      150,
      { ...NO_DEVICES, actions: true },
    );
    expect(completed).toBeGreaterThan(30);
  });

  it('after one pass finds nothing that a log cleared at the sync does not, and sends no more in vain', () => {
    let fewer = 0;
    forScenarios(
      (drawn) => {
        const scenario = onePass(drawn);
        const [atSync, chunked] = [scenario, byChunk(scenario, 6)].map(stoppedAtLastSync);
        if (atSync === undefined || chunked === undefined) return;
        for (const slot of chunked.found) expect(atSync.found.has(slot)).toBe(true);
        expect(chunked.redundantPages).toBeLessThanOrEqual(atSync.redundantPages);
        if (chunked.found.size < atSync.found.size) fewer++;
      },
      120,
      NO_DEVICES,
    );
    expect(fewer).toBeGreaterThan(0); // 10 to 18 of the 120 in eight seeds
  });

  it('is a log cleared at the sync where RAM is one chunk that goes at once', () => {
    forScenarios(
      (drawn) => {
        // recorded: its sync of setup and the first page behind it lie between two writes
        const bare = { ...drawn.guest, firmware: 'bare' } as const;
        const scenario = onePass({ ...drawn, guest: bare, host: 'recorded' });
        const digestOf = (of: Scenario) => simulate(of).timeline().outcome!.digest;
        expect(digestOf(byChunk(scenario, 18))).toBe(digestOf(scenario));
      },
      100,
      NO_DEVICES,
    );
  });

  it('covers what is written between a sync and the first page of a chunk that was reported before and not sent', () => {
    // a page a ms; the last of eight chunks is written from the start until it is about to go, and waits through the second sync
    const limitMs = 130;
    const law = guest({ pages: 512, bandwidth: 0, limitMs });
    const untilMs = 430;
    const last = {
      kind: 'sequential',
      region: { startPage: 448, pages: 64 },
      writesPerSecond: 64_000,
      startIndex: 0,
    } as const;
    const scenario: Scenario = {
      ...law,
      link: { kind: 'wire', bytesPerSecond: 4_104_000 },
      parameters: parametersOf(limitMs, 0),
      guest: {
        ...law.guest,
        workloads: [
          inTurn(0, 400, 20_000),
          { kind: 'phases', phases: [{ ms: untilMs, pattern: last }], repeats: false },
        ],
      },
    };
    const run = (of: Scenario) => {
      const watch = new PlainWatch(512);
      const { syncs } = simulate(of, { observer: watch }).timeline();
      return { syncs, times: watch.timesSent.slice(448), isThere: isThere(watch) };
    };
    const chunked = run(byChunk(scenario, 6));
    const atSync = run(scenario);
    const second = chunked.syncs[1]!;
    expect(second.atMs).toBeLessThan(untilMs - 1);
    expect(second.remainingBeforePages).toBeGreaterThan(64);
    expect(chunked.syncs[2]!.atMs).toBeGreaterThan(untilMs);
    expect(chunked.times).toEqual(Array(64).fill(1));
    expect(atSync.times).toEqual(Array(64).fill(2));
    expect([chunked.isThere, atSync.isThere]).toEqual([true, true]);
  });

  it('is found again when seeking back, in the middle of a pass as well', () => {
    forScenarios(
      (drawn) => {
        const scenario = byChunk(drawn, 6);
        const simulation = new Simulation(scenario, { keyframeBudgetBytes: 1e9 });
        const { digest, endMs } = simulation.runToEnd();
        for (const share of [0.6, 0.3, 0.8]) simulation.seek(endMs * share);
        expect(simulation.runToEnd().digest).toBe(digest);
      },
      30,
      NO_DEVICES,
    );
  });
});

const byChunk = (scenario: Scenario, shift: number): Scenario => ({
  ...scenario,
  guest: { ...scenario.guest, logClearing: 'by-chunk' },
  qemu: { ...scenario.qemu, 'x-clear-bitmap-shift': shift },
});

/** With a limit of 0: one pass and the stop. */
const onePass = (scenario: Scenario): Scenario => ({
  ...scenario,
  parameters: { ...scenario.parameters, 'downtime-limit': 0 },
});

/** What the last sync found, and what was sent in vain by the end; undefined for a run that does not come so far. */
function stoppedAtLastSync(scenario: Scenario): { found: ReadonlySet<number>; redundantPages: number } | undefined {
  const found = new Set<number>();
  const simulation: Simulation = new Simulation(scenario, {
    observer: {
      written() {},
      sent() {},
      synced({ vmStopped }) {
        if (!vmStopped) return;
        const { bitmap } = simulation.planes;
        for (const slot of slotsOf(simulation)) if ((bitmap[slot >>> 5]! & (1 << (slot & 31))) !== 0) found.add(slot);
      },
    },
  });
  const { status, redundantPages, dirtySyncCount } = simulation.runToEnd();
  return status === 'completed' && dirtySyncCount === 2 ? { found, redundantPages } : undefined;
}

/** Pages of the last chunk, as they were last written. */
const isThere = ({ sourceVersions, destinationVersions }: PlainWatch): boolean =>
  sourceVersions.slice(448).every((version, page) => version > 0 && destinationVersions[448 + page] === version);
