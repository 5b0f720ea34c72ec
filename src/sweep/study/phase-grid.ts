import type { FieldValue } from '../../scenario/field-values.ts';
import { axisValues } from './axis.ts';
import { pointsOf } from './cells.ts';
import type { Measured } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Row } from './study.ts';

/** A plan of two axes as a picture: the first goes across, the second up. */
export interface PhaseGrid {
  readonly across: readonly FieldValue[];
  readonly up: readonly FieldValue[];
  /** Row after row from the bottom, each from the left; null where a constraint leaves the combination out. */
  readonly squares: readonly (Square | null)[];
}
export interface Square {
  readonly point: number;
  /** What is known of it: the pages where they ran, else count level; null when nothing is yet. */
  readonly run: Measured | null;
  /** Every repeat that ran kept the promise; null when nothing is known. */
  readonly keepsPromise: boolean | null;
  readonly by: 'pages' | 'counts' | 'nobody';
  /** Both have answered, and not alike. */
  readonly disagrees: boolean;
  /** Page-level runs, one a repeat that ran. */
  readonly runs: readonly Measured[];
}

/** The two axes of a plan, or null when it has not two. */
export const axesOfMap = ({ axes }: Plan): readonly [Plan['axes'][number], Plan['axes'][number]] | null =>
  axes.length === 2 ? [axes[0]!, axes[1]!] : null;

/**
 * @param estimates by point
 * @param rows by cell, page by page
 * @returns null for a plan that has not two axes, or is no grid
 */
export function phaseGrid(
  plan: Plan,
  estimates: ReadonlyMap<number, Estimated>,
  rows: ReadonlyMap<number, Row>,
): PhaseGrid | null {
  const axes = axesOfMap(plan);
  if (!axes || plan.design.kind !== 'grid') return null;
  const [across, up] = [axisValues(axes[0]), axisValues(axes[1])];
  const points = pointsAt(plan, across.length, up.length);
  const squares = Array.from(points, (point): Square | null =>
    point < 0 ? null : squareOf(plan, point, estimates.get(point), rows),
  );
  return { across, up, squares };
}

/** What count level says of a point; `run` is null where it cannot carry the scenario. */
export interface Estimated {
  readonly run: Measured | null;
  readonly keepsPromise: boolean;
}

function squareOf(plan: Plan, point: number, counted: Estimated | undefined, rows: ReadonlyMap<number, Row>): Square {
  const paged: Row[] = [];
  for (let repeat = 0; repeat < plan.repeats; repeat++) {
    const row = rows.get(point * plan.repeats + repeat);
    if (row) paged.push(row);
  }
  const runs = paged.map(({ run }) => run);
  const guess = counted?.run ? counted : null;
  if (paged.length === 0) {
    const { run = null, keepsPromise = null } = guess ?? {};
    return { point, run, keepsPromise, by: guess ? 'counts' : 'nobody', disagrees: false, runs };
  }
  const keepsPromise = paged.every((row) => row.keepsPromise);
  const disagrees = guess !== null && guess.keepsPromise !== keepsPromise;
  return { point, run: runs[0]!, keepsPromise, by: 'pages', disagrees, runs };
}

/** The point on each square, -1 where there is none. Kept for the plan, since a map is made anew for each frame. */
function pointsAt(plan: Plan, columns: number, rows: number): Int32Array {
  const known = places.get(plan);
  if (known) return known;
  const found = new Int32Array(columns * rows).fill(-1);
  const [across, up] = axesOfMap(plan)!.map(axisValues);
  const columnOf = new Map(across!.map((value, i) => [value, i]));
  const rowOf = new Map(up!.map((value, i) => [value, i]));
  pointsOf(plan).forEach(({ values: [x, y] }, point) => {
    found[rowOf.get(y!)! * columns + columnOf.get(x!)!] = point;
  });
  places.set(plan, found);
  return found;
}
const places = new WeakMap<Plan, Int32Array>();

/** Sides of squares on which one keeps the promise and the other does not: the frontier, in squares from the lower left corner. */
export function frontierOf({
  across,
  up,
  squares,
}: PhaseGrid): readonly (readonly [x1: number, y1: number, x2: number, y2: number])[] {
  const columns = across.length;
  const at = (x: number, y: number): boolean | null => squares[y * columns + x]?.keepsPromise ?? null;
  const sides: [number, number, number, number][] = [];
  for (let y = 0; y < up.length; y++) {
    for (let x = 0; x < columns; x++) {
      const here = at(x, y);
      if (here === null) continue;
      const right = x + 1 < columns ? at(x + 1, y) : null;
      const above = y + 1 < up.length ? at(x, y + 1) : null;
      if (right !== null && right !== here) sides.push([x + 1, y, x + 1, y + 1]);
      if (above !== null && above !== here) sides.push([x, y + 1, x + 1, y + 1]);
    }
  }
  return sides;
}
