import type { StudyWorkerLike } from './pool-study.ts';
import InlineWorker from './study-worker.ts?worker&inline';

/** As `startEngineWorker`: inlined in the one-file build, else a module of its own. */
export function startStudyWorker(): StudyWorkerLike {
  if (__SINGLE__) return new InlineWorker({ name: 'study' }) as StudyWorkerLike;
  return new Worker(new URL('./study-worker.ts', import.meta.url), {
    type: 'module',
    name: 'study',
  }) as StudyWorkerLike;
}
