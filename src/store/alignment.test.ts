import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Timeline } from '../worker/client.ts';
import { type Aligned, type Alignment, lengthOf, msAt, paceOf, placeOf } from './alignment.ts';

const run = fc
  .record({
    syncs: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 6 }),
    sends: fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
    tailMs: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ syncs, sends, tailMs }) => {
    const starts = runningSums(syncs);
    const endMs = (starts.at(-1) ?? 0) + tailMs;
    const sent = [0, ...runningSums(sends)];
    return made([0.5, ...starts], sent, endMs);
  });
const alignment = fc.constantFrom<Alignment>('time', 'pass', 'bytes');

describe('every alignment', () => {
  it('begins with all runs at their beginning and ends with all at their end', () => {
    fc.assert(
      fc.property(alignment, fc.array(run, { minLength: 1, maxLength: 4 }), (by, runs) => {
        const length = lengthOf(by, runs);
        for (const each of runs) {
          expect(msAt(by, length, each)).toBe(each.endMs);
          if (placeOf(by, each.endMs, each) > 0) expect(msAt(by, 0, each)).toBeLessThan(each.endMs);
        }
      }),
    );
  });

  it('never goes back', () => {
    fc.assert(
      fc.property(
        alignment,
        run,
        fc.float({ noNaN: true, min: 0, max: 1 }),
        fc.float({ noNaN: true, min: 0, max: 1 }),
        (by, each, a, b) => {
          const length = lengthOf(by, [each]);
          const [earlier, later] = [Math.min(a, b) * length, Math.max(a, b) * length];
          expect(msAt(by, earlier, each)).toBeLessThanOrEqual(msAt(by, later, each));
        },
      ),
    );
  });

  it('finds the place of an instant again', () => {
    fc.assert(
      fc.property(alignment, run, fc.float({ noNaN: true, min: 0, max: 1 }), (by, each, share) => {
        const ms = share * each.endMs;
        const place = placeOf(by, ms, each);
        expect(placeOf(by, msAt(by, place, each), each)).toBeCloseTo(place, 6);
      }),
    );
  });

  it('takes as long to play as the longest run', () => {
    fc.assert(
      fc.property(alignment, fc.array(run, { minLength: 1, maxLength: 4 }), (by, runs) => {
        const longestMs = Math.max(...runs.map(({ endMs }) => endMs));
        expect(paceOf(by, runs) * longestMs).toBeCloseTo(lengthOf(by, runs), 6);
      }),
    );
  });
});

it('by pass: each run stands at the start of the same sync', () => {
  const fast = made([0.5, 100, 150], [0, 10], 200);
  const slow = made([0.5, 300], [0, 10], 900);
  expect(msAt('pass', 1, fast)).toBe(100);
  expect(msAt('pass', 1, slow)).toBe(300);
  expect(msAt('pass', 0.5, fast)).toBe(50);
  expect(msAt('pass', 2, slow)).toBe(900);
  expect(lengthOf('pass', [fast, slow])).toBe(3);
});

it('by bytes: each has sent as much, and one that never sends as much is over', () => {
  const little = made([0.5], [0, 100], 10);
  const much = made([0.5], [0, 100, 400], 80);
  expect(msAt('bytes', 50, little)).toBe(5);
  expect(msAt('bytes', 50, much)).toBe(20);
  expect(msAt('bytes', 200, little)).toBe(10);
});

it('a run that was refused has no length', () => {
  const refused = made([], [0], 0);
  for (const by of ['time', 'pass', 'bytes'] as const) expect(msAt(by, 1e9, refused)).toBe(0);
});

const runningSums = (steps: readonly number[]): number[] => {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
};

/** @param sent at equal distances over the run */
function made(syncs: readonly number[], sent: readonly number[], endMs: number): Aligned {
  const atMs = Float64Array.from(sent, (_, i) => (sent.length < 2 ? 0 : (i / (sent.length - 1)) * endMs));
  const transferredBytes = Float64Array.from(sent);
  const timeline = { syncs: syncs.map((ms) => ({ atMs: ms })), curve: { atMs, transferredBytes } };
  return { timeline: timeline as unknown as Timeline, endMs };
}
