import type { PageChanges } from '../guest/page-changes.ts';
import type { SendCosts } from '../link/send-costs.ts';
import { blockNameBytes, EOS_BYTES, NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from '../link/wire.ts';
import { allocatePlanes, type PagePlanes, popcount, setRange } from '../memory/page-planes.ts';
import { nonzeroSlots, type RamLayout } from '../memory/ram-blocks.ts';
import type { CompressionCounters, XbzrleCounters } from '../record.ts';
import type { Guest, MigrationParameters, Scenario } from '../scenario.ts';
import type { DeviceLog, SyncReport } from '../vfio/tracking.ts';
import { type Burst, burstEndMs, newBurst } from './burst.ts';
import { ChunkedLog } from './chunked-log.ts';
import type { EncodingCopy } from './encoded-ram.ts';

/** Why sending paused. `until`: the next page would start at or after the instant given. */
export type SendStop = 'drained' | 'window' | '50 ms' | 'until';

/** What a sync added to the bitmap, in pages, by who dirtied them. */
export interface SyncFindings {
  readonly byVcpuPages: number;
  readonly byDmaPages: number;
  readonly allDirtyPages: number;
}

/** What changes in source RAM beside the planes. */
export interface RamState {
  /** Bits set in the bitmap. */
  dirtyPages: number;
  /** Where the scan goes on. */
  cursorSlot: number;
  /** Index of the block of the last record on the main channel; -1 before the first. */
  lastSentBlock: number;
  transferredBytes: number;
  normalPages: number;
  duplicatePages: number;
  redundantPages: number;
  hintedPages: number;
  iterateCalls: number;
  /** Pages that `pages-per-second` counts beside the normal and the zero ones. */
  encodedPages: number;
  /** Of multifd: bytes and packets that left over its channels, and pages in the packet under way. 0 without it. */
  multifdBytes: number;
  multifdPackets: number;
  multifdSyncs: number;
  packetPages: number;
  packetNormalPages: number;
  /** Index of the block of those pages. */
  packetBlock: number;
  /** Hash of what the syncs found. */
  hash: number;
}

/** Nothing is sent and nothing found yet. */
export const ramAtMigrate = (): RamState => ({
  dirtyPages: 0,
  cursorSlot: 0,
  lastSentBlock: -1,
  transferredBytes: 0,
  normalPages: 0,
  duplicatePages: 0,
  redundantPages: 0,
  hintedPages: 0,
  iterateCalls: 0,
  encodedPages: 0,
  multifdBytes: 0,
  multifdPackets: 0,
  multifdSyncs: 0,
  packetPages: 0,
  packetNormalPages: 0,
  packetBlock: -1,
  hash: 0x811c9dc5 | 0,
});

/** Called for each group of pages sent, in order; for tests and page biographies, slow. */
export interface SendObserver {
  sent(word: number, pages: number, zeroPages: number, redundantPages: number, startMs: number): void;
}

/** `MAX_WAIT`: an iteration looks up once more than this many whole milliseconds have passed. */
export const MAX_WAIT_MS = 50;

/** More than any block name takes. */
export const LONGEST_NAME_BYTES = 256;

/** The lowest `count` bits set in `pages`, or all of them. */
export function lowestPages(pages: number, count: number): number {
  let rest = pages;
  for (let i = 0; i < count && rest !== 0; i++) rest &= rest - 1;
  return pages & ~rest;
}

/** What is counted where pages are encoded or compressed. */
export interface EncodingCounters {
  readonly xbzrle: XbzrleCounters | null;
  readonly compression: CompressionCounters | null;
}
export const NOTHING_ENCODED: EncodingCounters = { xbzrle: null, compression: null };
/** Source RAM under migration: the bitmaps, the scan and the counters of migration/ram.c. */
export class RamMigration {
  readonly layout: RamLayout;
  readonly planes: PagePlanes;
  /** All planes, side by side: what a snapshot copies. */
  readonly words: Uint32Array;
  /** As fast as the link is now. */
  costs: SendCosts;
  observer: SendObserver | null = null;
  /** Clears the CPUs' log by chunk; null where it is cleared at the sync. */
  readonly chunks: ChunkedLog | null;
  /** Everything that changes, beside the planes; copied whole by snapshots. */
  state: RamState = ramAtMigrate();

  /** @param logs where each device's writes are written down */
  constructor(scenario: Scenario, layout: RamLayout, logs: readonly DeviceLog[], costs: SendCosts, shared: boolean) {
    this.layout = layout;
    this.costs = costs;
    const { planes, words } = allocatePlanes(layout.slots, logs, shared, [
      ...(scenario.capabilities['dirty-limit'] ? (['ring'] as const) : []),
      ...(scenario.guest.freePageHint ? (['free'] as const) : []),
      ...(scenario.capabilities['postcopy-ram'] ? (['discarded', 'requested'] as const) : []),
      ...(scenario.guest.logClearing === 'by-chunk' ? (['kvmLog', 'reported'] as const) : []),
    ]);
    this.planes = planes;
    this.words = words;
    const { kvmLog, reported } = planes;
    const pages = 2 ** scenario.qemu['x-clear-bitmap-shift'];
    this.chunks =
      kvmLog === null || reported === null ? null : new ChunkedLog({ ...planes, kvmLog, reported }, layout, pages);
    this.fillAtMigrate(scenario.guest);
    this.state.dirtyPages = this.layout.totalPages;
  }

  /** Back to the planes at `migrate`. */
  reset(guest: Guest): void {
    this.words.fill(0);
    this.fillAtMigrate(guest);
  }

  /** Every page must be sent. @source QEMU migration/ram.c, ram_list_init_bitmaps() */
  private fillAtMigrate(guest: Guest): void {
    for (const [from, to] of nonzeroSlots(guest, this.layout)) setRange(this.planes.nonzero, from, to);
    const { free } = this.planes;
    if (free !== null) for (const [from, to] of this.freeSlots(guest)) setRange(free, from, to);
    for (const block of this.layout.blocks) {
      setRange(this.planes.bitmap, block.firstSlot, block.firstSlot + block.pages);
    }
    this.chunks?.start();
  }

  /** Half-open; none where guest RAM is not migrated. */
  private freeSlots({ freePageHint }: Guest): [from: number, to: number][] {
    const { ram, ignored } = this.layout;
    if (freePageHint === null || ignored.includes(ram)) return [];
    return freePageHint.ranges.map(({ fromPage, toPage }) => [ram.firstSlot + fromPage, ram.firstSlot + toPage]);
  }

  /**
   * The guest reports the `count` free pages that follow the first `done`: those that it still does not need leave the bitmap.
   * @source QEMU migration/ram.c, qemu_guest_free_page_hint()
   */
  hintFree(guest: Guest, done: number, count: number): void {
    const { bitmap, free, delivered } = this.planes;
    let skip = done;
    let left = count;
    for (const [first, end] of this.freeSlots(guest)) {
      const from = first + skip;
      skip = Math.max(0, skip - (end - first));
      if (from >= end) continue;
      const to = Math.min(end, from + left);
      left -= to - from;
      for (let word = from >>> 5; word * 32 < to; word++) {
        const low = word * 32 < from ? -1 << (from & 31) : -1;
        const high = word * 32 + 32 > to ? (1 << (to & 31)) - 1 : -1;
        const reported = free![word]! & low & high;
        if (reported !== 0) this.chunks?.clear(word * 32, word * 32 + 31);
        const hinted = bitmap[word]! & reported;
        if (hinted === 0) continue;
        const pages = popcount(hinted);
        bitmap[word]! &= ~hinted;
        delivered[word]! &= ~hinted;
        this.state.dirtyPages -= pages;
        this.state.hintedPages += pages;
      }
      if (left === 0) return;
    }
  }

  burst(startMs: number, budgetBytes: number, timed: boolean): Burst {
    return newBurst(startMs, budgetBytes, timed);
  }

  /** Bytes that go beside the stream's setup: none. */
  setUp(): number {
    return 0;
  }

  /** When the bytes of `burst` so far have left. */
  burstEndMs(burst: Burst): number {
    return burstEndMs(burst, this.costs);
  }

  /**
   * Sends dirty pages from the cursor on, in cyclic order, until one of the reasons to stop. As many pages as surely fit
   * before QEMU's next check go at once, 32 a word; near a check it goes page by page. Either way the result is the same.
   * @source QEMU migration/ram.c, ram_save_iterate(), ram_find_and_save_block(), find_dirty_block()
   */
  send(burst: Burst, untilMs: number): SendStop {
    const { bitmap, vcpuLog, delivered, nonzero, sentLow, sentHigh, dmaLog, untracked, byDma } = this.planes;
    const { observer, state, layout } = this;
    const { newPageMs, resentPageMs, zeroPageMs, byteMs } = this.costs;
    const slowestPageMs = Math.max(newPageMs, resentPageMs, zeroPageMs);
    const { sinceMs, budgetBytes } = burst;
    const earlierPages = burst.earlierNormalPages + burst.earlierZeroPages;
    const lookUpMs = burst.timed ? burst.startMs + MAX_WAIT_MS + 1 : Infinity;
    const words = bitmap.length;
    let { newPages, resentPages, zeroPages, redundantPages, nameBytes, sentBytes } = burst;
    let { dirtyPages, lastSentBlock } = state;
    let word = state.cursorSlot >>> 5;
    let fromCursor = -1 << (state.cursorSlot & 31);
    let block = layout.blocks[Math.max(lastSentBlock, 0)]!;
    let blockFirstWord = lastSentBlock < 0 ? -1 : block.firstSlot >>> 5;
    let blockEndWord = lastSentBlock < 0 ? -1 : (block.firstSlot + block.pages + 31) >>> 5;
    let stop: SendStop | null = null;

    while (stop === null) {
      const now =
        sinceMs + newPages * newPageMs + resentPages * resentPageMs + zeroPages * zeroPageMs + nameBytes * byteMs;
      if (sentBytes > budgetBytes) {
        stop = 'window';
        break;
      }
      if (dirtyPages === 0) {
        stop = 'drained';
        break;
      }
      if (now >= untilMs) {
        stop = 'until';
        break;
      }
      const surePages = Math.min(
        (untilMs - now) / slowestPageMs,
        (lookUpMs - now) / slowestPageMs - 1,
        (budgetBytes - sentBytes - LONGEST_NAME_BYTES) / NORMAL_PAGE_BYTES,
      );
      const units = earlierPages + newPages + resentPages + zeroPages;
      let wordsToGo = surePages >= 32 ? Math.min(surePages / 32, words) | 0 : 1;

      for (; wordsToGo > 0 && dirtyPages > 0; wordsToGo--) {
        let pages = bitmap[word]! & fromCursor;
        while (pages === 0) {
          if (++word === words) word = 0;
          fromCursor = -1;
          pages = bitmap[word]! | 0; // signed like the masked value above, or V8 keeps it as a double
        }
        if (surePages < 32) pages = lowestPages(pages, Math.max(1, surePages | 0));
        fromCursor = -2 << (31 - Math.clz32(pages)); // behind the last of them; 0 when that is bit 31
        if (word < blockFirstWord || word >= blockEndWord) {
          const slot = word * 32;
          lastSentBlock = layout.blocks.findIndex(
            (each) => slot >= each.firstSlot && slot < each.firstSlot + each.pages,
          );
          block = layout.blocks[lastSentBlock]!;
          blockFirstWord = block.firstSlot >>> 5;
          blockEndWord = (block.firstSlot + block.pages + 31) >>> 5;
          nameBytes += blockNameBytes(block.name);
          sentBytes += blockNameBytes(block.name);
        }
        const vcpu = vcpuLog[word]!;
        let logged = vcpu;
        let written = vcpu;
        if (byDma !== null) {
          const dma = dmaLog === null ? 0 : dmaLog[word]!;
          const hidden = untracked === null ? 0 : untracked[word]!;
          logged |= dma;
          written |= dma | hidden;
          if (dmaLog !== null) dmaLog[word] = dma & ~pages;
          if (untracked !== null) untracked[word] = hidden & ~pages;
          byDma[word] = (byDma[word]! & ~pages) | (dma & pages);
        }
        const low = sentLow[word]!;
        const high = sentHigh[word]!;
        const held = delivered[word]!;
        const content = nonzero[word]!;
        const zeros = pages & ~(content | written);
        const fresh = pages & ~zeros & ~(low | high);
        const zeroCount = zeros === 0 ? 0 : popcount(zeros);
        const normalCount = (pages === -1 ? 32 : popcount(pages)) - zeroCount;
        const newCount = fresh === 0 ? 0 : fresh === pages ? normalCount : popcount(fresh);
        const redundant = pages & held & ~written;
        if (observer !== null) observer.sent(word, pages, zeros, redundant, now);

        bitmap[word]! &= ~pages;
        sentLow[word] = (low ^ pages) | (pages & low & high);
        sentHigh[word] = high | (low & pages);
        delivered[word] = (held & ~pages) | (logged & pages);
        nonzero[word] = content | (pages & written);
        vcpuLog[word] = vcpu & ~pages;
        redundantPages += popcount(redundant);
        newPages += newCount;
        resentPages += normalCount - newCount;
        zeroPages += zeroCount;
        sentBytes += normalCount * NORMAL_PAGE_BYTES + zeroCount * ZERO_PAGE_BYTES;
        dirtyPages -= normalCount + zeroCount;
      }
      if (surePages < 1 && (units & 63) === 0) {
        const endMs =
          sinceMs + newPages * newPageMs + resentPages * resentPageMs + zeroPages * zeroPageMs + nameBytes * byteMs;
        if (endMs >= lookUpMs) stop = '50 ms';
      }
    }

    state.transferredBytes += sentBytes - burst.sentBytes;
    state.normalPages += newPages + resentPages - burst.newPages - burst.resentPages;
    state.duplicatePages += zeroPages - burst.zeroPages;
    state.redundantPages += redundantPages - burst.redundantPages;
    state.dirtyPages = dirtyPages;
    state.lastSentBlock = lastSentBlock;
    state.cursorSlot =
      fromCursor === 0 ? ((word + 1) % words) * 32 : word * 32 + 31 - Math.clz32(fromCursor & -fromCursor);
    burst.newPages = newPages;
    burst.resentPages = resentPages;
    burst.zeroPages = zeroPages;
    burst.redundantPages = redundantPages;
    burst.nameBytes = nameBytes;
    burst.sentBytes = sentBytes;
    return stop;
  }

  /** Encoded lengths that writes add to; null where no page is encoded. */
  get changes(): PageChanges | null {
    return null;
  }
  encodingCounters(): EncodingCounters {
    return NOTHING_ENCODED;
  }
  /** A rate period is over. */
  closeRatePeriod(): void {}
  /** @param changed what a command sets while the migration runs */
  setParameters(_changed: Partial<MigrationParameters>): void {}
  /** What changes beside planes and state, for a snapshot; null where there is nothing. */
  copyEncoding(): EncodingCopy | null {
    return null;
  }
  restoreEncoding(_copy: EncodingCopy | null): void {}
  /** Bytes of one snapshot. */
  get copyBytes(): number {
    return this.words.byteLength;
  }

  /** The end marker of an iteration, which `ram.transferred` counts. */
  endIteration(): void {
    this.state.transferredBytes += EOS_BYTES;
    this.state.iterateCalls++;
  }

  /**
   * Moves what the trackers have logged into the bitmap and clears the logs: at the sync, not when a page is sent, so a
   * page that is sent after it was written comes again.
   * @param report what the containers say beside the logs
   * @source QEMU migration/ram.c, migration_bitmap_sync(), ramblock_sync_dirty_bitmap()
   */
  sync(report: SyncReport): SyncFindings {
    this.chunks?.report();
    const onlyCpus = this.planes.byDma === null && !report.everyPage && report.pages === null;
    const findings = onlyCpus ? this.syncCpus() : this.syncCpusAndDevices(report);
    this.state.dirtyPages += findings.byVcpuPages + findings.byDmaPages + findings.allDirtyPages;
    if (this.planes.free !== null) this.forgetUnsent();
    return findings;
  }

  /** A page that was reported free has left the bitmap unsent: when a report brings it back, the destination has nothing of it. */
  private forgetUnsent(): void {
    const { delivered, sentLow, sentHigh } = this.planes;
    for (let word = 0; word < delivered.length; word++) delivered[word]! &= sentLow[word]! | sentHigh[word]!;
  }

  /** The same for a guest without devices that write: a third of what there is to look at. */
  private syncCpus(): SyncFindings {
    const { bitmap, vcpuLog, delivered, nonzero } = this.planes;
    let { hash } = this.state;
    let byVcpuPages = 0;
    for (const block of this.layout.blocks) {
      const end = (block.firstSlot + block.pages + 31) >>> 5;
      for (let word = block.firstSlot >>> 5; word < end; word++) {
        const queued = bitmap[word]!;
        const kept = delivered[word]!;
        const vcpu = vcpuLog[word]!;
        const dirty = vcpu | (kept & ~queued);
        if (dirty === 0) continue;
        byVcpuPages += popcount(dirty & ~queued);
        bitmap[word] = queued | dirty;
        delivered[word] = kept & ~vcpu;
        nonzero[word]! |= vcpu;
        vcpuLog[word] = 0;
        hash = Math.imul(hash ^ word, 0x01000193);
        hash = Math.imul(hash ^ (queued | dirty) ^ (hash >>> 15), 0x85ebca6b);
      }
    }
    this.state.hash = hash;
    return { byVcpuPages, byDmaPages: 0, allDirtyPages: 0 };
  }

  private syncCpusAndDevices(report: SyncReport): SyncFindings {
    const { bitmap, vcpuLog, dmaLog, untracked, delivered, nonzero, byDma } = this.planes;
    const { everyPage, pages: reported } = report;
    const deferredLog = report.deferred ? this.planes.deferredLog : null;
    let { hash } = this.state;
    let byVcpuPages = 0;
    let byDmaPages = 0;
    let allDirtyPages = 0;
    for (const block of this.layout.blocks) {
      const first = block.firstSlot >>> 5;
      const full = first + (block.pages >>> 5);
      const end = first + ((block.pages + 31) >>> 5);
      for (let word = first; word < end; word++) {
        const queued = bitmap[word]!;
        const kept = delivered[word]!;
        const vcpu = vcpuLog[word]!;
        const dma = dmaLog === null ? 0 : dmaLog[word]!;
        const late = deferredLog === null ? 0 : deferredLog[word]!;
        const logged = vcpu | dma | (kept & ~queued);
        const every = everyPage
          ? word < full
            ? -1
            : (1 << (block.pages & 31)) - 1
          : reported === null
            ? 0
            : reported[word]!;
        const dirty = logged | late | every;
        if (dirty === 0) continue;
        const added = dirty & ~queued;
        const written = vcpu | dma;
        let device = 0;
        if (byDma !== null) {
          const hidden = untracked === null ? 0 : untracked[word]!;
          device = dma | (late & ~logged) | (byDma[word]! & kept & ~queued & ~vcpu);
          byDma[word] = (byDma[word]! & ~vcpu) | device | (every & hidden);
        }
        byVcpuPages += popcount(added & logged & ~device);
        if (device !== 0) byDmaPages += popcount(added & device);
        if (every !== 0) allDirtyPages += popcount(added & ~logged & ~device);
        bitmap[word] = queued | dirty;
        delivered[word] = (kept | (added & ~logged)) & ~written;
        nonzero[word]! |= written;
        vcpuLog[word] = 0;
        if (dmaLog !== null) dmaLog[word] = 0;
        if (deferredLog !== null) deferredLog[word] = 0;
        hash = Math.imul(hash ^ word, 0x01000193);
        hash = Math.imul(hash ^ (queued | dirty) ^ (hash >>> 15), 0x85ebca6b);
      }
    }
    this.state.hash = hash;
    return { byVcpuPages, byDmaPages, allDirtyPages };
  }
}
