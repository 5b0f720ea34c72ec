import { cannotCount, countedRun } from '../../engine/counts/counted-run.ts';
import type { Outcome, RunStatus, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { Simulation } from '../../engine/simulation.ts';
import { runningMs, workLostMs } from '../work-lost.ts';

/** What is kept of one run of a plan. Numbers only, so that a row is a row in every format. */
export interface Measured {
  /** `impossible`: the values together are no scenario, and nothing ran. */
  readonly status: RunStatus | 'impossible';
  /** Whole ms as QEMU reports it; null unless completed. */
  readonly downtimeMs: number | null;
  /** STOP to RESUME; null unless the guest ran and completed. */
  readonly guestPauseMs: number | null;
  readonly totalTimeMs: number;
  /** Everything on the wire. */
  readonly sentBytes: number;
  readonly downtimeBytes: number;
  readonly normalPages: number;
  readonly duplicatePages: number;
  readonly redundantPages: number;
  readonly remainingPages: number;
  readonly stalePages: number;
  readonly syncs: number;
  readonly throttlePercent: number;
  /** Share of its work that the guest lost to the throttle, 0 to 1. */
  readonly slowdown: number;
  /** Of the run, see `Outcome.digest`. '' when nothing ran. */
  readonly digest: string;
}

/** The run of `scenario` to its end, page by page, and what is kept of it. */
export function measure(scenario: Scenario): Measured {
  const simulation = new Simulation(scenario, { keyframeBudgetBytes: 0 });
  const outcome = simulation.runToEnd();
  return measured(outcome, simulation.timeline());
}

/**
 * What a run would leave at count level: no pages the destination already had, no lost writes, no digest. Null when count level
 * cannot carry the scenario.
 */
export function estimate(scenario: Scenario): Measured | null {
  if (cannotCount(scenario) !== null) return null;
  const run = countedRun(scenario);
  return {
    status: run.status,
    downtimeMs: run.downtimeMs,
    guestPauseMs: run.guestPauseMs,
    totalTimeMs: run.totalTimeMs,
    sentBytes: run.streamBytes,
    downtimeBytes: run.downtimeBytes,
    normalPages: run.normalPages,
    duplicatePages: run.duplicatePages,
    redundantPages: 0,
    remainingPages: run.remainingPages,
    stalePages: 0,
    syncs: run.dirtySyncCount,
    throttlePercent: highestThrottle(run),
    slowdown: slowdownOf(run, run),
    digest: '',
  };
}

/** What is kept of a run that has ended. */
export function measured(outcome: Outcome, timeline: Timeline): Measured {
  return {
    status: outcome.status,
    downtimeMs: outcome.downtimeMs,
    guestPauseMs: outcome.guestPauseMs,
    totalTimeMs: outcome.totalTimeMs,
    sentBytes: outcome.streamBytes,
    downtimeBytes: outcome.ramStoppedBytes,
    normalPages: outcome.normalPages,
    duplicatePages: outcome.duplicatePages,
    redundantPages: outcome.redundantPages,
    remainingPages: outcome.remainingPages,
    stalePages: outcome.audit.stalePages,
    syncs: outcome.dirtySyncCount,
    throttlePercent: highestThrottle(timeline),
    slowdown: slowdownOf(timeline, outcome),
    digest: outcome.digest,
  };
}

const highestThrottle = ({ throttle }: Pick<Timeline, 'throttle'>): number =>
  throttle.reduce((most, { state }) => Math.max(most, state), 0);

function slowdownOf(
  timeline: Pick<Timeline, 'throttle' | 'dirtyLimit' | 'vm'>,
  { endMs }: Pick<Outcome, 'endMs'>,
): number {
  const ranMs = runningMs(timeline.vm, 0, endMs);
  return ranMs === 0 ? 0 : workLostMs(timeline, endMs) / ranMs;
}
