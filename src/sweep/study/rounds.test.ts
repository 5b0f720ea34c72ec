import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAt } from './axis.ts';
import type { Cell } from './cells.ts';
import type { Axis, Plan } from './plan.ts';
import { roundsOf } from './rounds.ts';
import { planOver } from './study.testing.ts';

const width: Axis = { field: 'downtime-limit', scale: 'linear', from: 0, to: 8, steps: 3 };
const height: Axis = { field: 'max-bandwidth', scale: 'linear', from: 0, to: 8, steps: 3 };

/** Goes through a plan with an oracle in place of runs. */
function through(plan: Plan, ending: (cell: Cell) => string): readonly (readonly Cell[])[] {
  const rounds = roundsOf(plan);
  const made: (readonly Cell[])[] = [];
  for (let round = rounds.next(); !round.done; ) {
    made.push(round.value);
    round = rounds.next(new Map(round.value.map((cell) => [cell.point, ending(cell)])));
  }
  return made;
}
const at = ({ values }: Cell): string => values.join();

describe('a frontier', () => {
  const plan = planOver([width, height], { design: { kind: 'frontier', rounds: 2 } });

  it('is the coarse grid alone when all of it ends alike', () => {
    const rounds = through(plan, () => 'kept');
    expect(rounds.map((cells) => cells.length)).toEqual([9, 0, 0]);
  });

  it('halves the distance where neighbours differ, and only there', () => {
    const rounds = through(plan, ({ values }) => (Number(values[0]) < 1.5 ? 'kept' : 'broken'));
    expect(rounds[0]?.map(at)).toEqual(['0,0', '0,4', '0,8', '4,0', '4,4', '4,8', '8,0', '8,4', '8,8']);
    expect(rounds[1]?.map(at)).toEqual(['0,2', '0,6', '2,0', '2,2', '2,4', '2,6', '2,8', '4,2', '4,6']);
    expect(rounds[2]?.every(({ values }) => Number(values[0]) <= 2)).toBe(true);
    expect(rounds[2]?.length).toBeGreaterThan(0);
  });

  it('never runs a point twice, numbers them without a gap, and the same answers give the same rounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 12, noNaN: true }), fc.integer({ min: 1, max: 4 }), (radius, rounds) => {
        const deep = { ...plan, design: { kind: 'frontier', rounds } as const };
        const inside = ({ values }: Cell) =>
          Math.hypot(Number(values[0]), Number(values[1])) < radius ? 'kept' : 'broken';
        const made = through(deep, inside);
        const cells = made.flat();
        expect(cells.map(({ point }) => point)).toEqual(cells.map((_, i) => i));
        expect(through(deep, inside)).toEqual(made);
        if (rounds <= 2) expect(new Set(cells.map(at)).size).toBe(cells.length);
      }),
      { numRuns: 40 },
    );
  });

  it('does not refine a list: each item is a slice of its own', () => {
    const releases: Axis = { field: 'release', scale: 'list', values: ['7.2', '9.2'] };
    const sliced = planOver([releases, height], { design: { kind: 'frontier', rounds: 1 } });
    const rounds = through(sliced, ({ values }) => (values[0] === '7.2' ? 'kept' : 'broken'));
    expect(rounds.map((cells) => cells.length)).toEqual([6, 0]);
  });
});

it('a grid has one round', () => {
  expect(through(planOver([width]), () => '').map((cells) => cells.length)).toEqual([3]);
  expect(axisAt(width, 0.5)).toBe(4);
});
