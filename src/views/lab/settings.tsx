import type { AppState } from '../../store/app-store.ts';
import styles from './lab.module.css';
import { LockedPanel } from './scenario/locked-panel.tsx';
import { ModelsPanel } from './scenario/models-panel.tsx';
import { RealRunPanel } from './scenario/real-run-panel.tsx';
import { ScenarioPanel } from './scenario/scenario-panel.tsx';

/** What the run is made of, and what may be laid over it. `free` are the only fields that may be changed; null is all. */
export function Settings({ free }: { readonly free: AppState['freeFields'] }) {
  return (
    <>
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
    </>
  );
}
