import type { Outcome } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { formatCount } from '../units.ts';
import { BAND_SEEDS } from './band-seeds.ts';
import { scenarioOfTrace } from './scenario-of-trace.ts';
import type { Trace, TraceOutcome } from './trace.ts';

/** The figures that a recording and a run of ours have in common. Null where QEMU reports nothing. */
export interface Figures {
  readonly status: string;
  /** Whole ms; for a cancelled run the time of the cancel. */
  readonly totalTimeMs: number | null;
  readonly downtimeMs: number | null;
  readonly transferredBytes: number | null;
  readonly normalPages: number | null;
  readonly duplicatePages: number | null;
  readonly dirtySyncCount: number | null;
}

/** Predicted against measured: signed relative errors, and the difference of the sync counts. */
export interface PredictionError {
  readonly totalTimeMs: number | null;
  readonly transferredBytes: number | null;
  readonly dirtySyncCount: number | null;
}

export type BandFigure = 'totalTimeMs' | 'downtimeMs' | 'transferredBytes' | 'dirtySyncCount';

export interface Prediction {
  readonly name: string;
  readonly measured: Figures;
  /** Null when the recording has something that is not simulated yet, see `remark`. */
  readonly predicted: Figures | null;
  readonly error: PredictionError | null;
  /** Smallest and largest of the seeds where chance decides, else null; so is the time of a cancel, which is given. */
  readonly band: Readonly<Record<BandFigure, readonly [min: number, max: number] | null>> | null;
  /** Whether the measurement lies in the band. */
  readonly inBand: Readonly<Record<BandFigure, boolean | null>> | null;
  /** Pages of which the destination has no up-to-date copy; measured where somebody compared both sides. */
  readonly stalePages: { readonly measured: number | null; readonly predicted: number | null };
  /** Steps of auto-converge; null where it is off, or the guest was never slowed. */
  /** Null for a run without XBZRLE. */
  readonly xbzrle: { readonly measured: XbzrleFigures; readonly predicted: XbzrleFigures } | null;
  readonly throttle: { readonly measured: readonly ThrottleStep[]; readonly predicted: readonly ThrottleStep[] } | null;
  /** False: QEMU itself is known to be wrong there, and the figures say nothing of the engine. */
  readonly isReference: boolean;
  /** Why nothing was predicted, QEMU's message where it refuses, or how QEMU is known to be wrong; else null. */
  readonly remark: string | null;
  /** The run predicted, ready to be simulated again for its curve; null when nothing runs. */
  readonly scenario: Scenario | null;
}

/** `xbzrle-cache` at the end, as the engine counts it. */
export type XbzrleFigures = NonNullable<TraceOutcome['xbzrleCache']>;

/** The throttle has gone to `percent`, and `dirtySyncCount` syncs had been counted by then. */
export interface ThrottleStep {
  readonly dirtySyncCount: number;
  readonly percent: number;
}

/**
 * What the engine makes of a recording's configuration. Where chance decides which pages are written, one run a seed;
 * the prediction is the one with the median total time, and among equals with the median of bytes.
 * @throws ScenarioError when the configuration cannot be
 */
