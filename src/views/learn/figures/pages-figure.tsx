import { useEffect, useId, useMemo } from 'react';
import type { FrameFeed } from '../../../charts/frame-feed.ts';
import { PageKey } from '../../../charts/page-legend.tsx';
import { usePaintedPages } from '../../../charts/use-painted-pages.ts';
import type { MadeRun } from '../../../content/lesson.ts';
import { t } from '../../../language/t.ts';
import type { AppStore } from '../../../store/app-store.ts';
import { LESSON_PAGES, type LessonPages } from '../../../store/learn-slice.ts';
import { useAppStore } from '../../../store/use-app.ts';
import { useColourScheme } from '../../../ui/theme.ts';
import { formatCount, formatMs } from '../../../units.ts';
import { useMark } from '../lit.ts';
import styles from './figures.module.css';
import { usePages } from './use-pages.ts';

/** All pages on both sides, at an instant that can be moved. */
export function PagesFigure({ run }: { readonly run: MadeRun }) {
  const pages = usePages(run);
  const theme = useColourScheme();
  const { seekLessonPages } = useAppStore().getState();
  const key = pages?.key;
  // What came of it is at the end, so that is shown first.
  useEffect(() => {
    if (key) seekLessonPages(Number.POSITIVE_INFINITY);
  }, [key, seekLessonPages]);
  if (!pages) return <p className={styles.note}>{t('The pages are being painted.')}</p>;
  return (
    <div className={styles.pages}>
      <Side pages={pages} side="source" />
      <Side pages={pages} side="destination" />
      <Instant pages={pages} onMove={seekLessonPages} />
      <Numbers pages={pages} />
      <div className={styles.keys}>
        <PageKey side="source" theme={theme} postcopy={false} />
        <PageKey side="destination" theme={theme} postcopy={false} />
      </div>
    </div>
  );
}

/** The two pictures in numbers, for those who do not see them. */
function Numbers({ pages: { instant } }: { readonly pages: LessonPages }) {
  const { normalPages, duplicatePages, remainingPages } = instant.counters;
  return (
    <table className="visually-hidden">
      <caption>{t('Pages at {time}', { time: formatMs(instant.nowMs) })}</caption>
      <tbody>
        {[
          [t('sent'), normalPages],
          [t('sent as zero'), duplicatePages],
          [t('waiting to be sent'), remainingPages],
        ].map(([name, pages]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatCount(Number(pages))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ pages, side }: { readonly pages: LessonPages; readonly side: 'source' | 'destination' }) {
  const store = useAppStore();
  const { runId } = pages.run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run may come from a new engine, whose frames are others
  const feed = useMemo(() => feedOf(store), [store, runId]);
  const { canvas } = usePaintedPages(feed, side);
  const mark = useMark(side === 'source' ? 'sent' : 'lost');
  const lost = pages.instant.nowMs >= pages.endMs ? (pages.run.timeline.outcome?.audit.stalePages ?? 0) : 0;
  return (
    <figure className={styles.side} {...mark}>
      <figcaption>
        {side === 'source' ? t('Source') : t('Destination')}{' '}
        {side === 'destination' && lost > 0 && <b className={styles.lost}>{t('{pages} lost', { pages: lost })}</b>}
      </figcaption>
      <canvas ref={canvas} className={styles.pixels} role="img" aria-label={wordsOf(side, pages.instant.nowMs, lost)} />
    </figure>
  );
}

function wordsOf(side: 'source' | 'destination', nowMs: number, lost: number): string {
  const time = formatMs(nowMs);
  if (side === 'source') return t('Pages of the source at {time}', { time });
  return lost === 0
    ? t('Pages of the destination at {time}', { time })
    : t('Pages of the destination at {time}, {pages} lost', { time, pages: lost });
}

interface InstantProps {
  readonly pages: LessonPages;
  readonly onMove: (ms: number) => void;
}

/** A hundred and twenty places in time, and the end itself. */
export function Instant({ pages: { instant, endMs }, onMove }: InstantProps) {
  const id = useId();
  const place = Math.round((PLACES * instant.nowMs) / Math.max(endMs, 1));
  return (
    <div className={styles.instant}>
      <label htmlFor={id}>{t('at', {}, 'time')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={PLACES}
        value={place}
        aria-valuetext={formatMs(instant.nowMs)}
        onChange={({ currentTarget: { value } }) =>
          onMove(Number(value) === PLACES ? Number.POSITIVE_INFINITY : (Number(value) / PLACES) * endMs)
        }
      />
      <output htmlFor={id}>{formatMs(instant.nowMs)}</output>
    </div>
  );
}
const PLACES = 120;

function feedOf(store: AppStore): FrameFeed {
  return {
    subscribe(paint) {
      const frames = store.framesOf(LESSON_PAGES);
      if (!frames) return () => {};
      const show = () => {
        const frame = frames.latest();
        // A frame reads its fields from shared memory when asked: a painter gets plain ones.
        if (frame)
          paint({ columns: frame.columns, rows: frame.rows, source: frame.source, destination: frame.destination });
      };
      show();
      return frames.onFrame(show);
    },
  };
}
