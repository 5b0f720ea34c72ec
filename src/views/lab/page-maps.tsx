import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import type { FrameFeed } from '../../charts/frame-feed.ts';
import { type CellGrid, fitCells, pagesPerCell, sharedIn } from '../../charts/page-cells.ts';
import { PageHeatmap, type PointedPages } from '../../charts/page-heatmap.tsx';
import { PageLegend } from '../../charts/page-legend.tsx';
import { PageOverview } from '../../charts/page-overview.tsx';
import { nameOfRange, pageAt } from '../../charts/page-zoom.ts';
import { usePixelRatio, useSize } from '../../charts/use-size.ts';
import { counted, t } from '../../language/t.ts';
import type { AppState, AppStore } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { useColourScheme } from '../../ui/theme.ts';
import { MapBrush } from './map-brush.tsx';
import { agreement, countsNow, pagesIn } from './map-counts.ts';
import styles from './page-maps.module.css';
import { usePaced, usePacedApp } from './use-paced.ts';

/** Every page of the guest on both sides, with what the colours mean, how many there are of each, and the way to one. */
export function PageMaps() {
  const run = useApp(runOf);
  return run ? <Maps run={run} /> : <div className={styles.empty} />;
}

function Maps({ run }: { readonly run: Run }) {
  const store = useAppStore();
  const { zoomTo, setMaps, selectPage, brushPages, beginNote } = store.getState();
  const { fromSlot, toSlot } = useApp(viewOf);
  const picked = useApp(pickedOf);
  const brushed = useApp(brushedOf);
  const frames = useMemo(() => feedOf(store), [store]);
  const { layout } = run;
  const [room, { width, height }] = useSize();
  const pixelRatio = usePixelRatio();
  const slots = toSlot - fromSlot;
  // Zooming changes the cells but not the height that the maps take: nothing below them moves.
  const boxPx = useMemo(
    () => heightOf(fitted(layout.slots, width, height, pixelRatio)),
    [layout.slots, width, height, pixelRatio],
  );
  const { columns, rows, cellPx } = useMemo(
    () => fitted(slots, width, boxPx, pixelRatio),
    [slots, width, boxPx, pixelRatio],
  );
  useLayoutEffect(() => {
    if (width > 0) setMaps({ columns, rows });
  }, [width, columns, rows, setMaps]);
  const view = { fromSlot, toSlot, columns, rows };

  const [hovered, setHovered] = useState<PointedPages | null>(null);
  const pick = (slot: number) => {
    if (pageAt(layout, slot)) selectPage(slot); // between blocks there is no page
  };
  const map = (side: 'source' | 'destination') => (
    <PageHeatmap
      frames={frames}
      side={side}
      layout={layout}
      view={view}
      cellPx={cellPx}
      label={
        side === 'source'
          ? t('Source pages: {range}', { range: nameOfRange(layout, view) })
          : t('Destination pages: {range}', { range: nameOfRange(layout, view) })
      }
      picked={picked}
      brushed={brushed}
      pointed={hovered}
      onPick={pick}
      onHover={setHovered}
      onZoom={zoomTo}
      onBrushPages={brushPages}
    />
  );
  const cell = pagesPerCell(view);
  const pages = pagesIn(layout, view);
  return (
    <section aria-label={t('Pages')} className={styles.maps}>
      <figure className={styles.side}>
        <figcaption className={styles.caption}>
          <b>{t('Source')}</b>
          <span>
            {cell === 1
              ? counted(pages, '{count} page, a cell', '{count} pages, a cell each')
              : counted(pages, '{count} page', '{count} pages, one cell is {cell}', { cell })}
          </span>
        </figcaption>
        <div className={styles.map} style={{ height: boxPx }}>
          <div ref={room} className={styles.room} />
          {map('source')}
        </div>
        <Legend side="source" run={run} shared={sharedIn(layout, view)} />
      </figure>
      <figure className={styles.side}>
        <figcaption className={styles.caption}>
          <b>{t('Destination')}</b>
          <Agreement run={run} />
        </figcaption>
        <div className={styles.map} style={{ height: boxPx }}>
          {map('destination')}
        </div>
        <Legend side="destination" run={run} shared={sharedIn(layout, view)} />
      </figure>
      <div className={styles.zoom}>
        {brushed ? (
          <MapBrush
            layout={layout}
            brushed={brushed}
            onZoom={zoomTo}
            onNote={beginNote}
            onClear={() => brushPages(null)}
          />
        ) : (
          <PageOverview layout={layout} view={view} onZoom={zoomTo} />
        )}
      </div>
      {hovered && <Hint layout={layout} pages={hovered} />}
    </section>
  );
}

/** A box that is not laid out yet counts as a small one. */
const fitted = (slots: number, width: number, height: number, pixelRatio: number): CellGrid =>
  fitCells(slots, Math.max(width, 64), Math.max(height, 32), pixelRatio);

const heightOf = ({ rows, cellPx }: CellGrid) => rows * cellPx;

interface LegendProps {
  readonly side: 'source' | 'destination';
  readonly run: Run;
  readonly shared: number;
}
function Legend({ side, run, shared }: LegendProps) {
  const theme = useColourScheme();
  const counts = useCounts();
  return (
    <div className={styles.legend}>
      <PageLegend
        side={side}
        counts={counts}
        theme={theme}
        postcopy={run.scenario.capabilities['postcopy-ram']}
        shared={shared}
      />
    </div>
  );
}

function Agreement({ run }: { readonly run: Run }) {
  const nowMs = usePacedApp(nowOf);
  const { outcome } = run.timeline;
  const hasMoved = nowMs >= (outcome?.postcopy?.stoppedMs ?? Infinity);
  return <span>{agreement(useCounts(), hasMoved)}</span>;
}

/** The counts of the newest frame, a few times a second. */
function useCounts(): Float64Array | null {
  const { frames } = useAppStore();
  const subscribe = useCallback((changed: () => void) => frames.onFrame(changed), [frames]);
  const read = useCallback(() => countsNow(frames), [frames]);
  return usePaced(subscribe, read);
}

/** Which pages are under the pointer. */
function Hint({ layout, pages }: { readonly layout: Run['layout']; readonly pages: PointedPages }) {
  const isRight = pages.clientX > window.innerWidth * 0.6;
  return (
    <div
      aria-hidden
      className={styles.hint}
      style={{ left: pages.clientX, top: pages.clientY, translate: isRight ? 'calc(-100% - 12px) 14px' : '12px 14px' }}
    >
      {nameOfRange(layout, pages)}
    </div>
  );
}

/** The store's frames as the maps listen to them. */
const feedOf = ({ frames }: AppStore): FrameFeed => ({
  subscribe(paint) {
    const show = () => {
      const frame = frames.latest();
      // A frame reads its fields from shared memory when asked: a painter gets plain ones.
      if (frame)
        paint({ columns: frame.columns, rows: frame.rows, source: frame.source, destination: frame.destination });
    };
    show();
    return frames.onFrame(show);
  },
});

const runOf = (state: AppState) => state.run;
const nowOf = (state: AppState) => state.nowMs;
const viewOf = (state: AppState) => state.view;
const pickedOf = (state: AppState) => state.pageSlot;
const brushedOf = (state: AppState) => state.pageBrush;
