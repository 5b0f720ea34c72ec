import { useSize } from '../../../charts/use-size.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import { t } from '../../../language/t.ts';
import { formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import styles from './figures.module.css';

/** One run a downtime limit: how long the guest stood still, and how long it took; or that it did not end. */
export function LimitsFigure({ runs }: { readonly runs: readonly MadeRun[] }) {
  const [room, { width, textPx }] = useSize();
  return (
    <div ref={room} className={styles.room} style={{ minHeight: HEIGHT }}>
      {width > 0 && <Plot runs={runs} width={width} textPx={textPx} />}
      <Table runs={runs} />
    </div>
  );
}

const HEIGHT = 320;

interface PlotProps {
  readonly runs: readonly MadeRun[];
  readonly width: number;
  readonly textPx: number;
}

/** Both axes by orders of size: what matters is how many times the one is the other. */
function Plot({ runs, width, textPx }: PlotProps) {
  const rows = runs.map(rowOf);
  const limits = rows.map(({ limitMs }) => limitMs);
  const left = textPx * 5;
  const right = width - textPx * 2;
  const top = textPx * 1.5;
  const bottom = HEIGHT - textPx * 3.4;
  const [fromMs, toMs] = [Math.min(...limits) / 1.25, Math.max(...limits) * 1.25];
  const most = Math.max(...rows.map(({ totalMs }) => totalMs)) * 1.4;
  const x = (ms: number) => left + ((right - left) * Math.log(ms / fromMs)) / Math.log(toMs / fromMs);
  const y = (ms: number) => bottom - ((bottom - top) * Math.log(ms / fromMs)) / Math.log(most / fromMs);
  const ended = rows.filter(({ hasEnded }) => hasEnded);
  const firstEnded = ended[0]?.limitMs ?? toMs;
  const limit = useMark('limit');
  const pause = useMark('pause');
  const total = useMark('total');
  const ticks = [100, 1000, 10_000].filter((ms) => ms < most);
  return (
    <svg className={styles.figure} width={width} height={HEIGHT} fontSize={textPx} aria-hidden="true">
      {ticks.map((ms) => (
        <g key={ms} transform={`translate(0 ${Math.round(y(ms)) + 0.5})`}>
          <line className={styles.grid} x1={left} x2={right} />
          <text x={left - textPx * 0.6} dy="0.35em" textAnchor="end">
            {formatMs(ms)}
          </text>
        </g>
      ))}
      {firstEnded > Math.min(...limits) && (
        <g {...limit}>
          <rect className={styles.never} x={left} y={top} width={x(firstEnded) - left - 8} height={bottom - top} />
          <text className={styles.label} x={left + textPx * 0.6} y={top + textPx * 1.3}>
            {t('does not end')}
          </text>
        </g>
      )}
      <line className={styles.promise} x1={x(fromMs)} y1={y(fromMs)} x2={x(toMs)} y2={y(toMs)} />
      <text className={`${styles.label} ${styles.accent}`} x={x(fromMs * 1.6)} y={y(fromMs * 1.6) - textPx * 0.6}>
        {t('limit')}
      </text>
      <g {...pause}>
        <path className={styles.pauseLine} d={pathOf(ended.map((row) => [x(row.limitMs), y(row.pauseMs)]))} />
        {ended.map((row) => (
          <circle
            key={row.limitMs}
            className={styles.pauseDot}
            cx={x(row.limitMs)}
            cy={y(row.pauseMs)}
            r={textPx / 3}
          />
        ))}
        {ended.length > 0 && (
          <text className={styles.label} x={right} y={y(ended.at(-1)!.pauseMs) + textPx * 1.8} textAnchor="end">
            {t('pause')}
          </text>
        )}
      </g>
      <g {...total}>
        <path className={styles.totalLine} d={pathOf(ended.map((row) => [x(row.limitMs), y(row.totalMs)]))} />
        {ended.map((row) => (
          <circle
            key={row.limitMs}
            className={styles.totalDot}
            cx={x(row.limitMs)}
            cy={y(row.totalMs)}
            r={textPx / 3}
          />
        ))}
        {ended.length > 0 && (
          <text className={styles.label} x={right} y={y(ended.at(-1)!.totalMs) - textPx} textAnchor="end">
            {t('total time')}
          </text>
        )}
      </g>
      {withRoom(limits, x, textPx * 4.2).map(({ ms, row }) => (
        <text key={ms} x={x(ms)} y={bottom + textPx * (1.5 + 1.3 * row)} textAnchor="middle">
          {formatMs(ms)}
        </text>
      ))}
    </svg>
  );
}

/** Marks of the axis in two rows; on a phone some find no room in either. */
function withRoom(limits: readonly number[], x: (ms: number) => number, room: number): { ms: number; row: number }[] {
  const ends = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return limits.flatMap((ms, i) => {
    const row = [i % 2, 1 - (i % 2)].find((each) => x(ms) - ends[each]! >= room);
    if (row === undefined) return [];
    ends[row] = x(ms);
    return [{ ms, row }];
  });
}

const rowOf = ({ scenario, timeline }: MadeRun) => {
  const { status, guestPauseMs, totalTimeMs, endMs } = timeline.outcome!;
  return {
    limitMs: scenario.parameters['downtime-limit'],
    hasEnded: status === 'completed',
    pauseMs: guestPauseMs ?? 0,
    totalMs: status === 'completed' ? totalTimeMs : endMs,
  };
};

const pathOf = (points: readonly (readonly [number, number])[]) =>
  points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');

function Table({ runs }: { readonly runs: readonly MadeRun[] }) {
  return (
    <table className="visually-hidden">
      <caption>{t('One run a downtime limit')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Limit')}</th>
          <th scope="col">{t('Pause')}</th>
          <th scope="col">{t('Total time')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map(rowOf).map(({ limitMs, hasEnded, pauseMs, totalMs }) => (
          <tr key={limitMs}>
            <th scope="row">{formatMs(limitMs)}</th>
            <td>{hasEnded ? formatMs(pauseMs) : t('none')}</td>
            <td>{hasEnded ? formatMs(totalMs) : t('has not ended after {time}', { time: formatMs(totalMs) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
