import type { ReleaseName, Scenario } from '../engine/scenario.ts';
import type { ReleaseRow } from '../sweep/release-table.ts';

/** Page to worker: the same run under every release. One question a worker. */
export interface SweepCommand {
  readonly type: 'releases';
  readonly scenario: Scenario;
}

/** Worker to page: `progress` before each run, then one of the others. */
export type SweepReply =
  /** Runs made so far, and the release of the next one. */
  | { readonly type: 'progress'; readonly made: number; readonly release: ReleaseName }
  | { readonly type: 'releases'; readonly rows: readonly ReleaseRow[] }
  | { readonly type: 'failed'; readonly message: string };
