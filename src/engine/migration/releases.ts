import type { ReleaseName } from '../scenario.ts';

/**
 * What differs between releases, as flags of one engine: a release is a row. Every flag of the semantics sheet's section 0
 * that the simulated mechanisms read stands here; a release that needs a value not listed yet adds it to the type.
 * @source semantics sheet 0, which names the QEMU file and function of each
 */
export interface Release {
  readonly name: ReleaseName;
  /** The listing of `migration_iteration_run` that applies. @source semantics sheet 1.7 */
  readonly family: 'V7' | 'V80' | 'V90' | 'V101';
  /** When handlers are asked for exact sizes: 7.x has one query only, later ones estimate first. */
  readonly exactWhen: 'always' | 'must <= threshold' | 'pending < threshold';
  /** When RAM looks at its trackers inside that query. */
  readonly syncWhen: 'remaining < threshold' | 'exact asked';
  /** What completes pre-copy, beside pending of 0. */
  readonly completeWhen: 'pending < threshold' | 'pending <= threshold';
  /** `serial`: a handler after RAM iterates only in calls in which RAM said it was done. */
  readonly handlerOrder: 'serial' | 'all';
  /** What `ram.transferred` counts. */
  readonly transferredCounts: 'ram records' | 'whole stream';
  /** `avail-switchover-bandwidth` exists. */
  readonly availSwitchoverBandwidth: boolean;
  /** When multifd's channels are brought in step: after every turn of RAM, or once a pass over memory. */
  readonly multifdSyncs: 'every section' | 'every pass';
  /** With multifd, where zero pages go. */
  readonly zeroPagesIn: 'main channel' | 'packets';
  /** The capability `switchover-ack` exists. */
  readonly switchoverAck: boolean;
  /** The counter of periods with many dirty pages runs also while auto-converge is off. */
  readonly countsHighDirtyAlways: boolean;
  /** While auto-converge is on, a timer looks at the dirty log if nobody else did. */
  readonly periodicSync: boolean;
  /** Whether status `device` is visited without `pause-before-switchover`. */
  readonly alwaysVisitsDevice: boolean;
  /** When post-copy is asked about: 10.1 does so before it asks whether it may complete. */
  readonly postcopyAskedFirst: boolean;
  /** `migrate_cancel` is refused once the guest has moved. */
  readonly refusesCancelInPostcopy: boolean;
  /** A status of its own for connecting again after a broken channel. */
  readonly recoverSetup: boolean;
  /** VFIO devices do not start a migration with `postcopy-ram`. */
  readonly vfioRefusesPostcopy: boolean;
  /** `query-migrate` has `downtime` as soon as the guest has moved. */
  readonly reportsDowntimeInPostcopy: boolean;
  /** Protocol that QEMU speaks to a device. */
  readonly vfioProtocol: 'v1' | 'v2';
  /** v2 devices may send state while they run; v1 devices always could. */
  readonly vfioPrecopy: boolean;
  /** All devices stop peer-to-peer DMA before any of them stops. */
  readonly vfioP2p: boolean;
  /** The device property that switches migration, and what it is by default. */
  readonly enableMigration: 'x-enable-migration' | 'enable-migration';
  /** Trackers that QEMU knows beside type1's container tracker. */
  readonly deviceLogging: boolean;
  readonly iommuTracking: boolean;
  /** The exact size of a device counts what it could send while running twice. @source semantics sheet 5.4, row exact */
  readonly exactCountsPrecopyTwice: boolean;
  /** What happens to a device that nobody tracks, once it is let through. */
  readonly untracked: 'blocker' | 'every page' | 'auto blocks';
  /** The all-dirty fallback is reached. False in 10.0 and 10.1: by reading the code only, not verified. @source semantics sheet 5.6 */
  readonly fallbackReachable: boolean;
  /** What several devices need: 7.x has no such check. */
  readonly severalDevices: 'allowed' | 'blocked' | 'need p2p';
  /** A guest with a vIOMMU can be migrated with VFIO devices. */
  readonly viommu: boolean;
  /** The start of the log goes to a container that has none, and QEMU prints the refusal. */
  readonly logsWithoutTracker: boolean;
  /** `query-migrate` lists `dirty-sync-missed-zero-copy`. */
  readonly reportsMissedZeroCopy: boolean;
  /** `query-migrate` lists `skipped`. */
  readonly reportsSkipped: boolean;
  /** `query-migrate` lists `error-desc` whenever an error is stored, not only when failed. */
  readonly reportsEveryError: boolean;
}

