import type { AppState } from '../../store/app-store.ts';
import { useApp } from '../../store/use-app.ts';
import { TakeAwayButton } from '../take-away/take-away-button.tsx';
import { FileDrop } from './file-drop.tsx';
import { Inspector } from './inspector.tsx';
import styles from './lab.module.css';
import { PageMaps } from './page-maps.tsx';
import { ModelsPanel } from './scenario/models-panel.tsx';
import { RealRunPanel } from './scenario/real-run-panel.tsx';
import { ScenarioPanel } from './scenario/scenario-panel.tsx';
import { TimeFigures } from './time-figures.tsx';
import { Verdict } from './verdict.tsx';

/** One run, watched: what it is made of, what it comes to, every page and every decision of it. */
export function Lab() {
  return (
    <div className={styles.lab}>
      <section aria-label="Settings" className={styles.left}>
        <div className={styles.scenario}>
          <ScenarioPanel />
        </div>
        <div className={styles.real}>
          <RealRunPanel />
        </div>
        <div className={styles.formulas}>
          <ModelsPanel />
        </div>
      </section>
      <section aria-label="Run" className={styles.middle}>
        <div className={styles.verdict}>
          <div className={styles.takeAway}>
            <LabTakeAway />
          </div>
          <Verdict />
        </div>
        <div className={styles.maps}>
          <PageMaps />
        </div>
        <div className={styles.curve}>
          <TimeFigures />
        </div>
      </section>
      <section aria-label="Closer look" className={styles.right}>
        <Inspector />
      </section>
      <FileDrop />
    </div>
  );
}

function LabTakeAway() {
  return <TakeAwayButton of="lab" isDisabled={!useApp(hasEndedOf)} />;
}

const hasEndedOf = ({ run }: AppState) => run !== null && run.timeline.outcome !== null;
