import { useMemo } from 'react';
import { type ByteScale, yOf } from '../../../charts/byte-ticks.ts';
import { timeScale, timeTicks, xOf } from '../../../charts/time-scale.ts';
import { useSize } from '../../../charts/use-size.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import { counted, t } from '../../../language/t.ts';
import { Sentence } from '../../../ui/sentence.tsx';
import { formatBytes, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import { curveLines, highestOf } from './curve-lines.ts';
import styles from './figures.module.css';

export interface RunsFigureProps {
  readonly runs: readonly (MadeRun & { readonly name: string })[];
}

/** What remains over time, of several runs on one scale, each with what it came to. */
export function RunsFigure({ runs }: RunsFigureProps) {
  const [room, { width, textPx }] = useSize();
  const toMs = Math.max(...runs.map(({ timeline }) => timeline.outcome?.endMs ?? 0));
  const maxBytes = Math.max(...runs.map(({ timeline }) => highestOf(timeline))) * 1.06;
  return (
    <div ref={room} className={styles.room}>
      <table className={styles.runs}>
        <caption className="visually-hidden">{t('Runs on one scale of time and bytes, and what they came to')}</caption>
        <thead className="visually-hidden">
          <tr>
            {[t('Run'), t('Bytes that remain over time'), t('What it came to')].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.name}>
              <th scope="row">{run.name}</th>
              <td className={styles.words}>
                <Came run={run} />
              </td>
              <td className={styles.small}>
                {width > 0 && run.timeline.curve.atMs.length > 1 && (
                  <Small run={run} width={width} textPx={textPx} toMs={toMs} maxBytes={maxBytes} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {width > 0 && <Axis width={width} textPx={textPx} toMs={toMs} />}
    </div>
  );
}

function Axis({ width, textPx, toMs }: { readonly width: number; readonly textPx: number; readonly toMs: number }) {
  const scale = { ...timeScale(0, toMs, width, textPx), left: 1, right: width - textPx * 2 };
  return (
    <svg className={styles.figure} width={width} height={textPx * 1.6} fontSize={textPx} aria-hidden="true">
      {timeTicks(scale).map(({ value, label }) => (
        <text key={value} x={xOf(scale, value)} y={textPx} textAnchor={value === 0 ? 'start' : 'middle'}>
          {label}
        </text>
      ))}
    </svg>
  );
}

const HEIGHT = 84;

interface SmallProps {
  readonly run: MadeRun;
  readonly width: number;
  readonly textPx: number;
  readonly toMs: number;
  readonly maxBytes: number;
}

function Small({ run: { timeline }, width, textPx, toMs, maxBytes }: SmallProps) {
  const lines = useMemo(() => {
    const scale = { ...timeScale(0, toMs, width, textPx), left: 1, right: width - textPx * 2 };
    const bytes: ByteScale = { kind: 'linear', floorBytes: 4096, maxBytes, top: 2, bottom: HEIGHT - 2 };
    return { ...curveLines(timeline, scale, bytes), bytes };
  }, [timeline, width, textPx, toMs, maxBytes]);
  const remaining = useMark('remaining');
  const threshold = useMark('threshold');
  const pause = useMark('pause');
  return (
    <svg className={styles.figure} width={width} height={HEIGHT} aria-hidden="true">
      <line className={styles.grid} x1={0} x2={width} y1={yOf(lines.bytes, 0)} y2={yOf(lines.bytes, 0)} />
      <g {...pause}>
        {lines.stops.map(({ fromX, toX }) => (
          <rect
            key={fromX}
            className={styles.stop}
            x={fromX}
            y={0}
            width={Math.max(toX - fromX, 2)}
            height={HEIGHT - 2}
          />
        ))}
      </g>
      <path className={styles.area} d={lines.area} />
      <path {...threshold} className={styles.threshold} d={lines.threshold} />
      <path {...remaining} className={styles.remaining} d={lines.remaining} />
    </svg>
  );
}

/** What a run came to, in a line. */
function Came({ run: { timeline } }: { readonly run: MadeRun }) {
  const { outcome, admission } = timeline;
  if (!outcome) return null;
  const { status, endMs } = outcome;
  if (status === 'refused' || status === 'realize-error')
    return (
      <span>
        <Sentence of="refused: {error}" parts={{ error: <span translate="no">{admission.error}</span> }} />
      </span>
    );
  if (status === 'failed')
    return <span>{t('failed after {time}; the guest runs on where it was', { time: formatMs(endMs) })}</span>;
  return <span>{status === 'completed' ? <Moved outcome={outcome} /> : <NotMoved outcome={outcome} />}</span>;
}

type Outcome = NonNullable<MadeRun['timeline']['outcome']>;

function NotMoved({ outcome: { endMs, transferredBytes } }: { readonly outcome: Outcome }) {
  const parts = { time: formatMs(endMs), bytes: formatBytes(transferredBytes), not: <b>{t('not moved')}</b> };
  return <Sentence of="{not} after {time}, {bytes} sent" parts={parts} />;
}

function Moved({ outcome }: { readonly outcome: Outcome }) {
  const { guestPauseMs, totalTimeMs, transferredBytes, audit } = outcome;
  const hasLost = audit.stalePages > 0;
  const parts = {
    time: <b>{formatMs(totalTimeMs)}</b>,
    bytes: formatBytes(transferredBytes),
    pause: <b>{formatMs(guestPauseMs ?? 0)}</b>,
    lost: <b className={styles.lost}>{counted(audit.stalePages, '{count} page lost', '{count} pages lost')}</b>,
  };
  if (guestPauseMs === null)
    return hasLost ? (
      <Sentence of="moved in {time}, {bytes} sent, {lost}" parts={parts} />
    ) : (
      <Sentence of="moved in {time}, {bytes} sent" parts={parts} />
    );
  return hasLost ? (
    <Sentence of="moved in {time}, {bytes} sent, stopped for {pause}, {lost}" parts={parts} />
  ) : (
    <Sentence of="moved in {time}, {bytes} sent, stopped for {pause}" parts={parts} />
  );
}
