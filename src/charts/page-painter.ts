import { type PageLayout, type PageView, pagesPerCell, sharedIn } from './page-cells.ts';
import { channels, packed, palette, type Theme } from './palette.ts';

/**
 * What the engine knows of each page, one bit a slot and plane, 32 slots a word, slot 0 in bit 0; padding is never set.
 * The fields and their meaning are those of the engine's `memory/page-planes.ts`.
 */
export interface PagePlanes {
  readonly bitmap: Uint32Array;
  readonly vcpuLog: Uint32Array;
  readonly delivered: Uint32Array;
  readonly nonzero: Uint32Array;
  readonly sentLow: Uint32Array;
  readonly sentHigh: Uint32Array;
  readonly dmaLog: Uint32Array | null;
  readonly untracked: Uint32Array | null;
  readonly byDma: Uint32Array | null;
  readonly free: Uint32Array | null;
  readonly discarded: Uint32Array | null;
  readonly requested: Uint32Array | null;
}

/**
 * Every page is in one category of each side; the value is its index in `counts` and in the colours.
 *
 * Source, the first that holds: `requested`, in post-copy, by a CPU of the destination that waits for it; `onlyHere`, in
 * post-copy, not sent since the destination threw it away; `device`, dirty because of a device; `waiting`, in the bitmap;
 * `dirty`, in the log and not yet found by a sync; `zero`, sent and nothing but zeros; `once`, `twice`, `more`, times sent; `unsent`.
 * Destination: `requested`; `discarded`, received before post-copy began and thrown away then, and not come again; `missing`, never
 * received; `behind`, older than the source, which becomes `lost` when the run has ended; `free`, never received as the
 * guest had reported it free; `zero`, up to date and nothing but zeros; `upToDate`. A page that is missing at the end is lost too.
 */
export const SOURCE = {
  requested: 0,
  onlyHere: 1,
  device: 2,
  waiting: 3,
  dirty: 4,
  zero: 5,
  once: 6,
  twice: 7,
  more: 8,
  unsent: 9,
} as const;
export const DESTINATION = {
  requested: 10,
  discarded: 11,
  behind: 12,
  missing: 13,
  free: 14,
  zero: 15,
  upToDate: 16,
  lost: 17,
} as const;
/** Length of `counts`. */
export const CATEGORIES = 18;

/** Where `paintPages` writes; the arrays may view a SharedArrayBuffer. */
export interface PaintedPages {
  /** One pixel a cell, row by row, at least `columns * rows`. */
  readonly source: Uint32Array;
  readonly destination: Uint32Array;
  /** Pages of the view in each category of `SOURCE` and `DESTINATION`; each side adds up to the pages shown. */
  readonly counts: Float64Array;
}

/**
 * Paints what `view` shows of both sides: one pixel a cell, however many pages it stands for.
 *
 * A cell of several pages shows one of their categories, each as often as its share over neighbouring cells, like the
 * dots of a printed picture: a blend of orange and blue would be a grey that no legend explains. So that few dirty pages
 * among many stay visible, a calm colour is tinted in every cell that holds a page asking for attention (device,
 * waiting, dirty; behind). One lost page paints its whole cell in alarm. Zero pages are hatched diagonally and lost ones
 * are a checkerboard, so that neither rests on its hue. Memory that both sides share is neither sent nor counted: ground with
 * thin diagonals. In post-copy, pages that are only at the source are ruled, and on the destination those that were thrown away are
 * struck out. A page that a CPU waits for takes its whole cell and, where a cell is several pages, those beside it: a
 * cross, since there are never more of them than CPUs.
 *
 * @param ended the migration has completed: what differs on the destination now will differ for ever
 * @param colours made by `pageColours`
 */
export function paintPages(
  planes: PagePlanes,
  layout: PageLayout,
  view: PageView,
  colours: Uint32Array,
  ended: boolean,
  out: PaintedPages,
): void {
  const size = pagesPerCell(view);
  const cells = view.columns * view.rows;
  const sourceSide = planes.discarded === null ? SOURCE_SIDE : POSTCOPY_SOURCE_SIDE;
  const destinationSide = planes.discarded === null ? DESTINATION_SIDE : POSTCOPY_DESTINATION_SIDE;
  let block = 0;
  totals.fill(0);
  for (let cell = 0, x = 0, y = 0; cell < cells; cell++) {
    const from = view.fromSlot + cell * size;
    const to = Math.min(from + size, view.toSlot);
    let pages = 0;
    if (from < to) {
      while (block < layout.blocks.length && endOf(layout, block) <= from) block++;
      pages = pagesBetween(layout, block, from, to);
    }
    if (pages === 0) {
      const isOfBoth = sharedIn(layout, { fromSlot: from, toSlot: to }) > 0;
      out.source[cell] = out.destination[cell] = colours[isOfBoth ? SHARED[(x + y) & 3 ? 0 : 1] : ABSENT]!;
    } else {
      countCell(planes, from, to, pages, ended);
      for (let i = 0; i < CATEGORIES; i++) totals[i]! += tally[i]!;
      out.source[cell] = halftone(colours, sourceSide, pages, x, y);
      out.destination[cell] =
        tally[DESTINATION.lost] === 0
          ? halftone(colours, destinationSide, pages, x, y)
          : colours[((x + y) & 1) === 0 ? DESTINATION.lost : CHECK]!;
    }
    if (++x === view.columns) {
      x = 0;
      y++;
    }
  }
  if (planes.requested !== null && totals[SOURCE.requested] !== 0) markRequested(planes.requested, view, colours, out);
  out.counts.set(totals);
}

