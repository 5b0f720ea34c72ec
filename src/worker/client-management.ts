/* What the page says about the tools that manage guests. Only words cross here: no run is made on the page's side. */
export { POLICIES } from '../engine/management/policies.ts';
export type { ManagementName } from '../engine/scenario.ts';
