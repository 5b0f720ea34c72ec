import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from '../engine/link/wire.ts';
import type { ReleaseName, Scenario, UntrackedRuleName } from '../engine/scenario.ts';
import { Simulation, simulate } from '../engine/simulation.ts';
import { type ScenarioChanges, scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { bytesToPages, GIB, MIB, PAGE_BYTES } from '../units.ts';
import { wastedBytesOf } from './outcome-rows.ts';

/*
 * What a reviewer of the patch should be shown, as numbers: the facts about rule P1, about RAM that is all dirty at every
 * look, and about the two ends of the downtime limit. Sections 6.2, 8.5 and 8.6 of the semantics sheet.
 */

const RAM_BYTES = 16 * MIB;
const PAGES = bytesToPages(RAM_BYTES);
const untracked = vfioDevice({
  stopCopyBytes: 0,
  dma: { kind: 'ring', region: { startPage: 100, pages: 200 }, writesPerSecond: 50_000 },
});
const guest = { ramBytes: RAM_BYTES, firmware: 'bare' } as const;
const timelineOf = (scenario: Scenario) => simulate(scenario).timeline();

describe('the patch, P1', () => {
  const patched = (changes: ScenarioChanges = {}): Scenario =>
    scenarioWith({
      guest: { ...guest, nonzeroRanges: [{ fromPage: 0, toPage: 3000 }] },
      link: { kind: 'wire', bytesPerSecond: 50e6 },
      devices: [untracked],
      ...changes,
      qemu: { untrackedRule: 'skip-precopy', ...changes.qemu },
    });

  it('makes two syncs, sends nothing before the stop and everything during it', () => {
    const { outcome, syncs } = timelineOf(patched());
    expect(outcome).toMatchObject({
      status: 'completed',
      dirtySyncCount: 2,
      precopyBytes: 0,
      audit: { stalePages: 0 },
    });
    const pageBytes = 3000 * NORMAL_PAGE_BYTES + (PAGES - 3000) * ZERO_PAGE_BYTES;
    expect(outcome!.downtimeBytes).toBe(pageBytes + 'pc.ram'.length + 1);
    expect(wastedBytesOf(patched(), outcome!)).toBe(0);
    expect(syncs.map(({ vmStopped }) => vmStopped)).toEqual([false, true]); // the first of them for nothing
  });

  it('has a downtime of the total time less the setup', () => {
    const { outcome } = timelineOf(patched());
    expect(Math.abs(outcome!.downtimeMs! - (outcome!.totalTimeMs - outcome!.setupTimeMs))).toBeLessThanOrEqual(1);
    expect(outcome!.downtimeMs).toBeGreaterThan((3000 * NORMAL_PAGE_BYTES) / 50e3);
  });

  it('never computes a threshold, and decides before anything is asked', () => {
    const { decisions } = timelineOf(patched());
    expect(decisions).toMatchObject([
      { policy: 'complete', outcome: 'complete', bandwidthBytesPerMs: 0, thresholdBytes: 0 },
    ]);
  });

  it('is the same run whatever the downtime limit', () => {
    const { outcome } = timelineOf(patched());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), (limitMs) => {
        expect(timelineOf(patched({ parameters: { 'downtime-limit': limitMs } })).outcome!.digest).toBe(
          outcome!.digest,
        );
      }),
      { numRuns: 10 },
    );
  });

  it('goes for the whole guest: a device with a tracker beside the other does not help', () => {
    const tracked = { ...untracked, name: '0000:02:00.0', container: 'type1' } as const;
    expect(timelineOf(patched({ devices: [tracked, untracked] })).decisions).toMatchObject([{ policy: 'complete' }]);
  });

  it('still asks a container that has no log, and is told so twice', () => {
    const said = timelineOf(patched()).log.map(({ text }) => text);
    expect(said).toEqual([
      "0000:01:00.0: IOMMU of the device's VFIO container doesn't support dirty page tracking, migration pre-copy phase will be skipped",
      expect.stringMatching(/^Failed to set dirty tracking flag 0x1 errno: \d+$/),
      expect.stringMatching(/^Failed to set dirty tracking flag 0x2 errno: \d+$/),
    ]);
  });

  it('warns for each device, in its second version once', () => {
    const devices = [untracked, { ...untracked, name: '0000:02:00.0' }];
    const warnings = (untrackedRule: UntrackedRuleName) =>
      timelineOf(patched({ devices, qemu: { untrackedRule } })).log.filter(({ text }) =>
        text.includes('will be skipped'),
      );
    expect(warnings('skip-precopy')).toHaveLength(2);
    expect(warnings('skip-precopy-once')).toHaveLength(1);
  });

  it('still pauses before the switchover when asked to', () => {
    const paused = patched({
      capabilities: { 'pause-before-switchover': true },
      actions: [{ atMs: 500, execute: 'migrate-continue' }],
    });
    const { statuses, outcome } = timelineOf(paused);
    expect(statuses.map(({ state }) => state)).toEqual([
      'none',
      'setup',
      'active',
      'pre-switchover',
      'device',
      'completed',
    ]);
    expect(outcome!.downtimeMs).toBeGreaterThan(490);
  });

  it('is nothing that management could read beforehand', () => {
    const { told } = timelineOf(patched()).admission;
    expect(told).toMatchObject({
      ruleKnown: { known: false },
      precopyKnown: { known: false },
      downtimeKnown: { known: false },
    });
  });
});

