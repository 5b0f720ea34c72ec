import { describe, expect, it } from 'vitest';
import { pointsOf, scenarioAt } from './cells.ts';
import { estimate } from './measure.ts';
import { phaseGrid } from './phase-grid.ts';
import { profileOf } from './profile.ts';
import { limits, planOver } from './study.testing.ts';
import { study } from './study.ts';

const speeds = { field: 'linkBytesPerSecond', scale: 'linear', from: 1e7, to: 4e7, steps: 4 } as const;
const plan = planOver([speeds, limits], { repeats: 3 });
const rows = [...study(plan)];
const byCell = new Map(rows.map((row) => [row.cell.index, row]));
const estimates = new Map(
  pointsOf(plan).map(({ values }, point) => [point, { run: estimate(scenarioAt(plan, values)), keepsPromise: false }]),
);
const grid = phaseGrid(plan, estimates, byCell)!;

describe('a profile', () => {
  it('has the least, the middle and the most of what completed, at each value of the first axis', () => {
    const row = 2;
    const profile = profileOf(grid, row, estimates, (run) => run.totalTimeMs);
    expect(profile.map(({ value }) => value)).toEqual(grid.across);
    let withFigure = 0;
    for (const { value, square, paged, completed, runs } of profile) {
      const of = rows.filter(({ cell }) => cell.values[0] === value && cell.values[1] === grid.up[row]);
      const times = of
        .filter(({ run }) => run.status === 'completed')
        .map(({ run }) => run.totalTimeMs)
        .sort((a, b) => a - b);
      expect(square).toBe(row * 4 + grid.across.indexOf(value));
      expect([runs, completed]).toEqual([3, times.length]);
      if (times.length === 3) {
        withFigure++;
        expect(paged).toEqual({ least: times[0], median: times[1], most: times[2] });
      }
    }
    expect(withFigure).toBeGreaterThan(0);
  });

  it('keeps counts and pages apart, and gives no figure to what does not complete', () => {
    const none = profileOf(phaseGrid(plan, estimates, new Map())!, 4, estimates, (run) => run.totalTimeMs);
    expect(none.some(({ counted }) => counted !== null)).toBe(true);
    expect(none.every(({ paged, runs }) => paged === null && runs === 0)).toBe(true);
    const lowest = profileOf(grid, 0, estimates, (run) => run.totalTimeMs);
    const failing = lowest.filter(({ completed }) => completed === 0);
    expect(failing.length).toBeGreaterThan(0);
    expect(failing.every(({ paged }) => paged === null)).toBe(true);
  });

  it('leaves out what a constraint leaves out', () => {
    const few = { ...plan, constraints: [{ field: 'linkBytesPerSecond', is: '>', than: 1.5e7 }] as const };
    const cut = phaseGrid(few, new Map(), new Map())!;
    expect(profileOf(cut, 1, new Map(), () => 1).map(({ column }) => column)).toEqual([1, 2, 3]);
  });
});
