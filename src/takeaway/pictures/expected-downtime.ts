import { stripShape } from '../../charts/strip-shape.ts';
import type { TimeScale } from '../../charts/time-scale.ts';
import { t } from '../../language/t.ts';
import { formatMs } from '../../units.ts';
import type { TakenRun } from '../taken-run.ts';
import { clipped, type Drawing, type Pen, TEXT_PX } from './drawing.ts';

/** Expected downtime against the last limit, on a logarithmic scale. */
export function drawExpectedDowntime(run: TakenRun, scale: TimeScale, pen: Pen, height: number): Drawing {
  const { curve, decisions } = run.timeline;
  const limitMs = decisions.at(-1)?.downtimeLimitMs ?? run.scenario.parameters['downtime-limit'];
  const { path, y, ticks } = stripShape(curve, limitMs, scale, height);
  const { left, right } = scale;
  const last = curve.expectedDowntimeMs.at(-1) ?? 0;
  return {
    height,
    parts: [
      ...ticks.map((ms) => pen.text(formatMs(ms), left - 7, y(ms) + 4, 'text-anchor="end"')),
      `<path d="M${left} ${y(limitMs).toFixed(2)}H${right}" stroke="${pen.colour('accent')}" stroke-width="1.5"/>`,
      clipped(left, 0, right - left, height, [
        `<path d="${path}" fill="none" stroke="${pen.colour('ink2')}" stroke-width="1.5"/>`,
      ]),
      pen.label(
        last > 0 ? t('expected downtime, {time} at the end', { time: formatMs(last) }) : t('expected downtime'),
        left + TEXT_PX / 2,
        TEXT_PX,
        '',
        'ink',
      ),
      pen.label(
        t('limit {limit}', { limit: formatMs(limitMs) }),
        right - TEXT_PX / 2,
        TEXT_PX,
        'text-anchor="end"',
        'accent',
      ),
    ],
  };
}
