import type { ReleaseName, UntrackedRuleName } from './scenario.ts';

/**
 * What a run leaves behind, beside the pages themselves: plain data that can be posted between threads, printed as
 * JSON and compared. All times are simulated milliseconds after `migrate`, fractional; times that QEMU reports are
 * whole and say so.
 */

/** `MigrationStatus` of qapi/migration.json, 7.2; `postcopy-recover-setup` is of 9.1. */
export type MigrationStatus =
  | 'none'
  | 'setup'
  | 'cancelling'
  | 'cancelled'
  | 'active'
  | 'postcopy-active'
  | 'postcopy-paused'
  | 'postcopy-recover-setup'
  | 'postcopy-recover'
  | 'completed'
  | 'failed'
  | 'colo'
  | 'pre-switchover'
  | 'device'
  | 'wait-unplug';

/**
 * How a run ended. `not-converged`: still active at the horizon. `refused`: `migrate` returned an error. `realize-error`:
 * a device was refused when it was added, so there is no such guest to migrate.
 */
export type RunStatus = 'completed' | 'cancelled' | 'failed' | 'refused' | 'realize-error' | 'not-converged';

/** Counters at an instant. Bytes, pages and ms; QEMU's meaning (`ram.transferred` counts RAM records only in 7.2). */
export interface Counters {
  readonly transferredBytes: number;
  readonly precopyBytes: number;
  readonly downtimeBytes: number;
  readonly postcopyBytes: number;
  /** Requests for pages that the source has been sent. */
  readonly postcopyRequests: number;
  /** RAM sent while the guest ran and while it stood still: as `precopy-bytes` and `downtime-bytes`, which leave out multifd's channels. */
  readonly ramRunningBytes: number;
  readonly ramStoppedBytes: number;
  readonly normalPages: number;
  readonly duplicatePages: number;
  /** Pages sent although the destination already had their content. */
  readonly redundantPages: number;
  /** Pages that the guest reported free and that left the bitmap unsent, each time. */
  readonly hintedPages: number;
  readonly dirtySyncCount: number;
  readonly remainingPages: number;
  /** All bytes, framing and device state included. */
  readonly streamBytes: number;
  /** Data of VFIO devices, without framing: `vfio.transferred`. */
  readonly vfioBytes: number;
  /** Over multifd's channels: bytes (`multifd-bytes`), packets with pages, and sync packets. */
  readonly multifdBytes: number;
  readonly multifdPackets: number;
  readonly multifdSyncs: number;
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
  /** Null without the capability. */
  readonly xbzrle: XbzrleCounters | null;
  readonly compression: CompressionCounters | null;
}

/** `xbzrle-cache` of `query-migrate`. */
export interface XbzrleCounters {
  readonly cacheSizeBytes: number;
  /** Encoded bytes and their lengths, without page headers; 4,096 for a page that overflowed. */
  readonly bytes: number;
  /** Pages found in the cache, whatever became of them. */
  readonly pages: number;
  readonly cacheMisses: number;
  /** Misses over pages sent, and whole over encoded bytes, both of the last rate period. */
  readonly cacheMissRate: number;
  readonly encodingRate: number;
  /** Pages whose encoding was longer than a page: sent whole. */
  readonly overflows: number;
  /** Pages found as they were, of which nothing was sent. QEMU does not report them. */
  readonly skippedPages: number;
}
/** `compression` of `query-migrate`. */
export interface CompressionCounters {
  readonly pages: number;
  /** Bytes of compressed pages and their lengths, without page headers. */
  readonly compressedBytes: number;
  /** Whole over compressed bytes of the last rate period. */
  readonly compressionRate: number;
  /** CPU time of all compressing threads. QEMU does not report it. */
  readonly cpuMs: number;
}

/** The throttle of the guest's CPUs in %, 0 before the first change. */
export interface ThrottleChange extends Change<number> {
  /** What the guest still gets done, 0 to 1 of what it did before. */
  readonly workShare: number;
}

/** A period of `dirty-limit` in service. */
export interface DirtyLimitPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  /** MB/s, MB being 2^20 bytes: what each vCPU may dirty, and what it dirtied as measured at the end; null when the run ended first. */
  readonly limitMBps: number;
  readonly rateMBps: number | null;
  /** What a vCPU slept each time its dirty ring was full, and in all of the period. */
  readonly sleepUs: number;
  readonly sleptMs: number;
}

