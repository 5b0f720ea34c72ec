import { HOST_COSTS } from './link/host-costs.ts';
import type { CompressionCounters, XbzrleCounters } from './record.ts';
import type { Scenario } from './scenario.ts';

/** What a page is when it is looked at: how often it was written since `migrate`, and by whom. */
interface PageNow {
  readonly slot: number;
  readonly cpuWrites: number;
  readonly dmaWrites: number;
}
interface Copy extends PageNow {
  age: number;
}
/** Bytes without the block's name; `ms` is what it takes beside what a normal page takes. */
type Fate =
  | { readonly kind: 'whole'; readonly ms: number }
  | { readonly kind: 'encoded'; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'nowhere'; readonly ms: number };

/**
 * Test support: XBZRLE and compression once more, from the semantics sheet (2.6 to 2.8): a map of copies, each with the number of
 * writes that it holds, and every length worked out from the difference.
 */
export class PlainEncoder {
  private readonly scenario: Scenario;
  private readonly byteMs: () => number;
  private readonly isInstant: boolean;
  private readonly copies = new Map<number, Copy>();
  private cacheBytes: number;
  private on = false;
  private iteratedPages = 0;
  private readonly xbzrle = { bytes: 0, pages: 0, cacheMisses: 0, overflows: 0, skippedPages: 0 };
  private readonly compression = { pages: 0, compressedBytes: 0 };
  private rates = { cacheMissRate: 0, encodingRate: 0, compressionRate: 0 };
  private before = { iteratedPages: 0, ...this.xbzrle, compressedPages: 0, compressedBytes: 0 };

  /** @param byteMs what a byte takes on the link now */
  constructor(scenario: Scenario, byteMs: () => number) {
    this.scenario = scenario;
    this.byteMs = byteMs;
    this.isInstant = scenario.link.kind === 'fast';
    this.cacheBytes = scenario.parameters['xbzrle-cache-size'];
  }

  /** The scan has passed the end of the last block, or found nothing in all of RAM. */
  beenRound(): void {
    if (this.scenario.capabilities.xbzrle) this.on = true;
  }

  resize(bytes: number): void {
    if (bytes === this.cacheBytes) return;
    this.cacheBytes = bytes;
    this.copies.clear();
  }

  /** A page that is about to be sent, and not zero. */
  fate(page: PageNow, syncs: number, iterating: boolean, isFirstOfBlock: boolean, isNew: boolean): Fate {
    if (this.on) return this.throughCache(page, syncs, iterating);
    if (!this.scenario.capabilities.compress || isFirstOfBlock) return { kind: 'whole', ms: 0 };
    const { content } = this.scenario.guest;
    const shrinks = !(hashShare(page.slot) < content.incompressibleShare);
    const bytes = 8 + 4 + (shrinks ? Math.ceil(4096 / content.compressionRatio) : 4096);
    this.compression.pages++;
    this.compression.compressedBytes += bytes - 8;
    const host = HOST_COSTS[this.scenario.host];
    const threads = Math.min(this.scenario.parameters['compress-threads'], this.scenario.sendCores);
    const cpuMs = content.compressMsPerPage / threads;
    return { kind: 'encoded', bytes, ms: this.slowest(isNew ? host.newPageMs : host.resentPageMs, cpuMs, bytes) };
  }

  /** A page of zeros goes as it always does, and its copy into the cache where there is room. */
  zero(page: PageNow, syncs: number): void {
    if (this.on) this.put(page, syncs);
  }

  counted(iterating: boolean): void {
    if (iterating) this.iteratedPages++;
  }

  /** The name of a block in an encoded record counts as encoded bytes. */
  named(bytes: number): void {
    if (this.on) this.xbzrle.bytes += bytes;
  }

