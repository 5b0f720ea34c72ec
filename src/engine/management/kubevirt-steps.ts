import { t } from '../../language/t.ts';
import { formatNumber, secondsToMs } from '../../units.ts';
import { KUBEVIRT_LOOK_MS } from './kubevirt-timeouts.ts';
import { gibOf, limitTitle, type Policy, policy, setLimit } from './policy.ts';

/**
 * Nova's steps, tried in KubeVirt.
 * @source kubevirt/kubevirt#18573, a proof of concept that was closed
 */
export const kubevirtSteps: Policy = policy<'kubevirt-steps', { readonly limitMs: number; readonly raisedMs: number }>({
  name: 'kubevirt-steps',
  title: 'KubeVirt, Nova’s steps (proof of concept)',
  source: 'kubevirt#18573',
  behaviour: 'Begins with the highest limit divided by the steps, and raises it by as much each 75 s for each GiB.',
  verified: 'The first limit and the 75 s: read. Number of steps and highest limit have no default there: ours.',
  hearsPasses: false,
  begin: ({ mostMs, steps }) => {
    const limitMs = Math.max(1, Math.floor(mostMs / steps));
    return {
      state: { limitMs, raisedMs: 0 },
      nextMs: KUBEVIRT_LOOK_MS,
      orders: {
        title: limitTitle(limitMs),
        because: t('The first step is set before the start.'),
        commands: [setLimit(limitMs)],
      },
    };
  },
  look: ({ settings, guest, state, nowMs }) => {
    const { mostMs, steps, delaySecondsPerGib } = settings;
    const nextMs = nowMs + KUBEVIRT_LOOK_MS;
    const waitMs = secondsToMs(delaySecondsPerGib * gibOf(guest));
    const limitMs = Math.min(mostMs, state.limitMs + Math.max(1, Math.floor(mostMs / steps)));
    if (nowMs - state.raisedMs < waitMs || limitMs <= state.limitMs) return { state, nextMs };
    return {
      state: { limitMs, raisedMs: nowMs },
      nextMs,
      orders: {
        title: limitTitle(limitMs),
        because: t('The limit of {limit} ms has stood for {seconds} s for each GiB.', {
          limit: state.limitMs,
          seconds: formatNumber(delaySecondsPerGib, 3),
        }),
        commands: [setLimit(limitMs)],
      },
    };
  },
});
