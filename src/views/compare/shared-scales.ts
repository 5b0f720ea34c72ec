import type { Run } from '../../store/run-slice.ts';

/** One scale for all curves: bytes from 0, simulated time from 0. */
export interface SharedScales {
  readonly maxBytes: number;
  readonly toMs: number;
  /** Some run goes on beyond `toMs`. */
  readonly isCut: boolean;
}

/** A run that never ends would press all others against the left edge: it is cut at this many times the longest of them. */
const MOST_TIMES = 3;

export function sharedScales(runs: readonly Pick<Run, 'timeline' | 'endMs'>[]): SharedScales {
  let maxBytes = 1;
  let longestMs = 1;
  let longestEndedMs = 0;
  for (const { timeline, endMs } of runs) {
    for (const bytes of timeline.curve.remainingBytes) maxBytes = Math.max(maxBytes, bytes);
    longestMs = Math.max(longestMs, endMs);
    if (timeline.outcome?.status !== 'not-converged') longestEndedMs = Math.max(longestEndedMs, endMs);
  }
  const toMs = longestEndedMs > 0 ? Math.min(longestMs, longestEndedMs * MOST_TIMES) : longestMs;
  return { maxBytes, toMs, isCut: toMs < longestMs };
}
