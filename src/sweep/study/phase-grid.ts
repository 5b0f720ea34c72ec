import type { FieldValue } from '../../scenario/field-values.ts';
import { axisValues } from './axis.ts';
import type { Point } from './cells.ts';
import { type Estimated, type Finding, findingOf, knownPoints } from './findings.ts';
import type { Axis, Plan } from './plan.ts';
import type { Row } from './row.ts';

/** A grid of one to three axes as a picture: the first goes across, the second up, the third makes one picture a value. */
export interface PhaseGrid {
  readonly across: readonly FieldValue[];
  /** Of a plan of one axis: nothing, and one row. */
  readonly up: readonly FieldValue[];
  /** The value of the third axis; undefined where there is none. */
  readonly third: FieldValue | undefined;
  /** Row after row from the bottom, each from the left; null where a constraint leaves the combination out. */
  readonly squares: readonly (Finding | null)[];
}

/** The two axes of a plan whose picture is one map, or null when it has not two or is no grid. */
export const axesOfMap = ({ axes, design }: Plan): readonly [Axis, Axis] | null =>
  axes.length === 2 && design.kind === 'grid' ? [axes[0]!, axes[1]!] : null;

/** Rows of squares, for a plan of one axis too. */
export const rowsOf = ({ up }: Pick<PhaseGrid, 'up'>): number => Math.max(1, up.length);

/** The values that a square stands for, whether or not a constraint leaves it out. */
export function placeOf({ across, up, third }: PhaseGrid, square: number): readonly FieldValue[] {
  const y = Math.floor(square / across.length);
  return [
    across[square % across.length]!,
    ...(up.length === 0 ? [] : [up[y]!]),
    ...(third === undefined ? [] : [third]),
  ];
}

/** The square of a place, or null when it lies in another picture. */
export function squareAt({ across, up, third }: PhaseGrid, [x, y, z]: readonly FieldValue[]): number | null {
  const [column, row] = [across.indexOf(x ?? null), up.length === 0 ? 0 : up.indexOf(y ?? null)];
  return column < 0 || row < 0 || z !== third ? null : row * across.length + column;
}

/**
 * The map of a plan of two axes.
 * @returns null for a plan that has not two axes, or is no grid
 */
export function phaseGrid(
  plan: Plan,
  estimates: ReadonlyMap<number, Estimated>,
  rows: ReadonlyMap<number, Row>,
): PhaseGrid | null {
  return axesOfMap(plan) && phaseGrids(plan, estimates, rows)[0]!;
}

/**
 * The pictures of a plan: none unless it is a grid of one to three axes; one for each value of the third.
 * @param estimates by point
 * @param rows by cell, page by page
 */
export function phaseGrids(
  plan: Plan,
  estimates: ReadonlyMap<number, Estimated>,
  rows: ReadonlyMap<number, Row>,
): readonly PhaseGrid[] {
  if (plan.design.kind !== 'grid' || plan.axes.length < 1 || plan.axes.length > 3) return [];
  const [across = [], up = [], thirds] = plan.axes.map(axisValues);
  const places = pointsAt(plan);
  const points = knownPoints(plan);
  const squaresOfOne = across.length * Math.max(1, up.length);
  return (thirds ?? [undefined]).map((third, slice) => {
    const squares = Array.from(
      places.subarray(slice * squaresOfOne, (slice + 1) * squaresOfOne),
      (point): Finding | null =>
        point < 0 ? null : findingOf(plan, point, points[point]!.values, estimates.get(point), rows),
    );
    return { across, up, third, squares };
  });
}

/** The point on each square of picture after picture, -1 where there is none. Kept for the points, which plans may share. */
function pointsAt(plan: Plan): Int32Array {
  const points = knownPoints(plan);
  const known = places.get(points);
  if (known) return known;
  const lists = plan.axes.map(axisValues);
  const found = new Int32Array(lists.reduce((count, list) => count * list.length, 1)).fill(-1);
  const placesOf = lists.map((list) => new Map(list.map((value, i) => [value, i])));
  const strides = lists.map((_, axis) => lists.slice(0, axis).reduce((stride, list) => stride * list.length, 1));
  points.forEach(({ values }, point) => {
    found[values.reduce<number>((at, value, axis) => at + placesOf[axis]!.get(value)! * strides[axis]!, 0)] = point;
  });
  places.set(points, found);
  return found;
}
const places = new WeakMap<readonly Point[], Int32Array>();

/** Sides of squares on which one keeps the promise and the other does not: the frontier, in squares from the lower left corner. */
export function frontierOf(grid: PhaseGrid): readonly (readonly [x1: number, y1: number, x2: number, y2: number])[] {
  const { across, squares } = grid;
  const [columns, rows] = [across.length, rowsOf(grid)];
  const at = (x: number, y: number): boolean | null => squares[y * columns + x]?.keepsPromise ?? null;
  const sides: [number, number, number, number][] = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const here = at(x, y);
      if (here === null) continue;
      const right = x + 1 < columns ? at(x + 1, y) : null;
      const above = y + 1 < rows ? at(x, y + 1) : null;
      if (right !== null && right !== here) sides.push([x + 1, y, x + 1, y + 1]);
      if (above !== null && above !== here) sides.push([x, y + 1, x + 1, y + 1]);
    }
  }
  return sides;
}
