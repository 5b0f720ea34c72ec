/**
 * The places of a grid, those far apart first: a coarse grid, then at each step the places of one twice as fine. Whoever goes
 * through them in this order has an even picture of the whole at any time.
 * @param sizes of its axes
 * @returns places as numbers, the last axis moving fastest
 */
export function scattered(sizes: readonly number[]): Uint32Array {
  const count = sizes.reduce((product, size) => product * size, 1);
  const order = new Uint32Array(count);
  const coarsest = 2 ** Math.ceil(Math.log2(Math.max(1, ...sizes)));
  let filled = 0;
  for (let stride = coarsest; stride >= 1; stride /= 2) {
    for (let place = 0; place < count; place++)
      if (strideOf(place, sizes, coarsest) === stride) order[filled++] = place;
  }
  return order;
}

/** The largest power of two that divides every coordinate of a place: it belongs to the grid of that distance. */
function strideOf(place: number, sizes: readonly number[], coarsest: number): number {
  let all = coarsest;
  let rest = place;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    all |= rest % sizes[axis]!;
    rest = Math.floor(rest / sizes[axis]!);
  }
  return all & -all;
}
