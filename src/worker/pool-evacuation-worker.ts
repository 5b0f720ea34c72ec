import InlineWorker from './evacuation-worker.ts?worker&inline';
import type { EvacuationWorkerLike } from './pool-evacuation.ts';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startEvacuationWorker(): EvacuationWorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'evacuation' }) as EvacuationWorkerLike;
  return new Worker(new URL('./evacuation-worker.ts', import.meta.url), {
    type: 'module',
    name: 'evacuation',
  }) as EvacuationWorkerLike;
}