/** One look of auto-converge or `dirty-limit` at a rate period. Bytes and %. */
export interface ThrottleJudgement {
  readonly reason: 'off' | 'low' | 'counted' | 'step';
  readonly dirtyBytes: number;
  readonly limitBytes: number;
  readonly fromPercent: number;
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
  /** What auto-converge or `dirty-limit` made of the period; null when none closed, or nobody judges it. */
  readonly throttling: ThrottleJudgement | null;
  /** %, after this sync; 0: not throttled. */
  readonly throttlePercent: number;
  /** MB/s that each vCPU may dirty, after this sync; 0: not limited. */
  readonly dirtyLimitMBps: number;
  /** Periods above the limit since the last step, 0 or 1. */
  readonly highDirtyCount: number;
  /** 8 hex digits: hash of everything that the syncs so far found and of the counters. */
  readonly digest: string;
}

/** One `migration_iteration_run`, or one look at a used-up window: the values compared, raw. See `migration/decision.ts`. */
export interface DecisionRecord {
  readonly sequence: number;
  readonly atMs: number;
  readonly status: MigrationStatus;
  readonly vmRunning: boolean;
  /** C0: what the rule for untracked DMA decided; `hold`: look, but do not stop the guest in this call. */
  readonly policy: 'none' | 'complete' | 'fail' | 'hold';
  /** C0: the bandwidth that the rule reckoned with, bytes a ms; 0 when it had none or needed none. */
  readonly policyBandwidthBytesPerMs: number;
  /** C1 */
  readonly windowBytes: number;
  readonly windowLimitBytes: number;
  /** C2: the window that closed since the previous decision, or null. */
  readonly window: WindowRecord | null;
  readonly thresholdBytes: number;
  readonly bandwidthBytesPerMs: number;
  /** The limit with which the threshold was reckoned; a new limit counts from the next closing of a window on. */
  readonly downtimeLimitMs: number;
  /** C4: remaining when asked, before a sync. */
  readonly remainingBeforeBytes: number;
  /** C5: index into the syncs (0-based), or null when no sync was made here. */
  readonly sync: number | null;
  /** Whether devices were asked for their exact sizes, or gave estimates (8.0 on; 7.x always asks). */
  readonly exact: boolean;
  /** C8: pending of each VFIO device, in the scenario's order, and their sum. */
  readonly devicesPendingBytes: readonly number[];
  readonly devicePendingBytes: number;
  /** C9: `migration_can_switchover`; true where there is no such check. */
  readonly canSwitchover: boolean;
  /** C10, C11 */
  readonly pendingBytes: number;
  /** C12: `migrate-start-postcopy` was given. */
  readonly postcopyWanted: boolean;
  readonly outcome: 'iterate' | 'complete' | 'postcopy' | 'fail';
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
  /** Pages sent encoded or compressed. */
  readonly encodedPages: number;
  /** Data of VFIO devices. */
  readonly deviceBytes: number;
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
/**
 * State of a VFIO device. v1 (bits RUNNING 1, SAVING 2): `running` 1, `running-saving` 3, `stop-copy` 2, `stopped` 0, `error` 6.
 * v2: RUNNING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, STOP, STOP_COPY, RESUMING (on the destination), ERROR.
 */
export type DeviceState =
  | 'running'
  | 'running-saving'
  | 'running-p2p'
  | 'pre-copy'
  | 'pre-copy-p2p'
  | 'stop-copy'
  | 'stopped'
  | 'resuming'
  | 'error';

/** A part of the downtime, in order. The parts' `ms` add up to the true pause; `bytes` is 0 where none are sent. */
export interface LedgerPart {
  readonly part:
    | 'vm-stop'
    | 'device-p2p'
    | 'device-stop'
    | 'pre-switchover'
    | 'sync'
    | 'discard'
    | 'ram'
    | 'device-state'
    | 'other-state'
    | 'destination-load';
  /** Index of the VFIO device whose part it is. */
  readonly device?: number;
  readonly fromMs: number;
  readonly ms: number;
  readonly bytes: number;
}

/** Post-copy at one instant. */
export interface PostcopySample {
  readonly atMs: number;
  /** Since the start of post-copy. */
  readonly requests: number;
  /** vCPUs that wait for a page now, and for how long (ms) all of them together have waited so far. */
  readonly waitingVcpus: number;
  readonly waitedMs: number;
  /** Pages that only the source has. */
  readonly missingPages: number;
}
/** What post-copy came to. */
export interface PostcopyOutcome {
  /** Since `migrate`: the guest was stopped, and ran again on the destination; null when it never did. */
  readonly stoppedMs: number;
  readonly resumedMs: number | null;
  readonly discardedPages: number;
  /** Pages sent once more after a broken channel. */
  readonly lostPages: number;
  readonly requests: number;
  /** Whole ms, as QEMU's destination counts them: all vCPUs at once, and each. */
  readonly blocktimeMs: number;
  readonly vcpuBlocktimeMs: readonly number[];
  /** Exactly, each vCPU. */
  readonly vcpuWaitedMs: readonly number[];
  /** Waits that ended, by length: up to each bound (ms), and a last class of longer ones. */
  readonly latencyBoundsMs: readonly number[];
  readonly latencies: readonly number[];
  readonly longestWaitMs: number;
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
  readonly release: ReleaseName;
  readonly curve: Curve;
  readonly syncs: readonly SyncRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly events: readonly QmpEvent[];
  readonly log: readonly LogLine[];
  readonly statuses: readonly Change<MigrationStatus>[];
  readonly vm: readonly Change<'running' | 'stopped'>[];
  /** Empty when the guest was never throttled. */
  readonly throttle: readonly ThrottleChange[];
  /** Empty when the vCPUs' dirty rate was never limited. */
  readonly dirtyLimit: readonly DirtyLimitPeriod[];
  /** One list a device, in the scenario's order. */
  readonly devices: readonly (readonly Change<DeviceState>[])[];
  readonly ledger: readonly LedgerPart[];
  /** Every 10 ms from the start of the guest on the destination until the end of post-copy; empty without it. */
  readonly postcopy: readonly PostcopySample[];
  /** What the managing tool decided, by time; empty without one. */
  readonly management: readonly ManagementDecision[];
  readonly admission: Admission;
  readonly outcome: Outcome | null;
}

/** A look of the managing tool that came to something: what it read, which part of its rule fired, what it ordered. */
export interface ManagementDecision {
  readonly atMs: number;
  /** Given before `migrate`; `atMs` is 0 then. */
  readonly beforeMigrate: boolean;
  /** Two or three words for a lane: `limit 76 ms`, `abort`. */
  readonly title: string;
  /** One plain sentence with numbers. */
  readonly because: string;
  /** What `query-migrate` said of RAM; null before it said anything. */
  readonly read: ManagementReading | null;
  readonly commands: readonly ManagementCommand[];
  /** False in shadow mode: nothing of it was done. */
  readonly acted: boolean;
}
/** Fields of `query-migrate`, as they stood. */
export interface ManagementReading {
  readonly remainingBytes: number;
  readonly transferredBytes: number;
  readonly totalBytes: number;
  /** Megabits a second. */
  readonly mbps: number;
  readonly dirtySyncCount: number;
  readonly expectedDowntimeMs: number;
}
/** A QMP command, and what became of it. */
export interface ManagementCommand {
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>> | null;
  /** QEMU's error, or null. */
  readonly error: string | null;
  /** Where the simulation does less than QEMU would; '' elsewhere. */
  readonly note: string;
}

/** What was checked when the devices were added and before `migrate` was let through. */
export interface Admission {
  /** One entry a VFIO device, in the scenario's order. */
  readonly devices: readonly DeviceAdmission[];
  /** Every blocker, the most recently added first, as `query-migrate` lists them. */
  readonly blockedReasons: readonly string[];
  /** The error that `migrate` returned: the most recently added blocker, or that of a rule; null when it was let through. */
  readonly error: string | null;
  /** The error with which a device was refused, so that QEMU did not start; null when none was. */
  readonly realizeError: string | null;
  readonly told: ToldBeforehand;
}
export interface DeviceAdmission {
  readonly device: string;
  readonly verdict: 'allowed' | 'warned' | 'blocked' | 'realize-error';
  /** What was printed, or is the reason of the blocker or of the refusal; '' when nothing was said. */
  readonly message: string;
  readonly tracker: DmaTracker;
  /** Why it is this tracker, in one sentence. */
  readonly reason: string;
}
/**
 * Who tells QEMU which pages a device wrote. `device`: its own log. `iommu`: the log of the IOMMU. `every page`: the
 * container reports all mapped pages each time. `pinned pages`: the container reports the pages that are pinned.
 * `nobody`: no tracker, so the rule for untracked devices applies.
 */
export type DmaTracker = 'device' | 'iommu' | 'every page' | 'pinned pages' | 'nobody';

/** What a management tool can find out before it starts the migration: the question of T#8. */
export interface ToldBeforehand {
  /** The rule that will be applied; null when every write is tracked. */
  readonly rule: UntrackedRuleName | null;
  /** Whether a tool can know which rule will be applied, and where it would read it. */
  readonly ruleKnown: Answer;
  /** Whether it can know that pre-copy will be skipped, refused, or run. */
  readonly precopyKnown: Answer;
  /** Whether it can know the downtime, and what it would predict. */
  readonly downtimeKnown: Answer;
  readonly predictedDowntimeMs: number | null;
  /** Two or three words for a table: `blocked-reasons`, `a line in the log`, `nothing`. */
  readonly summary: string;
}
export interface Answer {
  readonly known: boolean;
  /** One sentence: from where, or why not. */
  readonly how: string;
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
  /** Null without post-copy. */
  readonly postcopy: PostcopyOutcome | null;
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
  /** null: never delivered, or thrown away and not delivered since. Of a guest that post-copy has moved: what it began with there. */
  readonly destinationVersion: number | null;
  /** Where the page is once post-copy has begun; null before, and without it. */
  readonly postcopy: PostcopyPlace | null;
  readonly events: readonly PageEvent[];
  /** More events than `events` holds. */
  readonly omitted: number;
}
/** `discarded`: thrown away on the destination, and only at the source; `requested`: the same, and a CPU waits for it; `there`: at the destination. */
export type PostcopyPlace = 'discarded' | 'requested' | 'there';
export type PageEvent =
  | {
      readonly kind: 'written';
      readonly atMs: number;
      readonly by: 'vcpu' | 'dma';
      /** Index of the VFIO device that wrote; null for the guest's CPUs. */
      readonly device: number | null;
      readonly tracked: boolean;
      readonly version: number;
      readonly times: number;
    }
  /** The guest runs on the destination; `has` it anything of the page? */
  | { readonly kind: 'resumed'; readonly atMs: number; readonly has: boolean }
  | { readonly kind: 'found-dirty'; readonly atMs: number; readonly sync: number }
  | {
      readonly kind: 'sent';
      readonly atMs: number;
      readonly version: number;
      readonly zero: boolean;
      readonly redundant: boolean;
    }
  /** Post-copy: the destination is told to throw away what it has of the page; `had` it anything? */
  | { readonly kind: 'discarded'; readonly atMs: number; readonly had: boolean }
  /** A CPU of the destination, counted from 0, touches the page, which is not there, and waits. */
  | { readonly kind: 'requested'; readonly atMs: number; readonly vcpu: number }
  /** The page has come, and whoever waited for it goes on. */
  | { readonly kind: 'arrived'; readonly atMs: number }
  /** The page was on the wire when the channel broke. */
  | { readonly kind: 'lost-on-the-way'; readonly atMs: number }
  /** Written by the guest that runs on the destination: the source does not know. */
  | { readonly kind: 'written-there'; readonly atMs: number; readonly vcpu: number; readonly times: number };

/** The run at one instant, beside its pages: what the monitor would say. */
export interface Instant {
  readonly nowMs: number;
  readonly status: MigrationStatus;
  readonly vmRunning: boolean;
  readonly counters: Counters;
  /** The reply to `query-migrate`, QEMU's own names. */
  readonly queryMigrate: Readonly<Record<string, unknown>>;
  /** The same on the destination, once the guest is there before its pages; null before. */
  readonly destinationQueryMigrate: Readonly<Record<string, unknown>> | null;
  /** The text of HMP `info migrate`. */
  readonly infoMigrate: string;
}
