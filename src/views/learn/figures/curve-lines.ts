import { type ByteScale, yOf } from '../../../charts/byte-ticks.ts';
import { spansOf } from '../../../charts/lane-spans.ts';
import { thinCurve } from '../../../charts/thin-curve.ts';
import { type TimeScale, xOf } from '../../../charts/time-scale.ts';
import { foundPages } from '../../../content/measures.ts';
import type { Timeline } from '../../../engine/record.ts';
import { pagesToBytes } from '../../../units.ts';

/** What a lesson's curve draws, in px. */
export interface CurveLines {
  readonly remaining: string;
  /** The same down to the axis and back, to be filled. */
  readonly area: string;
  readonly threshold: string;
  /** Each sync: where it was, and from where to where it raised the curve. */
  readonly syncs: readonly { readonly key: number; readonly x: number; readonly fromY: number; readonly toY: number }[];
  /** Stretches between two syncs. */
  readonly passes: readonly { readonly key: number; readonly fromX: number; readonly toX: number }[];
  readonly stops: readonly { readonly fromX: number; readonly toX: number }[];
  /** A corner under the first fall of the curve, whose height over width is the bandwidth; null when nothing falls. */
  readonly slope: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } | null;
}

/** The highest of what a curve shows, bytes. */
export const highestOf = ({ curve }: Timeline): number => Math.max(4096, ...curve.remainingBytes);

export function curveLines(timeline: Timeline, scale: TimeScale, bytes: ByteScale): CurveLines {
  const { curve, syncs, vm } = timeline;
  const endMs = timeline.outcome?.endMs ?? curve.atMs.at(-1) ?? 0;
  const columns = Math.ceil(scale.right - scale.left);
  const points = (values: ArrayLike<number>) =>
    thinCurve(curve.atMs, values, scale.fromMs, scale.toMs, columns).map(
      (i) => [xOf(scale, curve.atMs[i]!), yOf(bytes, values[i]!)] as const,
    );
  const remaining = points(curve.remainingBytes);
  const line = pathOf(remaining);
  const threshold = points(curve.thresholdBytes);
  return {
    remaining: line,
    area: remaining.length === 0 ? '' : `${line}V${bytes.bottom}H${remaining[0]![0].toFixed(1)}Z`,
    threshold: threshold
      .map(([x, y], i) => (i === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`))
      .join(''),
    syncs: syncs.map((sync) => ({
      key: sync.index,
      x: xOf(scale, sync.atMs),
      fromY: yOf(bytes, pagesToBytes(sync.remainingPages - foundPages(sync))),
      toY: yOf(bytes, pagesToBytes(sync.remainingPages)),
    })),
    passes: syncs.map((sync, i) => ({
      key: sync.index,
      fromX: xOf(scale, sync.atMs),
      toX: xOf(scale, syncs[i + 1]?.atMs ?? endMs),
    })),
    stops: spansOf(vm, endMs)
      .filter(({ state }) => state === 'stopped')
      .map(({ fromMs, toMs }) => ({ fromX: xOf(scale, fromMs), toX: xOf(scale, toMs) })),
    slope: slopeOf(remaining),
  };
}

const pathOf = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** In the middle of the first fall, as wide as a third of it. */
function slopeOf(points: readonly (readonly [number, number])[]): CurveLines['slope'] {
  let last = 0;
  while (last + 1 < points.length && points[last + 1]![1] >= points[last]![1] - 0.5) last++;
  const [from, to] = [points[0], points[last]];
  if (!from || !to || to[0] - from[0] < 24) return null;
  const at = (share: number) => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])] as const;
  const [[x0, y0], [x1, y1]] = [at(0.3), at(0.62)];
  return { x0, y0, x1, y1 };
}
