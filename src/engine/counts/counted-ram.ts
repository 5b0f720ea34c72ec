import type { SendCosts } from '../link/send-costs.ts';
import { blockNameBytes, EOS_BYTES, NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from '../link/wire.ts';
import { nonzeroSlots, type RamLayout } from '../memory/ram-blocks.ts';
import { type Burst, burstEndMs, newBurst, pagesOf, renewBurst } from '../migration/burst.ts';
import {
  type EncodingCounters,
  MAX_WAIT_MS,
  NOTHING_ENCODED,
  type RamState,
  ramAtMigrate,
  type SendStop,
  type SyncFindings,
} from '../migration/ram.ts';
import type { SourceRam } from '../migration/source-ram.ts';
import type { Scenario } from '../scenario.ts';
import type { SyncReport } from '../vfio/tracking.ts';
import type { CountedWriters, Written } from './counted-writers.ts';
import { cutAt, merge, type Piece, pieceAt } from './pieces.ts';

/** A stretch of RAM whose pages are alike from the start: one block, all zero or none, the same writers. */
interface Zone {
  readonly block: number;
  readonly fromSlot: number;
  readonly toSlot: number;
  readonly nonzero: boolean;
  /** The guest writes there. */
  readonly written: boolean;
}

/**
 * Source RAM as expected numbers of pages, behind the interface that the migration thread has for pages: a share of dirty pages
 * for each stretch of the scan, in place of a bit for each page. A sync is a sum over stretches, a burst a few divisions.
 * What it leaves out: chance, and pages that the destination already has.
 */
export class CountedRam implements SourceRam {
  readonly layout: RamLayout;
  costs: SendCosts;
  state: RamState = ramAtMigrate();
  readonly chunks = null;
  private readonly zones: readonly Zone[];
  private readonly writers: CountedWriters;
  /** Lets the guest run until an instant; it knows until when it may. */
  runUntil: (nowMs: number) => void = () => {};
  private readonly pieces: Piece[];
  /** The piece of the cursor, and where in it: what lies before it has been sent since the last sync. */
  private at = 0;
  private cursor: number;
  private dirty: number;
  private normal = 0;
  private duplicate = 0;
  private lastZone = -1;
  /** The first `burstCount` have begun since `forgetBursts`; those behind them are taken again. */
  readonly bursts: Burst[] = [];
  burstCount = 0;

  constructor(scenario: Scenario, layout: RamLayout, writers: CountedWriters, costs: SendCosts) {
    this.layout = layout;
    this.costs = costs;
    this.writers = writers;
    this.zones = zonesOf(scenario, layout, writers);
    this.pieces = this.zones.map(({ fromSlot: from, toSlot: to }, zone) => ({ from, to, dirty: 1, sent: false, zone }));
    this.cursor = this.pieces[0]?.from ?? 0;
    this.dirty = layout.totalPages;
    this.state.dirtyPages = layout.totalPages;
  }

  burst(startMs: number, budgetBytes: number, timed: boolean): Burst {
    const at = this.burstCount++;
    const used = this.bursts[at];
    if (used !== undefined) return renewBurst(used, startMs, budgetBytes, timed);
    const burst = newBurst(startMs, budgetBytes, timed);
    this.bursts.push(burst);
    return burst;
  }
  forgetBursts(): void {
    this.burstCount = 0;
  }
  burstEndMs(burst: Burst): number {
    return burstEndMs(burst, this.costs);
  }

  setUp(): number {
    return 0;
  }

  /** As many pages as go before the first reason to stop, stretch by stretch. @source as `RamMigration.send` */
  send(burst: Burst, untilMs: number): SendStop {
    const { state } = this;
    this.runUntil(this.burstEndMs(burst));
    const before = burst.sentBytes;
    const lookUpMs = burst.timed ? burst.startMs + MAX_WAIT_MS + 1 : Infinity;
    let stop: SendStop | null = null;
    while (stop === null) {
      const nowMs = this.burstEndMs(burst);
      if (burst.sentBytes > burst.budgetBytes) stop = 'window';
      else if (this.dirty < HALF_A_PAGE) stop = 'drained';
      else if (nowMs >= untilMs) stop = 'until';
      else if (nowMs >= lookUpMs && this.isAtLook(burst)) stop = '50 ms';
      else this.sendFromPiece(burst, nowMs, untilMs, lookUpMs);
    }
    if (stop === 'drained') this.dirty = 0;
    state.transferredBytes += burst.sentBytes - before;
    this.showState();
    return stop;
  }

  /** The piece that the cursor stands in. */
  get place(): number {
    return this.at;
  }
  /** What goes from here to the end of that piece goes at one pace. */
  get isEven(): boolean {
    const { zone, sent } = this.pieces[this.at]!;
    const { nonzero, written } = this.zones[zone]!;
    return sent || nonzero || !written;
  }
  /** Dirty pages from the cursor to the end of its piece, and in all of RAM. */
  get leftInPiece(): number {
    const { to, dirty } = this.pieces[this.at]!;
    return (to - this.cursor) * dirty;
  }
  get leftPages(): number {
    return this.dirty;
  }

  /** So many pages of the cursor's piece have been sent: fewer than are left in it, and at one pace. */
  skip(pages: number): void {
    const { zone, sent, dirty } = this.pieces[this.at]!;
    const zeros = this.zones[zone]!.nonzero || sent ? 0 : 1;
    this.normal += pages * (1 - zeros);
    this.duplicate += pages * zeros;
    this.dirty -= pages;
    this.cursor += pages / dirty;
    this.showState();
  }

  private showState(): void {
    const { state } = this;
    state.normalPages = Math.round(this.normal);
    state.duplicatePages = Math.round(this.duplicate);
    state.dirtyPages = Math.round(this.dirty);
    state.cursorSlot = Math.floor(this.cursor);
  }

  /** Whole pages only; `cannotCount` names what it would take. */
  encodingCounters(): EncodingCounters {
    return NOTHING_ENCODED;
  }
  closeRatePeriod(): void {}
  setParameters(): void {}

  endIteration(): void {
    this.state.transferredBytes += EOS_BYTES;
    this.state.iterateCalls++;
  }

  /** @source as `RamMigration.sync` */
  sync(report: SyncReport, nowMs: number): SyncFindings {
    this.runUntil(nowMs);
    const { pieces } = this;
    const before = this.state.dirtyPages;
    const here = pieces[this.at]!;
    if (this.cursor > here.from) {
      const { from, zone } = here;
      here.from = this.cursor;
      pieces.splice(this.at, 0, { from, to: this.cursor, dirty: 0, sent: true, zone });
    }
    for (const written of this.writers.look()) {
      if (written.writes === 0) continue;
      if (written.order === 'any') anywhere(pieces, written);
      else inTurn(pieces, written);
    }
    const logged = merge(pieces);
    this.dirty = logged;
    if (report.everyPage) {
      for (const piece of pieces) piece.dirty = 1;
      this.dirty = merge(pieces);
    }
    this.placeCursor();
    this.state.dirtyPages = Math.round(this.dirty);
    const byVcpuPages = Math.round(logged) - before;
    return { byVcpuPages, byDmaPages: 0, allDirtyPages: this.state.dirtyPages - before - byVcpuPages };
  }

  /** The cursor stands at the beginning of a piece again; what lies on both sides of it may have become alike. */
  private placeCursor(): void {
    const { pieces, cursor } = this;
    this.at = pieceAt(pieces, cursor);
    const here = pieces[this.at]!;
    if (cursor >= here.to || cursor < here.from) this.cursor = here.from;
    if (this.cursor === here.from) return;
    this.at++;
    pieces.splice(this.at, 0, { ...here, from: cursor });
    here.to = cursor;
  }

  /** Sends what may go of the rest of the cursor's piece, and moves the cursor. */
  private sendFromPiece(burst: Burst, nowMs: number, untilMs: number, lookUpMs: number): void {
    const piece = this.pieces[this.at]!;
    const left = (piece.to - this.cursor) * piece.dirty;
    if (left > 0) {
      const zone = this.zones[piece.zone]!;
      if (piece.zone !== this.lastZone) this.nameBlock(burst, zone.block);
      this.lastZone = piece.zone;
      const zeros = zone.nonzero || piece.sent ? 0 : this.writers.untouched(zone.fromSlot, zone.toSlot);
      const { newPageMs, resentPageMs, zeroPageMs } = this.costs;
      const pageMs = (1 - zeros) * (piece.sent ? resentPageMs : newPageMs) + zeros * zeroPageMs;
      const pageBytes = (1 - zeros) * NORMAL_PAGE_BYTES + zeros * ZERO_PAGE_BYTES;
      const pages = Math.min(
        left,
        Math.floor((burst.budgetBytes - burst.sentBytes) / pageBytes) + 1,
        pagesUntil(nowMs, untilMs, pageMs),
        untilLook(pagesOf(burst), pagesUntil(nowMs, lookUpMs, pageMs)),
      );
      this.count(burst, piece, pages, zeros, pageBytes);
      this.cursor = pages >= left ? piece.to : this.cursor + pages / piece.dirty;
      if (this.cursor < piece.to) return;
    }
    piece.dirty = 0;
    piece.sent = true;
    this.at = this.at + 1 === this.pieces.length ? 0 : this.at + 1;
    this.cursor = this.pieces[this.at]!.from;
  }

  private nameBlock(burst: Burst, block: number): void {
    const isSame = this.lastZone >= 0 && this.zones[this.lastZone]!.block === block;
    if (isSame) return;
    const bytes = blockNameBytes(this.layout.blocks[block]!.name);
    burst.nameBytes += bytes;
    burst.sentBytes += bytes;
    this.state.lastSentBlock = block;
  }

  private count(burst: Burst, piece: Piece, pages: number, zeros: number, pageBytes: number): void {
    const normal = pages * (1 - zeros);
    if (piece.sent) burst.resentPages += normal;
    else burst.newPages += normal;
    burst.zeroPages += pages * zeros;
    burst.sentBytes += pages * pageBytes;
    this.normal += normal;
    this.duplicate += pages * zeros;
    this.dirty -= pages;
  }

  private isAtLook(burst: Burst): boolean {
    return (Math.round(pagesOf(burst)) - 1) % LOOK_EVERY === 0;
  }
}

/** Every page of the range is hit with the same chance. */
function anywhere(pieces: readonly Piece[], { fromSlot, pages, writes }: Written): void {
  const hit = 1 - (1 - 1 / pages) ** writes;
  for (const piece of pieces)
    if (piece.from >= fromSlot && piece.to <= fromSlot + pages) piece.dirty += (1 - piece.dirty) * hit;
}

/** The pages after the last one written are, each once, and round again. */
function inTurn(pieces: Piece[], { fromSlot, pages, start, before, writes }: Written): void {
  const first = (start + before) % pages;
  const end = first + Math.min(writes, pages);
  mark(pieces, fromSlot + first, fromSlot + Math.min(end, pages));
  if (end > pages) mark(pieces, fromSlot, fromSlot + end - pages);
}

/** All pages between two slots wait. */
function mark(pieces: Piece[], from: number, to: number): void {
  cutAt(pieces, from);
  cutAt(pieces, to);
  for (const piece of pieces) if (piece.from >= from && piece.to <= to) piece.dirty = 1;
}

/** Pages whose sending starts before `untilMs`. */
const pagesUntil = (nowMs: number, untilMs: number, pageMs: number): number =>
  pageMs === 0 ? Infinity : Math.ceil((untilMs - nowMs) / pageMs);

/** From so many units on, the first that is looked at once `pages` more have gone. */
function untilLook(units: number, pages: number): number {
  if (pages === Infinity) return Infinity;
  const last = Math.ceil(units + pages - 1);
  return Math.ceil(last / LOOK_EVERY) * LOOK_EVERY + 1 - units;
}

/** The clock is looked at after every so many units. */
const LOOK_EVERY = 64;
const HALF_A_PAGE = 0.5;

function zonesOf(scenario: Scenario, layout: RamLayout, writers: CountedWriters): readonly Zone[] {
  const data = [...nonzeroSlots(scenario.guest, layout)];
  const edges = [...writers.edges(), ...data.flat()].sort((a, b) => a - b);
  const zones: Zone[] = [];
  layout.blocks.forEach(({ firstSlot, pages }, block) => {
    const end = firstSlot + pages;
    let fromSlot = firstSlot;
    const endZone = (toSlot: number): void => {
      if (toSlot <= fromSlot || toSlot > end) return;
      const nonzero = data.some(([from, to]) => from <= fromSlot && toSlot <= to);
      zones.push({ block, fromSlot, toSlot, nonzero, written: writers.reach(fromSlot, toSlot) });
      fromSlot = toSlot;
    };
    edges.forEach(endZone);
    endZone(end);
  });
  return zones;
}
