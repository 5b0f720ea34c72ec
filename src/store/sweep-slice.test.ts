import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_PROMISE, type Plan } from '../sweep/study/plan.ts';
import { type EstimateCommand, packEstimates } from '../worker/estimate-protocol.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import type { EstimateWorkerLike } from '../worker/pool-estimate.ts';
import { openTestApp, small } from './test-app.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const plan: Plan = {
  format: 1,
  name: 'two',
  scenario: small,
  axes: [{ field: 'downtime-limit', scale: 'list', values: [100, 300] }],
  design: { kind: 'grid' },
  repeats: 1,
  constraints: [],
  promise: NO_PROMISE,
  questions: [],
  mostCells: 2,
};

/** The app, with an estimate worker that answers when the test says so. */
function opened() {
  const asked: EstimateCommand[] = [];
  const worker: EstimateWorkerLike = {
    postMessage: (command) => void asked.push(command),
    terminate: () => {},
    onmessage: null,
    onerror: null,
  };
  const app = openTestApp(startInProcessWorker, '', undefined, undefined, {
    startStudyWorker: () => ({ postMessage: () => {}, terminate: () => {}, onmessage: null, onerror: null }),
    startEstimateWorker: () => worker,
    startAskWorker: () => {
      throw new Error('no ask worker');
    },
    keptResults: { find: async () => new Map(), keep: async () => {} },
  });
  const answer = (point: number, isLast: boolean): void => {
    const packed = packEstimates([{ point, run: null, keepsPromise: false }]);
    worker.onmessage?.({ data: { id: asked.at(-1)!.id, packed, isLast } });
  };
  const shown = () => {
    app.frames.run(0);
    return app.store.sweepResults.latest();
  };
  expect(app.state().takePlan(plan, 'plan')).toBe(null);
  answer(0, false);
  answer(1, true);
  return { ...app, worker, asked, answer, shown };
}

it('shows a new plan at once, and whether more is to come', () => {
  const { state, answer, shown } = opened();
  expect(shown()).toMatchObject({ plan: { name: 'two' }, isComing: false });
  expect(shown().estimates.size).toBe(2);
  state().takePlan({ ...plan, name: 'another' }, 'plan');
  expect(shown()).toMatchObject({ plan: { name: 'another' }, isComing: true });
  expect(shown().estimates.size).toBe(0);
  answer(1, false);
  expect(shown()).toMatchObject({ isComing: true });
  expect(shown().estimates.size).toBe(1);
  answer(0, true);
  expect(shown()).toMatchObject({ isComing: false });
});

it('shows the map before a slider was moved until the first answer of the new one', () => {
  const { state, answer, shown, asked } = opened();
  const before = shown();
  state().setSweepField('linkBytesPerSecond', 5e8);
  expect(shown()).toBe(before);
  expect(before.estimates.size).toBe(2);
  answer(1, false);
  expect(shown()).toMatchObject({ plan: asked.at(-1)!.plan, isComing: true });
  expect([...shown().estimates.keys()]).toEqual([1]);
});

it('shows that nothing is known when no answer comes', () => {
  const { state, shown, asked, worker } = opened();
  state().setSweepField('linkBytesPerSecond', 5e8);
  vi.advanceTimersByTime(400);
  expect(shown().plan).toBe(asked.at(-1)!.plan);
  expect(shown().estimates.size).toBe(0);
  state().setSweepField('linkBytesPerSecond', 6e8);
  worker.onerror?.({ message: 'it died' });
  expect(shown()).toMatchObject({ plan: asked.at(-1)!.plan, isComing: false });
});
