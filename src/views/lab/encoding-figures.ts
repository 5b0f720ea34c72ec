import type { Share } from '../../charts/lane-spans.ts';
import type { Counters, Outcome, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import { formatBytes, formatCount, formatMs, formatShare, pagesToBytes } from '../../units.ts';
import type { Figure } from './terms.ts';

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

/** Nothing where neither was on. */
export function encodingFigures({ xbzrle, compression }: Outcome): Figure[] {
  const figures: Figure[] = [];
  if (xbzrle) {
    const lookedUp = xbzrle.pages + xbzrle.cacheMisses;
    const found = { pages: xbzrle.pages, share: formatShare(xbzrle.pages / lookedUp) };
    const encodedPages = xbzrle.pages - xbzrle.overflows - xbzrle.skippedPages;
    const encodedBytes = xbzrle.bytes - pagesToBytes(xbzrle.overflows);
    figures.push(
      {
        label: t('Found in the cache'),
        value: lookedUp === 0 ? formatCount(xbzrle.pages) : t('{pages}, {share} of those looked up', found),
        qemuName: 'xbzrle-cache.pages',
      },
      { label: t('Not in the cache'), value: formatCount(xbzrle.cacheMisses), qemuName: 'cache-miss' },
      { label: t('Sent encoded'), value: insteadOf(encodedBytes, encodedPages), qemuName: 'xbzrle-cache.bytes' },
      { label: t('Found as they were'), value: formatCount(xbzrle.skippedPages) },
      { label: t('Changed too much'), value: formatCount(xbzrle.overflows), qemuName: 'overflow' },
    );
  }
  if (compression) {
    figures.push(
      {
        label: t('Sent compressed'),
        value: insteadOf(compression.compressedBytes, compression.pages),
        qemuName: 'compressed-size',
      },
      { label: t('CPU time of compressing'), value: formatMs(compression.cpuMs) },
    );
  }
  return figures;
}

const insteadOf = (bytes: number, pages: number): string =>
  t('{bytes} instead of {whole}', { bytes: formatBytes(bytes), whole: formatBytes(pagesToBytes(pages)) });
