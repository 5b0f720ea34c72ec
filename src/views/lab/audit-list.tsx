import { useState } from 'react';
import type { Audit, StaleRange } from '../../engine/record.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../units.ts';
import styles from './outcome-panel.module.css';
import { showStretch } from './show-stretch.ts';

/** Every page that is older on the destination than it was on the source, by stretches; a click goes there. */
export function AuditList({ audit }: { readonly audit: Audit }) {
  const [showsAll, setShowsAll] = useState(false);
  const store = useAppStore();
  const { ranges, stalePages, explanation } = audit;
  const shown = showsAll ? ranges : ranges.slice(0, FIRST_SHOWN);
  const listed = ranges.reduce((sum, { fromPage, toPage }) => sum + toPage - fromPage, 0);
  return (
    <>
      <p className={stalePages > 0 ? styles.lost : styles.none}>{explanation}</p>
      {ranges.length > 0 && (
        <ul className={styles.ranges}>
          {shown.map((range) => (
            <li key={range.fromSlot}>
              <button type="button" onClick={() => showStretch(store, range)}>
                {rangeText(range)}
              </button>
              <span>{CAUSES[range.cause]}</span>
            </li>
          ))}
        </ul>
      )}
      {shown.length < ranges.length && (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {`Show all ${formatCount(ranges.length)} stretches`}
        </Button>
      )}
      {showsAll && listed < stalePages && (
        <p className={styles.none}>{`${formatCount(stalePages - listed)} more pages lie behind these.`}</p>
      )}
    </>
  );
}

const FIRST_SHOWN = 12;

const rangeText = ({ block, fromPage, toPage }: StaleRange) =>
  toPage - fromPage === 1
    ? `${block} page ${formatCount(fromPage)}`
    : `${block} pages ${formatCount(fromPage)} to ${formatCount(toPage - 1)}`;

const CAUSES = {
  'untracked-dma': 'written by the device, untracked',
  'never-sent': 'never sent',
  'written-after-send': 'written after it was sent',
} as const;
