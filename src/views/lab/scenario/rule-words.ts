import type { UntrackedRuleName } from '../../../engine/scenario.ts';

/** Who put a rule forward, and in which message of the thread (T#n) or patch; few words, for the control. */
export const RULE_SOURCES: Record<UntrackedRuleName, string> = {
  blocker: 'QEMU 7.0 to 7.2',
  'skip-precopy': 'Horon, patch 4/9',
  'all-dirty': 'Gunthorpe, message 7',
  knob: 'Martins, message 12',
};
