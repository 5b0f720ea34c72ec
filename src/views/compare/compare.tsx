import { useEffect } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore, usePart } from '../../store/use-app.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { BesideDialog } from './beside-dialog.tsx';
import { CloserLook } from './closer-look.tsx';
import styles from './compare.module.css';
import { CompareHead } from './compare-head.tsx';
import { OutcomeTable } from './outcome-table.tsx';
import { ReleaseTable } from './release-table.tsx';
import { VariantGrid } from './variant-grid.tsx';

/** Several answers to one question, each on the same guest, seed and clock. */
export function Compare() {
  usePart('compare');
  const { openCompare, pause, pauseCompare, showCompareTab } = useAppStore().getState();
  const isLabPlaying = useApp(isLabPlayingOf);
  useEffect(() => {
    void openCompare();
    return pauseCompare;
  }, [openCompare, pauseCompare]);
  // Two clocks at once would share the machine, and nobody sees the Lab's from here.
  useEffect(() => {
    if (isLabPlaying) pause();
  }, [isLabPlaying, pause]);
  return (
    <div className={styles.compare}>
      <Tabs label={t('Compare')} tabs={tabs()} selected={useApp(tabOf)} onSelect={showCompareTab} />
      <BesideDialog />
    </div>
  );
}

function SideBySide() {
  return (
    <div className={styles.body}>
      <CompareHead />
      <VariantGrid />
      <OutcomeTable />
      <CloserLook />
    </div>
  );
}

const tabs = () =>
  [
    { id: 'beside', title: t('Side by side'), content: <SideBySide /> },
    { id: 'releases', title: t('Every release'), content: <ReleaseTable /> },
  ] as const;

const tabOf = (state: AppState) => state.compareTab;
const isLabPlayingOf = (state: AppState) => state.playing;
