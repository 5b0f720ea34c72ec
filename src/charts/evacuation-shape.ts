import { area, curveStepAfter } from 'd3';
import { type TimeScale, xOf } from './time-scale.ts';

/** The flow of the guests on one link, stacked. */
export interface FlowInput {
  /** One list a guest: bytes in stretches of `stretchMs` from 0 on. */
  readonly bytes: readonly (readonly number[])[];
  readonly stretchMs: number;
  /** What the link carries. */
  readonly bytesPerSecond: number;
  /** When the last stretch is over. */
  readonly endMs: number;
}

/**
 * One closed path a guest, the first at the bottom, in a figure `height` px high whose top is the whole link. Where
 * stretches are narrower than a px they are joined.
 */
export function flowPaths(
  { bytes, stretchMs, bytesPerSecond, endMs }: FlowInput,
  scale: TimeScale,
  height: number,
): string[] {
  const stretches = Math.ceil(endMs / stretchMs);
  const joined = Math.max(1, Math.ceil(stretches / Math.max(1, scale.right - scale.left)));
  const columns = Math.ceil(stretches / joined);
  const below = new Float64Array(columns);
  return bytes.map((list) => {
    const tops = Array.from({ length: columns }, (_, column) => {
      const fromMs = column * joined * stretchMs;
      const ms = Math.min(joined * stretchMs, endMs - fromMs);
      let sum = 0;
      for (let i = 0; i < joined; i++) sum += list[column * joined + i] ?? 0;
      return (sum * 1000) / (ms * bytesPerSecond);
    });
    const points = tops.map((share, column) => {
      const bottom = below[column]!;
      below[column] = bottom + share;
      return [column * joined * stretchMs, bottom, bottom + share] as const;
    });
    const last = points.at(-1);
    if (!last) return '';
    const path = area<readonly [number, number, number]>(
      ([ms]) => xOf(scale, ms),
      ([, bottom]) => height * (1 - Math.min(bottom, 1)),
      ([, , top]) => height * (1 - Math.min(top, 1)),
    ).curve(curveStepAfter);
    return path([...points, [endMs, last[1], last[2]]]) ?? '';
  });
}

/** Bytes a second of each guest at `ms`, of what its stretch carried. */
export const flowAt = ({ bytes, stretchMs }: Pick<FlowInput, 'bytes' | 'stretchMs'>, ms: number): number[] =>
  bytes.map((list) => ((list[Math.floor(ms / stretchMs)] ?? 0) * 1000) / stretchMs);
