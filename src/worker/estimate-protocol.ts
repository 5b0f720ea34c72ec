import type { Estimated } from '../sweep/study/findings.ts';
import type { Plan } from '../sweep/study/plan.ts';

/** Page to worker: a plan whose points are wanted at count level; it takes the place of the one before. */
export interface EstimateCommand {
  readonly id: number;
  readonly plan: Plan;
}

/** Worker to page: some of the points, those far apart first. */
export interface EstimateReply {
  readonly id: number;
  readonly points: readonly (Estimated & { readonly point: number })[];
  /** All points are there. */
  readonly isLast: boolean;
}
