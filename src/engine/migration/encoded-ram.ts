import { PAGE_BYTES } from '../../units.ts';
import { PageChanges } from '../guest/page-changes.ts';
import { compressedPage } from '../link/compression.ts';
import { HOST_COSTS } from '../link/host-costs.ts';
import type { SendCosts } from '../link/send-costs.ts';
import {
  blockNameBytes,
  COMPRESSED_PAGE_BYTES,
  NORMAL_PAGE_BYTES,
  XBZRLE_PAGE_BYTES,
  ZERO_PAGE_BYTES,
} from '../link/wire.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import type { Guest, MigrationParameters, PageContent, Scenario } from '../scenario.ts';
import type { DeviceLog, SyncReport } from '../vfio/tracking.ts';
import { type Burst, pagesOf } from './burst.ts';
import { type EncodingCounters, MAX_WAIT_MS, RamMigration, type SendStop, type SyncFindings } from './ram.ts';
import { type CacheCopy, XbzrleCache } from './xbzrle-cache.ts';

/**
 * RAM that is sent with XBZRLE, compression or both: page by page, as what a page takes depends on what happened to it. With
 * both, pages are compressed until XBZRLE starts, which is when the scan has been round once.
 * @source QEMU migration/ram.c, save_xbzrle_page(), save_compress_page(), find_dirty_block(), migration_update_rates()
 */
export class EncodedRam extends RamMigration {
  private readonly pageChanges: PageChanges;
  private readonly cache: XbzrleCache;
  private readonly content: PageContent;
  private readonly encodes: boolean;
  private readonly compresses: boolean;
  /** What the hosts take for a page beside its bytes on the link, ms. */
  private readonly newPageMs: number;
  private readonly resentPageMs: number;
  private readonly xbzrlePageMs: number;
  /** A page's share of the compressing threads' time, ms. */
  private readonly compressMs: number;
  private encoding: EncodingState;
  private readonly atMigrate: EncodingState;

  constructor(scenario: Scenario, layout: RamLayout, logs: readonly DeviceLog[], costs: SendCosts, shared: boolean) {
    super(scenario, layout, logs, costs, shared);
    const { parameters, capabilities, guest, link } = scenario;
    const host = HOST_COSTS[scenario.host];
    const takesTime = link.kind === 'fast' ? 0 : 1;
    this.content = guest.content;
    this.encodes = capabilities.xbzrle;
    this.compresses = capabilities.compress;
    this.newPageMs = host.newPageMs * takesTime;
    this.resentPageMs = host.resentPageMs * takesTime;
    this.xbzrlePageMs = host.xbzrlePageMs * takesTime;
    const threads = Math.min(parameters['compress-threads'], scenario.sendCores);
    this.compressMs = (guest.content.compressMsPerPage / threads) * takesTime;
    this.pageChanges = new PageChanges(layout.slots, guest.content);
    this.cache = new XbzrleCache(parameters['xbzrle-cache-size'], layout.slots);
    this.atMigrate = encodingAtMigrate(parameters['xbzrle-cache-size']);
    this.encoding = { ...this.atMigrate };
  }

  override get changes(): PageChanges {
    return this.pageChanges;
  }

  override reset(guest: Guest): void {
    super.reset(guest);
    this.pageChanges.encodedBytes.fill(0);
    this.cache.resize(this.atMigrate.cacheSizeBytes);
  }

  override burstEndMs(burst: Burst): number {
    return super.burstEndMs(burst) + burst.encodedMs;
  }

  override send(burst: Burst, untilMs: number): SendStop {
    const { state } = this;
    const lookUpMs = burst.timed ? burst.startMs + MAX_WAIT_MS + 1 : Infinity;
    for (;;) {
      if (burst.sentBytes > burst.budgetBytes) return 'window';
      if (state.dirtyPages === 0) {
        this.hasBeenRound(); // looking for the next page, QEMU goes through all of RAM
        return 'drained';
      }
      const now = this.burstEndMs(burst);
      if (now >= untilMs) return 'until';
      const units = pagesOf(burst);
      const isSent = this.sendPage(burst, this.takeNextDirty(), now);
      if (state.cursorSlot === 0) this.hasBeenRound(); // at the end of RAM: the next search begins by going round
      if (!isSent) continue; // nothing of it has changed: the same search goes on
      if (burst.timed) this.encoding.timedPages++;
      if ((units & 63) === 0 && this.burstEndMs(burst) >= lookUpMs) return '50 ms';
    }
  }

  /** @returns the slot of the next page in the bitmap, which no longer stands there */
  private takeNextDirty(): number {
    const { bitmap } = this.planes;
    const { state } = this;
    const words = bitmap.length;
    let word = state.cursorSlot >>> 5;
    let pages = bitmap[word]! & (-1 << (state.cursorSlot & 31));
    while (pages === 0) {
      if (++word === words) {
        word = 0;
        this.hasBeenRound();
      }
      pages = bitmap[word]! | 0;
    }
    const page = pages & -pages;
    bitmap[word]! &= ~page;
    state.dirtyPages--;
    const slot = word * 32 + 31 - Math.clz32(page);
    state.cursorSlot = (slot + 1) % (words * 32);
    return slot;
  }

