import type { EvacuationOutcome, EvacuationView } from '../evacuation/evacuation.ts';
import type { Plan } from '../evacuation/plan.ts';
import type { OrderRow } from '../evacuation/report.ts';

/** Page to worker: one evacuation, or the same one in other orders. One question a worker. */
export interface EvacuationCommand {
  readonly type: 'evacuate' | 'orders';
  readonly plan: Plan;
}

/** Worker to page: `view` or `row` as it goes on, then one of the others. */
export type EvacuationReply =
  | { readonly type: 'view'; readonly view: EvacuationView }
  | { readonly type: 'evacuated'; readonly outcome: EvacuationOutcome }
  /** The next order, and how many there are. */
  | { readonly type: 'row'; readonly row: OrderRow; readonly of: number }
  | { readonly type: 'compared' }
  | { readonly type: 'failed'; readonly message: string };
