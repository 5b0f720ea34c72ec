import type { SweepWorkerLike } from './pool-sweep.ts';
import InlineWorker from './sweep-worker.ts?worker&inline';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startSweepWorker(): SweepWorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'sweep' }) as SweepWorkerLike;
  return new Worker(new URL('./sweep-worker.ts', import.meta.url), {
    type: 'module',
    name: 'sweep',
  }) as SweepWorkerLike;
}
