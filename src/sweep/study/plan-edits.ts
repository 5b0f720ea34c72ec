import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { axisValues } from './axis.ts';
import { pointCount } from './cells.ts';
import type { Axis, Design, Plan } from './plan.ts';
import { MOST } from './plan-schema.ts';

export const MOST_AXES: number = MOST.axes;

/** Where a field is put on an axis: the way of its slider, or all of its choices. */
export function usualAxis(field: FieldName, steps = 32): Axis {
  const { control }: Field = FIELDS[field];
  if (control.kind === 'switch') return { field, scale: 'list', values: [false, true] };
  if (control.kind === 'choice') return { field, scale: 'list', values: control.options.map(({ value }) => value) };
  const { min, max } = control.slider;
  const isLog = control.scale === 'log' && max > 0;
  return { field, scale: isLog ? 'log' : 'linear', from: isLog ? Math.max(min, control.step) : min, to: max, steps };
}

/**
 * The plan with one axis more. A grid gets coarser so that it stays one that can be run: 32 steps become 16, and 4 of the third on;
 * with more than three axes no grid is a picture, and points are spread over all of them instead.
 */
export function withAxis(plan: Plan, field: FieldName): Plan {
  if (plan.axes.length >= MOST_AXES) return plan;
  const axes = [...plan.axes, usualAxis(field, plan.axes.length < 2 ? 32 : 4)];
  if (plan.design.kind === 'morris' || plan.design.kind === 'latin-hypercube') return { ...plan, axes };
  if (axes.length > 3) return { ...plan, axes, design: usualDesign('latin-hypercube') };
  return { ...plan, axes: axes.length < 3 ? axes : axes.map((axis, i) => (i < 2 ? atMost(axis, 16) : axis)) };
}

export const withoutAxis = (plan: Plan, index: number): Plan => ({
  ...plan,
  axes: plan.axes.filter((_, i) => i !== index),
});

/** The field of an axis on another scale: as a list at most eight of its values, else from the least of its list to the largest. */
export function onScale(axis: Axis, scale: Axis['scale']): Axis {
  const { field } = axis;
  if (axis.scale !== 'list')
    return scale === 'list'
      ? { field, scale, values: axisValues({ ...axis, steps: Math.min(axis.steps, 8) }) }
      : { ...axis, scale };
  if (scale === 'list') return axis;
  const numbers = axis.values.filter((value) => typeof value === 'number');
  if (numbers.length < 2) {
    const usual = usualAxis(field);
    return usual.scale === 'list' ? usual : { ...usual, scale };
  }
  return { field, scale, from: Math.min(...numbers), to: Math.max(...numbers), steps: numbers.length };
}

/** The plan with another way of choosing points. A grid that would have too many becomes coarser. */
export function withDesign(plan: Plan, kind: Design['kind']): Plan {
  let made: Plan = { ...plan, design: usualDesign(kind) };
  for (let steps = 16; pointCount(made) * plan.repeats > plan.mostCells && steps >= 2; steps /= 2)
    made = { ...made, axes: made.axes.map((axis) => atMost(axis, steps)) };
  return made;
}

const atMost = (axis: Axis, steps: number): Axis =>
  axis.scale === 'list' ? axis : { ...axis, steps: Math.min(axis.steps, steps) };

function usualDesign(kind: Design['kind']): Design {
  switch (kind) {
    case 'grid':
      return { kind };
    case 'latin-hypercube':
      return { kind, points: 500, seed: 1 };
    case 'frontier':
      return { kind, rounds: 3 };
    case 'morris':
      return { kind, trajectories: 20, levels: 4, seed: 1 };
  }
}
