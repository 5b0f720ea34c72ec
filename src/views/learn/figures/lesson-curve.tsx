import { useMemo } from 'react';
import { type ByteScale, byteTicks, yOf } from '../../../charts/byte-ticks.ts';
import { SyncTable } from '../../../charts/sync-table.tsx';
import { timeScale, timeTicks, xOf } from '../../../charts/time-scale.ts';
import { useSize } from '../../../charts/use-size.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import { counted, t } from '../../../language/t.ts';
import { formatBytes, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import { curveLines, highestOf } from './curve-lines.ts';
import styles from './figures.module.css';

export interface LessonCurveProps {
  readonly run: MadeRun;
  /** What the reader drew, over the same time; bytes at equal distances from the first instant to the last. */
  readonly drawn?: readonly number[];
}

/** Bytes that remain over time, with a mark for each number that a lesson speaks of. */
export function LessonCurve({ run, drawn }: LessonCurveProps) {
  const [room, { width, textPx }] = useSize();
  return (
    <div ref={room} className={styles.room} style={{ minHeight: heightOf(width) }}>
      {width > 0 && <Curve run={run} width={width} textPx={textPx} {...(drawn && { drawn })} />}
      <SyncTable syncs={run.timeline.syncs} />
    </div>
  );
}

/** px; lower on a phone, where text must have room below it. */
const heightOf = (width: number): number => (width < 480 ? 220 : 300);

interface CurveProps extends LessonCurveProps {
  readonly width: number;
  readonly textPx: number;
}

function Curve({ run: { timeline }, drawn, width, textPx }: CurveProps) {
  const height = heightOf(width);
  const endMs = timeline.outcome?.endMs ?? 0;
  const highest = Math.max(highestOf(timeline), ...(drawn ?? []));
  const { scale, bytes, lines, thresholdY } = useMemo(() => {
    const scale = timeScale(0, endMs, width, textPx);
    const bytes: ByteScale = {
      kind: 'linear',
      floorBytes: 4096,
      maxBytes: highest * 1.06,
      top: textPx * 1.5,
      bottom: height - textPx * 3.6,
    };
    const lines = curveLines(timeline, scale, bytes);
    return { scale, bytes, lines, thresholdY: yOf(bytes, timeline.decisions.at(-1)?.thresholdBytes ?? 0) };
  }, [timeline, endMs, highest, width, height, textPx]);
  const mark = {
    remaining: useMark('remaining'),
    threshold: useMark('threshold'),
    bandwidth: useMark('bandwidth'),
    sync: useMark('sync'),
    found: useMark('found'),
    pass: useMark('pass'),
    pause: useMark('pause'),
    total: useMark('total'),
  };
  const { left, right } = scale;
  const { top, bottom } = bytes;
  const axisY = bottom + textPx * 1.4;
  const roomOfPass = 0.75 * passNamed(1).length;
  const isThresholdInSight = thresholdY > top - 2;
  return (
    <svg
      className={styles.figure}
      width={width}
      height={height}
      fontSize={textPx}
      role="img"
      aria-label={wordsOf(timeline)}
    >
      {byteTicks(bytes, textPx * 4).map(({ value, label }) => (
        <g key={value} transform={`translate(0 ${Math.round(yOf(bytes, value)) + 0.5})`}>
          <line className={styles.grid} x1={left} x2={right} />
          <text x={left - textPx * 0.6} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <g {...mark.pause}>
        {lines.stops.map(({ fromX, toX }) => (
          <rect
            key={fromX}
            className={styles.stop}
            x={fromX}
            y={top}
            width={Math.max(toX - fromX, 2)}
            height={bottom - top}
          />
        ))}
      </g>
      <g {...mark.pass}>
        {lines.passes.map(({ key, fromX, toX }) => (
          <g key={key}>
            <rect
              className={styles.pass}
              x={fromX + 0.5}
              y={bottom + 2}
              width={Math.max(toX - fromX - 1, 0.5)}
              height={textPx * 0.35}
            />
            {toX - fromX > textPx * roomOfPass && (
              <text x={(fromX + toX) / 2} y={axisY + textPx * 0.3} textAnchor="middle">
                {passNamed(key)}
              </text>
            )}
          </g>
        ))}
      </g>
      <path className={styles.area} d={lines.area} />
      <g {...mark.remaining}>
        <path className={styles.hit} d={lines.remaining} />
        <path className={styles.remaining} d={lines.remaining} />
      </g>
      <g {...mark.found}>
        {lines.syncs.map(({ key, x, fromY, toY }) => (
          <line key={key} className={styles.found} x1={x} x2={x} y1={fromY} y2={toY} />
        ))}
      </g>
      <g {...mark.threshold}>
        <path className={styles.hit} d={lines.threshold} />
        <path className={styles.threshold} d={lines.threshold} clipPath={isThresholdInSight ? undefined : 'inset(0)'} />
        {isThresholdInSight && (
          <text className={`${styles.label} ${styles.accent}`} x={right} y={thresholdY - textPx * 0.5} textAnchor="end">
            {t('threshold {bytes}', { bytes: formatBytes(timeline.decisions.at(-1)?.thresholdBytes ?? 0) })}
          </text>
        )}
      </g>
      {lines.slope && (
        <g {...mark.bandwidth}>
          <path
            className={styles.slope}
            d={`M${lines.slope.x0} ${lines.slope.y0}V${lines.slope.y1}H${lines.slope.x1}`}
          />
          <text className={styles.label} x={lines.slope.x0 - textPx * 0.4} y={lines.slope.y1} textAnchor="end">
            B
          </text>
        </g>
      )}
      <g {...mark.sync}>
        {lines.syncs.map(({ key, x, fromY }) => (
          <circle key={key} className={styles.sync} cx={x} cy={fromY} r={textPx * 0.28} />
        ))}
      </g>
      {drawn && <Drawn drawn={drawn} endMs={endMs} x={(ms) => xOf(scale, ms)} y={(value) => yOf(bytes, value)} />}
      <g {...mark.total}>
        {timeTicks(scale).map(({ value, label }) => (
          <text key={value} x={xOf(scale, value)} y={height - textPx * 0.4} textAnchor="middle">
            {label}
          </text>
        ))}
      </g>
    </svg>
  );
}

interface DrawnProps {
  readonly drawn: readonly number[];
  readonly endMs: number;
  readonly x: (ms: number) => number;
  readonly y: (bytes: number) => number;
}

/** The reader's own curve. */
function Drawn({ drawn, endMs, x, y }: DrawnProps) {
  const points = drawn.map((bytes, i) => [x((i / (drawn.length - 1)) * endMs), y(bytes)] as const);
  return (
    <g>
      <path
        className={styles.drawn}
        d={points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')}
      />
      <text className={styles.label} x={points.at(-2)![0]} y={points.at(-2)![1] - 8} textAnchor="end">
        {t('yours')}
      </text>
    </g>
  );
}

const passNamed = (number: number) => t('pass {number}', { number });

/** The figure for those who do not see it; its table has the numbers. */
function wordsOf({ outcome, syncs, curve }: MadeRun['timeline']): string {
  const bytes = formatBytes(curve.remainingBytes[0] ?? 0);
  return outcome?.status === 'completed'
    ? counted(
        syncs.length,
        'Bytes that remain to be sent: from {bytes} on, with {count} sync; the guest moves after {time}, having stood still for {pause}.',
        'Bytes that remain to be sent: from {bytes} on, with {count} syncs; the guest moves after {time}, having stood still for {pause}.',
        { bytes, time: formatMs(outcome.totalTimeMs), pause: formatMs(outcome.guestPauseMs ?? 0) },
      )
    : counted(
        syncs.length,
        'Bytes that remain to be sent: from {bytes} on, with {count} sync; it has not moved after {time}.',
        'Bytes that remain to be sent: from {bytes} on, with {count} syncs; it has not moved after {time}.',
        { bytes, time: formatMs(outcome?.endMs ?? 0) },
      );
}
