import { SILENT, type UntrackedRule } from './rule.ts';

/** @source T#4, T#6 (Williamson); semantics sheet 6.2 P3 */
export const keepPrecopying: UntrackedRule = {
  ...SILENT,
  name: 'keep-precopying',
  id: 'P3',
  title: 'Keep pre-copying',
  who: 'Alex Williamson, T#4 and T#6',
  message: 'T#4',
  behaviour:
    'Pre-copy runs as with a type1 container and never gets below the limit; management reads the figures, is told that a device has no pre-copy, and raises the limit or cancels.',
  pros: 'Management gets data to decide with, and the promises of today are kept.',
  cons: 'Useless work that does not end by itself (T#5, T#9).',
  shownBy: ['untracked-keep-precopying'],
  reports: 'every page',
  told: { where: 'a device without pre-copy', rule: true, precopy: true },
};
