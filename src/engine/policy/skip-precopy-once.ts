import { COMPLETE, SILENT, SKIP_WARNING, type UntrackedRule } from './rule.ts';

/** @source second version of the patch, 30 May 2022 (Horon), after T#12 (Martins); semantics sheet 6.2 P1’ */
export const skipPrecopyOnce: UntrackedRule = {
  ...SILENT,
  name: 'skip-precopy-once',
  id: 'P1’',
  title: 'Skip pre-copy, say it once',
  who: 'Avihai Horon, second version, after Joao Martins, T#12',
  message: 'v2, 30 May 2022',
  behaviour: 'As the patch, but the warning is printed once, not for every device.',
  pros: 'Less noise with several devices.',
  cons: 'The same defects as the patch, as its author said himself.',
  shownBy: ['untracked-skip-precopy-once'],
  realize: () => ({ blocker: null, warning: SKIP_WARNING, once: true }),
  logsAnyway: true,
  decide: () => COMPLETE,
  told: { where: 'a line in the log', rule: false, precopy: false },
};
