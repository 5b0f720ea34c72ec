import { fillUniform, seedRandom } from '../../engine/guest/random.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { type FieldValue, readField, writeField } from '../../scenario/field-values.ts';
import { isDeviceField } from '../../scenario/field-values-device.ts';
import { writeFieldOfDevice } from '../../scenario/field-values-device-list.ts';
import type { FieldName } from '../../scenario/fields.ts';
import { axisAt, axisValues } from './axis.ts';
import { trajectoriesOf } from './morris.ts';
import type { Axis, Constraint, Plan } from './plan.ts';

/** One combination of values, before it is repeated. */
export interface Point {
  /** One value an axis, in their order. */
  readonly values: readonly FieldValue[];
}

/** One run of a plan. */
export interface Cell {
  /** Place in the plan: point times repeats plus repeat. */
  readonly index: number;
  readonly point: number;
  readonly repeat: number;
  readonly values: readonly FieldValue[];
  readonly scenario: Scenario;
}

/**
 * The points of a plan whose design is known beforehand, those that break a constraint left out, in the order of the plan: the
 * last axis moves fastest. Of a frontier these are those of the coarse grid.
 */
export function pointsOf(plan: Plan): readonly Point[] {
  return designed(plan).filter((point) => isAllowed(plan, point));
}

function designed(plan: Plan): readonly Point[] {
  switch (plan.design.kind) {
    case 'latin-hypercube':
      return latinHypercube(plan);
    case 'morris':
      return trajectoriesOf(plan.axes.length, plan.design).flatMap((walk) =>
        walk.map((shares) => ({ values: valuesAt(plan.axes, shares) })),
      );
    case 'grid':
    case 'frontier':
      return grid(plan.axes);
  }
}

/** The values at a share of each axis. */
export const valuesAt = (axes: readonly Axis[], shares: readonly number[]): readonly FieldValue[] =>
  axes.map((axis, i) => axisAt(axis, shares[i]!));

/** How many points `pointsOf` goes through, before constraints: to refuse a million before making them. */
export function pointCount({ axes, design }: Plan): number {
  if (design.kind === 'latin-hypercube') return design.points;
  if (design.kind === 'morris') return design.trajectories * (axes.length + 1);
  return axes.reduce((count, axis) => count * axisValues(axis).length, 1);
}

/** The runs of a point, one a repeat. `point` is its place in the plan. Scenarios are made when they are asked for. */
export function cellsOf(plan: Plan, { values }: Point, point: number): readonly Cell[] {
  let made: Scenario | null = null;
  const scenario = (): Scenario => {
    made ??= scenarioAt(plan, values);
    return made;
  };
  return Array.from({ length: plan.repeats }, (_, repeat) => ({
    index: point * plan.repeats + repeat,
    point,
    repeat,
    values,
    get scenario(): Scenario {
      const first = scenario();
      return repeat === 0 ? first : { ...first, seed: (first.seed + repeat) % 2 ** 32 };
    },
  }));
}

/** The plan's scenario with these values, one an axis. It is not checked: `parseScenario` is. */
export const scenarioAt = ({ scenario, axes }: Plan, values: readonly FieldValue[]): Scenario =>
  axes.reduce((made, axis, i) => withField(made, axis.field, values[i]!), scenario);

/** The scenario with this value in that field; a field of devices is written in each of them. */
export function withField(scenario: Scenario, field: FieldName, value: FieldValue): Scenario {
  if (!isDeviceField(field) || scenario.devices.length === 0) return writeField(scenario, field, value);
  return scenario.devices.reduce((made, _, i) => writeFieldOfDevice(made, i, field, value), scenario);
}

/** Whether the point breaks no constraint of the plan. A field that is null for it breaks none. */
export function isAllowed(plan: Plan, { values }: Point): boolean {
  if (plan.constraints.length === 0) return true;
  const scenario = scenarioAt(plan, values);
  return plan.constraints.every((constraint) => holds(scenario, constraint));
}

function holds(scenario: Scenario, { field, is, than, times = 1 }: Constraint): boolean {
  const left = readField(scenario, field);
  const other = typeof than === 'number' ? than : readField(scenario, than);
  if (typeof left !== 'number' || typeof other !== 'number') return true;
  const right = other * times;
  switch (is) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

const grid = (axes: readonly Axis[]): readonly Point[] =>
  axes.reduce<readonly Point[]>(
    (points, axis) => points.flatMap(({ values }) => axisValues(axis).map((value) => ({ values: [...values, value] }))),
    [{ values: [] }],
  );

/** @source McKay, Beckman, Conover, Technometrics 21 (1979): one point in each stratum of each axis, paired at random */
function latinHypercube({ axes, design }: Plan): readonly Point[] {
  if (design.kind !== 'latin-hypercube') return [];
  const random = seedRandom(design.seed, 0);
  const drawn = new Uint32Array(1);
  const below = (range: number): number => {
    fillUniform(random, 0, range, drawn, 1);
    return drawn[0]!;
  };
  const columns = axes.map((axis) => {
    const strata = Array.from({ length: design.points }, (_, i) => i);
    for (let i = strata.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [strata[i], strata[j]] = [strata[j]!, strata[i]!];
    }
    return strata.map((stratum) => axisAt(axis, (stratum + below(2 ** 31) / 2 ** 31) / design.points));
  });
  return Array.from({ length: design.points }, (_, i) => ({ values: columns.map((column) => column[i]!) }));
}