export function predict(trace: Trace, seeds: readonly number[] = BAND_SEEDS): Prediction {
  const steps = predictInSteps(trace, seeds);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same, one run a step, so that a page can draw in between.
 * @throws ScenarioError when the configuration cannot be
 */
export function* predictInSteps(trace: Trace, seeds: readonly number[] = BAND_SEEDS): Generator<void, Prediction> {
  const { name } = trace;
  const measured = measuredFigures(trace);
  const measuredStale = trace.outcome.memoryComparison?.pagesThatDiffer ?? null;
  const isReference = trace.accel !== 'tcg';
  const certain = {
    band: null,
    inBand: null,
    throttle: null,
    xbzrle: null,
    isReference,
    stalePages: { measured: measuredStale, predicted: null },
  };
  const plan = scenarioOfTrace(trace);
  if (plan.kind === 'not-simulated')
    return { name, measured, predicted: null, error: null, ...certain, remark: plan.reason, scenario: null };
  if (plan.kind === 'refused') {
    const predicted = { ...NOTHING, status: plan.status };
    const error = errorOf(measured, predicted);
    return { name, measured, predicted, error, ...certain, remark: plan.message, scenario: null };
  }
  const chance = chanceDecides(plan.scenario);
  const runs: Run[] = [];
  for (const seed of chance ? seeds : [plan.scenario.seed]) {
    yield;
    runs.push(run({ ...plan.scenario, seed }));
  }
  const { figures: predicted, scenario, stale, throttleSteps, xbzrleFigures } = medianOf(runs);
  const { xbzrleCache } = trace.outcome;
  const xbzrle = xbzrleCache && xbzrleFigures ? { measured: xbzrleCache, predicted: xbzrleFigures } : null;
  const measuredSteps = stepsOf(trace.samples);
  const isThrottled = measuredSteps.length + throttleSteps.length > 0;
  const throttle = isThrottled ? { measured: measuredSteps, predicted: throttleSteps } : null;
  const stalePages = { measured: measuredStale, predicted: stale };
  const remark = isReference ? null : lostWrites(trace, stale);
  const error = errorOf(measured, predicted);
  const told = { throttle, xbzrle, stalePages, remark, scenario };
  if (!chance) return { name, measured, predicted, error, ...certain, ...told };
  const band = eachFigure((figure) =>
    figure === 'totalTimeMs' && measured.status === 'cancelled' ? null : rangeOf(runs, figure),
  );
  const inBand = eachFigure((figure) => lies(measured[figure], band[figure]));
  return { name, measured, predicted, error, band, inBand, isReference, ...told };
}

interface Run {
  readonly scenario: Scenario;
  readonly figures: Figures;
  readonly stale: number;
  readonly throttleSteps: readonly ThrottleStep[];
  readonly xbzrleFigures: XbzrleFigures | null;
}

function run(scenario: Scenario): Run {
  const simulation = simulate(scenario, { keyframeBudgetBytes: 0 });
  const outcome = simulation.runToEnd();
  const throttleSteps = simulation
    .timeline()
    .syncs.flatMap(({ index, throttlePercent }, i, all) =>
      throttlePercent > (all[i - 1]?.throttlePercent ?? 0) ? [{ dirtySyncCount: index, percent: throttlePercent }] : [],
    );
  return {
    scenario,
    figures: figuresOf(outcome),
    stale: outcome.audit.stalePages,
    throttleSteps,
    xbzrleFigures: outcome.xbzrle,
  };
}

/** Each step with the syncs that had been counted when it was first seen. */
function stepsOf(samples: Trace['samples']): readonly ThrottleStep[] {
  const steps: ThrottleStep[] = [];
  for (const { throttlePercent: percent, dirtySyncCount } of samples)
    if (dirtySyncCount !== null && percent > (steps.at(-1)?.percent ?? 0)) steps.push({ dirtySyncCount, percent });
  return steps;
}

/** @source QEMU commit 03bfc2188f (9.0): TCG's dirty log lost writes */
function lostWrites({ outcome: { memoryComparison: compared } }: Trace, stale: number): string {
  const found = compared
    ? `: ${formatCount(compared.pagesThatDiffer)} of ${formatCount(compared.pagesCompared)} pages differed at the end`
    : '';
  return `TCG loses writes before QEMU 9.0${found}; predicted as under KVM, with ${formatCount(stale)} stale`;
}

/** Only these kinds of the recorded guest draw random pages. */
const chanceDecides = ({ guest }: Scenario): boolean => guest.workloads.some(({ kind }) => kind !== 'sequential');

function medianOf(runs: readonly Run[]): Run {
  const ordered = runs.toSorted(
    ({ figures: a }, { figures: b }) =>
      (a.totalTimeMs ?? 0) - (b.totalTimeMs ?? 0) || (a.transferredBytes ?? 0) - (b.transferredBytes ?? 0),
  );
  return ordered[Math.floor((ordered.length - 1) / 2)]!;
}

function figuresOf(outcome: Outcome): Figures {
  const { status, totalTimeMs, downtimeMs, transferredBytes, normalPages, duplicatePages, dirtySyncCount } = outcome;
  return { status, totalTimeMs, downtimeMs, transferredBytes, normalPages, duplicatePages, dirtySyncCount };
}

/** After a cancel QEMU reports nothing any more; the last counters before it stand for the run. */
function measuredFigures({ outcome }: Trace): Figures {
  const { status, atCancel } = outcome;
  if (atCancel) {
    const { atMs, transferredBytes, normalPages, duplicatePages, dirtySyncCount } = atCancel;
    return {
      status,
      totalTimeMs: atMs,
      downtimeMs: null,
      transferredBytes,
      normalPages,
      duplicatePages,
      dirtySyncCount,
    };
  }
  const { totalTimeMs, downtimeMs, transferredBytes, normalPages, duplicatePages, dirtySyncCount } = outcome;
  return { status, totalTimeMs, downtimeMs, transferredBytes, normalPages, duplicatePages, dirtySyncCount };
}

const NOTHING: Omit<Figures, 'status'> = {
  totalTimeMs: null,
  downtimeMs: null,
  transferredBytes: null,
  normalPages: null,
  duplicatePages: null,
  dirtySyncCount: null,
};

const errorOf = (measured: Figures, predicted: Figures): PredictionError => ({
  totalTimeMs: relative(measured.totalTimeMs, predicted.totalTimeMs),
  transferredBytes: relative(measured.transferredBytes, predicted.transferredBytes),
  dirtySyncCount:
    measured.dirtySyncCount === null || predicted.dirtySyncCount === null
      ? null
      : predicted.dirtySyncCount - measured.dirtySyncCount,
});

const relative = (measured: number | null, predicted: number | null): number | null =>
  measured === null || predicted === null || measured === 0 ? null : (predicted - measured) / measured;

const eachFigure = <Value>(of: (figure: BandFigure) => Value): Record<BandFigure, Value> => ({
  totalTimeMs: of('totalTimeMs'),
  downtimeMs: of('downtimeMs'),
  transferredBytes: of('transferredBytes'),
  dirtySyncCount: of('dirtySyncCount'),
});

function rangeOf(runs: readonly Run[], figure: BandFigure): [min: number, max: number] | null {
  const values = runs.map(({ figures }) => figures[figure]).filter((value) => value !== null);
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

const lies = (value: number | null, band: readonly [number, number] | null): boolean | null =>
  value === null || band === null ? null : value >= band[0] && value <= band[1];
