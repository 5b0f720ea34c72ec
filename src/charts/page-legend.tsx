import type { CSSProperties } from 'react';
import { formatCount } from '../units.ts';
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
          {`shared, not migrated ${formatCount(shared)}`}
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

interface Entry {
  readonly category: number;
  readonly name: string;
  /** Shown with 0 pages too: their absence is news, or the legend would jump while a run is played. */
  readonly always?: boolean;
}

const SOURCE_ENTRIES: readonly Entry[] = [
  { category: SOURCE.waiting, name: 'waiting', always: true },
  { category: SOURCE.dirty, name: 'written, not found yet', always: true },
  { category: SOURCE.device, name: 'by the device' },
  { category: SOURCE.once, name: 'sent once', always: true },
  { category: SOURCE.twice, name: 'twice', always: true },
  { category: SOURCE.more, name: 'more', always: true },
  { category: SOURCE.zero, name: 'zero', always: true },
  { category: SOURCE.unsent, name: 'not sent' },
];

const DESTINATION_ENTRIES: readonly Entry[] = [
  { category: DESTINATION.upToDate, name: 'up to date', always: true },
  { category: DESTINATION.zero, name: 'zero', always: true },
  { category: DESTINATION.behind, name: 'older than the source', always: true },
  { category: DESTINATION.missing, name: 'not received yet', always: true },
  { category: DESTINATION.free, name: 'free, not sent' },
  { category: DESTINATION.lost, name: 'lost', always: true },
];

/** What post-copy adds, in front: it is what the guest waits for. */
const POSTCOPY_SOURCE_ENTRIES: readonly Entry[] = [
  { category: SOURCE.requested, name: 'requested', always: true },
  { category: SOURCE.onlyHere, name: 'only here', always: true },
];
const POSTCOPY_DESTINATION_ENTRIES: readonly Entry[] = [
  { category: DESTINATION.requested, name: 'requested: a CPU waits', always: true },
  { category: DESTINATION.discarded, name: 'discarded', always: true },
];

function entriesOf(side: PageLegendProps['side'], postcopy: boolean): readonly Entry[] {
  if (side === 'source') return postcopy ? [...POSTCOPY_SOURCE_ENTRIES, ...SOURCE_ENTRIES] : SOURCE_ENTRIES;
  return postcopy ? [...POSTCOPY_DESTINATION_ENTRIES, ...DESTINATION_ENTRIES] : DESTINATION_ENTRIES;
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
  return { background: p[PLAIN[category]!] };
}

const PLAIN: Readonly<Record<number, keyof (typeof palette)['light']>> = {
  [SOURCE.device]: 'dma',
  [SOURCE.waiting]: 'waiting',
  [SOURCE.dirty]: 'dirty',
  [SOURCE.once]: 'sent',
  [SOURCE.twice]: 'sent2',
  [SOURCE.more]: 'sent3',
  [SOURCE.unsent]: 'clean',
  [DESTINATION.behind]: 'behind',
  [DESTINATION.missing]: 'clean',
  [DESTINATION.free]: 'zero',
  [DESTINATION.upToDate]: 'sent2',
};
