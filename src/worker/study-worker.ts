import type { Scenario } from '../engine/scenario.ts';
import type { Measured } from '../sweep/study/measure.ts';
import { runOf } from '../sweep/study/study.ts';

/** A worker that makes the runs it is sent, one after another: each result at once, then `null` for the end of the chunk. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (run: Measured | null) => scope.postMessage(run);

scope.onmessage = ({ data }: MessageEvent<readonly Scenario[]>) => {
  for (const scenario of data) post(runOf(scenario));
  post(null);
};
