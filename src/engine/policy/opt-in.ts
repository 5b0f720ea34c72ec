import { BLOCKER_7, blocks, COMPLETE, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#2 (Williamson); semantics sheet 6.2 P2 */
export const optIn: UntrackedRule = {
  ...SILENT,
  name: 'opt-in',
  id: 'P2',
  title: 'Only with an explicit opt-in',
  who: 'Alex Williamson, T#2',
  message: 'T#2',
  behaviour:
    'A device that restricts how the guest may be migrated is blocked unless the user has opted in, in the manner of -only-migratable; then pre-copy is skipped.',
  pros: 'Compatible with today, and management knows what it asked for.',
  cons: 'Work on interfaces that nobody wanted to invest in (T#3, T#7).',
  shownBy: ['untracked-opt-in'],
  realize: (scenario) => (scenario.qemu.allowRestricted ? SILENT.realize(scenario) : blocks(BLOCKER_7)),
  logsAnyway: true,
  decide: () => COMPLETE,
  told: { where: 'the opt-in', rule: true, precopy: true },
};
