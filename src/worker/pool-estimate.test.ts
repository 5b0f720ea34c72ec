import { describe, expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import { NO_PROMISE, type Plan } from '../sweep/study/plan.ts';
import { type EstimateCommand, packEstimates } from './estimate-protocol.ts';
import { type EstimateWorkerLike, Estimator } from './pool-estimate.ts';

const plan: Plan = {
  format: 1,
  name: '',
  scenario: scenarioWith({}),
  axes: [{ field: 'downtime-limit', scale: 'list', values: [1, 2, 3] }],
  design: { kind: 'grid' },
  repeats: 1,
  constraints: [],
  promise: NO_PROMISE,
  questions: [],
  mostCells: 3,
};

/** An estimator of two workers that the test answers for, and what came of it. */
function puppets() {
  const workers: (EstimateWorkerLike & { readonly asked: EstimateCommand[]; isAlive: boolean })[] = [];
  const heard: (readonly [points: readonly number[], isLast: boolean])[] = [];
  const faults: string[] = [];
  const estimator = new Estimator({
    hands: 2,
    startWorker: () => {
      const asked: EstimateCommand[] = [];
      const worker = {
        asked,
        isAlive: true,
        postMessage: (command: EstimateCommand) => void asked.push(command),
        terminate: () => {
          worker.isAlive = false;
        },
        onmessage: null,
        onerror: null,
      };
      workers.push(worker);
      return worker;
    },
    onPoints: (points, isLast) => heard.push([points.map(({ point }) => point), isLast]),
    onFault: (message) => faults.push(message),
  });
  const answer = (hand: number, point: number, isLast: boolean, id = workers[hand]!.asked.at(-1)!.id): void =>
    workers[hand]!.onmessage?.({
      data: { id, packed: packEstimates([{ point, run: null, keepsPromise: false }]), isLast },
    });
  return { estimator, workers, heard, faults, answer };
}

describe('the workers that share a plan', () => {
  it('each get their share, and the last of them ends it', () => {
    const { estimator, workers, heard, answer } = puppets();
    estimator.ask(plan);
    expect(workers.map(({ asked }) => asked[0])).toMatchObject([
      { plan, hand: 0, hands: 2 },
      { plan, hand: 1, hands: 2 },
    ]);
    answer(1, 1, true);
    answer(0, 0, false);
    answer(0, 2, true);
    expect(heard).toEqual([
      [[1], false],
      [[0], false],
      [[2], true],
    ]);
  });

  it('say nothing of a plan that another has taken the place of', () => {
    const { estimator, workers, heard, answer } = puppets();
    estimator.ask(plan);
    const old = workers[0]!.asked[0]!.id;
    estimator.ask(plan);
    answer(0, 0, true, old);
    answer(0, 0, true);
    answer(1, 1, true);
    expect(heard).toEqual([
      [[0], false],
      [[1], true],
    ]);
  });

  it('end together when one dies, once, and are started again with the next plan', () => {
    const { estimator, workers, faults, heard, answer } = puppets();
    estimator.ask(plan);
    workers[0]!.onerror?.({ message: '' });
    workers[1]!.onerror?.({ message: 'too' });
    expect(faults).toEqual(['The worker could not be started.']);
    expect(workers.map(({ isAlive }) => isAlive)).toEqual([false, false]);
    estimator.ask(plan);
    expect(workers).toHaveLength(4);
    workers[0]!.onerror?.({ message: 'late' });
    answer(2, 0, true);
    answer(3, 1, true);
    expect(heard.at(-1)).toEqual([[1], true]);
    expect(faults).toHaveLength(1);
  });
});
