import { Worker } from 'node:worker_threads';
import type { Hand } from '../sweep/study/dispatch.ts';
import type { Measured } from '../sweep/study/measure.ts';

/** A hand that is a thread of this process (`sweep-thread.ts`). */
export function threadHand(): Hand {
  const worker = new Worker(new URL(/* @vite-ignore */ './sweep-thread.js', import.meta.url));
  return {
    run: (scenarios, onRun) =>
      new Promise((resolve, reject) => {
        worker.removeAllListeners();
        worker.on('message', (run: Measured | null) => (run === null ? resolve() : onRun(run)));
        worker.on('error', reject);
        worker.on('exit', () => reject(new Error('the thread ended')));
        worker.postMessage(scenarios);
      }),
    end: () => {
      worker.removeAllListeners();
      void worker.terminate();
    },
  };
}
