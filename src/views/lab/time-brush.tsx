import { useMemo } from 'react';
import type { TimeRange } from '../../charts/use-time-pointer.ts';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import type { Run } from '../../store/run-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import { Button } from '../../ui/button.tsx';
import { formatMs } from '../../units.ts';
import { brushStats, statsText } from './brush-stats.ts';
import { decisionBefore, thresholdSource, thresholdWords } from './run-figures.ts';
import styles from './time-figures.module.css';
import { usePacedApp } from './use-paced.ts';

export interface TimeBrushProps {
  readonly run: Run;
  /** The stretch of time that the figures show, null for all of it. */
  readonly span: TimeRange | null;
  readonly onSpan: (span: TimeRange | null) => void;
}

/** What happened in the time that is marked, and the way into it and out again; without a mark, what holds now. */
export function TimeBrush({ run, span, onSpan }: TimeBrushProps) {
  const { brushTime, beginNote } = useAppStore().getState();
  const brush = useApp(brushOf);
  const text = useMemo(() => (brush ? statsText(brushStats(run.timeline, brush)) : ''), [run, brush]);
  return (
    <div className={styles.brush}>
      {!brush && !span && <Threshold />}
      <span role="status" className={styles.stats}>
        {text}
      </span>
      {brush && (
        <>
          <Button
            onPress={() => {
              onSpan(brush);
              brushTime(null);
            }}
          >
            {t('Zoom in')}
          </Button>
          <Button onPress={beginNote}>{t('Note on it')}</Button>
          <Button onPress={() => brushTime(null)}>{t('Clear')}</Button>
        </>
      )}
      {span && !brush && (
        <>
          <span>{t('{from} to {to}', { from: formatMs(span.fromMs), to: formatMs(span.toMs) })}</span>
          <Button onPress={() => onSpan(null)}>{t('Whole run')}</Button>
        </>
      )}
    </div>
  );
}

/** What the threshold is made of at this instant. */
function Threshold() {
  const words = usePacedApp(thresholdText);
  const source = usePacedApp(sourceText);
  return (
    <span className={styles.threshold}>
      {words} <span className={styles.source}>{source}</span>
    </span>
  );
}

const thresholdText = ({ run, nowMs }: AppState) => (run ? thresholdWords(decisionBefore(run, nowMs)) : '');
const sourceText = ({ run, nowMs }: AppState) => (run ? thresholdSource(decisionBefore(run, nowMs)) : '');
const brushOf = (state: AppState) => state.timeBrush;
