import { COMPLETE, SILENT, SKIP_WARNING, type UntrackedRule } from './rule.ts';

/** @source patch 4/9 of 12 May 2022 (Horon); semantics sheet 6.2 P1 */
export const skipPrecopy: UntrackedRule = {
  ...SILENT,
  name: 'skip-precopy',
  id: 'P1',
  title: 'Skip pre-copy',
  who: 'Avihai Horon, patch 4/9',
  message: 'patch 4/9',
  behaviour: 'The guest is stopped at the first look and everything is sent while it stands still.',
  pros: 'Correct without tracking: nothing is sent before the device stops.',
  cons: 'Ignores the downtime limit; no bandwidth is ever measured; management cannot see it.',
  shownBy: ['untracked-skip-precopy'],
  realize: () => ({ blocker: null, warning: SKIP_WARNING, once: false }),
  logsAnyway: true,
  decide: () => COMPLETE,
  told: { where: 'a line in the log', rule: false, precopy: false },
};
