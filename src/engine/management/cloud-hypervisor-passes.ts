import { counted, t } from '../../language/t.ts';
import { limitTitle, type Policy, policy, resort, setLimit } from './policy.ts';

/** Before it had a limit: a fixed number of passes, then the rest. @source cloud-hypervisor#1968 */
export const cloudHypervisorPasses: Policy = policy<'cloud-hypervisor-passes', null>({
  name: 'cloud-hypervisor-passes',
  title: 'cloud-hypervisor, fixed passes',
  source: 'cloud-hypervisor#1968',
  behaviour: 'Makes five passes whatever is left, then stops the guest.',
  verified:
    'Five passes: read. Played through QEMU’s monitor: a limit of 1 ms until then, which a small rest may still meet.',
  hearsPasses: true,
  begin: () => ({
    state: null,
    nextMs: Infinity,
    orders: { title: limitTitle(1), because: t('Nothing ends the passes but their number.'), commands: [setLimit(1)] },
  }),
  look: ({ settings, state, ram, nowMs }) =>
    // The first pass begins with the first sync, so the sync after pass n has number n + 1.
    ram === null || ram.dirtySyncCount !== settings.passes + 1
      ? { state, nextMs: nowMs }
      : {
          state,
          nextMs: nowMs,
          orders: resort('force', counted(settings.passes, '{count} pass is made.', '{count} passes are made.')),
        },
});