describe('RAM that is all dirty at every look', () => {
  const fast = { kind: 'fast', windowMs: 100 } as const;
  const perpetual = (limitMs: number, changes: Partial<Pick<Scenario, 'qemu'>> & { type1?: boolean }): Scenario =>
    scenarioWith({
      guest,
      link: fast,
      devices: [changes.type1 ? { ...untracked, container: 'type1' } : untracked],
      qemu: changes.qemu ?? {},
      parameters: { 'downtime-limit': limitMs },
      horizonMs: 20_000,
    });
  const cases: readonly [string, Parameters<typeof perpetual>[1]][] = [
    ['7.2 with a type1 tracker', { type1: true }],
    ['7.2 under P5', { qemu: { ...scenarioWith({}).qemu, untrackedRule: 'all-dirty' } }],
    ...(['8.0', '8.1', '8.2', '9.0', '9.1', '9.2'] as const).map(
      (release): [string, Parameters<typeof perpetual>[1]] => [
        `${release} with its fallback`,
        { qemu: { ...scenarioWith({}).qemu, release } },
      ],
    ),
  ];

  /** Bytes a ms of the first window: 100 ms of the default cap, and what its last page goes over it. */
  const firstWindow = (changes: Parameters<typeof perpetual>[1]): number =>
    timelineOf(perpetual(1, changes)).decisions.find(({ window }) => window)!.window!.bandwidthBytesPerMs;

  it.each(cases)('ends under the smallest limit that holds all of it, and under none below: %s', (_, changes) => {
    const smallestMs = Math.trunc(RAM_BYTES / firstWindow(changes)) + 1;
    expect(smallestMs).toBe(125);
    const enough = perpetual(smallestMs, changes);
    const ended = timelineOf(enough);
    expect(ended.outcome).toMatchObject({ status: 'completed', dirtySyncCount: 3, audit: { stalePages: 0 } });
    // at the first look after the first window, and all pages once more: what was sent before was in vain
    expect(ended.decisions.filter(({ window }) => window)).toHaveLength(1);
    expect(ended.outcome!.normalPages - PAGES).toBe(ended.decisions[0]!.iteration!.normalPages);
    expect(wastedBytesOf(enough, ended.outcome!)).toBe((ended.outcome!.normalPages - PAGES) * NORMAL_PAGE_BYTES);
    expect(timelineOf(perpetual(smallestMs - 1, changes)).outcome).toMatchObject({ status: 'not-converged' });
  });

  it('goes on for ever below it, with a sync each ceil((N - m) / p) windows', () => {
    const { decisions, syncs } = timelineOf(perpetual(60, { type1: true }));
    const windows = decisions.filter(({ window }) => window);
    const perWindow = windows.at(-2)!.iteration!.normalPages;
    const fitting = Math.ceil(windows.at(-1)!.thresholdBytes / PAGE_BYTES) - 1;
    const times = syncs.slice(2).map(({ atMs }) => atMs);
    const between = times.slice(1).map((atMs, i) => (atMs - times[i]!) / 100);
    expect(new Set(between.slice(1))).toEqual(new Set([Math.ceil((PAGES - fitting) / perWindow)]));
  });

  it('needs 10,996 ms for 128 GiB at 12.5e6 bytes a ms', () => {
    const large = (limitMs: number): Scenario =>
      scenarioWith({
        guest: { ramBytes: 128 * GIB, firmware: 'bare' },
        link: { kind: 'wire', bytesPerSecond: 12.5e9 },
        devices: [untracked],
        qemu: { release: '8.2' },
        parameters: { 'downtime-limit': limitMs, 'max-bandwidth': 0, 'avail-switchover-bandwidth': 12.5e9 },
      });
    const lastDecision = (limitMs: number) => {
      const simulation = new Simulation(large(limitMs), { keyframeBudgetBytes: 0 });
      simulation.advanceTo(200); // the first window has closed, and a stop would not be over for long
      return simulation.timeline().decisions.at(-1)!;
    };
    const { thresholdBytes, pendingBytes } = lastDecision(10_995);
    expect(thresholdBytes).toBe(137_437_500_000);
    expect(pendingBytes).toBeGreaterThan(thresholdBytes);
    expect(lastDecision(10_996)).toMatchObject({
      outcome: 'complete',
      pendingBytes: 128 * GIB,
      thresholdBytes: 137_450_000_000,
    });
  });
});

