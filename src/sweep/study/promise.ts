import type { Scenario } from '../../engine/scenario.ts';
import type { Measured } from './measure.ts';
import type { Promised } from './plan.ts';

/** Whether a run of `scenario` completed, lost no page and kept every part of the promise. */
export const keeps = (run: Measured, promise: Promised, scenario: Scenario): boolean =>
  run.status === 'completed' && run.stalePages === 0 && brokenBy(run, promise, scenario).length === 0;

/** The parts of the promise that the run's figures go beyond, whatever else is wrong with it. */
export function brokenBy(run: Measured, promise: Promised, scenario: Scenario): readonly (keyof Promised)[] {
  const downtimeMs = promise.downtimeMs === 'limit' ? scenario.parameters['downtime-limit'] : promise.downtimeMs;
  const limits: Record<keyof Promised, readonly [value: number, most: number | null]> = {
    downtimeMs: [run.guestPauseMs ?? run.downtimeMs ?? 0, downtimeMs],
    totalTimeMs: [run.totalTimeMs, promise.totalTimeMs],
    sentBytes: [run.sentBytes, promise.sentBytes],
    slowdown: [run.slowdown, promise.slowdown],
  };
  return Object.entries(limits).flatMap(([name, [value, most]]) =>
    most !== null && value > most ? [name as keyof Promised] : [],
  );
}
