import type { DeviceState, LedgerPart, MigrationStatus, RunStatus, SyncRecord, WindowRecord } from '../record.ts';
import type { MigrationParameters } from '../scenario.ts';
import type { Burst, SendStop } from './ram.ts';
import { openFirstWindow, type RateWindow } from './rate-window.ts';

/**
 * Where the migration thread stands. Each phase is left at `wakeMs`, but for `iterate` and `final-ram`, which send, and
 * `paused`, which waits for `migrate-continue`.
 */
export type Phase =
  | 'setup'
  | 'setup-synced'
  | 'head'
  | 'synced'
  | 'iterate'
  | 'iterated'
  | 'sleep'
  | 'stopping'
  | 'paused'
  | 'final-sync'
  | 'final-synced'
  | 'final-ram'
  | 'final-ram-sent'
  | 'final-device'
  | 'final-other'
  | 'leave'
  | 'done';

/** A decision under way: what `migration_iteration_run` has compared so far. */
export interface PendingDecision {
  readonly sequence: number;
  readonly atMs: number;
  readonly windowBytes: number;
  readonly windowLimitBytes: number;
  readonly window: WindowRecord | null;
  readonly thresholdBytes: number;
  readonly bandwidthBytesPerMs: number;
  readonly remainingBeforeBytes: number;
  readonly sync: number | null;
  readonly pendingBytes: number;
}

/** All that changes in the migration thread. Plain data: a snapshot is a copy, one level of objects deep. */
export interface ThreadState {
  phase: Phase;
  wakeMs: number;
  status: MigrationStatus;
  vmRunning: boolean;
  deviceState: DeviceState;
  downtimeLimitMs: number;
  maxBandwidth: number;
  window: RateWindow;
  /** The window closed since the last decision. */
  closed: WindowRecord | null;
  burst: Burst | null;
  /** Why the last burst ended. */
  stop: SendStop;
  decision: PendingDecision | null;
  decisions: number;
  streamBytes: number;
  precopyBytes: number;
  downtimeBytes: number;
  syncs: number;
  lastSync: SyncRecord | null;
  /** Whole ms; null before the first sync. */
  lastPeriodMs: number | null;
  periodDirtyPages: number;
  dirtyPagesRate: number;
  remainingAtLastSyncPages: number;
  /** Whole ms; null until `migrate` has set up. */
  setupTimeMs: number | null;
  /** The limit is lifted: the switchover has begun. */
  completing: boolean;
  downtimeStartMs: number;
  /** When vCPUs and device stand still; `Infinity` while they are not asked to. */
  vcpuStopMs: number;
  dmaStopMs: number;
  stoppedByCompletion: boolean;
  ledgerMs: number;
  ledgerPart: LedgerPart['part'] | null;
  ledgerBytes: number;
  /** How the run ends once the thread leaves its loop. */
  ending: RunStatus;
  endMs: number | null;
  error: string | null;
}

/** The thread at `migrate`, before anything has happened. */
export const threadAtMigrate = (parameters: MigrationParameters, vmRunning: boolean): ThreadState => ({
  phase: 'setup',
  wakeMs: 0,
  status: 'none',
  vmRunning,
  deviceState: 'running',
  downtimeLimitMs: parameters['downtime-limit'],
  maxBandwidth: parameters['max-bandwidth'],
  window: openFirstWindow(parameters['downtime-limit']),
  closed: null,
  burst: null,
  stop: 'drained',
  decision: null,
  decisions: 0,
  streamBytes: 0,
  precopyBytes: 0,
  downtimeBytes: 0,
  syncs: 0,
  lastSync: null,
  lastPeriodMs: null,
  periodDirtyPages: 0,
  dirtyPagesRate: 0,
  remainingAtLastSyncPages: 0,
  setupTimeMs: null,
  completing: false,
  downtimeStartMs: 0,
  vcpuStopMs: Infinity,
  dmaStopMs: Infinity,
  stoppedByCompletion: false,
  ledgerMs: 0,
  ledgerPart: null,
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
});
