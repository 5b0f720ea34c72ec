import { t } from '../language/t.ts';
import type { AskCommand, AskReply } from './ask-protocol.ts';

/** The part of `Worker` that is needed here; a test brings its own. */
export interface AskWorkerLike {
  postMessage(command: AskCommand): void;
  terminate(): void;
  onmessage: ((event: { readonly data: AskReply }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/**
 * Asks in a worker of its own, which ends with the answer.
 * @returns what ends it before
 */
export function ask(
  startWorker: () => AskWorkerLike,
  command: AskCommand,
  onReply: (reply: AskReply) => void,
  onFault: (error: Error) => void,
): () => void {
  const worker = startWorker();
  worker.onmessage = ({ data }) => {
    if (data.type === 'done') worker.terminate();
    onReply(data);
  };
  worker.onerror = ({ message }) => {
    worker.terminate();
    onFault(new Error(message || t('The worker could not be started.')));
  };
  worker.postMessage(command);
  return () => worker.terminate();
}
