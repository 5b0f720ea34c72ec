import { memo, useId, useMemo, useRef } from 'react';
import { counted, t } from '../language/t.ts';
import { formatMs } from '../units.ts';
import styles from './charts.module.css';
import type { CurveColumns } from './curve-shape.ts';
import { type Now, useNow } from './now.ts';
import { labelWidth } from './place-labels.ts';
import { stripShape } from './strip-shape.ts';
import { valueAt } from './thin-curve.ts';
import { Playhead, Veil } from './time-marks.tsx';
import type { TimeScale } from './time-scale.ts';
import { type TimeActions, useTimePointer } from './use-time-pointer.ts';

export interface DowntimeStripProps extends TimeActions {
  readonly scale: TimeScale;
  /** px */
  readonly height: number;
  readonly curve: Pick<CurveColumns, 'atMs' | 'expectedDowntimeMs'>;
  /** `downtime-limit`. */
  readonly limitMs: number;
  readonly now: Now;
}

/**
 * Expected downtime against its limit, on a logarithmic scale of its own: what matters is how many times the limit it is.
 * @source QEMU migration/migration.c, migration_update_counters(): expected_downtime
 */
export function DowntimeStrip(props: DowntimeStripProps) {
  const { scale, height, curve, limitMs, now } = props;
  const { drawn: _, hoverMs: __, pointer } = useTimePointer(scale, { ...(props.onSeek && { onSeek: props.onSeek }) });
  const clip = useId();
  const { path, y, ticks } = useMemo(() => stripShape(curve, limitMs, scale, height), [curve, limitMs, scale, height]);
  const { left, right, textPx } = scale;
  const limitName = t('limit {time}', { time: formatMs(limitMs) });
  const figure = useRef<SVGSVGElement>(null);
  const name = useRef<SVGTSpanElement>(null);
  useNow(now, (nowMs) => {
    const expected = valueAt(curve.atMs, curve.expectedDowntimeMs, nowMs);
    const value = expected === 0 ? t('not measured yet') : formatMs(expected);
    name.current!.textContent =
      [t('expected downtime {value}', { value }), t('expected {value}', { value })].find(
        (text) => labelWidth(text + limitName, textPx) + textPx * 2 < right - left,
      ) ?? value;
    figure.current!.setAttribute(
      'aria-label',
      t('Expected downtime {value} at {time}, {limit}', { value, time: formatMs(nowMs), limit: limitName }),
    );
  });
  return (
    <div className={styles.figure}>
      <svg
        width={scale.width}
        height={height}
        fontSize={textPx}
        ref={figure}
        role="img"
        aria-label={t('Expected downtime')}
        {...pointer}
      >
        <clipPath id={clip}>
          <rect x={left} y={0} width={right - left} height={height} />
        </clipPath>
        <rect x={left} y={0} width={right - left} height={height} fill="transparent" />
        {ticks.map((ms) => (
          <text key={ms} x={left - textPx * 0.6} y={y(ms)} dy="0.35em" textAnchor="end">
            {formatMs(ms)}
          </text>
        ))}
        <line x1={left} x2={right} y1={y(limitMs)} y2={y(limitMs)} stroke="var(--accent)" strokeWidth={1.5} />
        <path d={path} clipPath={`url(#${clip})`} fill="none" stroke="var(--ink2)" strokeWidth={1.5} />
        <Veil scale={scale} top={0} bottom={height} now={now} />
        <text className={`${styles.label} ${styles.strong}`} x={left + textPx * 0.5} y={textPx}>
          <tspan ref={name} />
          <tspan dx={textPx * 0.6} className={styles.accent}>
            {limitName}
          </tspan>
        </text>
        <Playhead scale={scale} top={0} bottom={height} now={now} />
      </svg>
      <ChangesTable curve={curve} />
    </div>
  );
}

/** Each change of what is expected as a table, for those who do not see the strip; of very many, the first and the last fifty. */
const ChangesTable = memo(function ChangesTable({ curve }: Pick<DowntimeStripProps, 'curve'>) {
  const changes = Array.from(curve.atMs, (atMs, i) => ({ atMs, expectedMs: curve.expectedDowntimeMs[i]! })).filter(
    ({ expectedMs }, i) => expectedMs !== (i === 0 ? 0 : curve.expectedDowntimeMs[i - 1]),
  );
  const rows = changes.length <= 2 * SHOWN ? changes : [...changes.slice(0, SHOWN), ...changes.slice(-SHOWN)];
  return (
    <div className={styles.hidden}>
      <table>
        <caption>
          {counted(
            changes.length,
            'The expected downtime was measured once',
            'The expected downtime was measured {count} times',
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('Time')}</th>
            <th scope="col">{t('Expected downtime')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ atMs, expectedMs }) => (
            <tr key={`${atMs} ${expectedMs}`}>
              <th scope="row">{formatMs(atMs)}</th>
              <td>{formatMs(expectedMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

const SHOWN = 50;
