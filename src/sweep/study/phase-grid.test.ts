import { describe, expect, it } from 'vitest';
import { pointsOf, scenarioAt } from './cells.ts';
import { estimate } from './measure.ts';
import { frontierOf, phaseGrid } from './phase-grid.ts';
import { keeps } from './promise.ts';
import { limits, planOver } from './study.testing.ts';
import { study } from './study.ts';

const speeds = { field: 'linkBytesPerSecond', scale: 'linear', from: 1e7, to: 4e7, steps: 4 } as const;
const plan = planOver([speeds, limits], { repeats: 2 });
const rows = [...study(plan)];
const byCell = new Map(rows.map((row) => [row.cell.index, row]));
const estimates = new Map(
  pointsOf(plan).map(({ values }, point) => {
    const scenario = scenarioAt(plan, values);
    const run = estimate(scenario);
    return [point, { run, keepsPromise: run !== null && keeps(run, plan.promise, scenario) }];
  }),
);

describe('a map', () => {
  it('has the first axis across and the second up', () => {
    const grid = phaseGrid(plan, new Map(), byCell)!;
    expect([grid.across.length, grid.up.length, grid.squares.length]).toEqual([4, 5, 20]);
    for (const [i, square] of grid.squares.entries()) {
      const row = byCell.get(square!.point * 2)!;
      expect(row.cell.values).toEqual([grid.across[i % 4], grid.up[Math.floor(i / 4)]]);
      expect(square!.runs).toHaveLength(2);
      expect(square!.by).toBe('pages');
    }
  });

  it('shows count level until the pages are there, and says where they differ', () => {
    const first = phaseGrid(plan, estimates, new Map())!;
    expect(first.squares.every((square) => square?.by === 'counts' && !square.disagrees)).toBe(true);
    const both = phaseGrid(plan, estimates, byCell)!;
    const differ = both.squares.filter((square) => square?.disagrees).length;
    expect(differ).toBeLessThanOrEqual(2);
    const wrong = new Map([...estimates].map(([point, { run }]) => [point, { run, keepsPromise: false }]));
    const kept = both.squares.filter((square) => square?.keepsPromise).length;
    expect(kept).toBeGreaterThan(0);
    expect(phaseGrid(plan, wrong, byCell)!.squares.filter((square) => square?.disagrees)).toHaveLength(kept);
  });

  it('knows nothing of what nobody has answered, and has no square where a constraint leaves one out', () => {
    const open = phaseGrid(plan, new Map([[0, { run: null, keepsPromise: false }]]), new Map())!;
    expect(open.squares[0]).toMatchObject({ run: null, keepsPromise: null, by: 'nobody' });
    const few = { ...plan, constraints: [{ field: 'downtime-limit', is: '<', than: 400 }] as const };
    expect(phaseGrid(few, new Map(), new Map())!.squares.filter((square) => square === null)).toHaveLength(12);
  });

  it('the frontier lies between squares that end differently', () => {
    const grid = phaseGrid(plan, new Map(), byCell)!;
    const sides = frontierOf(grid);
    expect(sides.length).toBeGreaterThan(0);
    for (const [x1, y1, x2, y2] of sides) {
      const [left, right] =
        x1 === x2
          ? [
              [x1 - 1, y1],
              [x1, y1],
            ]
          : [
              [x1, y1 - 1],
              [x1, y1],
            ];
      const at = ([x, y]: readonly number[]) => grid.squares[y! * 4 + x!]?.keepsPromise;
      expect(at(left!)).not.toBe(at(right!));
      expect(y2 - y1 + (x2 - x1)).toBe(1);
    }
  });

  it('a plan of one axis is no map', () => {
    expect(phaseGrid(planOver([limits]), new Map(), new Map())).toBeNull();
  });
});
