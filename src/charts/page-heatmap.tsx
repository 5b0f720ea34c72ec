import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { t } from '../language/t.ts';
import { cellWords } from './cell-words.ts';
import type { FrameFeed } from './frame-feed.ts';
import {
  cellOfSlot,
  type PageLayout,
  type PageView,
  pagesPerCell,
  rangeRects,
  type SlotRange,
  slotsOfCell,
} from './page-cells.ts';
import styles from './page-heatmap.module.css';
import { nameOfRange, wholeGuest, zoomAround, zoomTo } from './page-zoom.ts';
import { usePaintedPages } from './use-painted-pages.ts';

/** A cell that a person points at, with the place of the pointer in the window. */
export interface PointedPages extends SlotRange {
  readonly clientX: number;
  readonly clientY: number;
}

export interface PageHeatmapProps {
  /** Both maps of a run listen to one feed. */
  readonly frames: FrameFeed;
  readonly side: 'source' | 'destination';
  readonly layout: PageLayout;
  /** What the frames show, from `fitCells`. */
  readonly view: PageView;
  /** CSS px a side of a cell, from `fitCells`. */
  readonly cellPx: number;
  /** Says what the picture shows, for example `Source pages: 71,204 waiting`. */
  readonly label: string;
  /** The page whose biography is open. */
  readonly picked?: number | null;
  readonly brushed?: SlotRange | null;
  /** What is pointed at, on this map or on the other one. */
  readonly pointed?: SlotRange | null;
  readonly onPick?: (slot: number) => void;
  readonly onHover?: (pages: PointedPages | null) => void;
  /** The slots of the cell that the keyboard is on. */
  readonly onCursor?: (pages: SlotRange) => void;
  readonly onZoom?: (range: SlotRange) => void;
  readonly onBrushPages?: (range: SlotRange | null) => void;
}

/**
 * The pages of one side, painted elsewhere, one pixel a cell.
 *
 * Mouse: a click picks a page, the wheel and a drag zoom, a drag with Shift marks pages. Keys: arrows walk from cell to
 * cell, Enter picks, + and - zoom, Shift with arrows marks, Escape takes the mark away and then zooms out.
 */
