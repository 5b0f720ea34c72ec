import { t } from '../../language/t.ts';
import { limitTitle, type Policy, policy, setCapability, setLimit } from './policy.ts';

/** The rest has to fit 500 ms; if it does not, the guest is slowed. @source VMware article 436882 */
export const vmotion: Policy = policy<'vmotion', null>({
  name: 'vmotion',
  title: 'vMotion',
  source: 'VMware article 436882',
  behaviour: 'Has a goal of 500 ms for the switchover, and slows the guest until the rest fits it.',
  verified: 'Goal and slowing: read. How it slows is not public: here by QEMU’s auto-converge.',
  hearsPasses: false,
  begin: ({ startMs }) => ({
    state: null,
    nextMs: Infinity,
    orders: {
      title: limitTitle(startMs),
      because: t('The goal for the switchover, and the guest may be slowed.'),
      commands: [setCapability('auto-converge'), setLimit(startMs)],
    },
  }),
  look: ({ state }) => ({ state, nextMs: Infinity }),
});
