import { t } from '../language/t.ts';
import type { ReleaseRow } from '../sweep/release-table.ts';
import type { Scenario } from '../worker/client.ts';
import { askReleases, type SweepJob } from '../worker/pool-sweep.ts';
import type { Slice, StoreDeps } from './app-store.ts';

/** One run under every release. */
export interface ReleasesSlice {
  /** The run that is asked about; null before the first question. */
  releasesScenario: Scenario | null;
  /** Null until they are all there. */
  releaseRows: readonly ReleaseRow[] | null;
  releasesStatus: 'idle' | 'running' | 'ready' | 'failed';
  /** What is being done, in words. */
  releasesProgress: string;
  /** Makes the run that is compared under every release, with the rule of each; does nothing when that is done or under way. */
  compareReleases(): void;
  /** Ends what is under way. */
  stopReleases(): void;
}

export const createReleasesSlice =
  ({ startSweepWorker }: StoreDeps): Slice<ReleasesSlice> =>
  (set, get) => {
    let job: SweepJob<readonly ReleaseRow[]> | null = null;
    return {
      releasesScenario: null,
      releaseRows: null,
      releasesStatus: 'idle',
      releasesProgress: '',
      async compareReleases() {
        const base = get().compareBase;
        const scenario: Scenario = { ...base, qemu: { ...base.qemu, untrackedRule: 'as-released' } };
        const { releasesScenario, releasesStatus } = get();
        const isSame = JSON.stringify(scenario) === JSON.stringify(releasesScenario);
        if (isSame && (releasesStatus === 'running' || releasesStatus === 'ready')) return;
        job?.stop();
        const mine = askReleases(startSweepWorker, scenario, (made, release) =>
          set({ releasesProgress: t('{made} runs made; now under {release}.', { made, release }) }),
        );
        job = mine;
        set({ releasesScenario: scenario, releaseRows: null, releasesStatus: 'running', releasesProgress: '' });
        try {
          const releaseRows = await mine.answer;
          if (job === mine) set({ releaseRows, releasesStatus: 'ready' });
        } catch (error) {
          if (job !== mine) return;
          set({ releasesStatus: 'failed' });
          get().report('compare', t('The run could not be made under every release.'), error);
        }
      },
      stopReleases() {
        if (get().releasesStatus !== 'running') return;
        job?.stop();
        job = null;
        set({ releasesStatus: 'idle' });
      },
    };
  };
