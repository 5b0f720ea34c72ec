import type { PageLayout, SlotRange } from '../../charts/page-cells.ts';
import { CATEGORIES, DESTINATION } from '../../charts/page-painter.ts';
import { t } from '../../language/t.ts';
import type { AppStore } from '../../store/app-store.ts';
import { formatShare } from '../../units.ts';

/** A copy of the newest frame's counts per category, or null before the first: the frame itself will be written over. */
export const countsNow = (frames: AppStore['frames']): Float64Array | null =>
  frames.latest()?.counts.slice(0, CATEGORIES) ?? null;

/**
 * `matches the source in 93.1 %`, of the pages in sight.
 * @param hasMoved post-copy has moved the guest: the source is no measure any more, and what counts is which pages are there
 */
export function agreement(counts: ArrayLike<number> | null, hasMoved: boolean): string {
  if (!counts) return '';
  const of = (category: number) => counts[category] ?? 0;
  const same = of(DESTINATION.upToDate) + of(DESTINATION.zero);
  const thrownAway = of(DESTINATION.requested) + of(DESTINATION.discarded);
  const pages = same + thrownAway + of(DESTINATION.behind) + of(DESTINATION.missing) + of(DESTINATION.lost);
  if (pages === 0) return '';
  const share = formatShare(same / pages);
  if (hasMoved) return same === pages ? t('every page is here') : t('{share} of the pages are here', { share });
  if (same < pages) return t('matches the source in {share}', { share });
  return of(DESTINATION.free) > 0
    ? t('matches the source in every page that is not free')
    : t('matches the source in every page');
}

/** Pages among the slots of `range`; between two blocks there may be slots without a page. */
export const pagesIn = ({ blocks }: PageLayout, { fromSlot, toSlot }: SlotRange): number =>
  blocks.reduce(
    (sum, { firstSlot, pages }) =>
      sum + Math.max(0, Math.min(firstSlot + pages, toSlot) - Math.max(firstSlot, fromSlot)),
    0,
  );
