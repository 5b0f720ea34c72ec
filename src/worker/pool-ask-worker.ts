import { speech } from '../language/t.ts';
import InlineWorker from './ask-worker.ts?worker&inline';
import type { AskWorkerLike } from './pool-ask.ts';
import type { Speak } from './protocol.ts';

/** As `startEngineWorker`: it speaks as the page does; inlined in the one-file build, else a module of its own. */
export function startAskWorker(): AskWorkerLike {
  const worker = __SINGLE__
    ? new InlineWorker({ name: 'ask' })
    : new Worker(new URL('./ask-worker.ts', import.meta.url), { type: 'module', name: 'ask' });
  worker.postMessage({ type: 'speak', speech: speech() } satisfies Speak);
  return worker as AskWorkerLike;
}
