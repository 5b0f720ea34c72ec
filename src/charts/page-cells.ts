/** A stretch of the page bitmaps laid out in cells, row by row. Slots are places in the bitmaps, half-open. */
export interface PageView {
  readonly fromSlot: number;
  readonly toSlot: number;
  readonly columns: number;
  readonly rows: number;
}

/** Where RAM blocks lie in the bitmaps, those that are migrated in that order; slots between blocks are padding, not pages. */
export interface PageLayout {
  readonly slots: number;
  readonly blocks: readonly PageBlock[];
  /** Blocks that are not migrated: memory that both sides share. Left out: none. */
  readonly ignored?: readonly PageBlock[];
}
export interface PageBlock {
  readonly name: string;
  readonly firstSlot: number;
  readonly pages: number;
}

/** Whether the page at `slot` lies in memory that both sides share. */
export const isShared = ({ ignored = [] }: PageLayout, slot: number): boolean =>
  ignored.some(({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages);

/** Pages of `range` in memory that both sides share. */
export const sharedIn = ({ ignored = [] }: PageLayout, { fromSlot, toSlot }: SlotRange): number =>
  ignored.reduce(
    (sum, { firstSlot, pages }) =>
      sum + Math.max(0, Math.min(firstSlot + pages, toSlot) - Math.max(firstSlot, fromSlot)),
    0,
  );

/** Every block, by its place. */
export const allBlocks = ({ blocks, ignored = [] }: PageLayout): readonly PageBlock[] =>
  ignored.length === 0 ? blocks : [...blocks, ...ignored].toSorted((a, b) => a.firstSlot - b.firstSlot);

export interface SlotRange {
  readonly fromSlot: number;
  readonly toSlot: number;
}

/**
 * Slots that one cell shows: up to 64 a power of two or three times one, then whole words of 32. People can say these
 * numbers, and the painter counts words fastest. The same for all cells, so the last ones may lie beyond the view and
 * stay empty.
 */
export function pagesPerCell(view: PageView): number {
  const least = (view.toSlot - view.fromSlot) / (view.columns * view.rows);
  if (least > 64) return Math.ceil(least / 32) * 32;
  let pages = 1;
  while (pages < least) pages *= 2;
  return pages >= 4 && (pages * 3) / 4 >= least ? (pages * 3) / 4 : pages;
}

/** The cell that shows `slot`, counted row by row; the nearest one when the view does not show it. */
export function cellOfSlot(view: PageView, slot: number): number {
  const inside = Math.min(Math.max(slot, view.fromSlot), view.toSlot - 1);
  return Math.floor((inside - view.fromSlot) / pagesPerCell(view));
}

/** The slots of a cell, or null for a cell beyond the view. */
export function slotsOfCell(view: PageView, cell: number): SlotRange | null {
  const size = pagesPerCell(view);
  const fromSlot = view.fromSlot + cell * size;
  if (cell < 0 || fromSlot >= view.toSlot) return null;
  return { fromSlot, toSlot: Math.min(fromSlot + size, view.toSlot) };
}

/** In cells. */
export interface CellRect {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/** What a stretch of slots covers, read row by row: a tail of a row, full rows, a head of a row; at most three. */
export function rangeRects(view: PageView, range: SlotRange): CellRect[] {
  const { columns } = view;
  if (range.toSlot <= view.fromSlot || range.fromSlot >= view.toSlot || range.toSlot <= range.fromSlot) return [];
  const first = cellOfSlot(view, range.fromSlot);
  const last = cellOfSlot(view, range.toSlot - 1);
  const [top, left] = [Math.floor(first / columns), first % columns];
  const [bottom, right] = [Math.floor(last / columns), last % columns];
  if (top === bottom) return [{ column: left, row: top, columns: right - left + 1, rows: 1 }];
  const rects: CellRect[] = [];
  const headRow = left === 0 ? top : top + 1;
  const tailRow = right === columns - 1 ? bottom : bottom - 1;
  if (headRow > top) rects.push({ column: left, row: top, columns: columns - left, rows: 1 });
  if (tailRow >= headRow) rects.push({ column: 0, row: headRow, columns, rows: tailRow - headRow + 1 });
  if (tailRow < bottom) rects.push({ column: 0, row: bottom, columns: right + 1, rows: 1 });
  return rects;
}

export interface CellGrid {
  readonly columns: number;
  readonly rows: number;
  /** CSS px a side, a whole number of device pixels, so that all cells have the same size on the screen. */
  readonly cellPx: number;
}

/**
 * Square cells for `slots` slots, in a box of CSS px that they never leave. They are at least 2 px a side, and so large
 * that there are about 65,536 at most: finer ones cost time to paint that no eye gives back. A handful of pages gets
 * squares of up to 40 px. Few pages a cell are worth an unfilled box, up to a point.
 */
export function fitCells(slots: number, widthPx: number, heightPx: number, pixelRatio: number): CellGrid {
  const finestPx = Math.max(SMALLEST_CELL_PX, Math.sqrt((widthPx * heightPx) / MOST_CELLS));
  let best: CellGrid = { columns: 1, rows: 1, cellPx: SMALLEST_CELL_PX };
  let least = Infinity;
  for (let devicePx = Math.ceil(finestPx * pixelRatio); devicePx <= LARGEST_CELL_PX * pixelRatio; devicePx++) {
    const cellPx = devicePx / pixelRatio;
    const columns = Math.max(1, Math.floor(widthPx / cellPx));
    const fitting = Math.max(1, Math.floor(heightPx / cellPx));
    const pages = pagesPerCell({ fromSlot: 0, toSlot: slots, columns, rows: fitting });
    const rows = Math.ceil(slots / pages / columns);
    const cost = Math.log(heightPx / (rows * cellPx)) + WORTH_OF_DETAIL * Math.log2(pages);
    if (cost < least) {
      least = cost;
      best = { columns, rows, cellPx };
    }
  }
  return best;
}

const SMALLEST_CELL_PX = 2;
const LARGEST_CELL_PX = 40;
const MOST_CELLS = 65_536;
/** What half as many pages a cell may cost in height: 0.3 is about a quarter of it. */
const WORTH_OF_DETAIL = 0.3;
