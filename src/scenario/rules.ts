import type { UntrackedRuleName } from '../engine/scenario.ts';

/** The rules for a device that nobody tracks, in the order of the semantics sheet's list; first what the release does itself. */
export const RULES: readonly UntrackedRuleName[] = [
  'as-released',
  'blocker',
  'skip-precopy',
  'skip-precopy-once',
  'opt-in',
  'keep-precopying',
  'abort-precopy',
  'all-dirty',
  'block-precopy',
  'check-sla',
  'refuse-any-sla',
  'core-notion',
  'knob',
  'zero-is-unlimited',
  'fail-fast',
  'native-only',
];
