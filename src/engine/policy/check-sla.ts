import { fitsTheLimit, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#5 (Gunthorpe), doubted in T#6 and T#9; semantics sheet 6.2 P7 */
export const checkSla: UntrackedRule = {
  ...SILENT,
  name: 'check-sla',
  id: 'P7',
  title: 'Check the limit as if all RAM were dirty',
  who: 'Jason Gunthorpe, T#5',
  message: 'T#5',
  behaviour:
    'Before the guest is stopped, all mapped RAM at the known bandwidth must fit into the downtime limit; as long as it does not, the guest is not stopped.',
  pros: 'The promise is kept.',
  cons: 'The bandwidth is not known before something was sent (T#6, T#9).',
  shownBy: ['untracked-check-sla', 'check-sla-fits'],
  reports: 'every page',
  decide(now) {
    const { fits, bandwidthBytesPerMs } = fitsTheLimit(now);
    return { answer: fits ? 'complete' : 'hold', bandwidthBytesPerMs };
  },
  told: { where: 'nothing', rule: false, precopy: false },
};
