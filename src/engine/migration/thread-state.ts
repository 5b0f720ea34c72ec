import type { Transfer } from '../link/transfer.ts';
import type { DecisionRecord, LedgerPart, MigrationStatus, RunStatus, WindowRecord } from '../record.ts';
import type { MigrationCapabilities, MigrationParameters } from '../scenario.ts';
import { type DeviceRun, deviceAtMigrate } from '../vfio/device-run.ts';
import type { ThrottleParameters } from './auto-converge.ts';
import type { Burst } from './burst.ts';
import type { DirtyLimitState } from './dirty-limit.ts';
import { copyPostcopyRun, type PostcopyRun } from './postcopy-run.ts';
import type { SendStop } from './ram.ts';
import { openFirstWindow, type RateWindow } from './rate-window.ts';

/**
 * Where the migration thread stands. Each phase is left at `wakeMs`, but for `iterate` and `final-ram`, which send, and
 * `paused` and `postcopy-paused`, which wait for a command.
 */
export type Phase =
  | 'setup'
  | 'setup-synced'
  | 'head'
  | 'synced'
  | 'iterate'
  | 'iterated'
  | 'devices-iterated'
  | 'sleep'
  | 'stopping'
  | 'paused'
  | 'final-sync'
  | 'final-synced'
  | 'final-ram'
  | 'final-ram-sent'
  | 'final-device'
  | 'final-device-sent'
  | 'final-other'
  | 'discarded'
  | 'postcopy-other'
  | 'postcopy-paused'
  | 'postcopy-connect'
  | 'postcopy-recover'
  | 'postcopy-end'
  | 'leave'
  | 'done';

/** A decision under way; what is pending is asked a second time, exactly. */
export interface PendingDecision {
  readonly atMs: number;
  readonly exact: boolean;
  readonly policy: DecisionRecord['policy'];
  devicesPendingBytes: readonly number[];
  devicePendingBytes: number;
  canSwitchover: boolean;
  pendingBytes: number;
  /** What `migration_iteration_run` has compared so far, to be written down; null where nobody keeps records. */
  readonly compared: Compared | null;
}

/** The part of a decision's record that is settled when it is made. */
export type Compared = Pick<
  DecisionRecord,
  | 'sequence'
  | 'windowBytes'
  | 'windowLimitBytes'
  | 'window'
  | 'thresholdBytes'
  | 'downtimeLimitMs'
  | 'bandwidthBytesPerMs'
  | 'remainingBeforeBytes'
  | 'sync'
  | 'vmRunning'
  | 'postcopyWanted'
  | 'policyBandwidthBytesPerMs'
>;

/** All that changes in the migration thread. Plain data, copied whole by `copyThreadState`. */
export interface ThreadState {
  phase: Phase;
  wakeMs: number;
  status: MigrationStatus;
  vmRunning: boolean;
  /** One entry a VFIO device, in the scenario's order. */
  devices: DeviceRun[];
  downtimeLimitMs: number;
  maxBandwidth: number;
  availSwitchoverBandwidth: number;
  maxPostcopyBandwidth: number;
  window: RateWindow;
  /** The window closed since the last decision. */
  closed: WindowRecord | null;
  burst: Burst | null;
  /** Why the last burst ended. */
  stop: SendStop;
  decision: PendingDecision | null;
  decisions: number;
  /** When the look before the one under way was made. */
  lastLookMs: number;
  streamBytes: number;
  /** Data of VFIO devices: in all, and in the iteration under way. */
  vfioBytes: number;
  iterationDeviceBytes: number;
  precopyBytes: number;
  downtimeBytes: number;
  postcopyBytes: number;
  /** Over multifd's channels while the guest stood still. */
  multifdStoppedBytes: number;
  syncs: number;
  /** Whole ms; null before the first sync. */
  lastPeriodMs: number | null;
  periodDirtyPages: number;
  dirtyPagesRate: number;
  remainingAtLastSyncPages: number;
  /** `ram.transferred` when the rate period began. */
  periodBytes0: number;
  throttleParameters: ThrottleParameters;
  autoConverge: boolean;
  dirtyLimit: boolean;
  /** The guest is reporting free pages since then, and has reported so many; null while it is not. */
  hint: { readonly fromMs: number; reportedPages: number } | null;
  /** The limit in service; null before the first step of `dirty-limit`. */
  limit: DirtyLimitState | null;
  throttlePercent: number;
  highDirtyCount: number;
  /** When the periodic sync is due by the guest's clock, and `Infinity` while that stands still; syncs made at its last tick. */
  periodicSyncMs: number;
  /** What was left until it when the guest was stopped. */
  periodicRestMs: number;
  syncsAtTick: number;
  /** Whole ms; null until `migrate` has set up. */
  setupTimeMs: number | null;
  /** `migrate-start-postcopy` was given; it takes effect at a look. */
  postcopyWanted: boolean;
  /** From the decision to switch to post-copy on. */
  postcopy: PostcopyRun | null;
  /** A request wakes the thread, which then does not heed the window once. */
  urgent: boolean;
  /** The limit is lifted: the switchover has begun. */
  completing: boolean;
  downtimeStartMs: number;
  /** Null until it is over; with post-copy long before the end. */
  downtimeEndMs: number | null;
  /** When the vCPUs stand still; `Infinity` while they are not asked to. */
  vcpuStopMs: number;
  stoppedByCompletion: boolean;
  /** State that the thread waits for, the guest stopped. */
  transfer: Transfer | null;
  /** Steps of the stop that are over, and devices whose state has been sent. */
  stopSteps: number;
  savedDevices: number;
  /** A device failed while the guest was stopped: the stream is bad and completion will fail. */
  poisoned: string | null;
  ledgerMs: number;
  ledgerPart: LedgerPart['part'] | null;
  ledgerDevice: number | null;
  ledgerBytes: number;
  /** How the run ends once the thread leaves its loop. */
  ending: RunStatus;
  endMs: number | null;
  error: string | null;
}

