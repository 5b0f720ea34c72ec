import { useEffect } from 'react';
import { timeScale, timeTicks, xOf } from '../../../charts/time-scale.ts';
import { useSize } from '../../../charts/use-size.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import type { PageBiography, Timeline } from '../../../engine/record.ts';
import { counted, t } from '../../../language/t.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { InlineNumber } from '../../../ui/inline-number.tsx';
import { Sentence } from '../../../ui/sentence.tsx';
import { formatCount, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import styles from './figures.module.css';
import { usePages } from './use-pages.ts';

/**
 * The life of one page: when it was written, found dirty and sent. Another page can be taken.
 * @param page where to begin, unless a page was lost
 */
export function PageFigure({ run, page }: { readonly run: MadeRun; readonly page: number }) {
  const pages = usePages(run);
  const { seekLessonPages, followLessonPage } = useAppStore().getState();
  const [room, { width, textPx }] = useSize();
  const key = pages?.key;
  const first = run.timeline.outcome?.audit.ranges[0]?.fromSlot ?? page;
  const total = run.scenario.guest.ramBytes / 4096;
  useEffect(() => {
    if (!key) return;
    followLessonPage(first);
    seekLessonPages(Number.POSITIVE_INFINITY);
  }, [key, first, followLessonPage, seekLessonPages]);
  const slot = pages?.slot ?? first;
  // Steps of 97 pages: neighbours live nearly the same life.
  const stops = [...new Set([...Array.from({ length: 160 }, (_, i) => (i * 97) % total), first, slot])].toSorted(
    (a, b) => a - b,
  );
  return (
    <div ref={room} className={styles.room} style={{ minHeight: HEIGHT + 62 }}>
      <p className={styles.which}>
        <Sentence
          of="Page {page}"
          parts={{
            page: (
              <InlineNumber
                label={t('Page that is followed')}
                value={slot}
                stops={stops}
                format={formatCount}
                onChange={followLessonPage}
              />
            ),
          }}
        />
      </p>
      {width > 0 && pages?.biography && pages.instant.nowMs >= pages.endMs && (
        <Life biography={pages.biography} timeline={run.timeline} endMs={pages.endMs} width={width} textPx={textPx} />
      )}
    </div>
  );
}

const HEIGHT = 208;

interface LifeProps {
  readonly biography: PageBiography;
  readonly timeline: Timeline;
  readonly endMs: number;
  readonly width: number;
  readonly textPx: number;
}

function Life({ biography, timeline, endMs, width, textPx }: LifeProps) {
  const scale = { ...timeScale(0, endMs, width, textPx), left: textPx * 7.5 };
  const written = useMark('written');
  const sync = useMark('sync');
  const sent = useMark('sent');
  const rows = { written: textPx * 2.5, found: textPx * 6.5, sent: textPx * 10.5 };
  const x = (ms: number) => xOf(scale, ms);
  const { sourceVersion, destinationVersion, events } = biography;
  const isOld = destinationVersion !== sourceVersion;
  const bottom = HEIGHT - textPx * 2.2;
  return (
    <>
      <svg
        className={styles.figure}
        width={width}
        height={HEIGHT}
        fontSize={textPx}
        role="img"
        aria-label={words(biography)}
      >
        {(
          [
            [t('written'), rows.written],
            [t('found dirty', {}, 'in a row'), rows.found],
            [t('sent'), rows.sent],
          ] as const
        ).map(([name, at]) => (
          <g key={at}>
            <line className={styles.grid} x1={scale.left} x2={scale.right} y1={at} y2={at} />
            <text x={scale.left - textPx} y={at} dy="0.35em" textAnchor="end">
              {name}
            </text>
          </g>
        ))}
        <g {...sync}>
          {timeline.syncs.map(({ index, atMs }) => (
            <line key={index} className={styles.look} x1={x(atMs)} x2={x(atMs)} y1={textPx} y2={bottom} />
          ))}
          {events.map((event) =>
            event.kind === 'found-dirty' ? (
              <circle
                key={event.atMs}
                className={styles.foundDot}
                cx={x(event.atMs)}
                cy={rows.found}
                r={textPx * 0.4}
              />
            ) : null,
          )}
        </g>
        <g {...written}>
          {events.map((event) =>
            event.kind === 'written' ? (
              <circle
                key={`${event.atMs} ${event.version}`}
                className={event.tracked ? styles.writtenDot : styles.untracked}
                cx={x(event.atMs)}
                cy={rows.written}
                r={textPx * 0.4}
              />
            ) : null,
          )}
        </g>
        <g {...sent}>
          {events.map((event) =>
            event.kind === 'sent' ? (
              <circle
                key={`${event.atMs} ${event.version}`}
                className={event.redundant ? styles.vain : styles.sentDot}
                cx={x(event.atMs)}
                cy={rows.sent}
                r={textPx * 0.4}
              />
            ) : null,
          )}
        </g>
        {timeTicks(scale).map(({ value, label }) => (
          <text key={value} x={x(value)} y={HEIGHT - textPx * 0.4} textAnchor="middle">
            {label}
          </text>
        ))}
      </svg>
      <p className={styles.key}>{t('vertical lines: syncs; hollow: sent for nothing')}</p>
      <p className={isOld ? styles.lost : styles.note}>{words(biography)}</p>
      <EventTable events={events} />
    </>
  );
}

/** The dots of the picture in the order of time, for those who do not see it. */
function EventTable({ events }: Pick<PageBiography, 'events'>) {
  const kinds: Readonly<Record<string, string>> = {
    written: t('written'),
    'found-dirty': t('found dirty'),
    sent: t('sent'),
  };
  return (
    <table className="visually-hidden">
      <caption>{t('What happened to the page')}</caption>
      <tbody>
        {events
          .filter(({ kind }) => kinds[kind])
          .map((event, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two events may be of one kind at one instant
            <tr key={i}>
              <th scope="row">{formatMs(event.atMs)}</th>
              <td>{kinds[event.kind]}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** What came of it, in one sentence. */
function words({ sourceVersion, destinationVersion, events }: PageBiography): string {
  const writes = events.reduce((sum, event) => sum + (event.kind === 'written' ? event.times : 0), 0);
  const sends = events.filter(({ kind }) => kind === 'sent').length;
  const last = events.findLast(({ kind }) => kind === 'sent');
  const did = { written: writtenTimes(writes), sent: sentTimes(sends) };
  return destinationVersion === sourceVersion
    ? t('{written}, {sent}; the destination has its newest content.', did)
    : t('{written}, {sent}; the destination has what was sent at {time}: a write is lost.', {
        ...did,
        time: formatMs(last?.atMs ?? 0),
      });
}

function writtenTimes(count: number): string {
  if (count === 0) return t('Never written');
  return count === 2 ? t('Written twice') : counted(count, 'Written once', 'Written {count} times');
}
function sentTimes(count: number): string {
  if (count === 0) return t('never sent');
  return count === 2 ? t('sent twice') : counted(count, 'sent once', 'sent {count} times');
}
