import { describe, expect, it } from 'vitest';
import { GIB, PAGE_BYTES } from '../../units.ts';
import { guest } from '../laws.testing.ts';
import type { Scenario } from '../scenario.ts';
import { simulate } from '../simulation.ts';
import { hostCosts } from './host-costs.ts';

const RAM_GIB = 0.0625;
const zeros = guest({ pages: (RAM_GIB * GIB) / PAGE_BYTES, bandwidth: 100_000, limitMs: 300 });
const quick: Scenario = {
  ...zeros,
  guest: { ...zeros.guest, nonzeroRanges: [] },
  link: { kind: 'wire', bytesPerSecond: 1_000_000 },
};
const slow = { ...quick, extraSyncMsPerGib: 800 };
const moreMs = 50;

describe('the cost of a sync', () => {
  it('is that of the host, and the scenario’s own on top, by the size of RAM', () => {
    expect(hostCosts(quick).syncMs).toBe(0);
    expect(hostCosts(slow).syncMs).toBe(moreMs);
    expect(hostCosts({ ...slow, host: 'recorded' }).syncMs).toBeCloseTo(0.067 + RAM_GIB * (0.023 + 800), 12);
    expect(hostCosts({ ...slow, link: { kind: 'fast', windowMs: 100 } }).syncMs).toBe(0);
  });

  it('is paid at every look, and once while the guest is stopped', () => {
    const before = simulate(quick).timeline();
    const after = simulate(slow).timeline();
    const syncs = after.ledger.filter(({ part }) => part === 'sync');
    expect(syncs.map(({ ms }) => ms)).toEqual([expect.closeTo(moreMs, 6)]);
    const [from, to] = [before.outcome!, after.outcome!];
    expect(to.guestPauseMs! - from.guestPauseMs!).toBeCloseTo(moreMs, 6);
    expect(to.dirtySyncCount).toBe(from.dirtySyncCount);
    // setup and stop pay in full; a look in between may fall into what its window would have slept
    expect(to.endMs - from.endMs).toBeGreaterThanOrEqual(moreMs * 2);
  });
});
