import { formatBytes, formatNumber } from '../units.ts';
import type { Tick } from './time-scale.ts';

/** Bytes against height: linear from 0, or logarithmic from a floor, on which everything smaller lies. */
export interface ByteScale {
  readonly kind: 'linear' | 'log';
  /** A power of two; of no use to a linear scale. */
  readonly floorBytes: number;
  readonly maxBytes: number;
  /** px; y grows downwards. */
  readonly top: number;
  readonly bottom: number;
}

/** px; not below the floor, may lie above the top. */
export function yOf({ kind, floorBytes, maxBytes, top, bottom }: ByteScale, bytes: number): number {
  const share =
    kind === 'linear'
      ? bytes / maxBytes
      : Math.log2(Math.max(bytes, floorBytes) / floorBytes) / Math.log2(Math.max(maxBytes / floorBytes, 2));
  return bottom - Math.max(share, 0) * (bottom - top);
}

/** Ticks of a scale, at least `gapPx` apart, smallest first. */
export const byteTicks = (scale: ByteScale, gapPx = 40): Tick[] => {
  const count = Math.max(1, Math.floor((scale.bottom - scale.top) / gapPx));
  return scale.kind === 'linear'
    ? linearTicks(scale.maxBytes, count)
    : logTicks(scale.floorBytes, scale.maxBytes, count);
};

/**
 * 0 and at most `count` multiples of a power of two up to `maxBytes`. The largest carries the unit, the others are
 * numbers of the same unit.
 */
export function linearTicks(maxBytes: number, count: number): Tick[] {
  const step = 2 ** Math.ceil(Math.log2(Math.max(maxBytes, 1) / count));
  const steps = Math.floor(maxBytes / step);
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(Math.max(steps, 1) * step) / 10));
  return Array.from({ length: steps + 1 }, (_, n) => ({
    value: n * step,
    label: n === steps ? formatBytes(n * step) : formatNumber((n * step) / unit, 3),
  }));
}

/**
 * Powers of two, a factor of 2, 4, 32, 1024 or 1024² apart, so that every unit begins at a tick; at most `count` of them
 * above the floor, which has a tick of its own.
 */
export function logTicks(floorBytes: number, maxBytes: number, count: number): Tick[] {
  const floor = Math.log2(floorBytes);
  const top = Math.floor(Math.log2(Math.max(maxBytes, 2 * floorBytes)));
  const step = [1, 2, 5, 10].find((each) => (top - floor) / each <= count) ?? 20;
  const ticks: Tick[] = [{ value: floorBytes, label: `≤ ${formatBytes(floorBytes)}` }];
  for (let power = (Math.floor(floor / step) + 1) * step; power <= top; power += step)
    if (power - floor >= step / 2) ticks.push({ value: 2 ** power, label: formatBytes(2 ** power) });
  return ticks;
}
