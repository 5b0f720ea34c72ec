import InlineWorker from './engine-worker.ts?worker&inline';
import { speaking } from './speaking.ts';
import type { WorkerLike } from './worker-like.ts';

/**
 * An engine that speaks as the page does. In the one-file build the worker is inlined (a blob URL works from file://); else
 * it is a module of its own.
 */
export function startEngineWorker(): WorkerLike {
  const worker = __SINGLE__
    ? new InlineWorker({ name: 'engine' })
    : new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  return speaking(worker) as WorkerLike;
}