  private throughCache(page: PageNow, syncs: number, iterating: boolean): Fate {
    const there = this.copies.get(this.placeOf(page.slot));
    if (there?.slot !== page.slot) {
      this.xbzrle.cacheMisses++;
      if (iterating) this.put(page, syncs);
      return { kind: 'whole', ms: 0 };
    }
    there.age = syncs;
    this.xbzrle.pages++;
    const length = this.encodedLength(there, page);
    const encodeMs = this.isInstant ? 0 : HOST_COSTS[this.scenario.host].xbzrlePageMs;
    if (length === 0) {
      this.xbzrle.skippedPages++;
      return { kind: 'nowhere', ms: encodeMs };
    }
    if (iterating) this.put(page, syncs);
    if (length > 4096) {
      this.xbzrle.overflows++;
      this.xbzrle.bytes += 4096;
      return { kind: 'whole', ms: encodeMs };
    }
    const bytes = 8 + 1 + 2 + length;
    this.xbzrle.bytes += bytes - 8;
    return { kind: 'encoded', bytes, ms: this.slowest(encodeMs, 0, bytes) };
  }

  /** Each changed place is a run: a length of what is equal, a length of what is not, and that. */
  private encodedLength(copy: PageNow, page: PageNow): number {
    if (page.dmaWrites > copy.dmaWrites) return Infinity;
    const writes = page.cpuWrites - copy.cpuWrites;
    const { changedBytes, changesAt } = this.scenario.guest.content;
    const lengthOfRun = changedBytes > 127 ? 2 : 1;
    if (changesAt === 'same-place') return writes === 0 ? 0 : 1 + lengthOfRun + changedBytes;
    return writes * (2 + lengthOfRun + changedBytes);
  }

  private put(page: PageNow, syncs: number): void {
    const place = this.placeOf(page.slot);
    const there = this.copies.get(place);
    if (there && there.slot !== page.slot && there.age + 2 > syncs) return;
    this.copies.set(place, { ...page, age: syncs });
  }
  private placeOf(slot: number): number {
    return slot % (this.cacheBytes / 4096);
  }
  private slowest(hostMs: number, cpuMs: number, bytes: number): number {
    return this.isInstant ? 0 : Math.max(hostMs, cpuMs, bytes * this.byteMs());
  }

  /** Rates are those of a whole rate period. */
  endPeriod(): void {
    const { xbzrle, compression, before } = this;
    const sent = this.iteratedPages - before.iteratedPages;
    if (sent === 0) return;
    const pages = xbzrle.pages - before.pages;
    const bytes = xbzrle.bytes - before.bytes;
    const compressed = compression.compressedBytes - before.compressedBytes;
    const plainBytes = (compression.pages - before.compressedPages) * 4096;
    this.rates = {
      cacheMissRate: (xbzrle.cacheMisses - before.cacheMisses) / sent,
      encodingRate: bytes === 0 ? 0 : (pages * 4096) / bytes,
      compressionRate: compressed === 0 ? this.rates.compressionRate : plainBytes / compressed,
    };
    this.before = {
      iteratedPages: this.iteratedPages,
      ...xbzrle,
      compressedPages: compression.pages,
      compressedBytes: compression.compressedBytes,
    };
  }

  counters(): { readonly xbzrle: XbzrleCounters | null; readonly compression: CompressionCounters | null } {
    const { capabilities, guest } = this.scenario;
    const { cacheMissRate, encodingRate, compressionRate } = this.rates;
    const cpuMs = this.compression.pages * guest.content.compressMsPerPage;
    return {
      xbzrle: capabilities.xbzrle
        ? { cacheSizeBytes: this.cacheBytes, ...this.xbzrle, cacheMissRate, encodingRate }
        : null,
      compression: capabilities.compress ? { ...this.compression, compressionRate, cpuMs } : null,
    };
  }
  /** Of those, what `pages-per-second` counts. */
  get pages(): number {
    return this.xbzrle.pages + this.compression.pages;
  }
}

/** The number that says which pages do not compress: part of the scenario's meaning, so written down twice. */
function hashShare(slot: number): number {
  const mixed = Math.imul(slot ^ (slot >>> 16), 0x21f0aaad);
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((again ^ (again >>> 15)) >>> 0) / 4_294_967_296;
}
