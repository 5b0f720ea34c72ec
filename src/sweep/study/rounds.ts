import type { FieldValue } from '../../scenario/field-values.ts';
import { axisAt, axisValues } from './axis.ts';
import { type Cell, cellsOf, isAllowed, type Point, pointsOf } from './cells.ts';
import type { Axis, Plan } from './plan.ts';

/**
 * The cells of a plan, round by round. A grid and a hypercube have one round. A frontier has more: each looks at how the points of
 * the rounds before ended, and halves the distance where neighbours differ. The same answers give the same cells in the same order.
 * @param nextEndings for each point of the round just yielded, by its number, how it ended in one word
 */
export function* roundsOf(plan: Plan): Generator<readonly Cell[], void, ReadonlyMap<number, string>> {
  if (plan.design.kind !== 'frontier') {
    yield pointsOf(plan).flatMap((point, i) => cellsOf(plan, point, i));
    return;
  }
  const { rounds } = plan.design;
  const lattice = new Lattice(plan, rounds);
  let points = 0;
  for (let round = 0; round <= rounds; round++) {
    const places = round === 0 ? lattice.coarse() : lattice.finer(2 ** (rounds - round + 1));
    const chosen = places.map((place) => ({ place, point: lattice.point(place) }));
    const allowed = chosen.filter(({ point }) => isAllowed(plan, point));
    const first = points;
    points += allowed.length;
    const endings = yield allowed.flatMap(({ point }, i) => cellsOf(plan, point, first + i));
    for (const { place } of chosen) lattice.endings.set(place.join(), 'left out');
    allowed.forEach(({ place }, i) => {
      lattice.endings.set(place.join(), endings.get(first + i) ?? '');
    });
  }
}

/** Whole coordinates of the finest grid that a frontier can reach; lists are never refined, each item is a slice of its own. */
class Lattice {
  readonly endings = new Map<string, string>();
  private readonly axes: readonly { readonly axis: Axis; readonly last: number; readonly stride: number }[];

  constructor({ axes }: Plan, rounds: number) {
    this.axes = axes.map((axis) =>
      axis.scale === 'list'
        ? { axis, last: axis.values.length - 1, stride: 1 }
        : { axis, last: (axis.steps - 1) * 2 ** rounds, stride: 2 ** rounds },
    );
  }

  point(place: readonly number[]): Point {
    const values = this.axes.map(
      ({ axis, last }, i): FieldValue =>
        axis.scale === 'list' ? axisValues(axis)[place[i]!]! : axisAt(axis, place[i]! / last),
    );
    return { values };
  }

  coarse(): readonly (readonly number[])[] {
    return product(this.axes.map(({ last, stride }) => steps(0, last, stride)));
  }

  /** The points at half of `distance` in every box of that size whose known corners did not all end alike. */
  finer(distance: number): readonly (readonly number[])[] {
    const half = distance / 2;
    const found = new Map<string, readonly number[]>();
    for (const key of this.endings.keys()) {
      const corner = key.split(',').map(Number);
      const spans = this.axes.map(({ axis, last }, i) => (axis.scale === 'list' || corner[i]! >= last ? 0 : distance));
      if (corner.some((at, i) => spans[i]! > 0 && at % distance !== 0)) continue;
      const corners = product(corner.map((at, i) => (spans[i] ? [at, at + distance] : [at])));
      const endings = new Set(corners.flatMap((at) => this.endings.get(at.join()) ?? []));
      endings.delete('left out');
      if (endings.size < 2) continue;
      for (const place of product(corner.map((at, i) => (spans[i] ? [at, at + half, at + distance] : [at]))))
        if (!this.endings.has(place.join())) found.set(place.join(), place);
    }
    return [...found.values()].toSorted(inOrder);
  }
}

const steps = (from: number, to: number, by: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

const product = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  lists.reduce<readonly (readonly number[])[]>(
    (places, list) => places.flatMap((place) => list.map((each) => [...place, each])),
    [[]],
  );

function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, i) => each !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
