import { type Speech, speak, speech } from '../language/t.ts';

/** Page to worker, once and before any command: the language of the sentences to come. */
export interface Speak {
  readonly type: 'speak';
  readonly speech: Speech;
}

/** Tells a worker that composes sentences what the page speaks, before it is asked anything. */
export function speaking(worker: Worker): Worker {
  worker.postMessage({ type: 'speak', speech: speech() } satisfies Speak);
  return worker;
}

/** In the worker: hears the language, and hands on everything else. */
export const hearing =
  <Command extends object>(receive: (command: Command) => void) =>
  ({ data }: MessageEvent<Command | Speak>): void =>
    'type' in data && data.type === 'speak' ? speak((data as Speak).speech) : receive(data as Command);
