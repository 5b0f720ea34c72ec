/**
 * Which points of a curve to draw between two instants: of each px column the lowest and the highest, in order, so that
 * no peak is lost; and the neighbours outside, to which the line runs on.
 * @param atMs ascending; equal instants make a jump
 * @param columns px between `fromMs` and `toMs`
 * @returns indices, ascending
 */
export function thinCurve(
  atMs: ArrayLike<number>,
  values: ArrayLike<number>,
  fromMs: number,
  toMs: number,
  columns: number,
): number[] {
  const first = Math.max(0, firstAtOrAfter(atMs, fromMs) - 1);
  const last = Math.min(atMs.length - 1, firstAfter(atMs, toMs));
  const kept: number[] = [];
  const keep = (i: number) => {
    if (i >= 0 && kept.at(-1) !== i) kept.push(i);
  };
  if (last - first < 2 * columns) {
    for (let i = first; i <= last; i++) kept.push(i);
    return kept;
  }
  keep(first);
  let column = -1;
  let lowest = -1;
  let highest = -1;
  for (let i = first + 1; i < last; i++) {
    const here = Math.floor(((atMs[i]! - fromMs) / (toMs - fromMs)) * columns);
    if (here !== column) {
      keep(Math.min(lowest, highest));
      keep(Math.max(lowest, highest));
      column = here;
      lowest = highest = i;
    }
    if (values[i]! < values[lowest]!) lowest = i;
    if (values[i]! > values[highest]!) highest = i;
  }
  keep(Math.min(lowest, highest));
  keep(Math.max(lowest, highest));
  keep(last);
  return kept;
}

/** Index of the first instant at or after `ms`, or the length. */
export const firstAtOrAfter = (atMs: ArrayLike<number>, ms: number): number => firstWhere(atMs, (at) => at >= ms);

const firstAfter = (atMs: ArrayLike<number>, ms: number) => firstWhere(atMs, (at) => at > ms);

function firstWhere(atMs: ArrayLike<number>, holds: (ms: number) => boolean): number {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(atMs[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The value that holds at `ms`: that of the last point at or before it, or of the first point. */
export function valueAt(atMs: ArrayLike<number>, values: ArrayLike<number>, ms: number): number {
  return values[Math.max(0, firstAfter(atMs, ms) - 1)] ?? 0;
}

/** The value at `ms` on the straight line between its neighbours; after a jump when `ms` is on one. */
export function linearAt(atMs: ArrayLike<number>, values: ArrayLike<number>, ms: number): number {
  const after = firstAfter(atMs, ms);
  if (after === 0 || after === atMs.length) return values[Math.max(0, after - 1)] ?? 0;
  const [from, to] = [atMs[after - 1]!, atMs[after]!];
  return values[after - 1]! + ((ms - from) / (to - from)) * (values[after]! - values[after - 1]!);
}
