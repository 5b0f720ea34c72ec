import InlineWorker from './engine-worker.ts?worker&inline';
import type { WorkerLike } from './worker-like.ts';

/** In the one-file build the worker is inlined (a blob URL works from file://); else it is a module of its own. */
export function startEngineWorker(): WorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'engine' }) as WorkerLike;
  return new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module', name: 'engine' }) as WorkerLike;
}
