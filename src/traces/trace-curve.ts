import type { Trace } from './trace.ts';

/** A recording as the chart draws it. Columns of equal length, in order of time; ms after `migrate`. */
export interface TraceCurve {
  readonly atMs: Float64Array;
  /** Linear between neighbours; a sync is two points at one time. */
  readonly remainingBytes: Float64Array;
  /** The threshold in force, 0 until the first window closed. */
  readonly thresholdBytes: Float64Array;
  readonly syncs: readonly { readonly atMs: number; readonly vmStopped: boolean }[];
  /** When the guest stood still, null where it was not stopped for the switchover. */
  readonly stopMs: number | null;
  readonly resumeMs: number | null;
  readonly endMs: number;
}

/** The curve of a recording; empty columns when nothing ran. */
export function traceCurve({ samples, looks, outcome }: Trace): TraceCurve {
  const points: Point[] = [];
  for (const { atMs, remainingBytes } of samples) if (remainingBytes !== null) points.push({ atMs, remainingBytes });
  for (const { atMs, pendingBytes } of looks) points.push({ atMs, remainingBytes: pendingBytes });
  for (const { atMs, remainingBytes } of outcome.syncs)
    if (remainingBytes !== null) points.push({ atMs, remainingBytes, sync: true });
  points.sort((a, b) => a.atMs - b.atMs);
  const endMs = outcome.totalTimeMs ?? outcome.atCancel?.atMs ?? points.at(-1)?.atMs ?? 0;
  if (outcome.status === 'completed')
    points.push({ atMs: Math.max(endMs, points.at(-1)?.atMs ?? 0), remainingBytes: 0 });
  const drawn = withSteps(points);
  return {
    atMs: Float64Array.from(drawn, (point) => point.atMs),
    remainingBytes: Float64Array.from(drawn, (point) => point.remainingBytes),
    thresholdBytes: thresholdsAt(drawn, looks),
    syncs: outcome.syncs.map(({ atMs, vmStopped }) => ({ atMs, vmStopped })),
    stopMs: outcome.sourceStopMs,
    resumeMs: outcome.destinationResumeMs,
    endMs,
  };
}

interface Point {
  readonly atMs: number;
  readonly remainingBytes: number;
  readonly sync?: true;
}

/** A sync adds at one instant: what remained before it is what was last seen. */
function withSteps(points: readonly Point[]): Point[] {
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    return point.sync && before ? [{ atMs: point.atMs, remainingBytes: before.remainingBytes }, point] : [point];
  });
}

function thresholdsAt(points: readonly Point[], looks: Trace['looks']): Float64Array {
  let next = 0;
  let thresholdBytes = 0;
  return Float64Array.from(points, ({ atMs }) => {
    for (; next < looks.length && looks[next]!.atMs <= atMs; next++) thresholdBytes = looks[next]!.thresholdBytes;
    return thresholdBytes;
  });
}
