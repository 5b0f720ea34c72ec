/** What a formula is given. It knows nothing of trackers, of the state of devices, of commands given on the way, or of chance. */
export interface ModelInputs {
  /** All pages of all RAM blocks. */
  readonly pages: number;
  /** Of them, those that hold something when `migrate` is given. */
  readonly nonzeroPages: number;
  /** While the guest runs: the slower of the link, the cap and what a host copies. */
  readonly bytesPerMs: number;
  /** While it is stopped: without the cap. */
  readonly stopBytesPerMs: number;
  /** `max-bandwidth`, a second; 0 is unlimited. */
  readonly maxBandwidth: number;
  readonly downtimeLimitMs: number;
  /** Page writes a second, CPUs and devices together. */
  readonly writesPerSecond: number;
  /** Pages that are written at all. */
  readonly workingSetPages: number;
  /** Distinct pages written in so many ms: rises from 0, never beyond `workingSetPages`. */
  readonly distinctPages: (ms: number) => number;
  readonly setupMs: number;
  /** What the pause takes beside RAM. */
  readonly pauseMs: number;
  /** Nobody waits longer: a formula that is not done by then does not converge. */
  readonly horizonMs: number;
}

/** A figure from its least to its most; both are equal where a formula gives a number and not a bound. */
export type Bounds = readonly [least: number, most: number];

/** Bytes that remain against time; linear between neighbours, equal instants make a jump. Ms after `migrate`. */
export interface ModelCurve {
  readonly atMs: readonly number[];
  readonly remainingBytes: readonly number[];
}

export interface ModelPrediction {
  readonly converges: boolean;
  /** Null when it does not converge. */
  readonly totalTimeMs: Bounds | null;
  /** Null when it does not converge, or the formula says nothing of it. */
  readonly downtimeMs: Bounds | null;
  readonly sentBytes: Bounds | null;
  /** While the guest runs. */
  readonly passes: number;
  /** One line, or the line of each bound. */
  readonly curves: readonly ModelCurve[];
}

export type ModelName =
  | 'distinct-writer'
  | 'uniform-writer'
  | 'dirty-curve'
  | 'liu'
  | 'akoush'
  | 'akoush-avg'
  | 'akoush-hist'
  | 'simgrid'
  | 'cloudsim';

/** A formula from a paper, a simulator or the sheet, that says what a migration comes to without running it. */
export interface MigrationModel {
  readonly name: ModelName;
  /** On the screen. */
  readonly title: string;
  readonly source: string;
  /** One line of mathematics in words. */
  readonly formula: string;
  /** One sentence. */
  readonly neglects: string;
  readonly predict: (inputs: ModelInputs) => ModelPrediction;
}
