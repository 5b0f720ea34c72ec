import type { MigrationParameters } from '../scenario.ts';

/** What the end of a rate period measured, and the parameters in force. */
export interface ThrottleReading {
  /** The capability that is on. */
  readonly means: 'auto-converge' | 'dirty-limit' | null;
  /** The release counts high periods also while neither is. */
  readonly countsAlways: boolean;
  /** Pages newly dirtied in the period, in bytes. */
  readonly dirtyBytes: number;
  /** Bytes that left in it, as the release counts them. */
  readonly transferredBytes: number;
  /** High periods since the last step, 0 or 1. */
  readonly highCount: number;
  /** %, 0 while the guest is not throttled. */
  readonly throttlePercent: number;
  readonly parameters: ThrottleParameters;
}

/** QEMU's names and units. */
export type ThrottleParameters = Pick<
  MigrationParameters,
  | 'throttle-trigger-threshold'
  | 'cpu-throttle-initial'
  | 'cpu-throttle-increment'
  | 'cpu-throttle-tailslow'
  | 'max-cpu-throttle'
  | 'vcpu-dirty-limit'
  | 'x-vcpu-dirty-limit-period'
>;

/** What follows, and why. A step of `dirty-limit` leaves the throttle as it is. */
export interface ThrottleDecision {
  /** `off`: not judged. `low`: dirty <= limit. `counted`: the first high period. `step`: the second. */
  readonly reason: 'off' | 'low' | 'counted' | 'step';
  readonly limitBytes: number;
  readonly highCount: number;
  readonly throttlePercent: number;
}

/**
 * Whether the guest is slowed down: after two periods in which it dirtied more than the given share of what left. A low period
 * between them changes nothing.
 * @source QEMU migration/ram.c, migration_trigger_throttle(), mig_throttle_guest_down() v7.0 and v8.1
 */
export function judgeThrottle(now: ThrottleReading): ThrottleDecision {
  const { dirtyBytes, transferredBytes, highCount, throttlePercent, parameters } = now;
  const limitBytes = Math.trunc((transferredBytes * parameters['throttle-trigger-threshold']) / 100);
  const unchanged = { limitBytes, highCount, throttlePercent };
  if (now.means === null && !now.countsAlways) return { reason: 'off', ...unchanged };
  if (dirtyBytes <= limitBytes) return { reason: 'low', ...unchanged };
  if (highCount === 0) return { reason: 'counted', ...unchanged, highCount: 1 };
  if (now.means === null) return { reason: 'off', ...unchanged, highCount: 0 };
  return {
    reason: 'step',
    limitBytes,
    highCount: 0,
    throttlePercent:
      now.means === 'auto-converge' ? nextStep(throttlePercent, dirtyBytes, limitBytes, parameters) : throttlePercent,
  };
}

function nextStep(percent: number, dirtyBytes: number, limitBytes: number, parameters: ThrottleParameters): number {
  if (percent === 0) return parameters['cpu-throttle-initial'];
  const most = parameters['cpu-throttle-increment'];
  const runsPercent = 100 - percent;
  const idealPercent = Math.trunc((runsPercent * limitBytes) / dirtyBytes);
  const step = parameters['cpu-throttle-tailslow'] ? Math.min(runsPercent - idealPercent, most) : most;
  return Math.min(percent + step, parameters['max-cpu-throttle']);
}
