import { type PagePlanes, setRange } from '../memory/page-planes.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import type { Burst } from './burst.ts';
import type { SendStop } from './ram.ts';
import type { SourceRam } from './source-ram.ts';

/**
 * KVM's dirty log under manual protection: a sync reports it and leaves it as it is. What was reported of a chunk is cleared, and
 * its pages are protected again, just before the first page of the chunk goes. A reported page that is written until then is known to be
 * dirty and goes with what was written; only later writes stand in the log anew. As no more is cleared than was reported, no write is lost.
 * @source QEMU migration/ram.c, migration_clear_memory_region_dirty_bitmap(), ramblock_sync_dirty_bitmap(); accel/kvm/kvm-all.c,
 * kvm_log_clear_one_slot(); semantics sheet 2.3, model L2
 */
export class ChunkedLog {
  private readonly planes: LogPlanes;
  private readonly layout: RamLayout;
  private readonly chunkPages: number;
  /** Of each block, the number of its first chunk: chunks are counted through all blocks, and none reaches into another block. */
  private readonly firstChunks: readonly number[];
  /** 1: the chunk may hold reported pages. It only spares looking: which pages are reported stands in the planes. */
  private readonly mayHold: Uint8Array;

  /** @param chunkPages a power of two, at least 64 */
  constructor(planes: LogPlanes, layout: RamLayout, chunkPages: number) {
    this.planes = planes;
    this.layout = layout;
    this.chunkPages = chunkPages;
    let chunks = 0;
    this.firstChunks = layout.blocks.map(({ pages }) => {
      const first = chunks;
      chunks += Math.ceil(pages / chunkPages);
      return first;
    });
    this.mayHold = new Uint8Array(chunks).fill(1);
  }

  /**
   * Every page counts as logged when logging starts, and none is protected yet.
   * @source QEMU accel/kvm/kvm-all.c, kvm_init(), KVM_DIRTY_LOG_INITIALLY_SET
   */
  start(): void {
    for (const { firstSlot, pages } of this.layout.blocks) setRange(this.planes.kvmLog, firstSlot, firstSlot + pages);
  }

  /** A sync: all that the log holds has been reported, what an earlier sync reported and nobody sent among it. */
  report(): void {
    this.planes.reported.set(this.planes.kvmLog);
    this.forget();
  }

  /** The planes are those of another instant. */
  forget(): void {
    this.mayHold.fill(1);
  }

  /**
   * `ram.send`, and what it clears. Nobody writes while it runs, so clearing afterwards what the scan has come through is the same as
   * clearing each chunk before its first page; a chunk in which it found no page to send has none that is reported.
   */
  whileSending(ram: SourceRam, burst: Burst, untilMs: number): SendStop {
    const { dirtyPages, cursorSlot } = ram.state;
    const firstSent = this.nextDirty(cursorSlot);
    const stop = ram.send(burst, untilMs);
    if (ram.state.dirtyPages === dirtyPages) return stop;
    const { slots } = this.layout;
    const lastSent = (ram.state.cursorSlot - 1 + slots) % slots;
    if (lastSent < firstSent) {
      this.clear(firstSent, slots - 1);
      this.clear(0, lastSent);
    } else this.clear(firstSent, lastSent);
    return stop;
  }

  /** Clears every chunk with a slot from `firstSlot` to `lastSlot`, both included. */
  clear(firstSlot: number, lastSlot: number): void {
    const { layout, chunkPages, firstChunks, mayHold } = this;
    layout.blocks.forEach((block, i) => {
      const first = Math.max(0, firstSlot - block.firstSlot);
      const last = Math.min(block.pages - 1, lastSlot - block.firstSlot);
      if (first > last) return;
      for (let chunk = Math.floor(first / chunkPages); chunk <= Math.floor(last / chunkPages); chunk++) {
        if (mayHold[firstChunks[i]! + chunk] === 0) continue;
        mayHold[firstChunks[i]! + chunk] = 0;
        const from = block.firstSlot + chunk * chunkPages;
        const to = Math.min(from + chunkPages, block.firstSlot + block.pages);
        this.clearWords(from >>> 5, (to + 31) >>> 5);
      }
    });
  }

  private clearWords(from: number, to: number): void {
    const { bitmap, vcpuLog, delivered, nonzero, byDma, kvmLog, reported } = this.planes;
    for (let word = from; word < to; word++) {
      const cleared = reported[word]!;
      if (cleared === 0) continue;
      const sent = cleared & ~bitmap[word]!;
      const written = cleared & vcpuLog[word]!; // and not sent yet: whoever sends takes the page out of this log
      const byDevice = byDma === null ? 0 : byDma[word]!;
      kvmLog[word]! &= ~cleared;
      reported[word] = 0;
      vcpuLog[word]! &= ~written;
      nonzero[word]! |= written;
      // a page that was sent is no longer logged but by a device; one that was written is no longer what was delivered
      delivered[word]! &= ~((sent & ~byDevice) | written);
    }
  }

  /** The first page in the bitmap at or behind `slot`, going round; `slot` itself where there is none. */
  private nextDirty(slot: number): number {
    const { bitmap } = this.planes;
    const words = bitmap.length;
    const start = (slot >>> 5) % words;
    let pages = bitmap[start]! & (-1 << (slot & 31));
    let word = start;
    for (let looked = 0; pages === 0; looked++) {
      if (looked > words) return slot % (words * 32);
      word = word + 1 === words ? 0 : word + 1;
      pages = bitmap[word]! | 0;
    }
    return word * 32 + 31 - Math.clz32(pages & -pages);
  }
}

/** The planes, with those of a log that is cleared by chunk. */
type LogPlanes = PagePlanes & { readonly kvmLog: Uint32Array; readonly reported: Uint32Array };
