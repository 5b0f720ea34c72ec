import { SILENT, type UntrackedRule } from './rule.ts';

/** @source T#7 (Gunthorpe); semantics sheet 6.2 P6; the text of the error is ours, none was given */
export const blockPrecopy: UntrackedRule = {
  ...SILENT,
  name: 'block-precopy',
  id: 'P6',
  title: 'Refuse every migration with pre-copy',
  who: 'Jason Gunthorpe, T#7',
  message: 'T#7',
  behaviour: 'The migrate command is refused if the migration would pre-copy.',
  pros: 'Explicit: the command says no.',
  cons: 'No live migration.',
  shownBy: ['untracked-block-precopy'],
  atMigrate: () => 'Pre-copy is not possible with a device whose writes nobody tracks',
  told: { where: 'the error of migrate', rule: false, precopy: false },
};