/** A cell for each page that a CPU waits for; where cells are several pages, a cross of five. */
function markRequested(requested: Uint32Array, view: PageView, colours: Uint32Array, out: PaintedPages): void {
  const { fromSlot, toSlot, columns } = view;
  const size = pagesPerCell(view);
  const cells = Math.ceil((toSlot - fromSlot) / size);
  const mark = (cell: number): void => {
    if (cell >= 0 && cell < cells) out.source[cell] = out.destination[cell] = colours[SOURCE.requested]!;
  };
  for (let word = fromSlot >>> 5; word * 32 < toSlot; word++) {
    for (let pages = requested[word]!; pages !== 0; pages &= pages - 1) {
      const slot = word * 32 + 31 - Math.clz32(pages & -pages);
      if (slot < fromSlot || slot >= toSlot) continue;
      const cell = Math.floor((slot - fromSlot) / size);
      mark(cell);
      if (size === 1) continue;
      mark(cell - columns);
      mark(cell + columns);
      if (cell % columns > 0) mark(cell - 1);
      if (cell % columns < columns - 1) mark(cell + 1);
    }
  }
}

/**
 * Packed colours for `paintPages`: one a category at its index, then the second colours of hatching and checkerboard,
 * the colour of a cell without pages, and every calm colour tinted by every colour that asks for attention.
 */
export function pageColours(theme: Theme): Uint32Array {
  const p = palette[theme];
  const plain: string[] = [];
  // A mark rather than a colour: ink stands out from all of them.
  plain[SOURCE.requested] = plain[DESTINATION.requested] = p.ink;
  // Nearly the colours of `waiting` and `behind`: what tells them apart for the eye is their pattern, for `categoriesOfPixel` the rest.
  plain[SOURCE.onlyHere] = between(p.waiting, p.dirty, 0.04);
  plain[DESTINATION.discarded] = between(p.behind, p.clean, 0.04);
  plain[SOURCE.device] = p.dma;
  plain[SOURCE.waiting] = p.waiting;
  plain[SOURCE.dirty] = p.dirty;
  plain[SOURCE.zero] = p.zero;
  plain[SOURCE.once] = p.sent;
  plain[SOURCE.twice] = p.sent2;
  plain[SOURCE.more] = p.sent3;
  plain[SOURCE.unsent] = p.clean;
  plain[DESTINATION.behind] = p.behind;
  plain[DESTINATION.missing] = p.clean;
  plain[DESTINATION.free] = p.zero;
  // Received and zero: the cool of what has arrived, paled by the grey of what is empty.
  plain[DESTINATION.zero] = between(p.zero, p.sent2, 0.4);
  plain[DESTINATION.upToDate] = p.sent2;
  plain[DESTINATION.lost] = p.stale;
  plain[SOURCE_HATCH] = p.zeroHatch;
  plain[DESTINATION_HATCH] = between(p.zero, p.sent2, 0.65);
  plain[CHECK] = p.staleCheck;
  plain[ABSENT] = p.bg;
  plain[SHARED[0]] = p.bg;
  plain[SHARED[1]] = p.zeroHatch;
  plain[RULE] = between(p.dirty, p.waiting, 0.04);
  plain[STRIKE] = between(p.clean, p.behind, 0.04);
  const colours = new Uint32Array(TINTED + CATEGORIES ** 2);
  for (const [i, colour] of plain.entries()) colours[i] = packed(colour);
  for (const { first, calm, end } of [POSTCOPY_SOURCE_SIDE, POSTCOPY_DESTINATION_SIDE])
    for (let asking = first; asking < calm; asking++)
      for (let shown = calm; shown < end; shown++)
        colours[TINTED + asking * CATEGORIES + shown] = packed(between(plain[shown]!, plain[asking]!, TINT));
  return colours;
}

