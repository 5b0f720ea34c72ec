import { t } from '../../language/t.ts';
import { formatBytes, formatMs, secondsToMs } from '../../units.ts';
import type { ManagementSetting } from '../scenario.ts';
import {
  gibOf,
  HIGHEST_LIMIT_MS,
  type Look,
  type ManagedGuest,
  type Orders,
  orderToAllowPostCopy,
  type Policy,
  policy,
  resort,
  setLimit,
} from './policy.ts';

/** How often virt-launcher looks. @source kubevirt live-migration-source.go, monitorSleepPeriodMS */
export const KUBEVIRT_LOOK_MS = 400;

/**
 * The acceptable completion time: seconds for each GiB, begun ones counted whole.
 * @source kubevirt pkg/virt-launcher/virtwrap/live-migration-source.go, acceptableCompletionTime
 */
export const completionMs = ({ timeoutSecondsPerGib }: TimeoutSettings, guest: ManagedGuest): number =>
  secondsToMs(timeoutSecondsPerGib * Math.ceil(gibOf(guest)));

export type TimeoutSettings = Pick<ManagementSetting, 'timeoutSecondsPerGib'>;
export type LegacySettings = Pick<ManagementSetting, 'timeoutSecondsPerGib' | 'progressSeconds' | 'lastResort'>;

/** What the two timeouts remember. */
export interface Timeouts {
  /** Grows when the guest is paused, so that the rest has time. */
  readonly completionMs: number;
  readonly isPaused: boolean;
  readonly remaining: number;
  /** When less was left than at the look before, for the last time. */
  readonly progressMs: number;
}

export const timeoutsAtStart = (settings: TimeoutSettings, guest: ManagedGuest): Timeouts => ({
  completionMs: completionMs(settings, guest),
  isPaused: false,
  remaining: 0,
  progressMs: 0,
});

/**
 * The two timeouts. Any fall since the look before is progress, so a guest whose remaining goes up and down never counts
 * as stuck.
 * @source kubevirt live-migration-source.go, processInflightMigration(), the path without stall detection
 */
export function timeouts(
  { settings, guest, nowMs, ram }: Look<LegacySettings, unknown>,
  before: Timeouts,
): { readonly state: Timeouts; readonly isOver: boolean; readonly orders?: Orders } {
  if (ram === null) return { state: before, isOver: false };
  const progressed = before.remaining === 0 || ram.remaining < before.remaining;
  const state = { ...before, remaining: ram.remaining, progressMs: progressed ? nowMs : before.progressMs };
  const wholeSeconds = Math.floor(nowMs / 1000);
  const timedOut = before.completionMs > 0 && secondsToMs(wholeSeconds) > before.completionMs;
  const late = () =>
    t('{time} are over, and the acceptable completion time is {limit}.', {
      time: formatMs(nowMs),
      limit: formatMs(before.completionMs),
    });
  if (timedOut && !before.isPaused && settings.lastResort !== 'abort') {
    if (settings.lastResort === 'post-copy' && !guest.hasVfio)
      return { state, isOver: true, orders: resort('post-copy', late()) };
    const paused = { ...state, isPaused: true, completionMs: before.completionMs * 2 };
    if (guest.hasVfio || settings.lastResort === 'force') {
      const limitMs = Math.min(paused.completionMs, HIGHEST_LIMIT_MS);
      const title = t('limit {time}', { time: formatMs(limitMs) });
      return { state: paused, isOver: false, orders: { title, because: late(), commands: [setLimit(limitMs)] } };
    }
    return { state: paused, isOver: false, orders: resort('pause', late()) };
  }
  const stuckMs = Math.floor((nowMs - state.progressMs) / 1000) * 1000;
  if (settings.progressSeconds > 0 && stuckMs > secondsToMs(settings.progressSeconds)) {
    const because = t('{bytes} are left, and for {time} no look found less than the one before.', {
      bytes: formatBytes(ram.remaining),
      time: formatMs(stuckMs),
    });
    return { state, isOver: true, orders: resort('abort', because) };
  }
  if (timedOut) return { state, isOver: true, orders: resort('abort', late()) };
  return { state, isOver: false };
}

/** KubeVirt as it was before its stall detector: two timeouts. @source kubevirt live-migration-source.go; KubeVirt user guide */
export const kubevirtLegacy: Policy = policy<'kubevirt-legacy', Timeouts>({
  name: 'kubevirt-legacy',
  title: 'KubeVirt, timeouts',
  source: 'kubevirt pkg/virt-launcher/virtwrap/live-migration-source.go',
  behaviour:
    'Leaves the limit alone; after 150 s for each GiB, or 150 s in which no look found less than before, it acts.',
  verified: 'Read, with its look every 400 ms; that a begun GiB counts whole: ours.',
  hearsPasses: false,
  begin: (settings, guest) => ({
    state: timeoutsAtStart(settings, guest),
    nextMs: KUBEVIRT_LOOK_MS,
    ...orderToAllowPostCopy(settings.lastResort),
  }),
  look: (now) => {
    const { state, isOver, orders } = timeouts(now, now.state);
    return { state, nextMs: isOver ? Infinity : now.nowMs + KUBEVIRT_LOOK_MS, ...(orders && { orders }) };
  },
});