/** The thread at `migrate`, before anything has happened. */
export const threadAtMigrate = (
  parameters: MigrationParameters,
  capabilities: MigrationCapabilities,
  devices: number,
  vmRunning: boolean,
): ThreadState => ({
  phase: 'setup',
  wakeMs: 0,
  status: 'none',
  vmRunning,
  devices: Array.from({ length: devices }, () => deviceAtMigrate(vmRunning)),
  downtimeLimitMs: parameters['downtime-limit'],
  maxBandwidth: parameters['max-bandwidth'],
  availSwitchoverBandwidth: parameters['avail-switchover-bandwidth'],
  maxPostcopyBandwidth: parameters['max-postcopy-bandwidth'],
  window: openFirstWindow(parameters['downtime-limit']),
  closed: null,
  burst: null,
  stop: 'drained',
  decision: null,
  decisions: 0,
  lastLookMs: -1,
  streamBytes: 0,
  vfioBytes: 0,
  iterationDeviceBytes: 0,
  precopyBytes: 0,
  downtimeBytes: 0,
  postcopyBytes: 0,
  multifdStoppedBytes: 0,
  syncs: 0,
  lastPeriodMs: null,
  periodDirtyPages: 0,
  dirtyPagesRate: 0,
  remainingAtLastSyncPages: 0,
  periodBytes0: 0,
  throttleParameters: parameters,
  autoConverge: capabilities['auto-converge'],
  dirtyLimit: capabilities['dirty-limit'],
  limit: null,
  hint: null,
  throttlePercent: 0,
  highDirtyCount: 0,
  periodicSyncMs: Infinity,
  periodicRestMs: Infinity,
  syncsAtTick: 0,
  setupTimeMs: null,
  postcopyWanted: false,
  postcopy: null,
  urgent: false,
  completing: false,
  downtimeStartMs: 0,
  downtimeEndMs: null,
  vcpuStopMs: vmRunning ? Infinity : 0,
  stoppedByCompletion: false,
  transfer: null,
  stopSteps: 0,
  savedDevices: 0,
  poisoned: null,
  ledgerMs: 0,
  ledgerPart: null,
  ledgerDevice: null,
  ledgerBytes: 0,
  ending: 'completed',
  endMs: null,
  error: null,
});

/** A copy that shares nothing which changes. */
export const copyThreadState = (state: ThreadState): ThreadState => ({
  ...state,
  window: { ...state.window },
  burst: state.burst && { ...state.burst },
  decision: state.decision && { ...state.decision },
  postcopy: state.postcopy && copyPostcopyRun(state.postcopy),
  limit: state.limit && { ...state.limit },
  hint: state.hint && { ...state.hint },
  devices: state.devices.map((device) => ({ ...device })),
});
