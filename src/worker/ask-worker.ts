import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { answered, boundaryOf } from '../sweep/ask/boundary.ts';
import { causeOf } from '../sweep/ask/cause.ts';
import { smallestChanges } from '../sweep/ask/smallest-change.ts';
import { runOf } from '../sweep/study/study.ts';
import type { AskCommand, AskReply } from './ask-protocol.ts';
import { hearing } from './speaking.ts';

/** A worker that answers one question by page-level runs and tells each part when it is found. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (reply: AskReply) => scope.postMessage(reply);

scope.onmessage = hearing<AskCommand>(({ scenario, promise, question, repeats }) => {
  let runs = 0;
  const run = (each: Scenario) => {
    post({ type: 'progress', runs: ++runs });
    return runOf(each);
  };
  if (question) post({ type: 'boundary', boundary: answered(boundaryOf(scenario, promise, question, repeats), run) });
  const cause = causeOf(scenario, simulate(scenario, { keyframeBudgetBytes: 0 }).timeline(), promise);
  post({ type: 'cause', cause });
  if (cause) post({ type: 'changes', changes: answered(smallestChanges(scenario, promise, 1), run) });
  post({ type: 'done' });
});
