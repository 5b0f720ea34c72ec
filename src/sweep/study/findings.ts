import type { FieldValue } from '../../scenario/field-values.ts';
import { type Point, pointsOf } from './cells.ts';
import type { Measured } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Row } from './row.ts';

/** What is known of one point of a plan, of whatever design. */
export interface Finding {
  readonly point: number;
  /** One an axis, in their order: where it stands in every figure. */
  readonly values: readonly FieldValue[];
  /** What is known of it: the pages where they ran, else count level; null when nothing is yet. */
  readonly run: Measured | null;
  /** Every repeat that ran kept the promise; null when nothing is known. */
  readonly keepsPromise: boolean | null;
  readonly by: 'pages' | 'counts' | 'nobody';
  /** Both have answered, and not alike. */
  readonly disagrees: boolean;
  /** Page-level runs, one a repeat that ran. */
  readonly runs: readonly Measured[];
  /** Those of the runs that kept the promise; the estimate by itself where only count level has answered, and says so. */
  readonly kept: readonly Measured[];
}

/** What count level says of a point; `run` is null where it cannot carry the scenario. */
export interface Estimated {
  readonly run: Measured | null;
  readonly keepsPromise: boolean;
}

/**
 * All that is known of a plan, a finding for each of its points. Those that a frontier adds later stand behind those that are known
 * beforehand, as soon as they have run.
 * @param estimates by point
 * @param rows by cell, page by page
 */
export function findingsOf(
  plan: Plan,
  estimates: ReadonlyMap<number, Estimated>,
  rows: ReadonlyMap<number, Row>,
): readonly Finding[] {
  const known = knownPoints(plan);
  const found = known.map(({ values }, point) => findingOf(plan, point, values, estimates.get(point), rows));
  if (plan.design.kind !== 'frontier') return found;
  const later = new Map<number, readonly FieldValue[]>();
  for (const { cell } of rows.values()) if (cell.point >= known.length) later.set(cell.point, cell.values);
  return [
    ...found,
    ...[...later]
      .toSorted(([a], [b]) => a - b)
      .map(([point, values]) => findingOf(plan, point, values, estimates.get(point), rows)),
  ];
}

/** `findingsOf` for one point. */
export function findingOf(
  plan: Plan,
  point: number,
  values: readonly FieldValue[],
  counted: Estimated | undefined,
  rows: ReadonlyMap<number, Row>,
): Finding {
  const paged: Row[] = [];
  for (let repeat = 0; repeat < plan.repeats; repeat++) {
    const row = rows.get(point * plan.repeats + repeat);
    if (row) paged.push(row);
  }
  const guess = counted?.run ? counted : null;
  if (paged.length === 0) {
    const { run = null, keepsPromise = null } = guess ?? {};
    const kept = run && keepsPromise ? [run] : [];
    return { point, values, run, keepsPromise, by: guess ? 'counts' : 'nobody', disagrees: false, runs: [], kept };
  }
  const runs = paged.map(({ run }) => run);
  const kept = paged.flatMap((row) => (row.keepsPromise ? [row.run] : []));
  const keepsPromise = kept.length === paged.length;
  const disagrees = guess !== null && guess.keepsPromise !== keepsPromise;
  return { point, values, run: runs[0]!, keepsPromise, by: 'pages', disagrees, runs, kept };
}

/**
 * The points of a plan that are known beforehand: the same list for plans of the same axes and design, unless a constraint looks at the
 * scenario. Figures are made anew for each frame, and a slider makes a plan with each step.
 */
export function knownPoints(plan: Plan): readonly Point[] {
  const { axes, design, constraints } = plan;
  const key = constraints.length === 0 ? axes : plan;
  const before = listed.get(key);
  if (before?.design === design) return before.points;
  const points = pointsOf(plan);
  listed.set(key, { design, points });
  return points;
}
const listed = new WeakMap<
  Plan | Plan['axes'],
  { readonly design: Plan['design']; readonly points: readonly Point[] }
>();

/** Whether these are the values of the same place. */
export const isSamePlace = (a: readonly FieldValue[], b: readonly FieldValue[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Share of the repeats that ran which kept the promise, 0 to 1; of an estimate 0 or 1; null when nothing is known. */
export function keptShare({ runs, kept, keepsPromise }: Finding): number | null {
  if (keepsPromise === null) return null;
  return runs.length === 0 ? kept.length : kept.length / runs.length;
}
