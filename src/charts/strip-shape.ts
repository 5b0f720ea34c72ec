import type { CurveColumns } from './curve-shape.ts';
import { thinCurve } from './thin-curve.ts';
import { type TimeScale, xOf } from './time-scale.ts';

/** Path of the strip, place of a value in ms, and powers of ten to name. */
export function stripShape(
  curve: Pick<CurveColumns, 'atMs' | 'expectedDowntimeMs'>,
  limitMs: number,
  scale: TimeScale,
  height: number,
): { readonly path: string; readonly y: (ms: number) => number; readonly ticks: readonly number[] } {
  const kept = thinCurve(curve.atMs, curve.expectedDowntimeMs, scale.fromMs, scale.toMs, scale.right - scale.left);
  // Zero is not measured yet, or no limit to speak of: it has no place on the scale and lies on its floor.
  const values = [...kept.map((i) => curve.expectedDowntimeMs[i]!), limitMs].filter((ms) => ms > 0);
  if (values.length === 0) values.push(1);
  const low = 10 ** Math.floor(Math.log10(Math.min(...values) / 1.5));
  const high = Math.max(...values) * 1.5;
  const top = scale.textPx * 1.4;
  const bottom = height - 2;
  const y = (ms: number) => bottom - (Math.log10(Math.max(ms, low) / low) / Math.log10(high / low)) * (bottom - top);
  const path = kept
    .map((index, i) => {
      const x = xOf(scale, curve.atMs[index]!).toFixed(1);
      const level = y(curve.expectedDowntimeMs[index]!).toFixed(1);
      return i === 0 ? `M${x} ${level}` : `H${x}V${level}`;
    })
    .join('');
  const decades = Math.max(1, Math.ceil((Math.log10(high / low) * scale.textPx * 1.6) / (bottom - top)));
  const ticks: number[] = [];
  for (let ms = low; ms <= high; ms *= 10 ** decades) ticks.push(ms);
  return { path, y, ticks };
}
