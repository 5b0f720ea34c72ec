import { speech } from '../language/t.ts';
import type { SweepWorkerLike } from './pool-sweep.ts';
import type { Speak } from './protocol.ts';
import InlineWorker from './sweep-worker.ts?worker&inline';

/** As `startEngineWorker`: it speaks as the page does; inlined in the one-file build, else a module of its own. */
export function startSweepWorker(): SweepWorkerLike {
  const worker = __SINGLE__
    ? new InlineWorker({ name: 'sweep' })
    : new Worker(new URL('./sweep-worker.ts', import.meta.url), { type: 'module', name: 'sweep' });
  worker.postMessage({ type: 'speak', speech: speech() } satisfies Speak);
  return worker as SweepWorkerLike;
}
