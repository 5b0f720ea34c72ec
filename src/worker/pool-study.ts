import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import type { Hand } from '../sweep/study/dispatch.ts';
import type { Measured } from '../sweep/study/measure.ts';

/** The part of `Worker` that is needed here; a test brings its own. */
export interface StudyWorkerLike {
  postMessage(scenarios: readonly Scenario[]): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Measured | null }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** A hand that is a web worker (`study-worker.ts`). */
export function workerHand(startWorker: () => StudyWorkerLike): Hand {
  const worker = startWorker();
  return {
    run: (scenarios, onRun) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data === null ? resolve() : onRun(data));
        worker.onerror = ({ message }) => reject(new Error(message || t('The worker could not be started.')));
        worker.postMessage(scenarios);
      }),
    end: () => worker.terminate(),
  };
}
