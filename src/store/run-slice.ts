import { t } from '../language/t.ts';
import {
  type PageLayout,
  type Progress,
  type RunId,
  type Scenario,
  type Timeline,
  WorkerDied,
} from '../worker/client.ts';
import type { Slice, StoreDeps } from './app-store.ts';
import { endOf } from './steps.ts';

/** The run on the screen, and the one that is being computed to take its place. */
export interface RunSlice {
  /** Null until the first run was loaded. Stays while its successor is computed, and when that fails. */
  run: Run | null;
  /** Of the newest run that was asked for. `ready` means that it is `run`. */
  runStatus: 'idle' | 'loading' | 'ready' | 'failed';
  /** How far a load has come; null while nothing is known. */
  runProgress: Progress | null;
  /** How pixels travel: through shared memory or by transfer. */
  frameMode: 'shared' | 'transfer';
  /** Computes the run of `scenario`; at its end it takes the screen. Never rejects: what goes wrong is a notice. */
  loadRun(start: Start): Promise<void>;
  /** Starts a new engine for one that died or hangs, and computes the scenario again. */
  restartEngine(): Promise<void>;
}

export interface Run {
  readonly runId: RunId;
  readonly scenario: Scenario;
  readonly timeline: Timeline;
  readonly layout: PageLayout;
  readonly endMs: number;
  /** When each decision was made, rising. */
  readonly decisionMs: Float64Array;
}

const engineStopped = () => t('The engine has stopped.');

/**
 * Where a new run is shown first. `keep`: where the playhead is, and at the end if it was at the end, playing or not as
 * before. `beginning`, `second-pass`: there, and playing. A time: there, and paused.
 */
export type Start = 'keep' | 'beginning' | 'second-pass' | { readonly atMs: number };

export const createRunSlice =
  ({ client }: StoreDeps): Slice<RunSlice> =>
  (set, get) => {
    let newestLoad = 0;
    /** Asked for by a load that has not come to the screen; edits meanwhile do not change it. */
    let start: Start = 'keep';

    client.onDeath((error) => {
      get().pause();
      set({ runStatus: 'failed', runProgress: null });
      get().report('engine', engineStopped(), error);
    });

    return {
      run: null,
      runStatus: 'idle',
      runProgress: null,
      frameMode: client.mode,
      async loadRun(asked) {
        const load = ++newestLoad;
        const { scenario } = get();
        if (asked !== 'keep') start = asked;
        set({ runStatus: 'loading', runProgress: null });
        try {
          const onProgress = (runProgress: Progress) => load === newestLoad && set({ runProgress });
          const { runId, timeline, layout } = await client.load(scenario, onProgress);
          const before = get().run;
          const decisionMs = Float64Array.from(timeline.decisions, ({ atMs }) => atMs);
          set({ run: { runId, scenario, timeline, layout, endMs: endOf(timeline), decisionMs } });
          if (load === newestLoad) {
            set({ runStatus: 'ready', runProgress: null });
            get().dismiss('run');
          }
          get().showRun(before, start);
          start = 'keep';
        } catch (error) {
          if (load !== newestLoad) return;
          set({ runStatus: 'failed', runProgress: null });
          if (error instanceof WorkerDied) get().report('engine', engineStopped(), error);
          else get().report('run', t('The engine could not compute this run.'), error);
        }
      },
      async restartEngine() {
        client.restart();
        get().dismiss('engine');
        await get().loadRun('keep');
      },
    };
  };
