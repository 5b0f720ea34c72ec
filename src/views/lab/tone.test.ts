import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIGHEST_HZ, LOWEST_HZ, passedOn, THRESHOLD_HZ, toneOf } from './tone.ts';

const MIB = 2 ** 20;

describe('toneOf', () => {
  it('is the tone of the threshold where the guest may be stopped', () => {
    expect(toneOf(300 * MIB, 300 * MIB)).toEqual({ hz: THRESHOLD_HZ, referenceHz: THRESHOLD_HZ });
  });

  it('is an octave higher for four times as much, and lower for a quarter', () => {
    expect(toneOf(400 * MIB, 100 * MIB).hz).toBeCloseTo(440);
    expect(toneOf(25 * MIB, 100 * MIB).hz).toBeCloseTo(110);
  });

  it('is at the top where there is no threshold, and at the bottom where nothing remains', () => {
    expect(toneOf(MIB, 0)).toEqual({ hz: HIGHEST_HZ, referenceHz: null });
    expect(toneOf(0, 0).hz).toBe(LOWEST_HZ);
    expect(toneOf(0, MIB).hz).toBe(LOWEST_HZ);
  });

  it('never falls when more remains, is never above the reference below the threshold, and stays where it is heard', () => {
    const bytes = fc.nat(2 ** 31 - 1);
    fc.assert(
      fc.property(bytes, bytes, bytes, (a, b, thresholdBytes) => {
        const [less, more] = [toneOf(Math.min(a, b), thresholdBytes), toneOf(Math.max(a, b), thresholdBytes)];
        expect(less.hz).toBeLessThanOrEqual(more.hz);
        for (const { hz } of [less, more]) {
          expect(hz).toBeGreaterThanOrEqual(LOWEST_HZ);
          expect(hz).toBeLessThanOrEqual(HIGHEST_HZ);
        }
        if (Math.min(a, b) < thresholdBytes) expect(less.hz).toBeLessThan(THRESHOLD_HZ);
      }),
    );
  });
});

describe('passedOn', () => {
  const run = { syncsMs: [10, 20], endMs: 30, isCompleted: true };

  it('ticks once for a sync between, however the playhead comes there', () => {
    expect(passedOn({ ...run, fromMs: 0, toMs: 9 }).tick).toBe(false);
    expect(passedOn({ ...run, fromMs: 9, toMs: 10 }).tick).toBe(true);
    expect(passedOn({ ...run, fromMs: 10, toMs: 11 }).tick).toBe(false);
    expect(passedOn({ ...run, fromMs: 25, toMs: 5 }).tick).toBe(false);
  });

  it('ends once, as the run did', () => {
    expect(passedOn({ ...run, fromMs: 25, toMs: 29 }).end).toBe(null);
    expect(passedOn({ ...run, fromMs: 29, toMs: 30 }).end).toBe('stopped');
    expect(passedOn({ ...run, isCompleted: false, fromMs: 0, toMs: 30 }).end).toBe('failed');
    expect(passedOn({ ...run, fromMs: 30, toMs: 30 }).end).toBe(null);
  });
});
