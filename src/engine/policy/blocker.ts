import { BLOCKER_7, blocks, SILENT, type UntrackedRule } from './rule.ts';

/** @source QEMU hw/vfio/migration.c vfio_migration_probe() v7.2; semantics sheet 6.2 P0 */
export const blocker: UntrackedRule = {
  ...SILENT,
  name: 'blocker',
  id: 'P0',
  title: 'Refuse to migrate',
  who: 'QEMU 7.0 to 7.2',
  message: '7.2',
  behaviour: 'A migration blocker is added with the device, so every migrate command is refused.',
  pros: 'Safe: nothing can be lost.',
  cons: 'No migration at all.',
  shownBy: ['untracked-blocker'],
  realize: () => blocks(BLOCKER_7),
  told: { where: 'blocked-reasons', rule: true, precopy: true },
};
