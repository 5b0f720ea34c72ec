import { t } from '../language/t.ts';
import { entriesOf } from './page-categories.ts';
import { categoriesOfPixel, pageColours, SOURCE } from './page-painter.ts';

/**
 * What a cell of a page map shows, for those who hear it: `sent once`, or `up to date, in part older than the source` for a
 * cell of several pages. '' for a cell that holds none, or whose pages both sides share.
 * @param pixel as the frame has it, in either theme
 */
export function cellWords(side: 'source' | 'destination', pixel: number): string {
  const found = THEMES.map((colours) => categoriesOfPixel(side, colours, pixel)).find((each) => each !== null);
  if (!found) return '';
  const { shown, asking } = found;
  return asking === null
    ? nameOf(side, shown)
    : t('{shown}, in part {asking}', { shown: nameOf(side, shown), asking: nameOf(side, asking) });
}

const THEMES = [pageColours('light'), pageColours('dark')] as const;

const nameOf = (side: 'source' | 'destination', wanted: number): string =>
  spoken(wanted) ?? entriesOf(side, true).find(({ category }) => category === wanted)?.name ?? '';

/** Where the legend's words lean on the one before: `sent once`, `twice`, `more`. */
function spoken(category: number): string | undefined {
  if (category === SOURCE.device) return t('dirty by the device');
  if (category === SOURCE.twice) return t('sent twice');
  return category === SOURCE.more ? t('sent three times or more') : undefined;
}
