import { counted, t } from '../../language/t.ts';
import { limitTitle, type Policy, policy, setCapability } from './policy.ts';

/**
 * Slows the guest: from a number of passes on, 10 % more every second pass. QEMU has no command that sets the throttle, so the rule sets
 * how far auto-converge may go, and lets it step at every second period.
 * @source cyberus-technology/cloud-hypervisor#13
 */
export const cloudHypervisorThrottle: Policy = policy<'cloud-hypervisor-throttle', { readonly percent: number }>({
  name: 'cloud-hypervisor-throttle',
  title: 'cloud-hypervisor, throttle (downstream)',
  source: 'cyberus-technology/cloud-hypervisor#13',
  behaviour: 'After four passes it slows the guest, by 10 % more every second pass, up to 99 %.',
  verified:
    'Passes and steps: read. Played through QEMU’s auto-converge, which follows up to two periods later and takes 1 % before the rule begins.',
  hearsPasses: true,
  begin: ({ startMs }) => ({
    state: { percent: 0 },
    nextMs: Infinity,
    orders: {
      title: limitTitle(startMs),
      because: t('Its downtime limit, and a throttle that is held at 1 %.'),
      commands: [
        setCapability('auto-converge'),
        {
          execute: 'migrate-set-parameters',
          arguments: { 'downtime-limit': startMs, 'throttle-trigger-threshold': 1, ...throttleOf(1) },
        },
      ],
    },
  }),
  look: ({ settings, state, ram, nowMs }) => {
    const passes = ram === null ? 0 : ram.dirtySyncCount - 1;
    const percent = throttlePercent(passes, settings.fromPass);
    if (percent === state.percent) return { state, nextMs: nowMs };
    return {
      state: { percent },
      nextMs: nowMs,
      orders: {
        title: t('throttle {percent} %', { percent }),
        because: counted(passes, '{count} pass is made.', '{count} passes are made.'),
        commands: [{ execute: 'migrate-set-parameters', arguments: throttleOf(percent) }],
      },
    };
  },
});

/** %, once `passes` are made. */
const throttlePercent = (passes: number, fromPass: number): number =>
  passes < fromPass ? 0 : Math.min(99, 10 * (1 + Math.floor((passes - fromPass) / 2)));

/** All of it at the next step. */
const throttleOf = (percent: number) => ({
  'cpu-throttle-initial': percent,
  'cpu-throttle-increment': percent,
  'max-cpu-throttle': percent,
});
