import { SILENT, type UntrackedRule } from './rule.ts';

/** @source T#12 (Martins), withdrawn in T#14 after T#13 (Horon); semantics sheet 6.2 P10 */
export const knob: UntrackedRule = {
  ...SILENT,
  name: 'knob',
  id: 'P10',
  title: 'Do not ask during pre-copy',
  who: 'Joao Martins, T#12, withdrawn in T#14',
  message: 'T#12',
  behaviour:
    'Acts as x-pre-copy-dirty-page-tracking=off: the device is not asked, neither while it runs nor at the end.',
  pros: 'No change to the core of migration.',
  cons: 'The device writes during pre-copy and nobody reports it: pages are lost without a word.',
  shownBy: ['untracked-knob'],
  logsAnyway: true,
  told: { where: 'nothing', rule: false, precopy: false },
};
