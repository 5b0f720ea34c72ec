import type { Curve, Timeline } from '../worker/client.ts';

/** What one step of the transport passes over. */
export type StepUnit = 'pages' | 'window' | 'sync' | 'decision';

/**
 * The instant of the next (`direction` 1) or the previous (-1) step, or null at that end of the run. Steps lie at fixed
 * instants, so that a step back undoes a step forward; the beginning and the end of the run are steps of every unit.
 *
 * - `decision`: the iterations of the migration thread. `window`: where a rate window closed. `sync`: the bitmap syncs.
 * - `pages`: a batch of 64 pages sent. The record holds no instants so close, so they are taken from the curve, which
 *   is exact: while pages are sent remaining falls linearly between two points, and there is a step each time that it
 *   has fallen by 64 pages since the first of the two. Where nothing is sent, a step goes to the next point.
 */
export function nextStep(timeline: Timeline, unit: StepUnit, nowMs: number, direction: 1 | -1): number | null {
  const endMs = endOf(timeline);
  const found =
    unit === 'pages' ? nextBatch(timeline.curve, nowMs, direction) : nextOf(timesOf(timeline, unit), nowMs, direction);
  if (direction === 1) return nowMs >= endMs - SAME_MS ? null : Math.min(found ?? endMs, endMs);
  return nowMs <= SAME_MS ? null : Math.max(found ?? 0, 0);
}

/** When the run is over, in simulated ms. */
export const endOf = (timeline: Timeline): number => timeline.outcome?.endMs ?? timeline.curve.atMs.at(-1) ?? 0;

/** Index of the last of `times` (rising) that is not after `nowMs`, or -1. */
export function lastNotAfter(times: ArrayLike<number>, nowMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= nowMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Nearer than this is the same instant: far below the time of one page on the fastest link. */
const SAME_MS = 1e-6;
const BATCH_BYTES = 64 * 4096;

function timesOf({ syncs, decisions }: Timeline, unit: Exclude<StepUnit, 'pages'>): number[] {
  if (unit === 'sync') return syncs.map(({ atMs }) => atMs);
  if (unit === 'decision') return decisions.map(({ atMs }) => atMs);
  return decisions.flatMap(({ window }) => (window ? [window.atMs] : []));
}

function nextOf(times: ArrayLike<number>, nowMs: number, direction: 1 | -1): number | null {
  if (direction === 1) return times[lastNotAfter(times, nowMs + SAME_MS) + 1] ?? null;
  return times[lastNotAfter(times, nowMs - SAME_MS)] ?? null;
}

function nextBatch({ atMs, remainingBytes }: Curve, nowMs: number, direction: 1 | -1): number | null {
  const from = lastNotAfter(atMs, nowMs + direction * SAME_MS);
  const startMs = atMs[from];
  const stopMs = atMs[from + 1];
  if (startMs === undefined) return null;
  if (stopMs === undefined) return direction === 1 ? null : startMs;
  const batches = (remainingBytes[from]! - remainingBytes[from + 1]!) / BATCH_BYTES;
  if (!(batches > 1)) return direction === 1 ? stopMs : startMs;
  const batchMs = (stopMs - startMs) / batches;
  const passed = (nowMs - startMs) / batchMs;
  const near = 1e-6; // of a batch: dividing leaves an instant a hair before or after its own number
  const next = direction === 1 ? Math.floor(passed + near) + 1 : Math.ceil(passed - near) - 1;
  return next >= batches ? stopMs : startMs + next * batchMs;
}
