import type { UntrackedRuleName } from '../scenario.ts';
import { allDirty } from './all-dirty.ts';
import { blocker } from './blocker.ts';
import { knob } from './knob.ts';
import type { UntrackedRule } from './rule.ts';
import { skipPrecopy } from './skip-precopy.ts';

/** Every rule for a device that nobody tracks, in the order of the sheet's list. */
export const UNTRACKED_RULES: readonly UntrackedRule[] = [blocker, skipPrecopy, allDirty, knob];

/** @throws RangeError for a name that is not in the list: a fault in the caller, since the schema knows the names */
export function untrackedRule(name: UntrackedRuleName): UntrackedRule {
  const rule = UNTRACKED_RULES.find((each) => each.name === name);
  if (!rule) throw new RangeError(`no rule named ${name}`);
  return rule;
}
