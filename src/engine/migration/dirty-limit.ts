import { PAGE_BYTES } from '../../units.ts';
import type { Guest } from '../scenario.ts';
import type { Accounts } from './accounts.ts';

/** The limit in service, the same for every vCPU. MB is 2^20 bytes, as in QEMU. */
export interface DirtyLimitState {
  limitMBps: number;
  /** As in `Guest`. */
  readonly dirtyRingSize: number;
  /** The period under way: a vCPU's rate is measured over it. */
  fromMs: number;
  untilMs: number;
  periodMs: number;
  /** Entries of the rings, and what each vCPU had slept, when it began. */
  enteredAtStart: number;
  sleptAtStartMs: number;
  /** `throttle_us_per_full`: what a vCPU sleeps each time its ring is full. */
  sleepUs: number;
  /** As last measured, and the highest that the sleep was reckoned with. */
  rateMBps: number;
  mostMBps: number;
}

/**
 * The second high rate period: every vCPU gets the limit, or the new one if the parameter was changed.
 * @source QEMU migration/ram.c, migration_dirty_limit_guest() v8.1
 */
export function limitGuest(accounts: Accounts, nowMs: number): void {
  const { state: s, writes, guest } = accounts;
  const limitMBps = s.throttleParameters['vcpu-dirty-limit'];
  const periodMs = s.throttleParameters['x-vcpu-dirty-limit-period'];
  if (s.limit !== null) {
    s.limit.limitMBps = limitMBps;
    return;
  }
  s.limit = {
    limitMBps,
    dirtyRingSize: guest.dirtyRingSize,
    fromMs: nowMs,
    untilMs: nowMs + periodMs,
    periodMs,
    enteredAtStart: writes.enteredPages,
    sleptAtStartMs: writes.sleptMs,
    sleepUs: 0,
    rateMBps: 0,
    mostMBps: 0,
  };
}

/**
 * A period is over: the rings are emptied, a vCPU's rate is what entered, and its sleep follows.
 * @source QEMU softmmu/dirtylimit.c, vcpu_dirty_rate_stat_thread() and dirtylimit_process() v8.1
 */
export function endLimitPeriod(accounts: Accounts, nowMs: number): void {
  const { state: s, writes, guest } = accounts;
  const limit = s.limit!;
  writes.emptyRings();
  const pages = Math.trunc((writes.enteredPages - limit.enteredAtStart) / guest.vcpus);
  const rateMBps = vcpuRateMBps(pages, limit.periodMs);
  writeDownPeriod(accounts, nowMs, rateMBps);
  limit.rateMBps = rateMBps;
  if (Math.abs(limit.limitMBps - rateMBps) > TOLERANCE_MBPS) {
    limit.mostMBps = Math.max(limit.mostMBps, rateMBps);
    const fullUs = ringFullUs(limit, limit.mostMBps);
    limit.sleepUs = nextSleepUs(limit.sleepUs, limit.limitMBps, rateMBps, fullUs);
  }
  limit.fromMs = nowMs;
  limit.periodMs = s.throttleParameters['x-vcpu-dirty-limit-period'];
  limit.untilMs = nowMs + limit.periodMs;
  limit.enteredAtStart = writes.enteredPages;
  limit.sleptAtStartMs = writes.sleptMs;
}

/** @param rateMBps as measured; null when the run ends before it is */
export function writeDownPeriod(
  { state: s, writes, recorder }: Accounts,
  nowMs: number,
  rateMBps: number | null,
): void {
  const { limitMBps, fromMs, sleepUs, sleptAtStartMs } = s.limit!;
  const sleptMs = writes.sleptMs - sleptAtStartMs;
  recorder.dirtyLimit.push({ fromMs, toMs: nowMs, limitMBps, sleepUs, rateMBps, sleptMs });
}

/** Whole MB/s. @source QEMU migration/dirtyrate.c, do_calculate_dirtyrate() */
export const vcpuRateMBps = (pages: number, periodMs: number): number =>
  Math.trunc(Math.trunc((pages * 1000 * PAGE_BYTES) / 2 ** 20) / periodMs);

/**
 * How long a vCPU takes to fill its ring at this rate, in µs; 0 when it writes nothing.
 * @source QEMU softmmu/dirtylimit.c, dirtylimit_dirty_ring_full_time()
 */
export function ringFullUs({ dirtyRingSize }: Pick<Guest, 'dirtyRingSize'>, mostMBps: number): number {
  const ringMiB = Math.trunc((dirtyRingSize * PAGE_BYTES) / 2 ** 20);
  return mostMBps === 0 ? 0 : Math.trunc((ringMiB * 1_000_000) / mostMBps);
}

/**
 * Far from the limit the sleep changes by what would bring the rate there at once, near it by a tenth of the time that a ring
 * takes to fill. µs; at most 99 times that time.
 * @source QEMU softmmu/dirtylimit.c, dirtylimit_set_throttle()
 */
export function nextSleepUs(sleepUs: number, limitMBps: number, rateMBps: number, fullUs: number): number {
  if (rateMBps === 0) return 0;
  const [low, high] = [Math.min(limitMBps, rateMBps), Math.max(limitMBps, rateMBps)];
  const apart = Math.trunc(((high - low) * 100) / high);
  const stepUs = apart > LINEAR_PERCENT ? Math.trunc((fullUs * apart) / (100 - apart)) : Math.trunc(fullUs / 10);
  const changed = limitMBps < rateMBps ? sleepUs + stepUs : sleepUs - stepUs;
  return Math.max(Math.min(changed, fullUs * MOST_PERCENT), 0);
}

/** `DIRTYLIMIT_TOLERANCE_RANGE`: so near the limit nothing changes. */
const TOLERANCE_MBPS = 25;
/** `DIRTYLIMIT_LINEAR_ADJUSTMENT_PCT` */
const LINEAR_PERCENT = 50;
/** `DIRTYLIMIT_THROTTLE_PCT_MAX`, which QEMU takes times the ring's time. */
const MOST_PERCENT = 99;
