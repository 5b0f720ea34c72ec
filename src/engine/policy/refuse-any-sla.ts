import { COMPLETE, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#10, T#11 (Gunthorpe), answered by T#15 (Horon); semantics sheet 6.2 P8; the text of the error is ours */
export const refuseAnySla: UntrackedRule = {
  ...SILENT,
  name: 'refuse-any-sla',
  id: 'P8',
  title: 'Refuse if any limit is promised',
  who: 'Jason Gunthorpe, T#10 and T#11',
  message: 'T#10',
  behaviour: 'If any limit was promised the migrate command is refused; if none was, pre-copy is skipped.',
  pros: 'Simple.',
  cons: 'QEMU cannot express that there is no limit, so it always refuses (T#15).',
  shownBy: ['untracked-refuse-any-sla', 'refuse-any-sla-none'],
  atMigrate: ({ sla }) =>
    sla === 'none' ? null : 'A device dirties RAM that nobody tracks, and a downtime limit is set',
  decide: () => COMPLETE,
  told: { where: 'the error of migrate', rule: false, precopy: false },
};
