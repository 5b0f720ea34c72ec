import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import { EngineClient, type Scenario, type WorkerLike } from '../worker/client.ts';
import { EnginePool } from '../worker/pool.ts';
import type { EvacuationWorkerLike } from '../worker/pool-evacuation.ts';
import type { SweepWorkerLike } from '../worker/pool-sweep.ts';
import { type AppState, createAppStore, type StoreDeps } from './app-store.ts';
import { comparePart } from './compare-slice.ts';
import { evacuationPart } from './evacuation-slice.ts';
import { lessonsPart } from './learn-slice.ts';
import { fetchScenarioRules } from './scenario-slice.ts';
import { sweepPart } from './sweep-slice.ts';
import { threadPart } from './thread-slice.ts';

await fetchScenarioRules();

/**
 * The app without a browser, for tests: the store over a worker that lives in this thread, with animation frames
 * and address bar in the test's hand.
 */
export function openTestApp(
  startWorker: () => WorkerLike,
  hash = '',
  startSweepWorker = noSweepWorker,
  startEvacuationWorker = noEvacuationWorker,
  sweep: Pick<StoreDeps, 'startStudyWorker' | 'startEstimateWorker' | 'startAskWorker' | 'keptResults'> = noSweep,
  recentStorage = memoryStorage(),
) {
  const client = new EngineClient({ mode: 'shared', startWorker });
  const pool = new EnginePool({ mode: 'shared', startWorker, atOnce: 2, keyframeBytes: MIB });
  const frames = frameQueue();
  const bar = addressBar(hash);
  const deps: StoreDeps = {
    client,
    pool,
    startSweepWorker,
    startEvacuationWorker,
    ...sweep,
    recentStorage,
    cores: 2,
    requestFrame: frames.request,
    location: bar,
  };
  const store = createAppStore(deps, [comparePart, evacuationPart, lessonsPart, sweepPart, threadPart]);
  const state = (): AppState => store.getState();
  /** Until the engine owes no answer. */
  const settle = async () => {
    do await new Promise((resolve) => setTimeout(resolve));
    while (client.isBusy || pool.isBusy);
  };
  const frame = async (atMs: number) => {
    frames.run(atMs);
    await settle();
  };
  return { store, recentStorage, state, client, pool, frames, frame, bar, settle };
}

function memoryStorage(): StoreDeps['recentStorage'] {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (text) => {
      kept = text;
    },
  };
}

/** For tests that ask nothing of many runs. */
const noSweepWorker = (): SweepWorkerLike => {
  throw new Error('no sweep worker');
};

const noEvacuationWorker = (): EvacuationWorkerLike => {
  throw new Error('no evacuation worker');
};

const noSweep: Pick<StoreDeps, 'startStudyWorker' | 'startEstimateWorker' | 'startAskWorker' | 'keptResults'> = {
  startStudyWorker: () => {
    throw new Error('no study worker');
  },
  startEstimateWorker: () => {
    throw new Error('no estimate worker');
  },
  startAskWorker: () => {
    throw new Error('no ask worker');
  },
  keptResults: { find: async () => new Map(), keep: async () => {} },
};

/** A run of a third of a second that converges. */
export const small: Scenario = scenarioWith({
  name: 'small',
  guest: {
    ramBytes: 64 * MIB,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 4000 }, writesPerSecond: 5000 }],
  },
});
export const withLimit =
  (limit: number) =>
  (scenario: Scenario): Scenario => ({
    ...scenario,
    parameters: { ...scenario.parameters, 'downtime-limit': limit },
  });

function frameQueue() {
  let waiting: ((atMs: number) => void)[] = [];
  return {
    request: (callback: (atMs: number) => void) => void waiting.push(callback),
    run: (atMs: number) => {
      const due = waiting;
      waiting = [];
      for (const callback of due) callback(atMs);
    },
  };
}

function addressBar(first: string) {
  let hash = first;
  const listeners: (() => void)[] = [];
  const written: string[] = [];
  return {
    /** What the app has put there, oldest first. */
    written,
    hash: () => hash,
    replace: (next: string) => {
      hash = next;
      written.push(next);
    },
    onChange: (listener: () => void) => void listeners.push(listener),
    /** Somebody follows a link. */
    go: (next: string) => {
      hash = next;
      for (const listener of listeners) listener();
    },
  };
}
