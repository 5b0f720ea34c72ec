import { SILENT, type UntrackedRule } from './rule.ts';

/** @source T#3 (Gunthorpe); semantics sheet 6.2 P4; the text of the error is ours, none was given */
export const abortPrecopy: UntrackedRule = {
  ...SILENT,
  name: 'abort-precopy',
  id: 'P4',
  title: 'Fail when pre-copy begins',
  who: 'Jason Gunthorpe, T#3',
  message: 'T#3',
  behaviour: 'The migration starts and fails at the first look, before anything is sent.',
  pros: 'Simple, and nothing can be lost.',
  cons: 'No migration; learnt only by trying.',
  shownBy: ['untracked-abort-precopy'],
  decide: () => ({
    answer: 'fail',
    bandwidthBytesPerMs: 0,
    error: 'Pre-copy is not possible: a device dirties RAM that nobody tracks',
  }),
  told: { where: 'nothing', rule: false, precopy: false },
};
