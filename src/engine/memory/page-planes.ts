/**
 * What is known of each page, one bit a page and plane: 32 pages a word, slot 0 in bit 0. Six planes, eight with a
 * VFIO device: at most one byte a page, all in. May lie on a SharedArrayBuffer.
 *
 * A page differs on the destination when it was never sent, or is in `bitmap` and not `delivered`, or is in one of the
 * logs. A write touches one bit, in the log of its writer; the rest follows when the page is sent or the log is synced.
 */
export interface PagePlanes {
  /** Must be sent: `RAMBlock.bmap`. */
  readonly bitmap: Uint32Array;
  /** Written by the CPUs since the page was last sent or synced. */
  readonly vcpuLog: Uint32Array;
  /**
   * Counts as dirty, yet the destination already has its content: outside `bitmap` a log bit that outlived the page's
   * sending, inside it a redundant resend in waiting.
   */
  readonly delivered: Uint32Array;
  /** Content is not zero, as of the last send or sync; a page in a log is not zero either. */
  readonly nonzero: Uint32Array;
  /** Times sent, 0 to 3 (and more): low and high bit of a counter that stops at 3. */
  readonly sentLow: Uint32Array;
  readonly sentHigh: Uint32Array;
  /** Written by a device since last sent or synced, and tracked. `null` without a tracked device. */
  readonly dmaLog: Uint32Array | null;
  /** Written by a device since last sent, and nobody knows. `null` without an untracked device. */
  readonly untracked: Uint32Array | null;
  /** The page in `bitmap` or `delivered` is there because of a device. `null` without a device. */
  readonly byDma: Uint32Array | null;
}

const NAMES = [
  'bitmap',
  'vcpuLog',
  'delivered',
  'nonzero',
  'sentLow',
  'sentHigh',
  'dmaLog',
  'untracked',
  'byDma',
] as const;

/**
 * Planes of zeros, side by side in one buffer.
 * @param slots bits a plane, a multiple of 32
 * @param shared allocate a SharedArrayBuffer, so that other threads may look
 */
export function allocatePlanes(
  slots: number,
  device: 'none' | 'tracked' | 'untracked',
  shared: boolean,
): { planes: PagePlanes; words: Uint32Array } {
  const planeWords = slots / 32;
  const present = NAMES.filter(
    (name) =>
      (name !== 'dmaLog' || device === 'tracked') &&
      (name !== 'untracked' || device === 'untracked') &&
      (name !== 'byDma' || device !== 'none'),
  );
  const bytes = present.length * planeWords * 4;
  const words = new Uint32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const plane = (name: (typeof NAMES)[number]): Uint32Array | null => {
    const index = present.indexOf(name);
    return index < 0 ? null : words.subarray(index * planeWords, (index + 1) * planeWords);
  };
  const planes: PagePlanes = {
    bitmap: plane('bitmap')!,
    vcpuLog: plane('vcpuLog')!,
    delivered: plane('delivered')!,
    nonzero: plane('nonzero')!,
    sentLow: plane('sentLow')!,
    sentHigh: plane('sentHigh')!,
    dmaLog: plane('dmaLog'),
    untracked: plane('untracked'),
    byDma: plane('byDma'),
  };
  return { planes, words };
}

/** Sets the bits `from` to `to`, half-open. */
export function setRange(words: Uint32Array, from: number, to: number): void {
  for (let slot = from; slot < to; ) {
    if ((slot & 31) === 0 && to - slot >= 32) {
      words.fill(0xffffffff, slot >>> 5, to >>> 5);
      slot = to - (to & 31);
    } else {
      words[slot >>> 5]! |= 1 << (slot & 31);
      slot++;
    }
  }
}

/** Number of bits set in a word. */
export function popcount(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
