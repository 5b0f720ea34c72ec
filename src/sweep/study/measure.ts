import type { Outcome, RunStatus, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { Simulation } from '../../engine/simulation.ts';
import { runningMs, workLostMs } from '../work-lost.ts';
import type { Promised } from './plan.ts';

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

/** What is kept of a run that has ended. */
export function measured(outcome: Outcome, timeline: Timeline): Measured {
  return {
    status: outcome.status,
    downtimeMs: outcome.downtimeMs,
    guestPauseMs: outcome.guestPauseMs,
    totalTimeMs: outcome.totalTimeMs,
    sentBytes: outcome.streamBytes,
    downtimeBytes: outcome.downtimeBytes,
    normalPages: outcome.normalPages,
    duplicatePages: outcome.duplicatePages,
    redundantPages: outcome.redundantPages,
    remainingPages: outcome.remainingPages,
    stalePages: outcome.audit.stalePages,
    syncs: outcome.dirtySyncCount,
    throttlePercent: timeline.throttle.reduce((most, { state }) => Math.max(most, state), 0),
    slowdown: slowdownOf(timeline, outcome),
    digest: outcome.digest,
  };
}

/** Whether the run completed, lost no page and kept every part of the promise. */
export function keeps(run: Measured, { downtimeMs, totalTimeMs, sentBytes, slowdown }: Promised): boolean {
  if (run.status !== 'completed' || run.stalePages > 0) return false;
  const pauseMs = run.guestPauseMs ?? run.downtimeMs ?? 0;
  return (
    pauseMs <= (downtimeMs ?? Infinity) &&
    run.totalTimeMs <= (totalTimeMs ?? Infinity) &&
    run.sentBytes <= (sentBytes ?? Infinity) &&
    run.slowdown <= (slowdown ?? 1)
  );
}

function slowdownOf(timeline: Timeline, { endMs }: Outcome): number {
  const ranMs = runningMs(timeline.vm, 0, endMs);
  return ranMs === 0 ? 0 : workLostMs(timeline, endMs) / ranMs;
}
