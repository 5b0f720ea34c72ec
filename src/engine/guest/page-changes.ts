import { PAGE_BYTES } from '../../units.ts';
import type { PageContent } from '../scenario.ts';

/** More than any encoding that is sent: the page goes whole. */
const OVERFLOW = PAGE_BYTES + 1;

/**
 * How long each page's XBZRLE encoding has grown since its copy was put into the cache: two bytes a page, for runs that
 * encode. What stands there for a page that is not in the cache means nothing.
 */
export class PageChanges {
  /** Encoded length by slot, 0 to 4,097; 0: as it was, 4,097: longer than a page. */
  readonly encodedBytes: Uint16Array;
  private readonly perWrite: number;
  private readonly addsUp: boolean;

  constructor(slots: number, content: PageContent) {
    this.encodedBytes = new Uint16Array(slots);
    this.addsUp = content.changesAt === 'new-place';
    this.perWrite = Math.min(OVERFLOW, runBytes(content));
  }

  /** Writes of the guest's CPUs, or of a device, to the pages `slots[0..count)`. */
  written(slots: Uint32Array, count: number, byDevice: boolean): void {
    const { encodedBytes, perWrite, addsUp } = this;
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!;
      const before = encodedBytes[slot]!;
      if (byDevice) encodedBytes[slot] = OVERFLOW;
      else if (addsUp) encodedBytes[slot] = Math.min(OVERFLOW, before + perWrite);
      else if (before < perWrite) encodedBytes[slot] = perWrite;
    }
  }
}

/**
 * Bytes that one changed place takes: the length of what is equal before it, the length of what differs, and that itself. Lengths
 * take a byte up to 127, two above. One place is taken to lie at the start of the page, the many to lie far apart.
 * @source QEMU migration/xbzrle.c, xbzrle_encode_buffer(); util/cutils.c, uleb128_encode_small()
 */
function runBytes({ changedBytes, changesAt }: PageContent): number {
  const equalBytes = changesAt === 'same-place' ? 1 : 2;
  return equalBytes + (changedBytes < 128 ? 1 : 2) + changedBytes;
}
