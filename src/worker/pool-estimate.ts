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

export interface EstimatorOptions {
  readonly startWorker: () => EstimateWorkerLike;
  /** Workers that share the points of a plan. */
  readonly hands: number;
  /** @param isLast all points are there */
  readonly onPoints: (points: readonly EstimatedPoint[], isLast: boolean) => void;
  /** Of the plan that was asked for last no more points will come. */
  readonly onFault: (message: string) => void;
}

/** Answers plans at count level, the newest only. When a worker dies all end, and are started again with the next plan. */
export class Estimator {
  private readonly options: EstimatorOptions;
  private workers: readonly EstimateWorkerLike[] = [];
  private id = 0;
  /** Workers that have more to say of the newest plan. */
  private busy = 0;

  constructor(options: EstimatorOptions) {
    this.options = options;
  }

  ask(plan: Plan): void {
    const { hands } = this.options;
    if (this.workers.length === 0) this.workers = Array.from({ length: hands }, () => this.started());
    this.id++;
    this.busy = hands;
    for (const [hand, worker] of this.workers.entries()) worker.postMessage({ id: this.id, plan, hand, hands });
  }

  private started(): EstimateWorkerLike {
    const { startWorker, onPoints, onFault } = this.options;
    const worker = startWorker();
    worker.onmessage = ({ data: { id, packed, isLast } }) => {
      if (id !== this.id) return;
      if (isLast) this.busy--;
      onPoints(unpackEstimates(packed), this.busy === 0);
    };
    worker.onerror = ({ message }) => {
      if (!this.workers.includes(worker)) return;
      for (const each of this.workers) each.terminate();
      this.workers = [];
      onFault(message || t('The worker could not be started.'));
    };
    return worker;
  }
}
