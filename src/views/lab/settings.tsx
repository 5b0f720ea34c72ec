import type { AppState } from '../../store/app-store.ts';
import { LockedPanel } from './scenario/locked-panel.tsx';
import { ScenarioPanel } from './scenario/scenario-panel.tsx';

/* The left column, which `lab.tsx` fetches after the first picture. */
export { ModelsPanel } from './scenario/models-panel.tsx';
export { RealRunPanel } from './scenario/real-run-panel.tsx';

/** What the run is made of. `free` are the only fields that may be changed; null is all. */
export function Settings({ free }: { readonly free: AppState['freeFields'] }) {
  return free ? <LockedPanel fields={free} /> : <ScenarioPanel />;
}
