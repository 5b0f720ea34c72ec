import { PAGE_BYTES } from '../../units.ts';

/** A slot that holds no page. */
const EMPTY = 0xffffffff;
/** `CACHED_PAGE_LIFETIME`: syncs for which a slot's page is not replaced by another. */
const LIFETIME_SYNCS = 2;

/**
 * Which pages have a copy in the cache, and since when: direct-mapped, a page can stand in one slot only. What the copies hold is
 * not kept; `PageChanges` says how far each page is from its copy. Pages are known by their place in the page bitmaps.
 * @source QEMU migration/page_cache.c
 */
export class XbzrleCache {
  private pages: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private ages: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  private readonly ramSlots: number;

  /** @param sizeBytes a power of two; of more slots than `ramSlots` only those that a page can reach are kept */
  constructor(sizeBytes: number, ramSlots: number) {
    this.ramSlots = ramSlots;
    this.resize(sizeBytes);
  }

  /** Another size, and everything forgotten. @source QEMU migration/ram.c, xbzrle_cache_resize() */
  resize(sizeBytes: number): void {
    const reachable = 2 ** Math.ceil(Math.log2(this.ramSlots));
    const slots = Math.min(sizeBytes / PAGE_BYTES, reachable);
    this.pages = new Uint32Array(slots).fill(EMPTY);
    this.ages = new Uint32Array(slots);
  }

  /** Whether `page` is there; a page that is asked for stays young. */
  has(page: number, syncs: number): boolean {
    const slot = page & (this.pages.length - 1);
    if (this.pages[slot] !== page) return false;
    this.ages[slot] = syncs;
    return true;
  }

  /** Puts a copy of `page` into its slot. @returns false where a page younger than two syncs stands in it */
  insert(page: number, syncs: number): boolean {
    const slot = page & (this.pages.length - 1);
    const there = this.pages[slot]!;
    if (there !== EMPTY && there !== page && this.ages[slot]! + LIFETIME_SYNCS > syncs) return false;
    this.pages[slot] = page;
    this.ages[slot] = syncs;
    return true;
  }

  /** Bytes that a copy of it takes. */
  get copyBytes(): number {
    return this.pages.byteLength + this.ages.byteLength;
  }
  copy(): CacheCopy {
    return { pages: this.pages.slice(), ages: this.ages.slice() };
  }
  restore({ pages, ages }: CacheCopy): void {
    this.pages = pages.slice();
    this.ages = ages.slice();
  }
}

/** All that a cache holds at an instant. */
export interface CacheCopy {
  readonly pages: Uint32Array<ArrayBuffer>;
  readonly ages: Uint32Array<ArrayBuffer>;
}
