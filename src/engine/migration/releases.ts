import type { ReleaseName } from '../scenario.ts';

/**
 * What differs between releases, as flags of one engine: a release is a row. Every flag of the semantics sheet's section 0
 * that the simulated mechanisms read stands here; a release that needs a value not listed yet adds it to the type.
 */
export interface Release {
  readonly name: ReleaseName;
  /** The listing of `migration_iteration_run` that applies. @source semantics sheet 1.7 */
  readonly family: 'V7';
  /** RAM looks at its trackers inside the pending query when remaining is below the threshold. */
  readonly syncWhen: 'remaining < threshold';
  readonly completeWhen: 'pending < threshold';
  /** `serial`: a handler after RAM iterates only in calls in which RAM said it was done. */
  readonly handlerOrder: 'serial';
  /** What `ram.transferred` counts. */
  readonly transferredCounts: 'ram records';
  /** Whether status `device` is visited without `pause-before-switchover`. */
  readonly alwaysVisitsDevice: boolean;
  /** `query-migrate` lists `dirty-sync-missed-zero-copy`. */
  readonly reportsMissedZeroCopy: boolean;
  /** `query-migrate` lists `skipped`. */
  readonly reportsSkipped: boolean;
}

export const RELEASES: Record<ReleaseName, Release> = {
  '7.2': {
    name: '7.2',
    family: 'V7',
    syncWhen: 'remaining < threshold',
    completeWhen: 'pending < threshold',
    handlerOrder: 'serial',
    transferredCounts: 'ram records',
    alwaysVisitsDevice: false,
    reportsMissedZeroCopy: true,
    reportsSkipped: true,
  },
};
