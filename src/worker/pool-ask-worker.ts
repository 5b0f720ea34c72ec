import InlineWorker from './ask-worker.ts?worker&inline';
import type { AskWorkerLike } from './pool-ask.ts';
import { speaking } from './speaking.ts';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startAskWorker(): AskWorkerLike {
  const worker = __SINGLE__
    ? new InlineWorker({ name: 'ask' })
    : new Worker(new URL('./ask-worker.ts', import.meta.url), { type: 'module', name: 'ask' });
  return speaking(worker) as AskWorkerLike;
}