const SOURCE_HATCH = CATEGORIES;
const DESTINATION_HATCH = CATEGORIES + 1;
const CHECK = CATEGORIES + 2;
const ABSENT = CATEGORIES + 3;
/** Ground and line of what is shared. */
const SHARED = [CATEGORIES + 4, CATEGORIES + 5] as const;
/** Lines of pages that are only at the source, and across those that were thrown away. */
const RULE = CATEGORIES + 6;
const STRIKE = CATEGORIES + 7;
const TINTED = CATEGORIES + 8;

/**
 * What a pixel of `paintPages` stands for: the category that its cell shows, and the one that asks for attention in the same
 * cell, if there is one. Null for a cell without pages of this side.
 */
export function categoriesOfPixel(
  side: 'source' | 'destination',
  colours: Uint32Array,
  pixel: number,
): { readonly shown: number; readonly asking: number | null } | null {
  const { first, calm, end } = side === 'source' ? POSTCOPY_SOURCE_SIDE : POSTCOPY_DESTINATION_SIDE;
  const second: Readonly<Record<number, number>> =
    side === 'source'
      ? { [SOURCE_HATCH]: SOURCE.zero, [RULE]: SOURCE.onlyHere }
      : { [DESTINATION_HATCH]: DESTINATION.zero, [STRIKE]: DESTINATION.discarded, [CHECK]: DESTINATION.lost };
  const last = side === 'source' ? end : DESTINATION.lost + 1;
  for (let shown = first; shown < last; shown++) if (colours[shown] === pixel) return { shown, asking: null };
  for (const [index, shown] of Object.entries(second))
    if (colours[Number(index)] === pixel) return { shown, asking: null };
  for (let asking = first; asking < calm; asking++)
    for (let shown = calm; shown < end; shown++)
      if (colours[TINTED + asking * CATEGORIES + shown] === pixel) return { shown, asking };
  return null;
}

/** How far a calm colour goes towards the one that asks. */
const TINT = 0.25;

/** Pages of the cell in hand by category. One for all calls: nothing is allocated while a run is played. */
const tally = new Int32Array(CATEGORIES);
const totals = new Int32Array(CATEGORIES);

/**
 * Fills `tally` for the slots `from` to `to`, of which `pages` are pages; a word at a time.
 *
 * Where a guest writes at random almost every word holds some dirty page, so that a branch on "any at all?" is guessed
 * wrongly and costs more than the count it saves. Only what is the same over wide stretches is branched on.
 */
function countCell(planes: PagePlanes, from: number, to: number, pages: number, ended: boolean): void {
  const { bitmap, vcpuLog, delivered, nonzero, sentLow, sentHigh, dmaLog, untracked, byDma, free } = planes;
  const { discarded, requested } = planes;
  const hasDevice = byDma !== null || dmaLog !== null || untracked !== null;
  const last = (to - 1) >>> 5;
  const padding = to - from - pages; // looks like pages that were never sent
  let mask = -1 << (from & 31);
  let asked = 0;
  let onlyHere = 0;
  let thrown = 0;
  let device = 0;
  let waiting = 0;
  let dirty = 0;
  let unsent = -padding;
  let zero = 0;
  let often = 0;
  let more = 0;
  let missing = -padding;
  let offered = 0;
  let behind = 0;
  let zeroThere = 0;
  for (let word = from >>> 5; word <= last; word++, mask = -1) {
    if (word === last) mask &= -1 >>> (31 - ((to - 1) & 31));
    if (discarded !== null) {
      const wanted = requested![word]! & mask;
      const only = bitmap[word]! & discarded[word]! & mask & ~wanted;
      const received = only & (sentLow[word]! | sentHigh[word]!);
      asked += bits(wanted);
      onlyHere += bits(only);
      thrown += bits(received);
      missing += bits(only & ~received);
      mask &= ~(wanted | only);
    }
    const mustSend = bitmap[word]! & mask;
    const same = delivered[word]! & mask;
    let newer = vcpuLog[word]! & mask;
    let byDevice = 0;
    if (hasDevice) {
      if (dmaLog !== null) byDevice |= dmaLog[word]!;
      if (untracked !== null) byDevice |= untracked[word]!;
      newer |= byDevice & mask;
      if (byDma !== null) byDevice |= byDma[word]! & (mustSend | same);
      byDevice &= mask;
      if (byDevice !== 0) device += bits(byDevice);
    }
    const low = sentLow[word]!;
    const high = sentHigh[word]!;
    const never = mask & ~(low | high);
    const asking = mustSend | newer | same | byDevice;
    const calm = mask & ~(asking | never);
    const empty = mask & ~(nonzero[word]! | never);
    const differs = (mustSend & ~same) | newer;

    waiting += bits(mustSend & ~byDevice);
    dirty += bits(asking & ~(mustSend | byDevice));
    behind += bits(differs & ~never);
    if (never !== 0) {
      missing += bits(never);
      unsent += bits(never & ~asking);
      if (free !== null) offered += bits(never & free[word]! & ~mustSend);
    }
    if (empty !== 0) {
      zero += bits(empty & calm);
      zeroThere += bits(empty & ~differs);
    }
    if (high !== 0) {
      often += bits(calm & high & ~empty);
      more += bits(calm & high & low & ~empty);
    }
  }
  tally[SOURCE.requested] = asked;
  tally[SOURCE.onlyHere] = onlyHere;
  tally[SOURCE.device] = device;
  tally[SOURCE.waiting] = waiting;
  tally[SOURCE.dirty] = dirty;
  tally[SOURCE.zero] = zero;
  tally[SOURCE.once] = pages - asked - onlyHere - device - waiting - dirty - unsent - zero - often;
  tally[SOURCE.twice] = often - more;
  tally[SOURCE.more] = more;
  tally[SOURCE.unsent] = unsent;
  tally[DESTINATION.requested] = asked;
  tally[DESTINATION.discarded] = thrown;
  tally[DESTINATION.behind] = ended ? 0 : behind;
  tally[DESTINATION.missing] = ended ? 0 : missing - offered;
  tally[DESTINATION.free] = offered;
  tally[DESTINATION.lost] = ended ? behind + missing - offered : 0;
  tally[DESTINATION.zero] = zeroThere;
  tally[DESTINATION.upToDate] = pages - asked - thrown - behind - missing - zeroThere;
}

