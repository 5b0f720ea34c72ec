import { byteTicks, yOf } from '../../charts/byte-ticks.ts';
import { curveShape } from '../../charts/curve-shape.ts';
import { MODEL_DASHES } from '../../charts/draw-curve.ts';
import { spansOf } from '../../charts/lane-spans.ts';
import { valueAt } from '../../charts/thin-curve.ts';
import { type TimeScale, xOf } from '../../charts/time-scale.ts';
import { t } from '../../language/t.ts';
import { formatBytes } from '../../units.ts';
import type { TakenRun } from '../taken-run.ts';
import { clipped, type Drawing, type Pen, pathOf, TEXT_PX } from './drawing.ts';

/** Remaining bytes against the threshold, as the Lab draws them when the run has ended. */
export function drawConvergence(
  run: TakenRun,
  scale: TimeScale,
  pen: Pen,
  { height, isLog = false }: { readonly height: number; readonly isLog?: boolean },
): Drawing {
  const { curve, syncs } = run.timeline;
  const stops = spansOf(run.vm, run.endMs).filter(({ state }) => state === 'stopped');
  const shape = curveShape(
    {
      curve,
      syncs,
      recording: run.recording,
      models: run.models,
      stops,
      yScale: isLog ? 'log' : 'linear',
      hasNote: false,
    },
    scale,
    height,
  );
  const { bytes } = shape;
  const { left, right } = scale;
  const inside = (ms: number) => Math.min(Math.max(xOf(scale, ms), left), right);
  const { xs } = shape.remaining;
  const areaPath =
    xs.length === 0
      ? ''
      : `${pathOf(shape.remaining)}L${xs.at(-1)!.toFixed(2)} ${bytes.bottom}L${xs[0]!.toFixed(2)} ${bytes.bottom}Z`;
  const dashed = (dash: readonly number[]) => `stroke-dasharray="${dash.join(' ')}"`;
  const threshold = valueAt(curve.atMs, curve.thresholdBytes, scale.toMs);
  return {
    height,
    parts: [
      ...stops.map(({ fromMs, toMs }) =>
        pen.rect(
          inside(fromMs),
          bytes.top,
          Math.max(inside(toMs) - inside(fromMs), 1),
          bytes.bottom - bytes.top,
          'stop',
          'fill-opacity="0.35"',
        ),
      ),
      ...byteTicks(bytes, TEXT_PX * 3.2).map(({ value, label }) => {
        const y = Math.round(yOf(bytes, value)) + 0.5;
        return `<path d="M${left} ${y}H${right}" stroke="${pen.colour('line')}"/>${pen.text(label, left - 7, y + 4, 'text-anchor="end"')}`;
      }),
      clipped(left - 1, bytes.top - 2, right - left + 2, bytes.bottom - bytes.top + 4, [
        ...shape.models.map((line) =>
          pen.line(line, 'ink2', 1, dashed(MODEL_DASHES[line.model % MODEL_DASHES.length]!)),
        ),
        pen.line(shape.threshold, 'accent', 1.5),
        ...(shape.recording ? [pen.line(shape.recording, 'ink', 1.25, dashed([7, 4]))] : []),
        `<path d="${areaPath}" fill="${pen.colour('sent3')}" fill-opacity="0.1"/>`,
        pen.line(shape.remaining, 'sent3', 2),
      ]),
      ...shape.syncs.map(
        ({ x, y }) =>
          `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="3.5" fill="${pen.colour('bg')}" stroke="${pen.colour('accent')}" stroke-width="1.5"/>`,
      ),
      ...shape.recordedSyncs.map(
        ({ x, y }) =>
          `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="2.5" fill="${pen.colour('bg')}" stroke="${pen.colour('ink')}"/>`,
      ),
      ...shape.labels.map(({ text, x, y, anchor }) => pen.label(text, x, y, `text-anchor="${anchor}"`)),
      pen.label(
        threshold > 0 ? t('threshold {bytes}', { bytes: formatBytes(threshold) }) : t('threshold 0'),
        shape.thresholdLabel.x,
        shape.thresholdLabel.y,
        `text-anchor="${shape.thresholdLabel.anchor}"`,
        'accent',
      ),
    ],
  };
}
