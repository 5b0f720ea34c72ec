import { area, curveLinear, line } from 'd3';
import type { CurveShape, Line } from './curve-shape.ts';
import { palette, type Theme } from './palette.ts';
import type { TimeScale } from './time-scale.ts';

/**
 * Draws remaining bytes on a canvas whose context counts in CSS px. The past is a filled line; the future is thin and
 * dotted, for it has not happened at the playhead. Threshold, recording and models do not depend on the playhead.
 */
export function drawCurve(
  context: CanvasRenderingContext2D,
  shape: Pick<CurveShape, 'bytes' | 'remaining' | 'threshold' | 'recording' | 'models'>,
  scale: TimeScale,
  theme: Theme,
  part: 'past' | 'future' | 'always',
): void {
  const colours = palette[theme];
  const { top, bottom } = shape.bytes;
  const unit = scale.textPx / 12; // lines grow with the text, or they would be hairs on a wall
  const stroke = (points: Line, colour: string, width: number, dash: readonly number[]) => {
    context.beginPath();
    line<number>(
      (_, i) => points.xs[i]!,
      (_, i) => points.ys[i]!,
    ).context(context)(points.xs);
    context.strokeStyle = colour;
    context.lineWidth = width * unit;
    context.setLineDash(dash.map((length) => length * unit));
    context.stroke();
  };

  context.save();
  context.beginPath();
  // A line on the floor or on the top edge keeps its whole width.
  context.rect(scale.left - 1, top - 2, scale.right - scale.left + 2, bottom - top + 4);
  context.clip();
  context.lineJoin = 'round';
  if (part === 'always') {
    for (const line of shape.models) stroke(line, colours.ink2, 1, MODEL_DASHES[line.model % MODEL_DASHES.length]!);
    stroke(shape.threshold, colours.accent, 1.5, []);
    if (shape.recording) stroke(shape.recording, colours.ink, 1.25, [7, 4]);
  } else if (part === 'future') {
    context.globalAlpha = 0.7;
    stroke(shape.remaining, colours.sent3, 1.5, [3, 4]);
  } else {
    const { xs, ys } = shape.remaining;
    context.beginPath();
    area<number>(
      (_, i) => xs[i]!,
      bottom,
      (_, i) => ys[i]!,
    )
      .curve(curveLinear)
      .context(context)(xs as number[]);
    context.fillStyle = colours.sent3;
    context.globalAlpha = 0.1;
    context.fill();
    context.globalAlpha = 1;
    stroke(shape.remaining, colours.sent3, 2, []);
  }
  context.restore();
}

/** px, on and off: formulas differ by their dashes, for there are not enough colours that mean nothing yet. */
export const MODEL_DASHES: readonly (readonly number[])[] = [
  [2, 2],
  [9, 3, 2, 3],
  [5, 2],
  [12, 2],
  [2, 5],
  [9, 3, 2, 3, 2, 3],
  [4, 6],
];
