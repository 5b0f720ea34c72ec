import { type PageView, type PageLayout, pagesPerCell } from './page-cells.ts';
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
}

/**
 * Every page is in one category of each side; the value is its index in `counts` and in the colours.
 *
 * Source, the first that holds: `device`, dirty because of a device; `waiting`, in the bitmap; `dirty`, in the log and
 * not yet found by a sync; `zero`, sent and nothing but zeros; `once`, `twice`, `more`, times sent; `unsent`.
 * Destination: `missing`, never received; `behind`, older than the source, which becomes `lost` when the run has ended;
 * `zero`, up to date and nothing but zeros; `upToDate`. A page that is missing at the end is lost too.
 */
export const SOURCE = { device: 0, waiting: 1, dirty: 2, zero: 3, once: 4, twice: 5, more: 6, unsent: 7 } as const;
export const DESTINATION = { behind: 8, missing: 9, zero: 10, upToDate: 11, lost: 12 } as const;
/** Length of `counts`. */
export const CATEGORIES = 13;

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
 * A cell of several pages mixes their colours by share. So that few dirty pages among many stay visible, a category
 * that asks for attention (device, waiting, dirty; behind) has a quarter of the cell as soon as it has one page, and
 * the rest of its weight by share; the others divide what is left. One lost page paints the whole cell in alarm.
 * Zero pages are hatched diagonally and lost ones are a checkerboard, so that neither rests on its hue.
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
      out.source[cell] = out.destination[cell] = colours[ABSENT]!;
    } else {
      countCell(planes, from, to, pages, ended);
      for (let i = 0; i < CATEGORIES; i++) totals[i]! += tally[i]!;
      out.source[cell] = mix(colours, SOURCE_SIDE, pages, x, y);
      out.destination[cell] =
        tally[DESTINATION.lost] === 0
          ? mix(colours, DESTINATION_SIDE, pages, x, y)
          : colours[((x + y) & 1) === 0 ? DESTINATION.lost : CHECK]!;
    }
    if (++x === view.columns) {
      x = 0;
      y++;
    }
  }
  out.counts.set(totals);
}

/**
 * Packed colours for `paintPages`: one a category at its index, then the second colours of hatching and
 * checkerboard and the colour of a cell without pages.
 */
export function pageColours(theme: Theme): Uint32Array {
  const p = palette[theme];
  const colours = new Uint32Array(CATEGORIES + 4);
  colours[SOURCE.device] = packed(p.dma);
  colours[SOURCE.waiting] = packed(p.waiting);
  colours[SOURCE.dirty] = packed(p.dirty);
  colours[SOURCE.zero] = packed(p.zero);
  colours[SOURCE.once] = packed(p.sent);
  colours[SOURCE.twice] = packed(p.sent2);
  colours[SOURCE.more] = packed(p.sent3);
  colours[SOURCE.unsent] = packed(p.clean);
  colours[DESTINATION.missing] = packed(p.clean);
  colours[DESTINATION.behind] = packed(p.behind);
  colours[DESTINATION.lost] = packed(p.stale);
  // Received and zero: the cool of what has arrived, paled by the grey of what is empty.
  colours[DESTINATION.zero] = packed(between(p.zero, p.sent2, 0.4));
  colours[DESTINATION.upToDate] = packed(p.sent2);
  colours[SOURCE_HATCH] = packed(p.zeroHatch);
  colours[DESTINATION_HATCH] = packed(between(p.zero, p.sent2, 0.65));
  colours[CHECK] = packed(p.staleCheck);
  colours[ABSENT] = packed(p.bg);
  return colours;
}

const SOURCE_HATCH = CATEGORIES;
const DESTINATION_HATCH = CATEGORIES + 1;
const CHECK = CATEGORIES + 2;
const ABSENT = CATEGORIES + 3;

/** Share of a cell that a category asking for attention has from its first page on. */
const ATTENTION = 0.25;

/** Pages of the cell in hand by category. One for all calls: nothing is allocated while a run is played. */
const tally = new Int32Array(CATEGORIES);
const totals = new Int32Array(CATEGORIES);

