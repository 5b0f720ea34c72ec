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
  return asking === null ? nameOf(side, shown) : `${nameOf(side, shown)}, in part ${nameOf(side, asking)}`;
}

const THEMES = [pageColours('light'), pageColours('dark')] as const;

const nameOf = (side: 'source' | 'destination', wanted: number): string =>
  SPOKEN[wanted] ?? entriesOf(side, true).find(({ category }) => category === wanted)?.name ?? '';

/** Where the legend's words lean on the one before: `sent once`, `twice`, `more`. */
const SPOKEN: Readonly<Record<number, string>> = {
  [SOURCE.device]: 'dirty by the device',
  [SOURCE.twice]: 'sent twice',
  [SOURCE.more]: 'sent three times or more',
};
