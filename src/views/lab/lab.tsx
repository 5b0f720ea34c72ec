import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { TakeAwayButton } from '../take-away/take-away-button.tsx';
import { Invitation } from '../tour/invitation.tsx';
import { FileDrop } from './file-drop.tsx';
import { Inspector } from './inspector.tsx';
import styles from './lab.module.css';
import { PageMaps } from './page-maps.tsx';
import { PassSummary } from './pass-summary.tsx';
import { LockedPanel } from './scenario/locked-panel.tsx';
import { ModelsPanel } from './scenario/models-panel.tsx';
import { RealRunPanel } from './scenario/real-run-panel.tsx';
import { ScenarioPanel } from './scenario/scenario-panel.tsx';
import { TimeFigures } from './time-figures.tsx';
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
        <section aria-label="Settings" className={styles.left}>
          <div className={styles.scenario} data-tour="switches">
            {free ? <LockedPanel fields={free} /> : <ScenarioPanel />}
          </div>
          {free === null && (
            <>
              <div className={styles.real}>
                <RealRunPanel />
              </div>
              <div className={styles.formulas}>
                <ModelsPanel />
              </div>
            </>
          )}
        </section>
      )}
      <section aria-label="Run" className={styles.middle}>
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
        <section aria-label="Closer look" className={styles.right} data-tour="closer">
          <Inspector />
        </section>
      )}
      {free === null && <FileDrop />}
    </div>
  );
}

function LabTakeAway() {
  return <TakeAwayButton of="lab" isDisabled={!useApp(hasEndedOf)} />;
}

const hasEndedOf = ({ run }: AppState) => run !== null && run.timeline.outcome !== null;
const freeFieldsOf = (state: AppState) => state.freeFields;
const isWholeOf = (state: AppState) => state.showing === 'full';
/** In a talk and inside another page there is a closer look only when something is looked at closely. */
const isLookedAtOf = (state: AppState) =>
  state.pinnedDecision !== null || state.pageSlot !== null || state.noteDraft !== null;
