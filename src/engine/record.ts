import type { DmaTracking } from './scenario.ts';

/**
 * What a run leaves behind, beside the pages themselves: plain data that can be posted between threads, printed as
 * JSON and compared. All times are simulated milliseconds after `migrate`, fractional; times that QEMU reports are
 * whole and say so.
 */

/** `MigrationStatus` of qapi/migration.json, 7.2. */
export type MigrationStatus =
  | 'none'
  | 'setup'
  | 'cancelling'
  | 'cancelled'
  | 'active'
  | 'postcopy-active'
  | 'postcopy-paused'
  | 'postcopy-recover'
  | 'completed'
  | 'failed'
  | 'colo'
  | 'pre-switchover'
  | 'device'
  | 'wait-unplug';

/** How a run ended. `not-converged`: still active at the horizon. `refused`: `migrate` returned an error. */
export type RunStatus = 'completed' | 'cancelled' | 'failed' | 'refused' | 'not-converged';

/** Counters at an instant. Bytes, pages and ms; QEMU's meaning (`ram.transferred` counts RAM records only in 7.2). */
export interface Counters {
  readonly transferredBytes: number;
  readonly precopyBytes: number;
  readonly downtimeBytes: number;
  readonly normalPages: number;
  readonly duplicatePages: number;
  /** Pages sent although the destination already had their content. */
  readonly redundantPages: number;
  readonly dirtySyncCount: number;
  readonly remainingPages: number;
  /** All bytes on the main channel, framing and device state included. */
  readonly streamBytes: number;
  readonly iterateCalls: number;
  readonly thresholdBytes: number;
  /** Bytes a millisecond, from the last closed window; 0 before the first. */
  readonly bandwidthBytesPerMs: number;
  /** Whole ms. */
  readonly expectedDowntimeMs: number;
  readonly dirtyPagesRate: number;
  readonly pagesPerSecond: number;
  readonly mbps: number;
  /** Page writes by the guest's CPUs and by devices since `migrate`. */
  readonly vcpuWrites: number;
  readonly dmaWrites: number;
}

/** One dirty bitmap sync: what it found, and everything sent until then. */
export interface SyncRecord extends Counters {
  /** 1 for the sync of setup. */
  readonly index: number;
  readonly atMs: number;
  readonly vmStopped: boolean;
  /** Remaining before the sync; `remainingPages` is after it. */
  readonly remainingBeforePages: number;
  /** Bits that went from 0 to 1, by who dirtied the page. Their sum is what the sync added. */
  readonly byVcpuPages: number;
  readonly byDmaPages: number;
  readonly allDirtyPages: number;
  /** Running count of newly dirty pages since the last rate period, as QEMU's trace point shows it. */
  readonly periodDirtyPages: number;
  /** The rate period (more than 1000 ms) closed with this sync. */
  readonly periodClosed: boolean;
  /** 8 hex digits: hash of everything that the syncs so far found and of the counters. */
  readonly digest: string;
}

/** One `migration_iteration_run`, or one look at a used-up window: the values compared, raw. See `migration/decision.ts`. */
export interface DecisionRecord {
  readonly sequence: number;
  readonly atMs: number;
  readonly status: MigrationStatus;
  readonly vmRunning: boolean;
  /** C0: the rule for untracked DMA decided before anything was measured. */
  readonly policy: 'none' | 'complete' | 'fail';
  /** C1 */
  readonly windowBytes: number;
  readonly windowLimitBytes: number;
  /** C2: the window that closed since the previous decision, or null. */
  readonly window: WindowRecord | null;
  readonly thresholdBytes: number;
  readonly bandwidthBytesPerMs: number;
  readonly downtimeLimitMs: number;
  /** C4: remaining when asked, before a sync. */
  readonly remainingBeforeBytes: number;
  /** C5: index into the syncs (0-based), or null when no sync was made here. */
  readonly sync: number | null;
  /** C8: pending of devices other than RAM. */
  readonly devicePendingBytes: number;
  /** C10, C11 */
  readonly pendingBytes: number;
  readonly outcome: 'iterate' | 'complete' | 'fail';
  /** C13, filled when the iteration ended; null for a completion. */
  readonly iteration: IterationRecord | null;
}
/** A closed rate window: `migration_update_counters`. */
export interface WindowRecord {
  readonly atMs: number;
  readonly transferredBytes: number;
  /** Whole ms. */
  readonly timeSpentMs: number;
  readonly bandwidthBytesPerMs: number;
  readonly thresholdBytes: number;
  readonly previousThresholdBytes: number;
}
/** One `ram_save_iterate`. */
export interface IterationRecord {
  readonly endMs: number;
  readonly normalPages: number;
  readonly zeroPages: number;
  readonly redundantPages: number;
  readonly ended: 'drained' | 'window' | '50 ms' | 'stopped';
}

/** A QMP event, on the side that emits it. */
export interface QmpEvent {
  readonly atMs: number;
  readonly side: 'source' | 'destination';
  readonly event: 'MIGRATION' | 'MIGRATION_PASS' | 'STOP' | 'RESUME';
  readonly data?: { readonly status?: MigrationStatus; readonly pass?: number };
}
/** A line that QEMU prints, or an answer to a command, in QEMU's words. */
export interface LogLine {
  readonly atMs: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}
/** A state that holds from `atMs` to the next change. */
export interface Change<State> {
  readonly atMs: number;
  readonly state: State;
}
export type DeviceState = 'running' | 'running-saving' | 'stop-copy' | 'stopped';

