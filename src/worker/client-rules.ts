/* What the page says about the rules for untracked devices. Only words cross here: no run is made on the page's side. */
export { UNTRACKED_RULES } from '../engine/policy/rules.ts';
