import type { SendCosts } from '../link/send-costs.ts';

/** One `ram_save_iterate` or one final stage while it sends. Time follows from counts, so cutting it changes nothing. */
export interface Burst {
  startMs: number;
  /** Bytes that may have gone before the rate window counts as exceeded; `Infinity` without a limit. */
  budgetBytes: number;
  /** The 50 ms check applies. */
  timed: boolean;
  /** Since when pages and names are counted: the start, or the end of the record under way when the link's speed last changed. */
  sinceMs: number;
  /** Pages that went before that. */
  earlierNormalPages: number;
  earlierZeroPages: number;
  newPages: number;
  resentPages: number;
  zeroPages: number;
  redundantPages: number;
  /** What takes time on the link beside the pages: names, and the headers of multifd's packets. */
  nameBytes: number;
  sentBytes: number;
  /** Pages sent encoded or compressed in the whole burst, and the time since `sinceMs` that encoding and compressing take. */
  encodedPages: number;
  encodedMs: number;
  /** Of them over multifd's channels. */
  channelBytes: number;
}

/** A burst that has sent nothing yet. */
export const newBurst = (startMs: number, budgetBytes: number, timed: boolean): Burst => ({
  startMs,
  budgetBytes,
  timed,
  sinceMs: startMs,
  earlierNormalPages: 0,
  earlierZeroPages: 0,
  newPages: 0,
  resentPages: 0,
  zeroPages: 0,
  redundantPages: 0,
  nameBytes: 0,
  sentBytes: 0,
  encodedPages: 0,
  encodedMs: 0,
  channelBytes: 0,
});

/** The same object as a burst that has sent nothing yet, for whoever begins a hundred thousand of them in a second. */
export function renewBurst(burst: Burst, startMs: number, budgetBytes: number, timed: boolean): Burst {
  burst.startMs = startMs;
  burst.budgetBytes = budgetBytes;
  burst.timed = timed;
  burst.sinceMs = startMs;
  burst.earlierNormalPages = 0;
  burst.earlierZeroPages = 0;
  burst.newPages = 0;
  burst.resentPages = 0;
  burst.zeroPages = 0;
  burst.redundantPages = 0;
  burst.nameBytes = 0;
  burst.sentBytes = 0;
  burst.encodedPages = 0;
  burst.encodedMs = 0;
  burst.channelBytes = 0;
  return burst;
}

/** When the bytes of `burst` so far have left, at these costs. */
export function burstEndMs(burst: Burst, { newPageMs, resentPageMs, zeroPageMs, byteMs }: SendCosts): number {
  return (
    burst.sinceMs +
    burst.newPages * newPageMs +
    burst.resentPages * resentPageMs +
    burst.zeroPages * zeroPageMs +
    burst.nameBytes * byteMs
  );
}

/** The link's speed changes while `burst` sends: the record under way keeps its pace and ends at `endMs`, those after it have the new one. */
export function retime(burst: Burst, endMs: number): void {
  burst.sinceMs = endMs;
  burst.earlierNormalPages += burst.newPages + burst.resentPages;
  burst.earlierZeroPages += burst.zeroPages;
  burst.newPages = 0;
  burst.resentPages = 0;
  burst.zeroPages = 0;
  burst.nameBytes = 0;
  burst.encodedMs = 0;
}

/** Pages that a burst has sent. */
export const pagesOf = (burst: Burst): number =>
  burst.earlierNormalPages +
  burst.earlierZeroPages +
  burst.newPages +
  burst.resentPages +
  burst.zeroPages +
  burst.encodedPages;