export function PageHeatmap(props: PageHeatmapProps) {
  const { frames, side, layout, view, cellPx, label, picked = null, brushed = null, pointed = null, onHover } = props;
  const [cursorSlot, setCursorSlot] = useState<number | null>(null);
  const [drag, setDrag] = useState<{ from: number; to: number; marks: boolean } | null>(null);
  const down = useRef<{ cell: number; slot: number; x: number; y: number } | null>(null);
  const { canvas, shown } = usePaintedPages(frames, side);
  /** Of the cell under the cursor when it came there; it is not said again with every frame. */
  const [spoken, setSpoken] = useState('');
  const surface = useWheelZoom(props);

  const cursor = cursorSlot === null ? view.fromSlot : Math.min(Math.max(cursorSlot, view.fromSlot), view.toSlot - 1);
  const say = (cell: number) => setSpoken(cellWords(side, shown.current[cell] ?? 0));
  const pagesAt = (cell: number) => slotsOfCell(view, cell);
  const cellAt = (event: PointerEvent<Element>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.min(Math.max(Math.floor((event.clientX - box.left) / cellPx), 0), view.columns - 1);
    const row = Math.min(Math.max(Math.floor((event.clientY - box.top) / cellPx), 0), view.rows - 1);
    return row * view.columns + column;
  };
  const rangeOf = (a: number, b: number): SlotRange | null => {
    const [first, last] = [pagesAt(Math.min(a, b)), pagesAt(Math.max(a, b))];
    return first && { fromSlot: first.fromSlot, toSlot: last?.toSlot ?? view.toSlot };
  };

  const drop = () => {
    down.current = null;
    setDrag(null);
  };
  const pointer = {
    onPointerDown(event: PointerEvent<Element>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const cell = cellAt(event);
      down.current = { cell, slot: pagesAt(cell)?.fromSlot ?? -1, x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent<Element>) {
      const pages = pagesAt(cellAt(event));
      onHover?.(pages && { ...pages, clientX: event.clientX, clientY: event.clientY });
      const start = down.current;
      if (!start) return;
      if (drag || Math.hypot(event.clientX - start.x, event.clientY - start.y) > DRAG_PX)
        setDrag({ from: start.cell, to: cellAt(event), marks: drag?.marks ?? event.shiftKey });
    },
    onPointerUp(event: PointerEvent<Element>) {
      const start = down.current;
      if (!start) return;
      const range = drag && rangeOf(drag.from, drag.to);
      if (drag?.marks) props.onBrushPages?.(range);
      else if (range) props.onZoom?.(zoomTo(layout, range));
      else if (start.slot >= 0) {
        setCursorSlot(start.slot);
        props.onPick?.(pagesAt(cellAt(event))?.fromSlot ?? start.slot);
      }
      drop();
    },
    onPointerCancel: drop,
    onPointerLeave: () => onHover?.(null),
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const cell = cellOfSlot(view, cursor);
    const cells = Math.ceil((view.toSlot - view.fromSlot) / pagesPerCell(view));
    const moves: Record<string, number> = {
      ArrowLeft: cell - 1,
      ArrowRight: cell + 1,
      ArrowUp: cell - view.columns,
      ArrowDown: cell + view.columns,
      Home: 0,
      End: cells - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      const there = pagesAt(Math.min(Math.max(next, 0), cells - 1))!;
      setCursorSlot(there.fromSlot);
      say(cellOfSlot(view, there.fromSlot));
      props.onCursor?.(there);
      if (event.shiftKey) props.onBrushPages?.(extended(brushed, pagesAt(cell)!, there));
    } else if (event.key === 'Enter') props.onPick?.(cursor);
    else if (event.key === '+' || event.key === '=') props.onZoom?.(zoomAround(layout, view, cursor, 0.5));
    else if (event.key === '-') props.onZoom?.(zoomAround(layout, view, cursor, 2));
    else if (event.key === 'Escape' && brushed) props.onBrushPages?.(null);
    else if (event.key === 'Escape' && !isWhole(layout, view)) props.onZoom?.(wholeGuest(layout));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const size: CSSProperties = { width: view.columns * cellPx, height: view.rows * cellPx };
  const marked = drag ? rangeOf(drag.from, drag.to) : brushed;
  return (
    <div className={styles.map} style={size}>
      <canvas ref={canvas} role="img" aria-label={label} className={styles.pixels} style={size} />
      {marked &&
        rangeRects(view, marked).map((rect) => (
          <div key={`${rect.row}`} className={styles.mark} style={boxOf(rect, cellPx)} />
        ))}
      {picked !== null && picked >= view.fromSlot && picked < view.toSlot && (
        <CellBox view={view} cellPx={cellPx} slot={picked} className={styles.picked} />
      )}
      {pointed && pointed.fromSlot >= view.fromSlot && pointed.fromSlot < view.toSlot && (
        <CellBox view={view} cellPx={cellPx} slot={pointed.fromSlot} className={styles.pointed} />
      )}
      <div
        ref={surface}
        className={styles.surface}
        role="slider"
        tabIndex={0}
        aria-roledescription={t('page cursor')}
        aria-label={side === 'source' ? t('Page cursor, source') : t('Page cursor, destination')}
        aria-valuemin={view.fromSlot}
        aria-valuemax={view.toSlot - 1}
        aria-valuenow={cursor}
        aria-valuetext={[nameOfRange(layout, pagesAt(cellOfSlot(view, cursor))!), spoken].filter(Boolean).join(': ')}
        onFocus={() => say(cellOfSlot(view, cursor))}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <CellBox view={view} cellPx={cellPx} slot={cursor} className={styles.cursor} />
      </div>
    </div>
  );
}

const DRAG_PX = 4;
const WHEEL_FACTOR = 1.25;

const isWhole = (layout: PageLayout, range: SlotRange) => range.toSlot - range.fromSlot >= layout.slots;

/** The mark after a step of the keyboard: from its far end to where the cursor is now. */
function extended(brushed: SlotRange | null, from: SlotRange, to: SlotRange): SlotRange {
  const isFirst = brushed?.fromSlot === from.fromSlot;
  const isLast = brushed?.toSlot === from.toSlot;
  const anchor: SlotRange =
    brushed && isLast
      ? { fromSlot: brushed.fromSlot, toSlot: brushed.fromSlot + (from.toSlot - from.fromSlot) }
      : brushed && isFirst
        ? { fromSlot: brushed.toSlot - (from.toSlot - from.fromSlot), toSlot: brushed.toSlot }
        : from;
  return { fromSlot: Math.min(anchor.fromSlot, to.fromSlot), toSlot: Math.max(anchor.toSlot, to.toSlot) };
}

interface Box {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

const boxOf = ({ column, row, columns, rows }: Box, cellPx: number): CSSProperties => ({
  left: column * cellPx,
  top: row * cellPx,
  width: columns * cellPx,
  height: rows * cellPx,
});

/** A frame around the cell of `slot`, at least as large as the eye needs. */
function CellBox({
  view,
  cellPx,
  slot,
  className,
}: {
  view: PageView;
  cellPx: number;
  slot: number;
  className: string | undefined;
}) {
  const cell = cellOfSlot(view, slot);
  const px = Math.max(cellPx, 8);
  const centre = (index: number) => (index + 0.5) * cellPx - px / 2;
  return (
    <span
      className={className}
      style={{ left: centre(cell % view.columns), top: centre(Math.floor(cell / view.columns)), width: px, height: px }}
    />
  );
}

/** Ref of an element whose wheel zooms. React listens to wheels passively, where the page cannot be kept from scrolling. */
function useWheelZoom(props: PageHeatmapProps) {
  const surface = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const element = surface.current!;
    const zoom = (event: WheelEvent) => {
      const { view, layout, cellPx, onZoom } = latest.current;
      const isOut = event.deltaY > 0;
      if (!onZoom || event.deltaY === 0 || (isOut && isWhole(layout, view))) return; // the page scrolls then
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const column = Math.floor((event.clientX - box.left) / cellPx);
      const row = Math.floor((event.clientY - box.top) / cellPx);
      const slot = slotsOfCell(view, row * view.columns + column)?.fromSlot ?? view.toSlot - 1;
      onZoom(zoomAround(layout, view, slot, isOut ? WHEEL_FACTOR : 1 / WHEEL_FACTOR));
    };
    element.addEventListener('wheel', zoom, { passive: false });
    return () => element.removeEventListener('wheel', zoom);
  }, []);
  return surface;
}