  private hasBeenRound(): void {
    this.encoding.xbzrleOn = this.encodes;
  }

  /** @returns false when nothing was sent, as the destination has the page as it is */
  private sendPage(burst: Burst, slot: number, nowMs: number): boolean {
    const { vcpuLog, delivered, nonzero, sentLow, sentHigh, dmaLog, untracked, byDma } = this.planes;
    const { state, encoding } = this;
    const word = slot >>> 5;
    const page = 1 << (slot & 31);
    const vcpu = vcpuLog[word]!;
    const dma = dmaLog === null ? 0 : dmaLog[word]!;
    const written = vcpu | dma | (untracked === null ? 0 : untracked[word]!);
    const isZero = ((nonzero[word]! | written) & page) === 0;
    const isRedundant = (delivered[word]! & ~written & page) !== 0;

    const goes = this.lookUp(slot, isZero, burst);
    delivered[word] = (delivered[word]! & ~page) | ((vcpu | dma) & page);
    nonzero[word]! |= page & written;
    vcpuLog[word] = vcpu & ~page;
    if (byDma !== null) {
      if (dmaLog !== null) dmaLog[word] = dma & ~page;
      if (untracked !== null) untracked[word]! &= ~page;
      byDma[word] = (byDma[word]! & ~page) | (dma & page);
    }
    if (goes === 'nowhere') return false;

    const low = sentLow[word]!;
    const high = sentHigh[word]!;
    const isNew = ((low | high) & page) === 0;
    this.observer?.sent(word, page, isZero ? page : 0, isRedundant ? page : 0, nowMs);
    sentLow[word] = (low ^ page) | (page & low & high);
    sentHigh[word] = high | (low & page);
    if (isRedundant) {
      state.redundantPages++;
      burst.redundantPages++;
    }
    const nameBytes = this.enterBlockOf(slot);
    burst.nameBytes += nameBytes;
    let bytes = nameBytes;
    if (isZero) {
      bytes += ZERO_PAGE_BYTES;
      burst.zeroPages++;
      state.duplicatePages++;
    } else if (goes === 'encoded') {
      const encodedBytes = this.pageChanges.encodedBytes[slot]!;
      const recordBytes = XBZRLE_PAGE_BYTES + encodedBytes;
      bytes += recordBytes;
      burst.encodedPages++;
      burst.encodedMs += Math.max(this.xbzrlePageMs, recordBytes * this.costs.byteMs);
      encoding.xbzrleBytes += nameBytes + recordBytes - HEADER_BYTES;
    } else if (this.compresses && !encoding.xbzrleOn && nameBytes === 0) {
      // the first page of a block goes as it is
      const recordBytes = COMPRESSED_PAGE_BYTES + compressedPage(this.content, slot).bytes;
      bytes += recordBytes;
      burst.encodedPages++;
      const hostMs = isNew ? this.newPageMs : this.resentPageMs;
      burst.encodedMs += Math.max(hostMs, this.compressMs, recordBytes * this.costs.byteMs);
      encoding.compressedPages++;
      encoding.compressedBytes += recordBytes - HEADER_BYTES;
      state.encodedPages++;
    } else {
      bytes += NORMAL_PAGE_BYTES;
      state.normalPages++;
      if (isNew) burst.newPages++;
      else burst.resentPages++;
    }
    if (encoding.xbzrleOn && burst.timed) this.pageChanges.encodedBytes[slot] = 0;
    burst.sentBytes += bytes;
    state.transferredBytes += bytes;
    return true;
  }

  /**
   * What the cache makes of a page, and what becomes of the cache; in the last stage nothing does.
   * @returns `nowhere`: the copy is equal
   */
  private lookUp(slot: number, isZero: boolean, burst: Burst): 'whole' | 'encoded' | 'nowhere' {
    const { encoding, cache } = this;
    if (!encoding.xbzrleOn) return 'whole';
    const isLast = !burst.timed;
    if (isZero) {
      cache.insert(slot, encoding.syncs);
      return 'whole';
    }
    if (!cache.has(slot, encoding.syncs)) {
      encoding.cacheMisses++;
      if (!isLast) cache.insert(slot, encoding.syncs);
      return 'whole';
    }
    encoding.xbzrlePages++;
    this.state.encodedPages++;
    const encodedBytes = this.pageChanges.encodedBytes[slot]!;
    if (encodedBytes > 0 && encodedBytes <= PAGE_BYTES) return 'encoded';
    burst.encodedMs += this.xbzrlePageMs;
    if (encodedBytes === 0) {
      encoding.skippedPages++;
      return 'nowhere';
    }
    encoding.overflows++;
    encoding.xbzrleBytes += PAGE_BYTES;
    return 'whole';
  }

