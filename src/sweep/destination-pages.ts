import type { PagePlanes } from '../engine/memory/page-planes.ts';
import { allBlocks, type RamLayout } from '../engine/memory/ram-blocks.ts';

/** What the destination has of each page at an instant. */
export interface DestinationPages {
  /** Every block and its place, as in the engine's layout. */
  readonly blocks: RamLayout['blocks'];
  /** One `DestinationState` a slot; padding between blocks is `NOT_THERE`. Plain bytes, so that they can be transferred. */
  readonly states: Uint8Array<ArrayBuffer>;
}

/** Never received, or thrown away when post-copy began and not received since. */
export const NOT_THERE = 0;
/** As on the source; also a page of memory that both sides share. */
export const CURRENT = 1;
/** Older than on the source, and the page is known to be dirty: it will be sent again. */
export const BEHIND = 2;
/** Older than on the source, and in no log: lost once the guest runs there, unless all pages are reported before. */
export const LOST = 3;
export type DestinationState = typeof NOT_THERE | typeof CURRENT | typeof BEHIND | typeof LOST;

/** States of all pages now, from the planes of a run (a `Simulation` has both fields). */
export function destinationPages({ planes, layout }: { planes: PagePlanes; layout: RamLayout }): DestinationPages {
  const states = new Uint8Array(layout.slots);
  const { bitmap, vcpuLog, delivered, sentLow, sentHigh, dmaLog, untracked, deferredLog, discarded } = planes;
  for (const { firstSlot, pages } of layout.blocks) {
    const end = firstSlot + pages;
    for (let slot = firstSlot; slot < end; slot++) {
      const word = slot >>> 5;
      const bit = 1 << (slot & 31);
      if (((sentLow[word]! | sentHigh[word]!) & bit) === 0) continue;
      if (discarded !== null && (discarded[word]! & bitmap[word]! & bit) !== 0) continue;
      const known = (bitmap[word]! & ~delivered[word]!) | vcpuLog[word]! | (dmaLog === null ? 0 : dmaLog[word]!);
      const hidden = untracked === null ? 0 : untracked[word]!;
      const askedLater = deferredLog === null ? 0 : hidden & deferredLog[word]!;
      states[slot] = ((known | askedLater) & bit) !== 0 ? BEHIND : (hidden & bit) !== 0 ? LOST : CURRENT;
    }
  }
  for (const { firstSlot, pages } of layout.ignored) states.fill(CURRENT, firstSlot, firstSlot + pages);
  return { blocks: allBlocks(layout), states };
}