describe('the ends of the downtime limit', () => {
  const busy = (limitMs: number, release: ReleaseName = '7.2'): Scenario =>
    scenarioWith({
      guest: {
        ramBytes: RAM_BYTES,
        firmware: 'pc',
        // 20 times a second over all of it: no window passes without every page of it being written
        workloads: [
          { kind: 'sequential', region: { startPage: 0, pages: 1000 }, writesPerSecond: 20_000, startIndex: 0 },
        ],
      },
      link: { kind: 'fast', windowMs: 100 },
      qemu: { release },
      parameters: { 'downtime-limit': limitMs },
    });

  it.each<ReleaseName>(['7.0', '7.2', '8.0', '8.2', '9.2', '10.0', '10.1'])(
    '0 is one pass, then a stop for all that was written meanwhile: %s',
    (release) => {
      const { outcome, decisions, syncs } = timelineOf(busy(0, release));
      expect(outcome).toMatchObject({ status: 'completed', dirtySyncCount: 2 });
      expect(decisions.every(({ thresholdBytes }) => thresholdBytes === 0)).toBe(true);
      expect(syncs[1]).toMatchObject({ vmStopped: true, remainingBeforePages: 0, remainingPages: 1000 });
    },
  );

  it('0 sends each page of that once, and the name of their block', () => {
    const { outcome } = timelineOf(busy(0));
    expect(outcome!.downtimeBytes).toBe(1000 * NORMAL_PAGE_BYTES + 7);
    expect(outcome!.normalPages + outcome!.duplicatePages).toBe(PAGES + 130 + 1000);
  });

  it('the highest is the end at the first window: three syncs, nearly all of RAM sent during the stop', () => {
    const { outcome, decisions } = timelineOf(busy(2_000_000));
    expect(outcome).toMatchObject({ status: 'completed', dirtySyncCount: 3 });
    expect(decisions.at(-1)).toMatchObject({ atMs: 100, outcome: 'complete', thresholdBytes: expect.any(Number) });
    expect(decisions.at(-1)!.thresholdBytes).toBe(Math.trunc(decisions.at(-1)!.bandwidthBytesPerMs * 2_000_000));
    expect(outcome!.precopyBytes).toBeLessThan(0.1 * 134_217_728 + 2 * NORMAL_PAGE_BYTES);
  });

  it('skipping pre-copy sends 4,104 bytes for a page and 9 for a zero page, and 7 for the name of the block', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PAGES }), (zeroPages) => {
        const scenario = scenarioWith({
          guest: { ...guest, nonzeroRanges: zeroPages === PAGES ? [] : [{ fromPage: zeroPages, toPage: PAGES }] },
          devices: [vfioDevice({ stopCopyBytes: 0 })],
          qemu: { untrackedRule: 'skip-precopy' },
        });
        const { outcome } = timelineOf(scenario);
        const bytes = NORMAL_PAGE_BYTES * (PAGES - zeroPages) + ZERO_PAGE_BYTES * zeroPages + 7;
        expect(outcome).toMatchObject({ status: 'completed', dirtySyncCount: 2, downtimeBytes: bytes });
      }),
      { numRuns: 20 },
    );
  });
});
