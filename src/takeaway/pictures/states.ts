import { laneBar, laneBarHeight, laneBarTop, laneHeight, sharePaths, spanWords } from '../../charts/lane-shape.ts';
import type { TimeScale } from '../../charts/time-scale.ts';
import type { TakenRun } from '../taken-run.ts';
import type { Drawing, Pen } from './drawing.ts';

/** Who was in which state, a row each. */
export function drawStates({ lanes }: TakenRun, scale: TimeScale, pen: Pen): Drawing {
  const height = laneBarHeight(scale);
  return {
    height: lanes.length * laneHeight(scale),
    parts: lanes.flatMap(({ name, spans = [], shares }, row) => [
      `<g transform="translate(0 ${laneBarTop(scale, row)})">`,
      pen.text(name, scale.left - 7, height / 2 + 4, 'text-anchor="end"'),
      ...spans.flatMap((span) => {
        const bar = laneBar(span, scale);
        if (!bar) return [];
        const words = spanWords(span, bar.width, scale.textPx);
        return [
          span.isDashed
            ? `<rect x="${bar.x.toFixed(2)}" y="0.5" width="${bar.width.toFixed(2)}" height="${height - 1}" fill="none" stroke="${pen.colour('ink3')}" stroke-dasharray="3 2"/>`
            : pen.rect(bar.x, 0, bar.width, height, span.colour, `rx="${Math.min(2, bar.width / 2)}"`),
          ...(words
            ? [
                pen.text(
                  words,
                  bar.x + 6,
                  height / 2 + 4,
                  span.isDashed ? '' : `style="fill:${pen.onColour(span.colour)}"`,
                ),
              ]
            : []),
        ];
      }),
      ...(shares
        ? [
            ((paths) =>
              `<path d="${paths.whole}" fill="${pen.colour('clean')}"/><path d="${paths.used}" fill="${pen.colour('sent')}"/>`)(
              sharePaths(shares, scale, height),
            ),
          ]
        : []),
      '</g>',
    ]),
  };
}
