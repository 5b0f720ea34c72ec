import type { SweepWorkerLike } from './pool-sweep.ts';
import { speaking } from './speaking.ts';
import InlineWorker from './sweep-worker.ts?worker&inline';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startSweepWorker(): SweepWorkerLike {
  const worker = __SINGLE__
    ? new InlineWorker({ name: 'sweep' })
    : new Worker(new URL('./sweep-worker.ts', import.meta.url), { type: 'module', name: 'sweep' });
  return speaking(worker) as SweepWorkerLike;
}
