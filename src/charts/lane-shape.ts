import { formatMs } from '../units.ts';
import { type LaneSpan, type Share, thinShares } from './lane-spans.ts';
import { labelWidth } from './place-labels.ts';
import { type TimeScale, xOf } from './time-scale.ts';

/** px from one lane to the next. */
export const laneHeight = ({ textPx }: TimeScale): number => Math.round(textPx * 1.75);
/** px of the bar in a lane, and of its top below that of the first lane. */
export const laneBarHeight = ({ textPx }: TimeScale): number => Math.round(textPx * 1.35);
export const laneBarTop = (scale: TimeScale, row: number): number =>
  row * laneHeight(scale) + (laneHeight(scale) - laneBarHeight(scale)) / 2;

/** px of the part in sight, or null. */
export function laneBar(span: LaneSpan, scale: TimeScale): { readonly x: number; readonly width: number } | null {
  if (span.toMs < scale.fromMs || span.fromMs > scale.toMs) return null;
  const x = Math.max(xOf(scale, span.fromMs), scale.left);
  return { x, width: Math.max(Math.min(xOf(scale, span.toMs), scale.right) - x, 1) };
}

/** What is written in a bar of `width` px: the longest that fits, or nothing. */
export function spanWords(span: LaneSpan, width: number, textPx: number): string | undefined {
  const words = [`${span.text} ${formatMs(span.toMs - span.fromMs)}`, span.text, span.short ?? ''];
  return words.find((each) => labelWidth(each, textPx) + textPx < width);
}

/** Paths of a lane of shares: full height is all of it, and what was used. */
export function sharePaths(
  shares: readonly Share[],
  scale: TimeScale,
  height: number,
): { readonly whole: string; readonly used: string } {
  const inSight = thinShares(
    shares.filter(({ fromMs, toMs }) => toMs > scale.fromMs && fromMs < scale.toMs),
    scale,
  );
  const boxes = (heightOf: (share: number) => number) =>
    inSight
      .map(({ fromMs, toMs, share }) => {
        const [x0, x1] = [Math.max(xOf(scale, fromMs), scale.left), Math.min(xOf(scale, toMs), scale.right)];
        return `M${x0.toFixed(1)} ${height}V${(height - heightOf(share)).toFixed(1)}H${x1.toFixed(1)}V${height}Z`;
      })
      .join('');
  return { whole: boxes(() => height), used: boxes((share) => Math.min(share, 1) * height) };
}