/** A part of the downtime, in order. The parts' `ms` add up to the true pause; `bytes` is 0 where none are sent. */
export interface LedgerPart {
  readonly part:
    | 'vm-stop'
    | 'device-stop'
    | 'pre-switchover'
    | 'sync'
    | 'ram'
    | 'device-state'
    | 'other-state'
    | 'destination-load';
  readonly fromMs: number;
  readonly ms: number;
  readonly bytes: number;
}

/** A run of neighbouring pages whose destination copy is older than the source's. */
export interface StaleRange {
  readonly block: string;
  /** Page numbers inside the block, half-open. */
  readonly fromPage: number;
  readonly toPage: number;
  /** Place in the page bitmaps of `fromPage`. */
  readonly fromSlot: number;
  readonly cause: 'untracked-dma' | 'never-sent' | 'written-after-send';
}
export interface Audit {
  readonly atMs: number;
  readonly stalePages: number;
  /** In scan order; at most 1,000, `stalePages` is exact. */
  readonly ranges: readonly StaleRange[];
  /** One sentence on why, or that nothing is stale. */
  readonly explanation: string;
}

/** The convergence curve: remaining is linear between neighbouring points. Columns of equal length. */
export interface Curve {
  readonly atMs: Float64Array;
  readonly remainingBytes: Float64Array;
  readonly thresholdBytes: Float64Array;
  readonly expectedDowntimeMs: Float64Array;
  readonly transferredBytes: Float64Array;
}

/** Everything about a run except its pages; complete once `outcome` is not null. */
export interface Timeline {
  readonly curve: Curve;
  readonly syncs: readonly SyncRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly events: readonly QmpEvent[];
  readonly log: readonly LogLine[];
  readonly statuses: readonly Change<MigrationStatus>[];
  readonly vm: readonly Change<'running' | 'stopped'>[];
  /** One list a device, in the scenario's order. */
  readonly devices: readonly (readonly Change<DeviceState>[])[];
  readonly ledger: readonly LedgerPart[];
  readonly admission: Admission;
  readonly outcome: Outcome | null;
}

/** What was checked before `migrate` was let through. */
export interface Admission {
  readonly trackers: readonly { readonly device: string; readonly tracking: DmaTracking; readonly reason: string }[];
  readonly blockedReasons: readonly string[];
  /** The error that `migrate` returned, or null. */
  readonly error: string | null;
}

export interface Outcome extends Counters {
  readonly status: RunStatus;
  readonly verdict: Verdict;
  /** Whole ms, as QEMU reports them; downtime is null unless completed. */
  readonly totalTimeMs: number;
  readonly setupTimeMs: number;
  readonly downtimeMs: number | null;
  /** STOP on the source to RESUME on the destination, fractional; null unless completed with a running guest. */
  readonly guestPauseMs: number | null;
  readonly endMs: number;
  readonly audit: Audit;
  readonly digest: string;
}

export interface Verdict {
  readonly tone: 'good' | 'warning' | 'bad';
  /** One plain sentence with numbers. */
  readonly headline: string;
  /** The number in `headline` that matters, a substring of it; '' when there is none. */
  readonly emphasis: string;
  /** One to three sentences of why. */
  readonly why: string;
}

/** A check C0 to C14 of a decision, in words, for the inspector. */
export interface ExplainedCheck {
  readonly id: string;
  readonly title: string;
  /** `null`: a step without a yes or no. `undefined` is not used: a check not evaluated has `evaluated: false`. */
  readonly answer: boolean | null;
  readonly evaluated: boolean;
  readonly left: string;
  readonly operator: string;
  readonly right: string;
  /** What follows, or why it was not evaluated. */
  readonly consequence: string;
  /** The check that decided this call. */
  readonly decisive: boolean;
  /** QEMU's function. */
  readonly source: string;
}
export interface ExplainedDecision {
  readonly title: string;
  readonly atMs: number;
  readonly sequence: number;
  readonly source: string;
  readonly checks: readonly ExplainedCheck[];
  readonly consequence: string;
}

/** What one page went through, in order. Versions count writes: 0 is the content at `migrate`. */
export interface PageBiography {
  readonly slot: number;
  readonly block: string;
  readonly pageInBlock: number;
  readonly sourceVersion: number;
  /** null: never delivered. */
  readonly destinationVersion: number | null;
  readonly events: readonly PageEvent[];
  /** More events than `events` holds. */
  readonly omitted: number;
}
export type PageEvent =
  | {
      readonly kind: 'written';
      readonly atMs: number;
      readonly by: 'vcpu' | 'dma';
      readonly tracked: boolean;
      readonly version: number;
      readonly times: number;
    }
  | { readonly kind: 'found-dirty'; readonly atMs: number; readonly sync: number }
  | {
      readonly kind: 'sent';
      readonly atMs: number;
      readonly version: number;
      readonly zero: boolean;
      readonly redundant: boolean;
    };

/** The run at one instant, beside its pages: what the monitor would say. */
export interface Instant {
  readonly nowMs: number;
  readonly status: MigrationStatus;
  readonly vmRunning: boolean;
  readonly counters: Counters;
  /** The reply to `query-migrate`, QEMU's own names. */
  readonly queryMigrate: Readonly<Record<string, unknown>>;
  /** The text of HMP `info migrate`. */
  readonly infoMigrate: string;
}
