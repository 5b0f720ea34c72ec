import type { Timeline } from '../worker/client.ts';
import { lastNotAfter } from './steps.ts';

/**
 * What several runs have in common when they are looked at together: the same simulated time, the same pass, or the same
 * number of bytes sent. A place on their one clock is in ms, in passes (2.5: half way through the third), or in bytes.
 */
export type Alignment = 'time' | 'pass' | 'bytes';

/** What is needed of a run. */
export interface Aligned {
  readonly timeline: Pick<Timeline, 'syncs' | 'curve'>;
  readonly endMs: number;
}

/** Where the clock ends: with the last of the runs. */
export const lengthOf = (alignment: Alignment, runs: readonly Aligned[]): number =>
  Math.max(0, ...runs.map((run) => placeOf(alignment, run.endMs, run)));

/** When `run` is at `place`; its end when it never gets there. Between two syncs a pass goes by like time. */
export function msAt(alignment: Alignment, place: number, run: Aligned): number {
  if (alignment === 'time') return Math.min(place, run.endMs);
  const [ms, places] = scaleOf(alignment, run);
  // The last bytes may go before the end, and a run that has no more to send is over on this clock.
  return place >= places[places.length - 1]! ? run.endMs : Math.min(between(places, ms, place), run.endMs);
}

/** Where the clock stands when `run` is at `ms`: the inverse of `msAt`. */
export function placeOf(alignment: Alignment, ms: number, run: Aligned): number {
  if (alignment === 'time') return ms;
  const [times, places] = scaleOf(alignment, run);
  return between(times, places, ms);
}

/** How far the clock goes in a simulated ms, so that the whole takes as long as the longest run does. */
export function paceOf(alignment: Alignment, runs: readonly Aligned[]): number {
  const longestMs = Math.max(0, ...runs.map(({ endMs }) => endMs));
  return longestMs > 0 ? lengthOf(alignment, runs) / longestMs : 0;
}

/** Two columns that rise together: instants of the run, and places on the clock. */
function scaleOf(alignment: 'pass' | 'bytes', { timeline, endMs }: Aligned): [ArrayLike<number>, ArrayLike<number>] {
  if (alignment === 'bytes') return [timeline.curve.atMs, timeline.curve.transferredBytes];
  // The sync of setup begins the first pass, as the run does.
  const starts = [0, ...timeline.syncs.slice(1).map(({ atMs }) => atMs)];
  const ms = [...starts, endMs];
  return [ms, ms.map((_, pass) => pass)];
}

/** `to` at `at` of `from`, on the straight line between neighbours; beyond its ends the end, at a jump its last side. */
function between(from: ArrayLike<number>, to: ArrayLike<number>, at: number): number {
  const last = from.length - 1;
  if (last < 0) return 0;
  if (at >= from[last]!) return to[last]!;
  const before = lastNotAfter(from, at);
  if (before < 0) return to[0]!;
  const [a, b] = [from[before]!, from[before + 1]!];
  return to[before]! + ((at - a) / (b - a)) * (to[before + 1]! - to[before]!);
}
