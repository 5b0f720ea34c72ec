import type { Measured } from '../sweep/study/measure.ts';
import type { Plan } from '../sweep/study/plan.ts';

/** Page to worker: a plan whose points are wanted at count level; it takes the place of the one before. */
export interface EstimateCommand {
  readonly id: number;
  readonly plan: Plan;
}

/** Worker to page: some of the points, those far apart first. A result is null where count level cannot carry the scenario. */
export interface EstimateReply {
  readonly id: number;
  readonly points: readonly { readonly point: number; readonly run: Measured | null }[];
  /** All points are there. */
  readonly isLast: boolean;
}
