import { fitting, foundWords, mergedPasses, passBars, sentWords } from '../../charts/pass-bar-shape.ts';
import { passesOf } from '../../charts/passes.ts';
import type { TimeScale } from '../../charts/time-scale.ts';
import { t } from '../../language/t.ts';
import type { TakenRun } from '../taken-run.ts';
import { clipped, type Drawing, type Pen, TEXT_PX } from './drawing.ts';

/** Pages sent in each pass, upwards, against those found dirty by the sync that ended it, downwards. */
export function drawPasses(run: TakenRun, scale: TimeScale, pen: Pen, height: number): Drawing {
  const { syncs, outcome } = run.timeline;
  const passes = outcome ? passesOf(syncs, { ...outcome, atMs: run.endMs }) : [];
  const { bars, baseline } = passBars(mergedPasses(passes, scale), scale, height);
  const { left, right } = scale;
  const room = TEXT_PX * 1.3;
  return {
    height,
    parts: [
      pen.text(t('sent'), left - 7, baseline / 2 + 4, 'text-anchor="end"'),
      pen.text(t('dirtied'), left - 7, (baseline + height) / 2 + 4, 'text-anchor="end"'),
      ...bars.flatMap(({ x, width, normal, redundant, zero, found }) => [
        pen.rect(x, baseline - normal, width, normal, 'sent'),
        ...hatched(x, baseline - normal - redundant, width, redundant, pen),
        pen.rect(x, baseline - normal - redundant - zero, width, zero, 'zero'),
        pen.rect(x, baseline, width, found, 'waiting'),
      ]),
      `<path d="M${left} ${baseline.toFixed(2)}H${right}" stroke="${pen.colour('line')}"/>`,
      ...bars.flatMap(({ pass, x, width, normal, redundant, zero, found }) => {
        const sent = normal + redundant + zero;
        const sentText = fitting(width, TEXT_PX, sentWords(pass));
        const foundText = fitting(width, TEXT_PX, foundWords(pass));
        const below =
          found > room || baseline + found + room < height
            ? baseline + (found > room ? 0 : found) + TEXT_PX * 1.05
            : height;
        return [
          ...(sentText
            ? [
                pen.label(
                  sentText,
                  x + 5,
                  sent > room ? baseline - 5 : baseline - sent - 4,
                  onColour(sent > room, pen, 'sent'),
                  'ink',
                ),
              ]
            : []),
          ...(foundText ? [pen.label(foundText, x + 5, below, onColour(found > room, pen, 'waiting'), 'ink')] : []),
        ];
      }),
    ],
  };
}

/** The part that was sent in vain: lighter stripes, so that it does not rest on a hue. */
function hatched(x: number, y: number, width: number, height: number, pen: Pen): string[] {
  if (height <= 0) return [];
  const stripes: string[] = [];
  for (let at = -height; at < width; at += 7)
    stripes.push(`M${(x + at).toFixed(2)} ${(y + height).toFixed(2)}l${height.toFixed(2)} -${height.toFixed(2)}`);
  return [
    pen.rect(x, y, width, height, 'sent'),
    clipped(Number(x.toFixed(2)), Number(y.toFixed(2)), Number(width.toFixed(2)), Number(height.toFixed(2)), [
      `<path d="${stripes.join('')}" stroke="${pen.colour('bg')}" stroke-width="2"/>`,
    ]),
  ];
}

/** Words inside a bar have the bar for their rim, and ink that is legible on it. */
const onColour = (isInside: boolean, pen: Pen, colour: 'sent' | 'waiting'): string =>
  isInside ? `style="stroke:${pen.colour(colour)};fill:${pen.onColour(colour)}"` : '';
