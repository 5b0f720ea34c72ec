import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAt, thinCurve, valueAt } from './thin-curve.ts';

const curve = fc.array(fc.tuple(fc.nat(20), fc.nat(1000)), { minLength: 2, maxLength: 400 }).map((steps) => {
  let ms = 0;
  return {
    atMs: steps.map(([dt]) => {
      ms += dt;
      return ms;
    }),
    values: steps.map(([, value]) => value),
  };
});

describe('thinCurve', () => {
  it('keeps the lowest and the highest value of every column, and at most two points of it', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 30 }), ({ atMs, values }, columns) => {
        const [fromMs, toMs] = [atMs[0]!, Math.max(atMs.at(-1)!, atMs[0]! + 1)];
        const kept = thinCurve(atMs, values, fromMs, toMs, columns);
        const columnOf = (i: number) => Math.floor(((atMs[i]! - fromMs) / (toMs - fromMs)) * columns);
        expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
        expect([kept[0], kept.at(-1)]).toEqual([0, atMs.length - 1]);
        expect(kept.length).toBeLessThanOrEqual(2 * columns + 4);
        for (let column = 0; column < columns; column++) {
          const all = atMs.map((_, i) => i).filter((i) => columnOf(i) === column);
          if (all.length === 0) continue;
          const heights = (indices: number[]) => [
            Math.min(...indices.map((i) => values[i]!)),
            Math.max(...indices.map((i) => values[i]!)),
          ];
          expect(heights(kept.filter((i) => columnOf(i) === column))).toEqual(heights(all));
        }
      }),
    );
  });

  it('runs on to the points just outside', () => {
    const atMs = [0, 10, 20, 30, 40, 50];
    expect(thinCurve(atMs, [5, 4, 3, 2, 1, 0], 15, 35, 100)).toEqual([1, 2, 3, 4]);
    expect(thinCurve(atMs, [5, 4, 3, 2, 1, 0], 60, 70, 100)).toEqual([5]);
    expect(thinCurve([], [], 0, 1, 100)).toEqual([]);
  });
});

describe('reading a curve', () => {
  const atMs = [0, 10, 10, 20];
  const values = [100, 50, 80, 60];
  it('goes straight between points and stands after a jump', () => {
    expect([0, 5, 10, 15, 99].map((ms) => linearAt(atMs, values, ms))).toEqual([100, 75, 80, 70, 60]);
  });
  it('or holds the last value', () => {
    expect([-1, 5, 10, 15].map((ms) => valueAt(atMs, values, ms))).toEqual([100, 100, 80, 80]);
    expect(valueAt([], [], 3)).toBe(0);
  });
});
