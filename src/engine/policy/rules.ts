import type { UntrackedRuleName } from '../scenario.ts';
import { abortPrecopy } from './abort-precopy.ts';
import { allDirty } from './all-dirty.ts';
import { blockPrecopy } from './block-precopy.ts';
import { blocker } from './blocker.ts';
import { checkSla } from './check-sla.ts';
import { coreNotion } from './core-notion.ts';
import { failFast } from './fail-fast.ts';
import { keepPrecopying } from './keep-precopying.ts';
import { knob } from './knob.ts';
import { nativeOnly } from './native-only.ts';
import { optIn } from './opt-in.ts';
import { refuseAnySla } from './refuse-any-sla.ts';
import type { UntrackedRule } from './rule.ts';
import { skipPrecopy } from './skip-precopy.ts';
import { skipPrecopyOnce } from './skip-precopy-once.ts';
import { zeroIsUnlimited } from './zero-is-unlimited.ts';

/** Every rule for a device that nobody tracks, in the order of the sheet's list. */
export const UNTRACKED_RULES: readonly UntrackedRule[] = [
  blocker,
  skipPrecopy,
  skipPrecopyOnce,
  optIn,
  keepPrecopying,
  abortPrecopy,
  allDirty,
  blockPrecopy,
  checkSla,
  refuseAnySla,
  coreNotion,
  knob,
  zeroIsUnlimited,
  failFast,
  nativeOnly,
];

/** @throws RangeError for a name that is not in the list, `as-released` among them: a fault in the caller */
export function untrackedRule(name: UntrackedRuleName): UntrackedRule {
  const rule = UNTRACKED_RULES.find((each) => each.name === name);
  if (!rule) throw new RangeError(`no rule named ${name}`);
  return rule;
}
