import { Evacuation } from '../evacuation/evacuation.ts';
import { ordersOf, type Plan } from '../evacuation/plan.ts';
import { orderRow } from '../evacuation/report.ts';
import type { EvacuationCommand, EvacuationReply } from './evacuation-protocol.ts';

/** A worker without a screen: it drives the guests of one plan, tells how they stand a few times a second, and answers once. */
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (reply: EvacuationReply) => scope.postMessage(reply);

/** Wall clock between two views. */
const PERIOD_MS = 120;
/** Simulated time between two looks at the clock. */
const STRETCH_MS = 20;

scope.onmessage = ({ data: { type, plan } }: MessageEvent<EvacuationCommand>) => {
  try {
    if (type === 'evacuate') evacuate(plan);
    else compare(plan);
  } catch (error) {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};

function evacuate(plan: Plan): void {
  const evacuation = new Evacuation(plan);
  let toldMs = performance.now();
  while (!evacuation.finished) {
    evacuation.advance(STRETCH_MS);
    if (performance.now() - toldMs < PERIOD_MS) continue;
    toldMs = performance.now();
    post({ type: 'view', view: evacuation.view() });
  }
  post({ type: 'evacuated', outcome: evacuation.outcome() });
}

function compare(plan: Plan): void {
  const orders = ordersOf(plan);
  for (const order of orders) {
    const evacuation = new Evacuation(order);
    evacuation.advance(Infinity);
    post({ type: 'row', row: orderRow(order, evacuation.outcome()), of: orders.length });
  }
  post({ type: 'compared' });
}
