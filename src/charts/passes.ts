import type { TimeScale } from './time-scale.ts';
import { msPerPx } from './time-scale.ts';

/** What has been sent until an instant; counters of a run. */
export interface SentSoFar {
  readonly atMs: number;
  readonly normalPages: number;
  readonly duplicatePages: number;
  readonly redundantPages: number;
  /** Pages that went through the cache of XBZRLE: found there, and of them those sent whole or not at all. */
  readonly xbzrle?: { readonly pages: number; readonly overflows: number; readonly skippedPages: number } | null;
  readonly compression?: { readonly pages: number } | null;
}

/** Pages sent encoded or compressed. */
const encodedPagesOf = ({ xbzrle, compression }: SentSoFar): number =>
  (xbzrle ? xbzrle.pages - xbzrle.overflows - xbzrle.skippedPages : 0) + (compression?.pages ?? 0);

/** A sync of the dirty bitmap, as a run records it. */
export interface Sync extends SentSoFar {
  /** 1 for the sync of setup. */
  readonly index: number;
  readonly vmStopped: boolean;
  /** Pages to send before and after the sync. */
  readonly remainingBeforePages: number;
  readonly remainingPages: number;
  /** Pages that the sync added, by who dirtied them. */
  readonly byVcpuPages: number;
  readonly byDmaPages: number;
  readonly allDirtyPages: number;
}

/** What went on between two syncs, or in several passes taken together. */
export interface Pass {
  /** Index of the sync that began it, and of the one that began the last pass in it. */
  readonly first: number;
  readonly last: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Pages sent with their content, whole or encoded; `redundantPages` of the pages sent were already there. */
  readonly normalPages: number;
  /** Of them, those sent encoded or compressed. */
  readonly encodedPages: number;
  readonly zeroPages: number;
  readonly redundantPages: number;
  /** Pages that the sync at its end found dirty; null when the run ended without one. */
  readonly foundPages: number | null;
}

export const foundPages = (sync: Sync): number => sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages;

/** The passes between `syncs`, and from the last of them to `end`: the end of the run or the instant it has reached. */
export function passesOf(syncs: readonly Sync[], end: SentSoFar): Pass[] {
  return syncs.map((sync, i) => {
    const next = syncs[i + 1];
    const until = next ?? end;
    const encodedPages = encodedPagesOf(until) - encodedPagesOf(sync);
    return {
      first: sync.index,
      last: sync.index,
      fromMs: sync.atMs,
      toMs: until.atMs,
      normalPages: until.normalPages - sync.normalPages + encodedPages,
      encodedPages,
      zeroPages: until.duplicatePages - sync.duplicatePages,
      redundantPages: until.redundantPages - sync.redundantPages,
      foundPages: next ? foundPages(next) : null,
    };
  });
}

/** Neighbours taken together until each is at least `leastPx` wide on `scale`; nothing is left out. */
export function mergeNarrow(passes: readonly Pass[], scale: TimeScale, leastPx: number): Pass[] {
  const leastMs = leastPx * msPerPx(scale);
  const merged: Pass[] = [];
  for (const pass of passes) {
    const before = merged.at(-1);
    if (before && before.toMs - before.fromMs < leastMs) merged[merged.length - 1] = together(before, pass);
    else merged.push(pass);
  }
  const last = merged.at(-1);
  const before = merged.at(-2);
  if (last && before && last.toMs - last.fromMs < leastMs) merged.splice(-2, 2, together(before, last));
  return merged;
}

const together = (a: Pass, b: Pass): Pass => ({
  first: a.first,
  last: b.last,
  fromMs: a.fromMs,
  toMs: b.toMs,
  normalPages: a.normalPages + b.normalPages,
  encodedPages: a.encodedPages + b.encodedPages,
  zeroPages: a.zeroPages + b.zeroPages,
  redundantPages: a.redundantPages + b.redundantPages,
  foundPages: a.foundPages === null && b.foundPages === null ? null : (a.foundPages ?? 0) + (b.foundPages ?? 0),
});
