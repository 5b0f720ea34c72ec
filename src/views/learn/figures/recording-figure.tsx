import { useMemo } from 'react';
import { type ByteScale, byteTicks, yOf } from '../../../charts/byte-ticks.ts';
import { SyncTable } from '../../../charts/sync-table.tsx';
import { thinCurve } from '../../../charts/thin-curve.ts';
import { timeScale, timeTicks, xOf } from '../../../charts/time-scale.ts';
import { useSize } from '../../../charts/use-size.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import { t } from '../../../language/t.ts';
import type { TraceCurve } from '../../../traces/trace-curve.ts';
import { formatBytes, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import { curveLines, highestOf } from './curve-lines.ts';
import styles from './figures.module.css';

export interface RecordingFigureProps {
  readonly run: MadeRun;
  readonly recording: TraceCurve;
  readonly drawn?: readonly number[];
}

/** A real migration, dashed, over what was predicted for it. */
export function RecordingFigure(props: RecordingFigureProps) {
  const [room, { width, textPx }] = useSize();
  return (
    <div ref={room} className={styles.room} style={{ minHeight: HEIGHT }}>
      {width > 0 && <Plot {...props} width={width} textPx={textPx} />}
      <SyncTable syncs={props.run.timeline.syncs} />
    </div>
  );
}

const HEIGHT = 320;

interface PlotProps extends RecordingFigureProps {
  readonly width: number;
  readonly textPx: number;
}

function Plot({ run: { timeline, recorded }, recording, drawn, width, textPx }: PlotProps) {
  const endMs = timeline.outcome?.endMs ?? 0;
  const { scale, bytes, lines, real } = useMemo(() => {
    const scale = timeScale(0, Math.max(endMs, recording.endMs), width, textPx);
    const most = Math.max(highestOf(timeline), ...recording.remainingBytes, ...(drawn ?? []));
    const bytes: ByteScale = {
      kind: 'linear',
      floorBytes: 4096,
      maxBytes: most * 1.06,
      top: textPx * 1.5,
      bottom: HEIGHT - textPx * 2.2,
    };
    const real = thinCurve(recording.atMs, recording.remainingBytes, 0, scale.toMs, Math.ceil(scale.width)).map(
      (i) => [xOf(scale, recording.atMs[i]!), yOf(bytes, recording.remainingBytes[i]!)] as const,
    );
    return { scale, bytes, lines: curveLines(timeline, scale, bytes), real };
  }, [timeline, recording, drawn, endMs, width, textPx]);
  const predicted = useMark('predicted');
  const measured = useMark('recorded');
  const threshold = useMark('threshold');
  const middle = real[Math.floor(real.length / 6)];
  return (
    <svg
      className={styles.figure}
      width={width}
      height={HEIGHT}
      fontSize={textPx}
      role="img"
      aria-label={t(
        'Bytes that remain: measured, over in {measured}, and predicted, over in {predicted}. From {bytes} on.',
        {
          measured: formatMs(recorded?.totalMs ?? recording.endMs),
          predicted: formatMs(timeline.outcome?.totalTimeMs ?? endMs),
          bytes: formatBytes(timeline.curve.remainingBytes[0] ?? 0),
        },
      )}
    >
      {byteTicks(bytes, textPx * 4).map(({ value, label }) => (
        <g key={value} transform={`translate(0 ${Math.round(yOf(bytes, value)) + 0.5})`}>
          <line className={styles.grid} x1={scale.left} x2={scale.right} />
          <text x={scale.left - textPx * 0.6} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <path className={styles.area} d={lines.area} />
      <path {...threshold} className={styles.threshold} d={lines.threshold} />
      <path {...predicted} className={styles.remaining} d={lines.remaining} />
      <g {...measured}>
        <path
          className={styles.recorded}
          d={real.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')}
        />
        {middle && (
          <text className={`${styles.label} ${styles.strong}`} x={middle[0] + textPx} y={middle[1] - textPx * 0.5}>
            {t('real QEMU')}
          </text>
        )}
      </g>
      {drawn && (
        <path
          className={styles.drawn}
          d={drawn
            .map(
              (value, i) =>
                `${i === 0 ? 'M' : 'L'}${xOf(scale, (i / (drawn.length - 1)) * endMs).toFixed(1)} ${yOf(bytes, value).toFixed(1)}`,
            )
            .join('')}
        />
      )}
      {timeTicks(scale).map(({ value, label }) => (
        <text key={value} x={xOf(scale, value)} y={HEIGHT - textPx * 0.4} textAnchor="middle">
          {label}
        </text>
      ))}
    </svg>
  );
}
