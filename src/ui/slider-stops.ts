/** `from`, `from + step`, ... and `to` itself, ascending. */
export function linearStops(from: number, to: number, step: number): number[] {
  const count = Math.floor((to - from) / step + 1e-9); // 0.3 / 0.1 is 2.9999999999999996
  const stops = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  return stops.at(-1) === to ? stops : [...stops, to];
}

/** Ten round numbers a decade, from `from` (above zero) to `to`, both included. Put 0 before or Infinity behind at will. */
export function logStops(from: number, to: number): number[] {
  const stops = [from];
  for (let decade = Math.floor(Math.log10(from)); 10 ** decade <= to; decade++)
    for (const mantissa of ROUND) {
      const stop = Number(`${mantissa}e${decade}`); // exact, where mantissa * 10 ** decade is 0.30000000000000004
      if (stop > from && stop < to) stops.push(stop);
    }
  return [...stops, to];
}

/** Where `value` lies among ascending `stops`: 2.5 is half way from the third to the fourth. Outside, the nearer end. */
export function placeOf(stops: readonly number[], value: number): number {
  const above = stops.findIndex((stop) => stop > value);
  if (above === 0) return 0;
  if (above === -1) return stops.length - 1;
  const below = stops[above - 1]!;
  return above - 1 + (value - below) / (stops[above]! - below);
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
