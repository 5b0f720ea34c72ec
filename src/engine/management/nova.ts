import { t } from '../../language/t.ts';
import { formatMs, secondsToMs } from '../../units.ts';
import {
  gibOf,
  limitTitle,
  type ManagedGuest,
  orderToAllowPostCopy,
  type Policy,
  policy,
  resort,
  setLimit,
} from './policy.ts';

/**
 * The limit rises on a straight line, whatever the migration does. Nova looks every 500 ms; a step is due from its time
 * on, and a real look comes a little after it.
 * @source OpenStack nova/virt/libvirt/migration.py, downtime_steps(), update_downtime(), should_trigger_timeout_action()
 */
export const nova: Policy = policy<'nova', State>({
  name: 'nova',
  title: 'OpenStack Nova',
  source: 'nova/virt/libvirt/migration.py; options of nova.conf [libvirt]',
  behaviour: 'Raises the limit in even steps by the clock, and at the timeout aborts, pauses or switches to post-copy.',
  verified:
    'Steps, defaults (500 ms, 10 steps, 75 s and 800 s for each GiB, abort) and the least of 2 GiB: read. The look every 500 ms: as reported.',
  hearsPasses: false,
  begin: ({ lastResort }) => ({ state: { limitMs: null }, nextMs: 0, ...orderToAllowPostCopy(lastResort) }),
  look: ({ settings, guest, state, nowMs }) => {
    const { timeoutSecondsPerGib, lastResort, mostMs, steps } = settings;
    const timeoutMs = secondsToMs(Math.trunc(timeoutSecondsPerGib * gib(guest)));
    if (timeoutMs > 0 && nowMs > timeoutMs) {
      const because = t('{time} are over, and the timeout is {timeout}.', {
        time: formatMs(nowMs),
        timeout: formatMs(timeoutMs),
      });
      return { state, nextMs: Infinity, orders: resort(lastResort, because) };
    }
    const delayMs = secondsToMs(Math.trunc(settings.delaySecondsPerGib * gib(guest)));
    const step = Math.min(steps, delayMs > 0 ? Math.floor(nowMs / delayMs) : steps);
    const limitMs = novaLimitMs(mostMs, steps, step);
    const nextMs = nowMs + LOOK_MS;
    if (limitMs === state.limitMs) return { state, nextMs };
    const because =
      step === 0
        ? t('The first of {limits} limits, at the start.', { limits: steps + 1 })
        : t('Step {step} of {steps} is due {time} after the start.', { step, steps, time: formatMs(step * delayMs) });
    return {
      state: { limitMs },
      nextMs,
      orders: { title: limitTitle(limitMs), because, commands: [setLimit(limitMs)] },
    };
  },
});

interface State {
  readonly limitMs: number | null;
}

const LOOK_MS = 500;
const LEAST_GIB = 2;
const gib = (guest: ManagedGuest): number => Math.max(LEAST_GIB, gibOf(guest));

/** Limit of a step: from `mostMs / steps` to `mostMs`, whole ms. */
export const novaLimitMs = (mostMs: number, steps: number, step: number): number => {
  const firstMs = mostMs / steps;
  return Math.trunc(firstMs + ((mostMs - firstMs) / steps) * step);
};
