import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from '../engine/link/wire.ts';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { type ScenarioChanges, scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { bytesToPages, MIB } from '../units.ts';
import { outcomeRow, wastedBytesOf } from './outcome-rows.ts';
import { timedScenario } from './sweep.testing.ts';

const rowOf = (scenario: Scenario) =>
  outcomeRow({ id: 'a', title: 'A', note: '', scenario }, simulate(scenario).timeline());

const small = (changes: ScenarioChanges): Scenario =>
  scenarioWith({
    ...changes,
    guest: { ramBytes: 16 * MIB, firmware: 'bare', ...changes.guest },
    link: { kind: 'wire', bytesPerSecond: 10e6 },
    horizonMs: 10_000,
  });
const busy = {
  workloads: [{ kind: 'uniform', region: { startPage: 0, pages: bytesToPages(16 * MIB) }, writesPerSecond: 1e6 }],
} as const;

/**
 * Every page goes at least once, as a whole record: what was in vain is then known to the byte. Elsewhere it is a lower bound: encoded
 * and compressed pages are shorter, channels frame them otherwise, and a page that was reported free is left out.
 */
const sendsWholePages = ({ capabilities, guest }: Scenario): boolean =>
  !capabilities.xbzrle && !capabilities.compress && !capabilities.multifd && guest.freePageHint === null;

describe('bytes sent in vain', () => {
  it('are never more than the records that another one made useless, and all of them for a guest without zero pages', () => {
    fc.assert(
      fc.property(timedScenario(4096), (scenario) => {
        const { timeline, uselessBytes } = runWatched(scenario);
        const { outcome } = timeline;
        const wasted = wastedBytesOf(scenario, outcome!);
        if (outcome!.status !== 'completed') expect(wasted).toBe(outcome!.streamBytes);
        else if (outcome!.duplicatePages === 0 && sendsWholePages(scenario)) expect(wasted).toBe(uselessBytes);
        else expect(wasted).toBeLessThanOrEqual(uselessBytes);
        expect(wasted).toBeGreaterThanOrEqual(0);
        expect(wasted).toBeLessThanOrEqual(outcome!.streamBytes);
      }),
      { numRuns: 60 },
    );
  });

  it('are nothing for an idle guest that is sent once, and the repeated pages for one that writes', () => {
    const idle = small({ parameters: { 'downtime-limit': 0 } });
    expect(wastedBytesOf(idle, simulate(idle).timeline().outcome!)).toBe(0);
    const writing = small({ guest: busy, parameters: { 'downtime-limit': 0 } });
    const { timeline, uselessBytes } = runWatched(writing);
    expect(wastedBytesOf(writing, timeline.outcome!)).toBe(uselessBytes);
    expect(uselessBytes).toBeGreaterThan(NORMAL_PAGE_BYTES * 4000);
  });

  it('do not count the first data of a page that was zero', () => {
    const fresh = small({ guest: { ...busy, nonzeroRanges: [] }, parameters: { 'downtime-limit': 2_000_000 } });
    const { timeline, uselessBytes } = runWatched(fresh);
    expect(timeline.outcome?.duplicatePages).toBeGreaterThan(0);
    expect(wastedBytesOf(fresh, timeline.outcome!)).toBeLessThanOrEqual(uselessBytes);
  });
});

/** A run, and the bytes of its page records that were not the last of their page. */
function runWatched(scenario: Scenario) {
  const last = new Map<number, number>();
  let uselessBytes = 0;
  const simulation = simulate(scenario, {
    observer: {
      written() {},
      synced() {},
      sent(word, pages, zeroPages) {
        for (let bit = 0; bit < 32; bit++) {
          if ((pages & (1 << bit)) === 0) continue;
          const slot = word * 32 + bit;
          uselessBytes += last.get(slot) ?? 0;
          last.set(slot, (zeroPages & (1 << bit)) !== 0 ? ZERO_PAGE_BYTES : NORMAL_PAGE_BYTES);
        }
      },
    },
  });
  return { timeline: simulation.timeline(), uselessBytes };
}

describe('the promise', () => {
  it('is kept when the guest stood still no longer than the limit, by its own clock and not by that of QEMU', () => {
    const scenario = small({ parameters: { 'downtime-limit': 300 } });
    expect(rowOf(scenario)).toMatchObject({ status: 'completed', slaKept: 'yes' });
    const slowToResume = {
      devices: [vfioDevice({ deviceLogging: true, resumeMs: 5000 })],
      qemu: { release: '8.1' },
    } as const;
    const row = rowOf(small(slowToResume));
    expect(row).toMatchObject({ status: 'completed', slaKept: 'no' });
    expect(row.downtimeMs).toBeLessThan(300);
  });

  it('is broken by a stop that takes longer', () => {
    const scenario = small({ devices: [vfioDevice({})], qemu: { untrackedRule: 'skip-precopy' } });
    expect(rowOf(scenario)).toMatchObject({ status: 'completed', slaKept: 'no', wastedBytes: 0, stalePages: 0 });
  });

  it('is that of the limit in force at the stop', () => {
    const raised = small({
      guest: busy,
      actions: [{ atMs: 3000, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 5000 } }],
    });
    expect(rowOf(raised)).toMatchObject({ status: 'completed', slaKept: 'yes' });
  });

  it('is not at stake without a promise, and without a stop', () => {
    expect(rowOf(small({ sla: 'none' })).slaKept).toBe('no promise');
    expect(rowOf(small({ guest: busy }))).toMatchObject({ status: 'not-converged', slaKept: 'not stopped' });
    expect(rowOf(small({ guest: { stoppedBeforeMigrate: true } })).slaKept).toBe('not stopped');
    expect(rowOf(small({ devices: [vfioDevice({})] }))).toMatchObject({ status: 'refused', slaKept: 'not stopped' });
  });

  it('is broken too by a run that fails with the guest stopped, and goes on at the source', () => {
    const device = vfioDevice({ deviceLogging: true, stopCopyBytes: 100 * MIB, failsEntering: 'stop-copy' });
    const row = rowOf(small({ devices: [device], qemu: { release: '8.0' }, parameters: { 'downtime-limit': 20_000 } }));
    expect(row).toMatchObject({ status: 'failed', downtimeMs: null, slaKept: 'yes' });
  });
});

it('is a row of a run that has ended only', () => {
  const timeline = { ...simulate(small({})).timeline(), outcome: null };
  expect(() => outcomeRow({ id: 'a', title: 'A', note: '', scenario: small({}) }, timeline)).toThrow(RangeError);
});
