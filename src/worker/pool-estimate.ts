import { t } from '../language/t.ts';
import type { Plan } from '../sweep/study/plan.ts';
import { type EstimateCommand, type EstimatedPoint, type EstimateReply, unpackEstimates } from './estimate-protocol.ts';

/** The part of `Worker` that is needed here; a test brings its own. */
export interface EstimateWorkerLike {
  postMessage(command: EstimateCommand): void;
  terminate(): void;
  onmessage: ((event: { readonly data: EstimateReply }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/** Answers plans at count level, the newest only. A worker that dies is started again with the next plan. */
export class Estimator {
  private readonly startWorker: () => EstimateWorkerLike;
  private readonly onPoints: (points: readonly EstimatedPoint[], isLast: boolean) => void;
  private readonly onFault: (message: string) => void;
  private worker: EstimateWorkerLike | null = null;
  private id = 0;

  constructor(
    startWorker: () => EstimateWorkerLike,
    onPoints: (points: readonly EstimatedPoint[], isLast: boolean) => void,
    onFault: (message: string) => void,
  ) {
    this.startWorker = startWorker;
    this.onPoints = onPoints;
    this.onFault = onFault;
  }

  ask(plan: Plan): void {
    this.worker ??= this.started();
    this.worker.postMessage({ id: ++this.id, plan });
  }

  private started(): EstimateWorkerLike {
    const worker = this.startWorker();
    worker.onmessage = ({ data: { id, packed, isLast } }) => {
      if (id === this.id) this.onPoints(unpackEstimates(packed), isLast);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      this.worker = null;
      this.onFault(message || t('The worker could not be started.'));
    };
    return worker;
  }
}
