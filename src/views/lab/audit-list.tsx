import { useState } from 'react';
import type { Audit, StaleRange } from '../../engine/record.ts';
import { counted, t } from '../../language/t.ts';
import { useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
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
              <span>{causeText(range.cause)}</span>
            </li>
          ))}
        </ul>
      )}
      {shown.length < ranges.length && (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {counted(ranges.length, 'Show the one stretch', 'Show all {count} stretches')}
        </Button>
      )}
      {showsAll && listed < stalePages && (
        <p className={styles.none}>
          {counted(stalePages - listed, '{count} more page lies behind these.', '{count} more pages lie behind these.')}
        </p>
      )}
    </>
  );
}

const FIRST_SHOWN = 12;

const rangeText = ({ block, fromPage, toPage }: StaleRange) =>
  toPage - fromPage === 1
    ? t('{block} page {page}', { block, page: fromPage })
    : t('{block} pages {from} to {to}', { block, from: fromPage, to: toPage - 1 });

function causeText(cause: StaleRange['cause']): string {
  switch (cause) {
    case 'untracked-dma':
      return t('written by the device, untracked');
    case 'never-sent':
      return t('never sent');
    case 'written-after-send':
      return t('written after it was sent');
  }
}
