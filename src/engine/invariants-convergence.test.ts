import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { capabilitiesWith, deviceWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf, qemuWith } from './devices.testing.ts';
import { forScenarios } from './drawn.testing.ts';
import { ANYTHING } from './plain-scenario.testing.ts';
import { untrackedUnder } from './run-log.testing.ts';
import type { Scenario, VfioDevice, Workload } from './scenario.ts';
import { simulate } from './simulation.ts';

/**
 * Semantics sheet, section 10, I30 to I33: who converges. A fast link, so that every window has the same bytes; the
 * writer touches its whole working set between any two syncs.
 */
describe('invariants of convergence', () => {
  it('I30, I31: a saturating writer completes iff its working set is below the threshold, at the first look', () => {
    const set = fc.integer({ min: PAGES_A_WINDOW + 1, max: 700 }); // smaller ones leave windows half empty
    fc.assert(
      fc.property(fc.integer({ min: 900, max: 3000 }), set, LIMITS, (pages, written, limitMs) => {
        const { outcome, decisions } = simulate(saturating(pages, written, limitMs)).timeline();
        const most = Math.ceil(decisions.at(-1)!.thresholdBytes / PAGE_BYTES) - 1;
        const found = decisions.flatMap(({ sync, pendingBytes }) => (sync === null ? [] : [pendingBytes / PAGE_BYTES]));
        expect(outcome!.status).toBe(written <= most ? 'completed' : 'not-converged');
        const fitting = found.findIndex((left) => left <= most);
        expect(fitting).toBe(written <= most ? found.length - 1 : -1);
      }),
      { numRuns: 150 },
    );
  });

  it('a writer that dirties less than half of what a window sends always converges, whatever the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 900, max: 3000 }),
        fc.integer({ min: 1, max: (PAGES_A_WINDOW / 2 - 1) | 0 }),
        LIMITS,
        (...run) => {
          expect(simulate(saturating(...run)).timeline().outcome!.status).toBe('completed');
        },
      ),
      { numRuns: 100 },
    );
  });

  it('I32: with every page dirty at every sync it never completes unless all of RAM is below the threshold', () => {
    forScenarios(
      (scenario) => {
        const { outcome, decisions, syncs } = simulate(untrackedUnder(scenario, 'all-dirty')).timeline();
        if (syncs.length === 0) return; // the horizon is before the end of setup
        const allPages = syncs[0]!.remainingPages;
        for (const { sync, pendingBytes } of decisions) {
          if (sync !== null) expect(pendingBytes).toBe(allPages * PAGE_BYTES);
        }
        const last = decisions.at(-1);
        if (last?.outcome !== 'complete') return;
        // without an estimate it may drain unseen (G5); with one all of RAM has to fit
        if (last.thresholdBytes === 0) expect(last.pendingBytes).toBe(0);
        else expect(allPages * PAGE_BYTES).toBeLessThan(last.thresholdBytes);
        if (outcome!.status === 'completed') expect(syncs.at(-1)!.remainingPages).toBe(allPages);
      },
      150,
      { actions: false },
    );
  });

  it('I33: a limit of 0 is exactly one pass and two syncs, and always completes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 3000 }), fc.integer({ min: 1, max: 60 }), (pages, set) => {
        const { outcome, decisions } = simulate(saturating(pages, set, 0)).timeline();
        expect(outcome).toMatchObject({ status: 'completed', dirtySyncCount: 2 });
        const sent = decisions.reduce(
          (sum, { iteration }) => sum + (iteration?.normalPages ?? 0) + (iteration?.zeroPages ?? 0),
          0,
        );
        expect(sent).toBe(pages);
      }),
      { numRuns: 100 },
    );
  });

  it('a page that a container reports at every look is looked for twice in 5 ms where sending it takes no time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 300 }), fc.integer({ min: 1, max: 2 }), (pages, pinned) => {
        const { decisions } = simulate(pinnedZeroPages(pages, pinned)).timeline();
        const looks = decisions.flatMap(({ atMs }) => (atMs > INSTANT_FROM_MS + 10 ? [atMs] : []));
        expect(looks.length).toBeGreaterThan(100);
        // by twos: one sends, the next one finds that no time has passed
        for (let i = 2; i < looks.length; i++) expect(looks[i]! - looks[i - 2]!).toBeCloseTo(5, 9);
        expect(decisions.at(-1)!.iteration!.zeroPages).toBe(pinned);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('no run looks more often than twice in 0.05 ms, beside what the windows bound', () => {
    forScenarios(
      (scenario) => {
        const { decisions, outcome } = simulate(scenario).timeline();
        const windows = 1 + Math.ceil(outcome!.endMs / 100);
        expect(decisions.length).toBeLessThanOrEqual(windows * (2 * 2000 + 100));
      },
      300,
      ANYTHING,
    );
  });
});

const LIMITS = fc.integer({ min: 1, max: 900 });
/** What `max-bandwidth` below lets through: the budget, and the page that exceeds it. */
const PAGES_A_WINDOW = 101;

/** When the link below begins to take no time, in the second pass of every guest. */
const INSTANT_FROM_MS = 2000;

/** No cap, a limit below one page, and a mediated device that pins zero pages; the link takes no time once RAM has been sent. */
function pinnedZeroPages(pages: number, pinned: number): Scenario {
  const base = saturating(pages, 1, 1);
  const dma: VfioDevice['dma'] = { kind: 'ring', region: { startPage: 0, pages: pinned }, writesPerSecond: 0 };
  return {
    ...base,
    guest: { ...base.guest, nonzeroRanges: [{ fromPage: pinned, toPage: pages }], workloads: [] },
    link: {
      kind: 'wire',
      bytesPerSecond: 1_000_000,
      changes: [{ atMs: INSTANT_FROM_MS, bytesPerSecond: null }],
    },
    devices: [deviceWith({ container: 'type1-pinned', dma })],
    parameters: parametersOf(1, 0),
    horizonMs: 3000,
  };
}

function saturating(pages: number, set: number, limitMs: number): Scenario {
  const workload: Workload = {
    kind: 'sequential',
    region: { startPage: 0, pages: set },
    writesPerSecond: set * 20,
    startIndex: 0,
  };
  return {
    format: 2,
    name: '',
    seed: 1,
    guest: {
      ramBytes: pages * PAGE_BYTES,
      firmware: 'bare',
      stoppedBeforeMigrate: false,
      ...PLAIN_HOSTING,
      nonzeroRanges: [{ fromPage: 0, toPage: pages }],
      workloads: [workload],
    },
    link: { kind: 'fast', windowMs: 100 },
    host: 'ideal',
    pageCpuNs: 0,
    sendCores: 4,
    extraSyncMsPerGib: 0,
    devices: [],
    qemu: qemuWith(),
    postcopy: NO_POSTCOPY,
    sla: 'downtime-limit',
    parameters: parametersOf(limitMs, 100 * 4104 * 10),
    capabilities: capabilitiesWith(),
    actions: [],
    horizonMs: 15_000,
  };
}