const V70: Release = {
  name: '7.0',
  family: 'V7',
  exactWhen: 'always',
  syncWhen: 'remaining < threshold',
  completeWhen: 'pending < threshold',
  handlerOrder: 'serial',
  transferredCounts: 'ram records',
  availSwitchoverBandwidth: false,
  multifdSyncs: 'every section',
  zeroPagesIn: 'main channel',
  switchoverAck: false,
  countsHighDirtyAlways: false,
  periodicSync: false,
  alwaysVisitsDevice: false,
  postcopyAskedFirst: false,
  refusesCancelInPostcopy: false,
  recoverSetup: false,
  vfioRefusesPostcopy: false,
  reportsDowntimeInPostcopy: false,
  vfioProtocol: 'v1',
  vfioPrecopy: true,
  vfioP2p: false,
  enableMigration: 'x-enable-migration',
  deviceLogging: false,
  iommuTracking: false,
  exactCountsPrecopyTwice: false,
  untracked: 'blocker',
  fallbackReachable: true,
  severalDevices: 'allowed',
  viommu: true,
  logsWithoutTracker: true,
  reportsMissedZeroCopy: false,
  reportsSkipped: true,
  reportsEveryError: false,
};
const V71: Release = { ...V70, name: '7.1', reportsMissedZeroCopy: true };
const V72: Release = { ...V71, name: '7.2' };
const V80: Release = {
  ...V72,
  name: '8.0',
  family: 'V80',
  exactWhen: 'must <= threshold',
  reportsDowntimeInPostcopy: true,
  vfioProtocol: 'v2',
  vfioPrecopy: false,
  deviceLogging: true,
  untracked: 'every page',
  severalDevices: 'blocked',
  viommu: false,
  logsWithoutTracker: false,
};
const V81: Release = {
  ...V80,
  name: '8.1',
  multifdSyncs: 'every pass',
  switchoverAck: true,
  countsHighDirtyAlways: true,
  vfioPrecopy: true,
  enableMigration: 'enable-migration',
  exactCountsPrecopyTwice: true,
  untracked: 'auto blocks',
};
const V82: Release = {
  ...V81,
  name: '8.2',
  transferredCounts: 'whole stream',
  availSwitchoverBandwidth: true,
  vfioP2p: true,
  vfioRefusesPostcopy: true,
  severalDevices: 'need p2p',
  reportsEveryError: true,
};
const V90: Release = {
  ...V82,
  name: '9.0',
  zeroPagesIn: 'packets',
  family: 'V90',
  exactWhen: 'pending < threshold',
  syncWhen: 'exact asked',
  handlerOrder: 'all',
};
const V91: Release = { ...V90, name: '9.1', iommuTracking: true, reportsSkipped: false, recoverSetup: true };
const V92: Release = { ...V91, name: '9.2', periodicSync: true, exactCountsPrecopyTwice: false };
const V100: Release = {
  ...V92,
  name: '10.0',
  alwaysVisitsDevice: true,
  fallbackReachable: false,
  refusesCancelInPostcopy: true,
};
const V101: Release = {
  ...V100,
  name: '10.1',
  family: 'V101',
  completeWhen: 'pending <= threshold',
  postcopyAskedFirst: true,
};

/** Every release, each as the one before it with what changed: the table of the semantics sheet's section 0. */
export const RELEASES: Record<ReleaseName, Release> = {
  '7.0': V70,
  '7.1': V71,
  '7.2': V72,
  '8.0': V80,
  '8.1': V81,
  '8.2': V82,
  '9.0': V90,
  '9.1': V91,
  '9.2': V92,
  '10.0': V100,
  '10.1': V101,
};
