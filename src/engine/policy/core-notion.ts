import { COMPLETE, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#1, T#9 (Quintela); semantics sheet 6.2 P9: no design was given, this one is ours */
export const coreNotion: UntrackedRule = {
  ...SILENT,
  name: 'core-notion',
  id: 'P9',
  title: 'Teach the core not to send RAM',
  who: 'Juan Quintela, T#1 and T#9',
  message: 'T#9',
  behaviour:
    'The migration thread itself knows phases in which RAM is not sent, as with shared memory and without RAM; here pre-copy is such a phase, and RAM goes once the guest has stopped.',
  pros: 'One notion for several users, in the core and not in a device.',
  cons: 'No design was given; between hosts RAM must still be sent once, so the stop is as long.',
  shownBy: ['untracked-core-notion'],
  decide: () => COMPLETE,
  told: { where: 'nothing', rule: false, precopy: false },
};
