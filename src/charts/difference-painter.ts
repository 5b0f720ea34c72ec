import { type PageLayout, type PageView, pagesPerCell } from './page-cells.ts';
import { packed, palette, type Theme } from './palette.ts';

/** How the destinations of two runs differ in one page; the value is its index in `counts`. */
export const DIFFERENCE = { same: 0, differs: 1, leftLost: 2, rightLost: 3, bothLost: 4 } as const;
/** Length of `counts`. */
export const DIFFERENCES = 5;

/** The state of a page that is lost among the states given to the painter, and the highest of them. */
export const LOST_STATE = 3;

/**
 * Paints where two destinations differ: one pixel a cell, however many pages it stands for.
 *
 * One lost page paints its whole cell in alarm: striped to one side when only the left run lost it, to the other side
 * and mostly in the other tone when only the right run did, a checkerboard when both did. Other differences are dots,
 * as many as their share of neighbouring cells, and one in nine cells at least.
 *
 * @param left one byte a slot, from 0 to `LOST_STATE`, at a multiple of 4 in its buffer; `right` likewise, and as long
 * @param colours made by `differenceColours`
 * @param pixels at least `columns * rows`
 * @param counts pages of the view by `DIFFERENCE`; they add up to the pages shown
 */
export function paintDifference(
  left: Uint8Array,
  right: Uint8Array,
  layout: PageLayout,
  view: PageView,
  colours: Uint32Array,
  pixels: Uint32Array,
  counts: Float64Array,
): void {
  const size = pagesPerCell(view);
  const [a, b] = [statesOf(left), statesOf(right)];
  const cells = view.columns * view.rows;
  counts.fill(0);
  for (let cell = 0; cell < cells; cell++) {
    const from = view.fromSlot + cell * size;
    const to = Math.min(from + size, view.toSlot);
    tally.fill(0);
    for (const { firstSlot, pages } of layout.blocks)
      countBetween(a, b, Math.max(from, firstSlot), Math.min(to, firstSlot + pages));
    for (let i = 0; i < DIFFERENCES; i++) counts[i]! += tally[i]!;
    pixels[cell] = colours[toneOf(cell % view.columns, Math.floor(cell / view.columns))]!;
  }
}

/** Packed colours for `paintDifference`. */
export function differenceColours(theme: Theme): Uint32Array {
  const p = palette[theme];
  const colours = new Uint32Array(5);
  colours[TONE.same] = packed(p.clean);
  colours[TONE.differs] = packed(p.ink3);
  colours[TONE.alarm] = packed(p.stale);
  colours[TONE.alarmCheck] = packed(p.staleCheck);
  colours[TONE.absent] = packed(p.bg);
  return colours;
}

const TONE = { same: 0, differs: 1, alarm: 2, alarmCheck: 3, absent: 4 } as const;

/** Pages of the cell in hand by `DIFFERENCE`. */
const tally = new Int32Array(DIFFERENCES);

function countBetween(left: States, right: States, from: number, to: number): void {
  let slot = from;
  for (; slot < to && (slot & 3) !== 0; slot++) countOne(left.bytes[slot]!, right.bytes[slot]!);
  for (; slot + 4 <= to; slot += 4) {
    const [a, b] = [left.fours[slot >> 2]!, right.fours[slot >> 2]!];
    // States go from 0 to 3, so both low bits of a byte say lost. Most pages are the same and not lost.
    if (a === b && (a & (a >>> 1) & 0x01010101) === 0) tally[DIFFERENCE.same]! += 4;
    else for (let i = slot; i < slot + 4; i++) countOne(left.bytes[i]!, right.bytes[i]!);
  }
  for (; slot < to; slot++) countOne(left.bytes[slot]!, right.bytes[slot]!);
}

function countOne(a: number, b: number): void {
  if (a === b) tally[a === LOST_STATE ? DIFFERENCE.bothLost : DIFFERENCE.same]!++;
  else if (a === LOST_STATE) tally[DIFFERENCE.leftLost]!++;
  else tally[b === LOST_STATE ? DIFFERENCE.rightLost : DIFFERENCE.differs]!++;
}

/** One byte a slot, and the same four at a time. */
interface States {
  readonly bytes: Uint8Array;
  readonly fours: Uint32Array;
}
const statesOf = (bytes: Uint8Array): States => ({
  bytes,
  fours: new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2),
});

function toneOf(x: number, y: number): number {
  const [onlyLeft, onlyRight] = [tally[DIFFERENCE.leftLost]!, tally[DIFFERENCE.rightLost]!];
  const both = tally[DIFFERENCE.bothLost]!;
  if (onlyLeft + onlyRight + both > 0) {
    if (both > onlyLeft + onlyRight) return ((x + y) & 1) === 0 ? TONE.alarm : TONE.alarmCheck;
    if (onlyLeft >= onlyRight) return ((x + y) & 3) === 0 ? TONE.alarmCheck : TONE.alarm;
    return ((x - y) & 3) === 0 ? TONE.alarm : TONE.alarmCheck;
  }
  const differs = tally[DIFFERENCE.differs]!;
  const pages = tally[DIFFERENCE.same]! + differs;
  if (pages === 0) return TONE.absent;
  if (differs === 0) return TONE.same;
  return Math.max(differs / pages, LEAST_SHARE) > DOTS[(y % 3) * 3 + (x % 3)]! ? TONE.differs : TONE.same;
}

const LEAST_SHARE = 1 / 9;
/** The share from which each of nine neighbours is dotted; a cell in which all differs is always a dot. */
const DOTS = [0.1, 0.6, 0.3, 0.5, 0.15, 0.85, 0.7, 0.95, 0.2];
