import { SILENT, type UntrackedRule } from './rule.ts';

/** @source T#7 (Gunthorpe); merged for 8.0 as commit b051a3f640; semantics sheet 6.2 P5 */
export const allDirty: UntrackedRule = {
  ...SILENT,
  name: 'all-dirty',
  id: 'P5',
  title: 'Mark everything dirty',
  who: 'Jason Gunthorpe, T#7; merged in 8.0',
  message: 'T#7',
  behaviour: 'Each sync marks all mapped RAM dirty and nothing else changes, so the downtime limit is still checked.',
  pros: 'Every check of the downtime limit keeps working.',
  cons: 'Completes only if all RAM fits into the limit; what pre-copy sends is wasted.',
  shownBy: ['untracked-all-dirty'],
  reports: 'every page',
  told: { where: 'nothing', rule: false, precopy: false },
};
