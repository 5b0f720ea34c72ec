import { memo, useDeferredValue, useEffect, useState } from 'react';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore, usePart } from '../../store/use-app.ts';
import { expressibleUpTo } from '../../sweep/study/expressible.ts';
import { isSamePlace } from '../../sweep/study/findings.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { formatMs } from '../../units.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { Costs } from './costs.tsx';
import { Effects } from './effects.tsx';
import { Parallel } from './parallel.tsx';
import { PlanControls } from './plan-controls.tsx';
import { Profile } from './profile.tsx';
import { RunMaps } from './run-map.tsx';
import { SquarePanel } from './square-panel.tsx';
import styles from './sweep.module.css';
import { TakeAway } from './take-away.tsx';
import { type Found, useFindings } from './use-findings.ts';
import { isVs1 } from './vs1.ts';
import { Vs1Table } from './vs1-table.tsx';
import { expressibleText, headline, placeText, successText } from './words.ts';

/** One question to many runs, in the figures that suit its plan. */
export function Sweep() {
  usePart('sweep');
  usePart('compare');
  const { openSweep, stopSweep, pause } = useAppStore().getState();
  const isLabPlaying = useApp(isLabPlayingOf);
  useEffect(() => {
    void openSweep();
    return stopSweep;
  }, [openSweep, stopSweep]);
  useEffect(() => {
    // The Lab's clock would share the machine, and nobody sees it from here; its run may begin to play later than this view opens.
    if (isLabPlaying) pause();
  }, [isLabPlaying, pause]);
  const place = useApp(placeInState);
  const found = useFindings();
  const { plan, grids, findings } = found;
  // The map follows a slider; the figures below it follow when there is time.
  const later = useDeferredValue(found);
  const expressible = expressibleUpTo(plan);
  const looked = (place && findings.find(({ values }) => isSamePlace(values, place))) ?? null;
  return (
    <div className={styles.sweep}>
      <aside className={styles.side} aria-label={t('Question')}>
        {CONTROLS}
        <Progress />
      </aside>
      <div className={styles.main}>
        <header>
          <h1 className={styles.headline}>{headline(findings, plan.promise)}</h1>
          <p className={styles.lead}>
            {successText(plan.promise)}{' '}
            {t(
              'Point anywhere to read it; click to open that run in the Lab, with Shift to compare it, with Alt to ask what is just enough there.',
            )}
          </p>
          {expressible && <p className={styles.lead}>{expressibleText(expressible)}</p>}
        </header>
        {hasMap(found) && <RunMaps grids={grids} plan={plan} />}
        <FiguresBelow {...later} />
      </div>
      <aside className={styles.side} aria-label={t('Answer')}>
        <SquarePanel plan={plan} square={looked} set={place ? placeText(plan, place) : ''} />
        {ANSWER}
      </aside>
    </div>
  );
}

/** The figures that are not the map. */
const FiguresBelow = memo(function FiguresBelow(found: Found) {
  const { plan, grids, findings } = found;
  const [isWide, setWide] = useState(false);
  return (
    <>
      {isVs1(plan) && <Vs1Table findings={findings} />}
      {grids.length > 0 && <Profile {...found} />}
      {plan.design.kind === 'morris' && <Effects plan={plan} findings={findings} />}
      {grids.length === 0 || plan.axes.length > 2 ? (
        <Parallel plan={plan} findings={findings} />
      ) : (
        <DisclosureGroup>
          <Disclosure
            title={t('Parallel coordinates')}
            summary={t('Choose on some axes, see the others')}
            isOpen={isWide}
            onToggle={setWide}
          >
            {isWide && <Parallel plan={plan} findings={findings} />}
          </Disclosure>
        </DisclosureGroup>
      )}
      <Costs {...found} />
      <TakeAway plan={plan} />
    </>
  );
}, isMapUnderWay);

const hasMap = ({ plan, grids }: Found): boolean => grids.length > 0 && plan.axes.length > 1;

/** The map alone shows its answers as they come: the time for the other figures is the map's. */
function isMapUnderWay(_: Found, next: Found): boolean {
  return next.isComing && hasMap(next);
}

/** Made once: they look at the state themselves, and need not be made anew with each result. */
const CONTROLS = <PlanControls />;
const ANSWER = <AnswerPanel />;

function Progress() {
  const { stopSweep, resumeSweep } = useAppStore().getState();
  const status = useApp(statusOf);
  const all = useApp(allOf);
  const done = useApp(doneOf);
  const leftMs = useApp(leftOf);
  return (
    <div className={styles.progress}>
      <progress max={all} value={done} aria-label={t('Confirmed page by page')} />
      <p role="status">
        {status === 'ready'
          ? counted(all, 'The one run is confirmed page by page.', 'All {count} runs confirmed page by page.')
          : leftMs === null || status !== 'running'
            ? t('Confirmed page by page: {done} of {all}.', { done, all })
            : t('Confirmed page by page: {done} of {all}, {time} left.', { done, all, time: formatMs(leftMs) })}
      </p>
      {status === 'running' && <Button onPress={stopSweep}>{t('Stop')}</Button>}
      {(status === 'stopped' || status === 'failed') && <Button onPress={resumeSweep}>{t('Go on')}</Button>}
    </div>
  );
}

const isLabPlayingOf = (state: AppState) => state.playing;
const placeInState = (state: AppState) => state.sweepPlace;
const statusOf = (state: AppState) => state.sweepStatus;
const allOf = (state: AppState) => state.sweepAll;
const doneOf = (state: AppState) => state.sweepDone;
const leftOf = (state: AppState) => state.sweepLeftMs;