/** Number of bits set in a word. */
function bits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A side's categories in `tally`: those that ask for attention from `first`, the calm ones from `calm` to `end`. */
interface Side {
  readonly first: number;
  readonly calm: number;
  readonly end: number;
  readonly zero: number;
  readonly hatch: number;
}
const SOURCE_SIDE: Side = {
  first: SOURCE.device,
  calm: SOURCE.zero,
  end: SOURCE.unsent + 1,
  zero: SOURCE.zero,
  hatch: SOURCE_HATCH,
};
const DESTINATION_SIDE: Side = {
  first: DESTINATION.behind,
  calm: DESTINATION.missing,
  end: DESTINATION.lost,
  zero: DESTINATION.zero,
  hatch: DESTINATION_HATCH,
};
/** Runs that may go over to post-copy have two categories more. */
const POSTCOPY_SOURCE_SIDE: Side = { ...SOURCE_SIDE, first: SOURCE.requested };
const POSTCOPY_DESTINATION_SIDE: Side = { ...DESTINATION_SIDE, first: DESTINATION.requested };

/** The colour of the cell in `tally`, which holds no lost page. */
function halftone(colours: Uint32Array, side: Side, pages: number, x: number, y: number): number {
  let left = noise(x, y) * pages;
  let shown = side.first;
  while (shown < side.end - 1 && left >= tally[shown]!) left -= tally[shown++]!;
  if (shown === SOURCE.onlyHere && (y & 3) === 0) return colours[RULE]!;
  if (shown === DESTINATION.discarded && (x & 3) === 0) return colours[STRIKE]!;
  if (shown < side.calm) return colours[shown]!;
  let asking = side.first;
  for (let i = side.first + 1; i < side.calm; i++) if (tally[i]! > tally[asking]!) asking = i;
  if (tally[asking] !== 0) return colours[TINTED + asking * CATEGORIES + shown]!;
  return colours[shown === side.zero && ((x + y) & 3) === 0 ? side.hatch : shown]!;
}

/**
 * 0 to 1, even over any few neighbouring cells, so that shares look even and no raster shows.
 * @source Jorge Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", SIGGRAPH 2014
 */
function noise(x: number, y: number): number {
  const diagonal = 0.06711056 * x + 0.00583715 * y;
  const spread = 52.9829189 * (diagonal - Math.floor(diagonal));
  return spread - Math.floor(spread);
}

function endOf(layout: PageLayout, block: number): number {
  const { firstSlot, pages } = layout.blocks[block]!;
  return firstSlot + pages;
}

/** Real pages among the slots `from` to `to`, looking from `block` on. */
function pagesBetween(layout: PageLayout, block: number, from: number, to: number): number {
  let pages = 0;
  for (let b = block; b < layout.blocks.length; b++) {
    const first = layout.blocks[b]!.firstSlot;
    if (first >= to) break;
    pages += Math.min(to, endOf(layout, b)) - Math.max(from, first);
  }
  return pages;
}

function between(a: string, b: string, share: number): string {
  const [from, to] = [channels(a), channels(b)];
  return `#${from
    .map((channel, i) =>
      Math.round(channel + (to[i]! - channel) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
