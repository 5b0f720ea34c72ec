import { BLOCKER_7, blocks, SILENT, type UntrackedRule } from './rule.ts';

/** @source T#8 (Williamson), answered by T#11; semantics sheet 6.2 P13 */
export const nativeOnly: UntrackedRule = {
  ...SILENT,
  name: 'native-only',
  id: 'P13',
  title: 'Only with a native tracker',
  who: 'Alex Williamson, T#8',
  message: 'T#8',
  behaviour:
    'A device may be migrated only if it or its IOMMU tracks what it writes; what the type1 container reports does not count.',
  pros: 'Clean: no fallback is needed.',
  cons: 'Blocks testing of devices until the trackers are there (T#11).',
  shownBy: ['untracked-native-only'],
  appliesTo: 'without native tracker',
  realize: () => blocks(BLOCKER_7),
  told: { where: 'blocked-reasons', rule: true, precopy: true },
};
