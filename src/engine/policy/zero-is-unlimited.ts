import { BLOCKER_7, COMPLETE, SILENT, type UntrackedRule } from './rule.ts';

/** @source Horon, 30 May 2022; semantics sheet 6.2 P11; the text of the error is that of 7.x */
export const zeroIsUnlimited: UntrackedRule = {
  ...SILENT,
  name: 'zero-is-unlimited',
  id: 'P11',
  title: 'Let a limit of 0 mean no limit',
  who: 'Avihai Horon, 30 May 2022',
  message: '30 May 2022',
  behaviour:
    'A downtime limit of 0 is read as no limit, and only then pre-copy is skipped; with any other limit migrate is refused.',
  pros: 'Says what is meant, with a value that exists.',
  cons: 'Changes what 0 means today, and libvirt cannot send it.',
  shownBy: ['untracked-zero-is-unlimited'],
  atMigrate: ({ parameters }) => (parameters['downtime-limit'] === 0 ? null : BLOCKER_7),
  decide: () => COMPLETE,
  told: { where: 'the downtime limit', rule: true, precopy: true },
};
