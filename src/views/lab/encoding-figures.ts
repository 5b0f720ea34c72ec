import type { Share } from '../../charts/lane-spans.ts';
import type { Counters, Outcome, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { formatBytes, formatCount, formatMs, formatShare, pagesToBytes } from '../../units.ts';

/** What XBZRLE and compression did in each pass: from one look at the dirty log to the next, and to the end of the run. */
export function encodingShares(
  { syncs, outcome }: Timeline,
  { parameters, sendCores }: Scenario,
): { readonly cacheHits: readonly Share[]; readonly compressing: readonly Share[] } {
  const cacheHits: Share[] = [];
  const compressing: Share[] = [];
  const threads = Math.min(parameters['compress-threads'], sendCores);
  const ends = outcome === null ? syncs : [...syncs, { ...outcome, atMs: outcome.endMs }];
  for (const [i, now] of ends.entries()) {
    const before = ends[i - 1];
    if (!before || now.atMs <= before.atMs) continue;
    const stretch = { fromMs: before.atMs, toMs: now.atMs };
    const found = foundIn(now) - foundIn(before);
    const missed = missedIn(now) - missedIn(before);
    if (found + missed > 0) cacheHits.push({ ...stretch, share: found / (found + missed) });
    if (now.compression) {
      const cpuMs = now.compression.cpuMs - (before.compression?.cpuMs ?? 0);
      compressing.push({ ...stretch, share: cpuMs / threads / (now.atMs - before.atMs) });
    }
  }
  return { cacheHits, compressing };
}

const foundIn = ({ xbzrle }: Pick<Counters, 'xbzrle'>): number => xbzrle?.pages ?? 0;
const missedIn = ({ xbzrle }: Pick<Counters, 'xbzrle'>): number => xbzrle?.cacheMisses ?? 0;

/** Name, value with unit, and QEMU's own name; nothing where neither was on. */
export function encodingFigures({ xbzrle, compression }: Outcome): [string, string, string?][] {
  const figures: [string, string, string?][] = [];
  if (xbzrle) {
    const lookedUp = xbzrle.pages + xbzrle.cacheMisses;
    const share = lookedUp === 0 ? '' : `, ${formatShare(xbzrle.pages / lookedUp)} of those looked up`;
    const encodedPages = xbzrle.pages - xbzrle.overflows - xbzrle.skippedPages;
    const whole = formatBytes(pagesToBytes(encodedPages));
    const encodedBytes = xbzrle.bytes - pagesToBytes(xbzrle.overflows);
    figures.push(
      ['Found in the cache', `${formatCount(xbzrle.pages)}${share}`, 'xbzrle-cache.pages'],
      ['Not in the cache', formatCount(xbzrle.cacheMisses), 'cache-miss'],
      ['Sent encoded', `${formatBytes(encodedBytes)} instead of ${whole}`, 'xbzrle-cache.bytes'],
      ['Found as they were', formatCount(xbzrle.skippedPages)],
      ['Changed too much', formatCount(xbzrle.overflows), 'overflow'],
    );
  }
  if (compression) {
    const whole = formatBytes(pagesToBytes(compression.pages));
    figures.push(
      ['Sent compressed', `${formatBytes(compression.compressedBytes)} instead of ${whole}`, 'compressed-size'],
      ['CPU time of compressing', formatMs(compression.cpuMs)],
    );
  }
  return figures;
}
