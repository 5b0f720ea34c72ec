import { lazy, type ReactNode, Suspense } from 'react';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { fetchScenarioRules } from '../../store/scenario-slice.ts';
import { useApp } from '../../store/use-app.ts';
import { TakeAwayButton } from '../take-away/take-away-button.tsx';
import { Invitation } from '../tour/invitation.tsx';
import { FileDrop } from './file-drop.tsx';
import styles from './lab.module.css';
import { PageMaps } from './page-maps.tsx';
import { PassSummary } from './pass-summary.tsx';
import { TimeFigures } from './time-figures.tsx';
import { useHasPicture } from './use-has-picture.ts';
import { Verdict } from './verdict.tsx';

/** One run, watched: what it is made of, what it comes to, every page and every decision of it. */
export function Lab() {
  const free = useApp(freeFieldsOf);
  const isWhole = useApp(isWholeOf);
  const isLookedAt = useApp(isLookedAtOf);
  const hasSettings = free === null ? isWhole : free.length > 0;
  const hasCloser = isWhole || isLookedAt;
  return (
    <div className={styles.lab} data-settings={hasSettings} data-closer={hasCloser}>
      {hasSettings && (
        <section aria-label={t('Settings')} className={styles.left}>
          <div className={styles.scenario} data-tour="switches">
            <Later>
              <Settings free={free} />
            </Later>
          </div>
          {free === null && (
            <>
              <div className={styles.real}>
                <Later>
                  <RealRunPanel />
                </Later>
              </div>
              <div className={styles.formulas}>
                <Later>
                  <ModelsPanel />
                </Later>
              </div>
            </>
          )}
        </section>
      )}
      <section aria-label={t('Run')} className={styles.middle}>
        <Invitation />
        <div className={styles.verdict} data-tour="verdict">
          {isWhole && (
            <div className={styles.takeAway}>
              <LabTakeAway />
            </div>
          )}
          <Verdict />
          <PassSummary />
        </div>
        <div className={styles.maps} data-tour="maps">
          <PageMaps />
        </div>
        <div className={styles.curve} data-tour="curve">
          <TimeFigures />
        </div>
      </section>
      {hasCloser && (
        <section aria-label={t('Closer look')} className={styles.right} data-tour="closer">
          <Later>
            <Inspector />
          </Later>
        </section>
      )}
      {free === null && <FileDrop />}
    </div>
  );
}

/** What one works with, fetched once the run is seen to move: on a slow network it would take the picture's time. */
function Later({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={FETCHING}>{useHasPicture() ? children : FETCHING}</Suspense>;
}

const FETCHING = <div className={styles.fetching} data-fetching />;
const settings = async () => (await Promise.all([import('./settings.tsx'), fetchScenarioRules()]))[0];
const Settings = lazy(async () => ({ default: (await settings()).Settings }));
const RealRunPanel = lazy(async () => ({ default: (await settings()).RealRunPanel }));
const ModelsPanel = lazy(async () => ({ default: (await settings()).ModelsPanel }));
const Inspector = lazy(async () => ({ default: (await import('./inspector.tsx')).Inspector }));

function LabTakeAway() {
  return <TakeAwayButton of="lab" isDisabled={!useApp(hasEndedOf)} />;
}

const hasEndedOf = ({ run }: AppState) => run !== null && run.timeline.outcome !== null;
const freeFieldsOf = (state: AppState) => state.freeFields;
const isWholeOf = (state: AppState) => state.showing === 'full';
/** In a talk and inside another page there is a closer look only when something is looked at closely. */
const isLookedAtOf = (state: AppState) =>
  state.pinnedDecision !== null || state.pageSlot !== null || state.noteDraft !== null;
