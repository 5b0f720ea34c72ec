import type { EvacuationOutcome, EvacuationView } from '../evacuation/evacuation.ts';
import type { Plan } from '../evacuation/plan.ts';
import type { OrderRow } from '../evacuation/report.ts';
import { t } from '../language/t.ts';
import type { EvacuationCommand, EvacuationReply } from './evacuation-protocol.ts';
import type { SweepJob } from './pool-sweep.ts';

/** The part of `Worker` that is needed here; a test brings its own. */
export interface EvacuationWorkerLike {
  postMessage(command: EvacuationCommand): void;
  terminate(): void;
  onmessage: ((event: { readonly data: EvacuationReply }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** The worker itself is gone, not the question: asked again, another worker may answer. */
export class EvacuationWorkerDied extends Error {}

/**
 * Makes an evacuation in a worker of its own, which ends with the answer.
 * @param onView how it stands, a few times a second
 */
export const askEvacuation = (
  startWorker: () => EvacuationWorkerLike,
  plan: Plan,
  onView: (view: EvacuationView) => void,
): SweepJob<EvacuationOutcome> =>
  ask(startWorker, { type: 'evacuate', plan }, (reply) => {
    if (reply.type === 'evacuated') return { answer: reply.outcome };
    if (reply.type === 'view') onView(reply.view);
    return null;
  });

/**
 * Makes it in every order worth comparing.
 * @param onRow each row when it is there, and how many there will be
 */
export const askOrders = (
  startWorker: () => EvacuationWorkerLike,
  plan: Plan,
  onRow: (row: OrderRow, of: number) => void,
): SweepJob<void> =>
  ask(startWorker, { type: 'orders', plan }, (reply) => {
    if (reply.type === 'row') onRow(reply.row, reply.of);
    return reply.type === 'compared' ? { answer: undefined } : null;
  });

function ask<Answer>(
  startWorker: () => EvacuationWorkerLike,
  command: EvacuationCommand,
  heard: (reply: EvacuationReply) => { readonly answer: Answer } | null,
): SweepJob<Answer> {
  const worker = startWorker();
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      const end = heard(data);
      if (!end && data.type !== 'failed') return;
      worker.terminate();
      if (end) resolve(end.answer);
      else if (data.type === 'failed') reject(new Error(data.message));
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      reject(new EvacuationWorkerDied(message || t('The worker could not be started.')));
    };
  });
  worker.postMessage(command);
  return { answer, stop: () => worker.terminate() };
}
