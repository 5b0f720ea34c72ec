import InlineWorker from './estimate-worker.ts?worker&inline';
import type { EstimateWorkerLike } from './pool-estimate.ts';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startEstimateWorker(): EstimateWorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'estimate' }) as EstimateWorkerLike;
  return new Worker(new URL('./estimate-worker.ts', import.meta.url), {
    type: 'module',
    name: 'estimate',
  }) as EstimateWorkerLike;
}
