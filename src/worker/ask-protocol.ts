import type { Scenario } from '../engine/scenario.ts';
import type { Boundary } from '../sweep/ask/boundary.ts';
import type { Cause } from '../sweep/ask/cause.ts';
import type { SmallestChange } from '../sweep/ask/smallest-change.ts';
import type { Promised, Question } from '../sweep/study/plan.ts';

/** Page to worker: what is just enough, and why the scenario fails as it stands. One question a worker. */
export interface AskCommand {
  readonly scenario: Scenario;
  readonly promise: Promised;
  /** Null: only why it fails. */
  readonly question: Question | null;
  readonly repeats: number;
}

/** Worker to page: how many runs were made, then the parts of the answer as they are found. */
export type AskReply =
  | { readonly type: 'progress'; readonly runs: number }
  | { readonly type: 'boundary'; readonly boundary: Boundary }
  /** Null when the scenario keeps the promise as it stands. */
  | { readonly type: 'cause'; readonly cause: Cause | null }
  | { readonly type: 'changes'; readonly changes: readonly SmallestChange[] }
  | { readonly type: 'done' };
