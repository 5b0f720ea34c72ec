/**
 * What is known of each page, one bit a page and plane: 32 pages a word, slot 0 in bit 0. Six planes, eight with VFIO
 * devices that are all logged or all not: at most one byte a page, all in. Both kinds at once take a ninth, devices that
 * are asked only once they have stopped one more, and so do a limit on what the CPUs may dirty and free page hints; post-copy and a
 * log that is cleared by chunk take two each.
 * May lie on a SharedArrayBuffer.
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
  /** Written by a device since last sent, and no log that a sync reads now knows. `null` without such a device. */
  readonly untracked: Uint32Array | null;
  /** Written by a device since `migrate`, in a log that is read once the devices have stopped. `null` without one. */
  readonly deferredLog: Uint32Array | null;
  /** The page in `bitmap` or `delivered` is there because of a device. `null` without a device. */
  readonly byDma: Uint32Array | null;
  /** The destination was told to throw the page away when post-copy began. `null` without post-copy. */
  readonly discarded: Uint32Array | null;
  /** A CPU of the destination waits for the page. `null` without post-copy. */
  readonly requested: Uint32Array | null;
  /** Stands in a vCPU's dirty ring. `null` without the capability `dirty-limit`. */
  readonly ring: Uint32Array | null;
  /** The guest needed nothing of the page at `migrate`, and nobody has written it since. `null` without free page hints. */
  readonly free: Uint32Array | null;
  /** KVM's own log, where it is cleared by chunk: written by the CPUs, and not cleared since. `null` otherwise. */
  readonly kvmLog: Uint32Array | null;
  /** What of it the last sync reported: the part that the next clearing clears. Stands in `bitmap` too. */
  readonly reported: Uint32Array | null;
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
  'deferredLog',
  'byDma',
  'discarded',
  'requested',
  'ring',
  'free',
  'kvmLog',
  'reported',
] as const;

/** Planes of mechanisms that a run may be without. */
const BESIDE = ['discarded', 'requested', 'ring', 'free', 'kvmLog', 'reported'] as const;
export type PlaneBeside = (typeof BESIDE)[number];
const isBeside = (name: string): name is PlaneBeside => (BESIDE as readonly string[]).includes(name);

/**
 * Planes of zeros, side by side in one buffer.
 * @param slots bits a plane, a multiple of 32
 * @param logs where each device's writes are written down
 * @param shared allocate a SharedArrayBuffer, so that other threads may look
 * @param beside planes of mechanisms that are on
 */
export function allocatePlanes(
  slots: number,
  logs: readonly ('logged' | 'deferred' | 'hidden')[],
  shared: boolean,
  beside: readonly PlaneBeside[] = [],
): { planes: PagePlanes; words: Uint32Array } {
  const planeWords = slots / 32;
  const present = NAMES.filter(
    (name) =>
      (name !== 'dmaLog' || logs.includes('logged')) &&
      (name !== 'untracked' || logs.includes('hidden') || logs.includes('deferred')) &&
      (name !== 'deferredLog' || logs.includes('deferred')) &&
      (name !== 'byDma' || logs.length > 0) &&
      (!isBeside(name) || beside.includes(name)),
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
    deferredLog: plane('deferredLog'),
    byDma: plane('byDma'),
    discarded: plane('discarded'),
    requested: plane('requested'),
    ring: plane('ring'),
    free: plane('free'),
    kvmLog: plane('kvmLog'),
    reported: plane('reported'),
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
