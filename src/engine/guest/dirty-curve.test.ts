import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringsOfCurve } from './dirty-curve.ts';
import { createWriter, MAX_BATCH } from './workloads.ts';

/** Distinct pages in `[fromMs, toMs)`. */
function written(points: readonly { periodMs: number; pages: number }[], pages: number, fromMs: number, toMs: number) {
  const writer = createWriter({ kind: 'dirty-curve', region: { startPage: 5, pages }, points }, 0, 1, 0);
  const slots = new Uint32Array(MAX_BATCH);
  const seen = new Set<number>();
  const end = writer.writesAfter(toMs);
  for (let done = writer.writesAfter(fromMs); done < end; ) {
    const count = Math.min(MAX_BATCH, end - done);
    writer.next(slots, count, done);
    for (let i = 0; i < count; i++) seen.add(slots[i]!);
    done += count;
  }
  return seen;
}

/** Stretches whose slopes fall: a curve that can be met exactly. */
const concave = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 4000 })), { minLength: 1, maxLength: 6 })
  .map((stretches) => {
    let at = { periodMs: 0, pages: 0 };
    return stretches
      .toSorted(([, a], [, b]) => b - a)
      .map(([ms, perSecond]) => {
        at = { periodMs: at.periodMs + ms, pages: at.pages + (ms * perSecond) / 1000 };
        return at;
      });
  });

describe('a measured curve', () => {
  it('that bends downwards is met in every stretch of each period, to a page a ring', () => {
    fc.assert(
      fc.property(concave, fc.nat(500), (points, fromMs) => {
        const pages = Math.ceil(points.at(-1)!.pages) + 50;
        const most = 2 * ringsOfCurve(points, pages).length;
        for (const point of points) {
          const { size } = written(points, pages, fromMs, fromMs + point.periodMs);
          expect(Math.abs(size - point.pages)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('goes on with its last slope to the end of its region, and not beyond', () => {
    const points = [{ periodMs: 100, pages: 50 }];
    expect(written(points, 80, 0, 120).size).toBe(60);
    const all = written(points, 80, 0, 1000);
    expect([Math.min(...all), Math.max(...all), all.size]).toEqual([5, 84, 80]);
  });

  it('that bends upwards is drawn straight', () => {
    expect(
      ringsOfCurve(
        [
          { periodMs: 100, pages: 10 },
          { periodMs: 200, pages: 60 },
        ],
        60,
      ),
    ).toEqual([{ pages: 60, turnMs: 200 }]);
  });

  it('without a page writes nothing', () => {
    expect(written([{ periodMs: 100, pages: 0 }], 80, 0, 1000).size).toBe(0);
  });

  it('never has more pages than its region', () => {
    fc.assert(
      fc.property(concave, fc.integer({ min: 1, max: 100 }), (points, pages) => {
        const rings = ringsOfCurve(points, pages);
        expect(rings.reduce((sum, ring) => sum + ring.pages, 0)).toBeLessThanOrEqual(pages);
      }),
    );
  });
});