  /** @returns bytes of the block's name when the record before was of another block */
  private enterBlockOf(slot: number): number {
    const { state, layout } = this;
    const last = layout.blocks[state.lastSentBlock];
    if (last !== undefined && slot >= last.firstSlot && slot < last.firstSlot + last.pages) return 0;
    state.lastSentBlock = layout.blocks.findIndex(
      ({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages,
    );
    return blockNameBytes(layout.blocks[state.lastSentBlock]!.name);
  }

  override sync(report: SyncReport): SyncFindings {
    this.encoding.syncs++;
    return super.sync(report);
  }

  override encodingCounters(): EncodingCounters {
    const { encoding } = this;
    const xbzrle = this.encodes && {
      cacheSizeBytes: encoding.cacheSizeBytes,
      bytes: encoding.xbzrleBytes,
      pages: encoding.xbzrlePages,
      cacheMisses: encoding.cacheMisses,
      cacheMissRate: encoding.cacheMissRate,
      encodingRate: encoding.encodingRate,
      overflows: encoding.overflows,
      skippedPages: encoding.skippedPages,
    };
    const compression = this.compresses && {
      pages: encoding.compressedPages,
      compressedBytes: encoding.compressedBytes,
      compressionRate: encoding.compressionRate,
      cpuMs: encoding.compressedPages * this.content.compressMsPerPage,
    };
    return { xbzrle: xbzrle || null, compression: compression || null };
  }

  override closeRatePeriod(): void {
    const now = this.encoding;
    const { before } = now;
    const sentPages = now.timedPages - before.timedPages;
    const { timedPages, cacheMisses, xbzrlePages, xbzrleBytes, compressedPages, compressedBytes } = now;
    if (sentPages === 0) return;
    now.cacheMissRate = (cacheMisses - before.cacheMisses) / sentPages;
    const pages = xbzrlePages - before.xbzrlePages;
    const bytes = xbzrleBytes - before.xbzrleBytes;
    now.encodingRate = pages === 0 || bytes === 0 ? 0 : (pages * PAGE_BYTES) / bytes;
    const shrunk = compressedBytes - before.compressedBytes;
    if (shrunk > 0) now.compressionRate = ((compressedPages - before.compressedPages) * PAGE_BYTES) / shrunk;
    now.before = { timedPages, cacheMisses, xbzrlePages, xbzrleBytes, compressedPages, compressedBytes };
  }

  override setParameters(changed: Partial<MigrationParameters>): void {
    const sizeBytes = changed['xbzrle-cache-size'];
    if (sizeBytes === undefined || sizeBytes === this.encoding.cacheSizeBytes) return;
    this.encoding.cacheSizeBytes = sizeBytes;
    this.cache.resize(sizeBytes);
  }

  override copyEncoding(): EncodingCopy {
    return {
      state: { ...this.encoding },
      cache: this.cache.copy(),
      encodedBytes: this.pageChanges.encodedBytes.slice(),
    };
  }
  override restoreEncoding(copy: EncodingCopy | null): void {
    if (copy === null) return;
    this.encoding = { ...copy.state };
    this.cache.restore(copy.cache);
    this.pageChanges.encodedBytes.set(copy.encodedBytes);
  }
  override get copyBytes(): number {
    return this.words.byteLength + this.cache.copyBytes + this.pageChanges.encodedBytes.byteLength;
  }
}

/** A page header of the same block, which the counters leave out. */
const HEADER_BYTES = 8;

/** What the counters of a rate period are measured from. */
interface EncodedSoFar {
  /** Pages sent while iterating; the last stage does not count. */
  readonly timedPages: number;
  readonly cacheMisses: number;
  readonly xbzrlePages: number;
  readonly xbzrleBytes: number;
  readonly compressedPages: number;
  readonly compressedBytes: number;
}

/** All that changes beside cache and pages. Plain data; `before` is replaced whole. */
interface EncodingState {
  /** The scan has been round, and pages go through the cache. */
  xbzrleOn: boolean;
  syncs: number;
  cacheSizeBytes: number;
  timedPages: number;
  xbzrlePages: number;
  xbzrleBytes: number;
  skippedPages: number;
  overflows: number;
  cacheMisses: number;
  compressedPages: number;
  compressedBytes: number;
  cacheMissRate: number;
  encodingRate: number;
  compressionRate: number;
  before: EncodedSoFar;
}

const encodingAtMigrate = (cacheSizeBytes: number): EncodingState => ({
  xbzrleOn: false,
  syncs: 0,
  cacheSizeBytes,
  timedPages: 0,
  xbzrlePages: 0,
  xbzrleBytes: 0,
  skippedPages: 0,
  overflows: 0,
  cacheMisses: 0,
  compressedPages: 0,
  compressedBytes: 0,
  cacheMissRate: 0,
  encodingRate: 0,
  compressionRate: 0,
  before: { timedPages: 0, cacheMisses: 0, xbzrlePages: 0, xbzrleBytes: 0, compressedPages: 0, compressedBytes: 0 },
});

/** All of it, for a snapshot. */
export interface EncodingCopy {
  readonly state: EncodingState;
  readonly cache: CacheCopy;
  readonly encodedBytes: Uint16Array;
}
