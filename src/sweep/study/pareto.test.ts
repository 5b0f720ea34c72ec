import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from './measure.ts';
import { type CostedPoint, costedPoints, paretoFront } from './pareto.ts';
import { keeps } from './promise.ts';
import { limits, planOver } from './study.testing.ts';
import { study } from './study.ts';

const plan = planOver([limits], { repeats: 2 });
const rows = [...study(plan)];
const byCell = new Map(rows.map((row) => [row.cell.index, row]));

describe('what points cost', () => {
  it('is the worst of their seeds, and nothing where a seed does not complete', () => {
    const points = costedPoints(new Map(), byCell);
    for (let point = 0; point < 5; point++) {
      const runs = rows.filter(({ cell }) => cell.point === point).map(({ run }) => run);
      const found = points.find((each) => each.point === point);
      if (runs.some(({ status }) => status !== 'completed')) expect(found).toBeUndefined();
      else expect(found).toMatchObject({ by: 'pages', totalTimeMs: Math.max(...runs.map((run) => run.totalTimeMs)) });
    }
    expect(points.length).toBeGreaterThan(0);
    expect(points.length).toBeLessThan(5);
  });

  it('is by counts until the pages have answered, and theirs from then on', () => {
    const { cell } = rows.at(-1)!;
    const run = estimate(cell.scenario);
    const estimates = new Map([[cell.point, { run, keepsPromise: keeps(run!, plan.promise, cell.scenario) }]]);
    expect(costedPoints(estimates, new Map())).toMatchObject([{ by: 'counts', keepsPromise: true }]);
    expect(costedPoints(estimates, byCell).filter(({ point }) => point === cell.point)).toMatchObject([
      { by: 'pages' },
    ]);
  });
});

const point = fc.record({
  point: fc.nat(1000),
  downtimeMs: fc.nat(20),
  totalTimeMs: fc.nat(20),
  sentBytes: fc.nat(20),
  keepsPromise: fc.boolean(),
  by: fc.constant('pages' as const),
});

describe('the front', () => {
  const draw = fc.array(point, { maxLength: 60 });
  const isBeatenByNothing = (points: readonly CostedPoint[]) => {
    const front = paretoFront(points, 'totalTimeMs', 'downtimeMs');
    const isAsGood = (a: CostedPoint, b: CostedPoint) => a.totalTimeMs <= b.totalTimeMs && a.downtimeMs <= b.downtimeMs;
    const isSame = (a: CostedPoint, b: CostedPoint) => isAsGood(a, b) && isAsGood(b, a);
    for (const each of front)
      expect(points.filter((other) => isAsGood(other, each) && !isSame(other, each))).toEqual([]);
    for (const each of points) expect(front.filter((other) => isAsGood(other, each)).length).toBeGreaterThan(0);
    for (const [i, each] of front.entries())
      expect(front.slice(i + 1).some((other) => isSame(each, other))).toBe(false);
  };
  it('is beaten by nothing, and everything else is', () => fc.assert(fc.property(draw, isBeatenByNothing)));
});
