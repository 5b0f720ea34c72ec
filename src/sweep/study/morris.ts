import { fillUniform, seedRandom } from '../../engine/guest/random.ts';

/** A walk through the unit cube: each point differs from the one before in one coordinate, and each coordinate moves once. */
export type Trajectory = readonly (readonly number[])[];

export interface MorrisDesign {
  readonly trajectories: number;
  /** Even: then half of the cube's side is stepped over from each level. */
  readonly levels: number;
  readonly seed: number;
}

/** What one coordinate does to a figure, over all trajectories, for its whole range. */
export interface Effect {
  /** Of the effects, and of their sizes: a mean near 0 with a large mean size is an influence that changes its sign. */
  readonly mean: number;
  readonly meanSize: number;
  /** Standard deviation: what depends on where the others stand, or on where it stands itself. */
  readonly deviation: number;
  /** Steps of which the figure was known at both ends; the others are left out. */
  readonly count: number;
  /** Of those the one with the largest effect. */
  readonly strongest: { readonly from: readonly number[]; readonly to: readonly number[] };
}

/**
 * Random walks over a grid of `levels` a side, in steps of levels / 2 / (levels - 1).
 * @source Morris, Technometrics 33 (1991): factorial sampling plans for preliminary computational experiments
 */
export function trajectoriesOf(
  coordinates: number,
  { trajectories, levels, seed }: MorrisDesign,
): readonly Trajectory[] {
  const random = seedRandom(seed, 0);
  const drawn = new Uint32Array(1);
  const below = (range: number): number => {
    fillUniform(random, 0, range, drawn, 1);
    return drawn[0]!;
  };
  const jump = levels / 2;
  return Array.from({ length: trajectories }, () => {
    // Whole levels, so that no rounding adds up. From the lower half a step goes up, from the upper half down.
    const at = Array.from({ length: coordinates }, () => below(levels));
    const order = Array.from({ length: coordinates }, (_, i) => i);
    for (let i = coordinates - 1; i > 0; i--) {
      const j = below(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const points = [at.map((level) => level / (levels - 1))];
    for (const moved of order) {
      at[moved] = at[moved]! < jump ? at[moved]! + jump : at[moved]! - jump;
      points.push(at.map((level) => level / (levels - 1)));
    }
    return points;
  });
}

/**
 * The elementary effects of a figure: its change in a step, divided by the step's length.
 * @param figureOf at a point; null where it has none
 * @returns an effect for each coordinate; null where no step had a figure at both ends
 * @source Campolongo, Cariboni, Saltelli, Environmental Modelling & Software 22 (2007), for the mean of the sizes
 */
export function effectsOf(
  trajectories: readonly Trajectory[],
  figureOf: (point: readonly number[]) => number | null,
): readonly (Effect | null)[] {
  const [coordinates = 0] = trajectories.map(([first]) => first!.length);
  const steps = trajectories.flatMap((points) =>
    points.slice(1).flatMap((to, i) => {
      const from = points[i]!;
      const moved = to.findIndex((value, axis) => value !== from[axis]);
      const [before, after] = [figureOf(from), figureOf(to)];
      if (before === null || after === null) return [];
      return [{ moved, from, to, effect: (after - before) / (to[moved]! - from[moved]!) }];
    }),
  );
  return Array.from({ length: coordinates }, (_, axis) => {
    const mine = steps.filter(({ moved }) => moved === axis);
    if (mine.length === 0) return null;
    const mean = meanOf(mine.map(({ effect }) => effect));
    const squares = mine.reduce((sum, { effect }) => sum + (effect - mean) ** 2, 0);
    const strongest = mine.reduce((best, step) => (Math.abs(step.effect) > Math.abs(best.effect) ? step : best));
    return {
      mean,
      meanSize: meanOf(mine.map(({ effect }) => Math.abs(effect))),
      deviation: mine.length < 2 ? 0 : Math.sqrt(squares / (mine.length - 1)),
      count: mine.length,
      strongest: { from: strongest.from, to: strongest.to },
    };
  });
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