/**
 * Fills `tally` for the slots `from` to `to`, of which `pages` are pages; a word at a time.
 *
 * Where a guest writes at random almost every word holds some dirty page, so that a branch on "any at all?" is guessed
 * wrongly and costs more than the count it saves. Only what is the same over wide stretches is branched on.
 */
function countCell(
  planes: PagePlanes,
  from: number,
  to: number,
  pages: number,
  ended: boolean,
): void {
  const { bitmap, vcpuLog, delivered, nonzero, sentLow, sentHigh, dmaLog, untracked, byDma } = planes;
  const hasDevice = byDma !== null || dmaLog !== null || untracked !== null;
  const last = (to - 1) >>> 5;
  const padding = to - from - pages; // looks like pages that were never sent
  let mask = -1 << (from & 31);
  let device = 0;
  let waiting = 0;
  let dirty = 0;
  let unsent = -padding;
  let zero = 0;
  let often = 0;
  let more = 0;
  let missing = -padding;
  let behind = 0;
  let zeroThere = 0;
  for (let word = from >>> 5; word <= last; word++, mask = -1) {
    if (word === last) mask &= -1 >>> (31 - ((to - 1) & 31));
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
  tally[SOURCE.device] = device;
  tally[SOURCE.waiting] = waiting;
  tally[SOURCE.dirty] = dirty;
  tally[SOURCE.zero] = zero;
  tally[SOURCE.once] = pages - device - waiting - dirty - unsent - zero - often;
  tally[SOURCE.twice] = often - more;
  tally[SOURCE.more] = more;
  tally[SOURCE.unsent] = unsent;
  tally[DESTINATION.behind] = ended ? 0 : behind;
  tally[DESTINATION.missing] = ended ? 0 : missing;
  tally[DESTINATION.lost] = ended ? behind + missing : 0;
  tally[DESTINATION.zero] = zeroThere;
  tally[DESTINATION.upToDate] = pages - behind - missing - zeroThere;
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
const SOURCE_SIDE: Side = { first: SOURCE.device, calm: SOURCE.zero, end: 8, zero: SOURCE.zero, hatch: SOURCE_HATCH };
const DESTINATION_SIDE: Side = {
  first: DESTINATION.behind,
  calm: DESTINATION.missing,
  end: DESTINATION.lost,
  zero: DESTINATION.zero,
  hatch: DESTINATION_HATCH,
};

/** The colour of the cell in `tally`, which holds no lost page. */
function mix(colours: Uint32Array, side: Side, pages: number, x: number, y: number): number {
  const zeroColour = ((x + y) & 3) === 0 ? side.hatch : side.zero;
  let asked = 0;
  let calmPages = pages;
  for (let i = side.first; i < side.calm; i++) {
    if (tally[i] === 0) continue;
    if (tally[i] === pages) return colours[i]!;
    asked += attention(tally[i]! / pages);
    calmPages -= tally[i]!;
  }
  const scale = asked > 1 || calmPages === 0 ? 1 / asked : 1;
  const calmWeight = calmPages === 0 ? 0 : (1 - asked * scale) / calmPages;
  let red = 0.5; // half a step: cutting off the fraction then rounds
  let green = 0.5;
  let blue = 0.5;
  for (let i = side.first; i < side.end; i++) {
    if (tally[i] === 0) continue;
    const colour = colours[i === side.zero ? zeroColour : i]!;
    if (tally[i] === pages) return colour;
    const weight = i < side.calm ? attention(tally[i]! / pages) * scale : tally[i]! * calmWeight;
    red += (colour & 255) * weight;
    green += ((colour >>> 8) & 255) * weight;
    blue += ((colour >>> 16) & 255) * weight;
  }
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}

const attention = (share: number): number => ATTENTION + (1 - ATTENTION) * share;

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
  return `#${from.map((channel, i) => Math.round(channel + (to[i]! - channel) * share).toString(16).padStart(2, '0')).join('')}`;
}
