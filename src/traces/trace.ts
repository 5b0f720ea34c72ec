/** The record of one real migration: what of it is used here, in units of ours. `parseTrace` makes it from a file. */
export interface Trace {
  readonly name: string;
  readonly kind: string;
  readonly qemuVersion: string;
  /** `kvm` or `tcg`. */
  readonly accel: string;
  /** Known before the migration began; a prediction is made from this and `actions` alone. */
  readonly config: TraceConfig;
  readonly actions: readonly TraceAction[];
  /** Commands that QEMU refused, with its words. */
  readonly errors: readonly { readonly command: string; readonly desc: string }[];
  /** Replies to `query-migrate` that name a status; `ram` only while something is being sent. */
  readonly samples: readonly TraceSample[];
  /** One look of the migration loop each: bytes still dirty after any sync it made, and the threshold then. */
  readonly looks: readonly { readonly atMs: number; readonly pendingBytes: number; readonly thresholdBytes: number }[];
  readonly outcome: TraceOutcome;
}

/** Bytes, milliseconds, pages; QEMU's names for parameters and capabilities. */
export interface TraceConfig {
  readonly ramBytes: number;
  readonly pageSize: number;
  readonly maxBandwidth: number;
  readonly downtimeLimitMs: number;
  /** Speed of the relay between the two processes, null without one. */
  readonly linkBytesPerSecond: number | null;
  readonly capabilities: Readonly<Record<string, boolean>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly stoppedBeforeMigrate: boolean;
  /** Of the QEMU command line. */
  readonly extraArgs: readonly string[];
  readonly guest: TraceGuest;
  readonly measuredWritesPerSecond: number;
  readonly guestWritesBefore: number;
  /** Bursts only: place in the on/off period at `migrate`. */
  readonly guestPhaseMs: number | null;
}

export interface TraceGuest {
  readonly pattern: string;
  readonly regionStartPage: number;
  readonly regionPages: number;
  readonly targetWritesPerSecond: number;
  /** `timer` when left out; a guest of pace `cpu` goes slower while it is throttled, as it was measured. */
  readonly pace?: string;
  readonly fillFromPage: number;
  readonly fillToPage: number;
  readonly hotPages?: number;
  readonly hotShare?: number;
  readonly onMs?: number;
  readonly offMs?: number;
}

export interface TraceAction {
  readonly tMs: number;
  readonly execute: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface TraceSample {
  readonly atMs: number;
  readonly status: string;
  readonly remainingBytes: number | null;
  readonly dirtySyncCount: number | null;
  /** Of auto-converge; 0 while it is not raised. */
  readonly throttlePercent: number;
}

/** What QEMU reported at the end; null where it reports nothing, as after a cancel. */
export interface TraceOutcome {
  readonly status: string;
  readonly totalTimeMs: number | null;
  readonly downtimeMs: number | null;
  readonly setupTimeMs: number | null;
  readonly transferredBytes: number | null;
  readonly normalPages: number | null;
  readonly duplicatePages: number | null;
  readonly dirtySyncCount: number | null;
  /** Source against destination after the end, where somebody compared them; guest RAM only. */
  readonly memoryComparison: { readonly pagesCompared: number; readonly pagesThatDiffer: number } | null;
  /** The last counters before a cancel. */
  readonly atCancel: {
    readonly atMs: number;
    readonly transferredBytes: number;
    readonly normalPages: number;
    readonly duplicatePages: number;
    readonly dirtySyncCount: number;
  } | null;
  /** QMP STOP on the source, RESUME on the destination. */
  readonly sourceStopMs: number | null;
  readonly destinationResumeMs: number | null;
  /** `xbzrle-cache` of the last `query-migrate`; null without the capability. */
  readonly xbzrleCache: {
    readonly bytes: number;
    readonly pages: number;
    readonly cacheMisses: number;
    readonly cacheMissRate: number;
    readonly overflows: number;
  } | null;
  /** One a sync; `remainingBytes` after it is null where QEMU's trace points do not tell. */
  readonly syncs: readonly {
    readonly atMs: number;
    readonly remainingBytes: number | null;
    readonly vmStopped: boolean;
  }[];
}
