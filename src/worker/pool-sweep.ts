import type { ReleaseName, Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import type { ReleaseRow } from '../sweep/release-table.ts';
import type { SweepCommand, SweepReply } from './sweep-protocol.ts';

/** The part of `Worker` that is needed here; a test brings its own. */
export interface SweepWorkerLike {
  postMessage(command: SweepCommand): void;
  terminate(): void;
  onmessage: ((event: { readonly data: SweepReply }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** A question under way. */
export interface SweepJob<Answer> {
  /** Rejects with an Error when the worker failed or died; never settles once it was stopped. */
  readonly answer: Promise<Answer>;
  stop(): void;
}

/** Makes the same run under every release in a worker of its own, which ends with the answer. */
export function askReleases(
  startWorker: () => SweepWorkerLike,
  scenario: Scenario,
  onProgress: (made: number, release: ReleaseName) => void,
): SweepJob<readonly ReleaseRow[]> {
  const worker = startWorker();
  const answer = new Promise<readonly ReleaseRow[]>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.type === 'progress') return onProgress(data.made, data.release);
      worker.terminate();
      if (data.type === 'releases') resolve(data.rows);
      else reject(new Error(data.message));
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      reject(new Error(message || t('The worker could not be started.')));
    };
  });
  worker.postMessage({ type: 'releases', scenario });
  return { answer, stop: () => worker.terminate() };
}
