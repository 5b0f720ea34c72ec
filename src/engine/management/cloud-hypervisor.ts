import { t } from '../../language/t.ts';
import { formatMs, secondsToMs } from '../../units.ts';
import { limitTitle, type Policy, policy, resort, setLimit } from './policy.ts';

/**
 * Stops the guest when nothing is dirty or the estimate is at most 300 ms; at the timeout it cancels or forces.
 * @source cloud-hypervisor#7835
 */
export const cloudHypervisor: Policy = policy<'cloud-hypervisor', null>({
  name: 'cloud-hypervisor',
  title: 'cloud-hypervisor',
  source: 'cloud-hypervisor#7835',
  behaviour: 'Keeps one limit for the whole migration, and cancels or forces it after an hour.',
  verified: 'Rule and defaults: read. Played through QEMU’s monitor, with QEMU’s estimate.',
  hearsPasses: false,
  begin: ({ startMs }) => ({
    state: null,
    nextMs: SECOND_MS,
    orders: { title: limitTitle(startMs), because: t('Its downtime limit.'), commands: [setLimit(startMs)] },
  }),
  look: ({ settings, state, nowMs }) => {
    const timeoutMs = secondsToMs(settings.timeoutSeconds);
    if (nowMs < timeoutMs) return { state, nextMs: nowMs + SECOND_MS };
    const because = t('{time} are over, and the timeout is {timeout}.', {
      time: formatMs(nowMs),
      timeout: formatMs(timeoutMs),
    });
    return { state, nextMs: Infinity, orders: resort(settings.lastResort, because) };
  },
});

const SECOND_MS = 1000;
