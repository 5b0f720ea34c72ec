import { describe, expect, it } from 'vitest';
import { FIELDS, type FieldName } from '../../scenario/fields.ts';
import { pointCount } from './cells.ts';
import { onScale, usualAxis, withAxis, withDesign, withoutAxis } from './plan-edits.ts';
import { parsePlan } from './plan-schema.ts';
import { limits, planOver } from './study.testing.ts';

const rates = { field: 'writesPerSecond', scale: 'log', from: 1000, to: 50_000, steps: 64 } as const;

describe('an axis more', () => {
  it('leaves a plan that can be used, up to eight axes', () => {
    const fields = [
      'linkBytesPerSecond',
      'release',
      'zeroShare',
      'max-bandwidth',
      'workingSetPages',
      'auto-converge',
      'seed',
    ];
    let plan = planOver([limits, rates], { mostCells: 100_000 });
    for (const field of fields as FieldName[]) {
      plan = withAxis(plan, field);
      expect(parsePlan(plan, 'plan').axes.at(-1)!.field).toBe(plan.axes.at(-1)!.field);
      expect(pointCount(plan)).toBeLessThanOrEqual(100_000);
    }
    expect(plan.axes).toHaveLength(8);
  });

  it('makes a grid of three coarser, and more than three no grid', () => {
    const three = withAxis(planOver([limits, rates]), 'linkBytesPerSecond');
    expect(three.axes.map((axis) => axis.scale !== 'list' && axis.steps)).toEqual([5, 16, 4]);
    expect(three.design.kind).toBe('grid');
    expect(withAxis(three, 'release').design.kind).toBe('latin-hypercube');
    expect(withoutAxis(three, 1).axes.map(({ field }) => field)).toEqual(['downtime-limit', 'linkBytesPerSecond']);
  });
});

it('another design is of the same axes, and a grid of many axes gets coarse enough', () => {
  const axes = [limits, rates, usualAxis('linkBytesPerSecond'), usualAxis('ramBytes')];
  const plan = planOver(axes, { design: { kind: 'morris', trajectories: 5, levels: 4, seed: 1 } });
  const grid = withDesign(plan, 'grid');
  expect(grid.axes.map(({ field }) => field)).toEqual(axes.map(({ field }) => field));
  expect(pointCount(grid)).toBeLessThanOrEqual(plan.mostCells);
  for (const kind of ['grid', 'latin-hypercube', 'frontier', 'morris'] as const)
    expect(parsePlan(withDesign(plan, kind), 'plan').design.kind).toBe(kind);
});

it('every field has a usual axis that its range allows', () => {
  for (const field of Object.keys(FIELDS) as FieldName[]) {
    const axis = usualAxis(field);
    if (axis.scale === 'list') expect(axis.values.length).toBeGreaterThan(1);
    else expect(axis.from).toBeLessThan(axis.to);
  }
});

describe('an axis on another scale', () => {
  it('keeps its ends, and of a list the least and the largest', () => {
    const list = onScale(rates, 'list');
    expect(list).toEqual({ field: 'writesPerSecond', scale: 'list', values: expect.any(Array) });
    expect(list.scale === 'list' && [list.values[0], list.values.length, list.values.at(-1)]).toEqual([
      1000, 8, 50_000,
    ]);
    expect(onScale(list, 'linear')).toEqual({ ...rates, scale: 'linear', steps: 8 });
    expect(onScale(rates, 'linear')).toEqual({ ...rates, scale: 'linear' });
  });

  it('takes the usual range where a list has no two numbers', () => {
    const one = { field: 'writesPerSecond', scale: 'list', values: [7] } as const;
    expect(onScale(one, 'linear')).toEqual({ ...usualAxis('writesPerSecond'), scale: 'linear' });
  });
});
