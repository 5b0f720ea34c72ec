import InlineWorker from './ask-worker.ts?worker&inline';
import type { AskWorkerLike } from './pool-ask.ts';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startAskWorker(): AskWorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'ask' }) as AskWorkerLike;
  return new Worker(new URL('./ask-worker.ts', import.meta.url), { type: 'module', name: 'ask' }) as AskWorkerLike;
}
