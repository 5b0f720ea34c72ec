import { t } from '../../language/t.ts';
import { formatNumber, secondsToMs } from '../../units.ts';
import { KUBEVIRT_LOOK_MS, type Timeouts, timeouts, timeoutsAtStart } from './kubevirt-timeouts.ts';
import { allowPostCopy, limitTitle, type Policy, policy, setLimit } from './policy.ts';

/**
 * Begins with a low limit and raises it in even steps, from a given pass on and not more often than the cooldown lets it;
 * the timeouts stay as they are.
 * @source KubeVirt VEP 291; kubevirt/kubevirt#17480, live-migration-source.go, tuneDowntime()
 */
export const kubevirtRamp: Policy = policy<'kubevirt-ramp', RampState>({
  name: 'kubevirt-ramp',
  title: 'KubeVirt, downtime ramp',
  source: 'KubeVirt VEP 291, kubevirt#17480',
  behaviour: 'Raises the limit from 150 ms to the ceiling in even steps after the third pass, at least 10 s apart.',
  verified:
    'Read: first limit, 7 steps, pass 3, 10 s. The step is rounded down to whole ms, so an eighth one reaches the ceiling.',
  hearsPasses: false,
  begin: (settings, guest) => {
    const limitMs = Math.min(settings.startMs, settings.mostMs);
    return {
      state: { timeouts: timeoutsAtStart(settings, guest), limitMs, tunedMs: 0 },
      nextMs: KUBEVIRT_LOOK_MS,
      orders: {
        title: limitTitle(limitMs),
        because: t('A lower limit than QEMU’s own 300 ms, for guests that end by themselves.'),
        commands: [...allowPostCopy(settings.lastResort), setLimit(limitMs)],
      },
    };
  },
  look: (now) => {
    const { settings, state, nowMs, ram } = now;
    const timed = timeouts(now, state.timeouts);
    const nextMs = timed.isOver ? Infinity : nowMs + KUBEVIRT_LOOK_MS;
    const seen = { ...state, timeouts: timed.state };
    if (timed.orders) return { state: seen, nextMs, orders: timed.orders };
    const isEarly = ram === null || ram.dirtySyncCount < settings.fromPass;
    if (isEarly || nowMs - state.tunedMs < secondsToMs(settings.cooldownSeconds)) return { state: seen, nextMs };
    const limitMs = Math.min(state.limitMs + rampStepMs(settings), settings.mostMs);
    if (limitMs <= state.limitMs) return { state: seen, nextMs };
    return {
      state: { ...seen, limitMs, tunedMs: nowMs },
      nextMs,
      orders: {
        title: limitTitle(limitMs),
        because: t('Pass {pass} runs, and the limit of {limit} ms has stood for {seconds} s or more.', {
          pass: ram.dirtySyncCount,
          limit: state.limitMs,
          seconds: formatNumber(settings.cooldownSeconds, 3),
        }),
        commands: [setLimit(limitMs)],
      },
    };
  },
});

interface RampState {
  readonly timeouts: Timeouts;
  readonly limitMs: number;
  readonly tunedMs: number;
}

/** Whole ms, at least 1. */
const rampStepMs = ({ startMs, mostMs, steps }: { startMs: number; mostMs: number; steps: number }): number =>
  Math.max(1, Math.floor((mostMs - startMs) / steps));
