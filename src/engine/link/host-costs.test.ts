import { describe, expect, it } from 'vitest';
import { scenarioWith } from '../../scenario/defaults.ts';
import { GIB } from '../../units.ts';
import { simulate } from '../simulation.ts';
import { hostCosts } from './host-costs.ts';

describe('the cost of a sync', () => {
  const guest = { ramBytes: 2 * GIB, nonzeroRanges: [] };
  const slow = scenarioWith({ guest, extraSyncMsPerGib: 25 });

  it('is that of the host, and the scenario’s own on top, by the size of RAM', () => {
    expect(hostCosts(slow).syncMs).toBe(50);
    expect(hostCosts({ ...slow, host: 'recorded' }).syncMs).toBeCloseTo(0.067 + 2 * (0.023 + 25), 12);
    expect(hostCosts({ ...slow, link: { kind: 'fast', windowMs: 100 } }).syncMs).toBe(0);
  });

  it('stops the guest once, and is paid at every look', () => {
    const [quick, late] = [scenarioWith({ guest }), slow].map((scenario) => simulate(scenario).timeline());
    expect(late!.outcome!.dirtySyncCount).toBe(quick!.outcome!.dirtySyncCount);
    const paidMs = late!.ledger.flatMap(({ part, ms }) => (part === 'sync' ? [ms] : []));
    expect(paidMs).toEqual([expect.closeTo(50, 6)]);
    expect(late!.outcome!.guestPauseMs! - quick!.outcome!.guestPauseMs!).toBeCloseTo(50, 6);
    expect(late!.outcome!.endMs - quick!.outcome!.endMs).toBeCloseTo(50 * late!.outcome!.dirtySyncCount, 6);
  });
});
