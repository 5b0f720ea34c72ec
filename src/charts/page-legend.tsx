import type { CSSProperties } from 'react';
import { t } from '../language/t.ts';
import { formatCount } from '../units.ts';
import { entriesOf, plainColour } from './page-categories.ts';
import styles from './page-legend.module.css';
import { DESTINATION, SOURCE } from './page-painter.ts';
import { palette, type Theme } from './palette.ts';

export interface PageLegendProps {
  readonly side: 'source' | 'destination';
  /** From `paintPages`; null before the first frame. */
  readonly counts: ArrayLike<number> | null;
  readonly theme: Theme;
  /** The run may go over to post-copy, which has states of its own. */
  readonly postcopy: boolean;
  /** Pages in sight that both sides share; they are in no category. */
  readonly shared?: number;
}

/** What the colours of a page map mean, and how many pages in sight have each. */
export function PageLegend({ side, counts, theme, postcopy, shared = 0 }: PageLegendProps) {
  const entries = entriesOf(side, postcopy);
  return (
    <ul className={styles.legend}>
      {entries.map(({ category, name, always }) => {
        const pages = counts?.[category] ?? 0;
        if (pages === 0 && !always) return null;
        return (
          <li key={category}>
            <i style={swatch(category, theme)} />
            {`${name} ${formatCount(pages)}`}
          </li>
        );
      })}
      {shared > 0 && (
        <li>
          <i style={sharedSwatch(theme)} />
          {`${t('shared, not migrated')} ${formatCount(shared)}`}
        </li>
      )}
    </ul>
  );
}

/** What the colours mean, without numbers: for several maps that share one. */
export function PageKey({ side, theme, postcopy }: Omit<PageLegendProps, 'counts' | 'shared'>) {
  const entries = entriesOf(side, postcopy);
  return (
    <ul className={styles.legend}>
      {entries.map(({ category, name }) => (
        <li key={category}>
          <i style={swatch(category, theme)} />
          {name}
        </li>
      ))}
    </ul>
  );
}

const sharedSwatch = (theme: Theme): CSSProperties => {
  const p = palette[theme];
  return { background: `repeating-linear-gradient(135deg, ${p.bg} 0 3px, ${p.zeroHatch} 3px 4px)` };
};

/** The colour of a category, with its pattern. */
function swatch(category: number, theme: Theme): CSSProperties {
  const p = palette[theme];
  if (category === SOURCE.zero)
    return { background: `repeating-linear-gradient(135deg, ${p.zero} 0 3px, ${p.zeroHatch} 3px 4px)` };
  if (category === DESTINATION.zero)
    return {
      background: `repeating-linear-gradient(135deg, color-mix(in srgb, ${p.sent2} 40%, ${p.zero}) 0 3px, color-mix(in srgb, ${p.sent2} 65%, ${p.zero}) 3px 4px)`,
    };
  if (category === SOURCE.onlyHere)
    return { background: `repeating-linear-gradient(180deg, ${p.waiting} 0 3px, ${p.dirty} 3px 4px)` };
  if (category === DESTINATION.discarded)
    return { background: `repeating-linear-gradient(90deg, ${p.behind} 0 3px, ${p.clean} 3px 4px)` };
  if (category === SOURCE.requested || category === DESTINATION.requested) {
    // a cross, as in a map of many pages
    const bar = `linear-gradient(${p.ink} 0 0) center / `;
    return { background: `${bar}100% 34% no-repeat, ${bar}34% 100% no-repeat`, boxShadow: 'none' };
  }
  if (category === DESTINATION.lost)
    return { background: `repeating-conic-gradient(${p.stale} 0 25%, ${p.staleCheck} 0 50%) 0 0 / 6px 6px` };
  return { background: plainColour(category).ground[theme] };
}
