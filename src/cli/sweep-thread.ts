import { parentPort } from 'node:worker_threads';
import type { Scenario } from '../engine/scenario.ts';
import { runOf } from '../sweep/study/study.ts';

/** A thread that makes the runs it is sent, one after another: each result at once, then `null` for the end of the chunk. */
parentPort?.on('message', (scenarios: readonly Scenario[]) => {
  for (const scenario of scenarios) parentPort?.postMessage(runOf(scenario));
  parentPort?.postMessage(null);
});
