import { expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import type { Measured } from '../sweep/study/measure.ts';
import { type StudyWorkerLike, workerHand } from './pool-study.ts';

const scenario = scenarioWith({});
const result = (digest: string) => ({ digest }) as Measured;

function puppet() {
  const state = { sent: [] as unknown[], isAlive: true };
  const worker: StudyWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (scenarios) => void state.sent.push(scenarios),
    terminate: () => {
      state.isAlive = false;
    },
  };
  return { worker, state };
}

it('hands on each result when it comes, and is free again after the last', async () => {
  const { worker, state } = puppet();
  const hand = workerHand(() => worker);
  const heard: string[] = [];
  const run = hand.run([scenario, scenario], ({ digest }) => heard.push(digest));
  expect(state.sent).toEqual([[scenario, scenario]]);
  worker.onmessage?.({ data: result('a') });
  worker.onmessage?.({ data: result('b') });
  expect(heard).toEqual(['a', 'b']);
  worker.onmessage?.({ data: null });
  await run;
  hand.end();
  expect(state.isAlive).toBe(false);
});

it.each([
  ['boom', 'boom'],
  ['', 'could not be started'],
])('a worker that dies with "%s" rejects', async (message, said) => {
  const { worker } = puppet();
  const run = workerHand(() => worker).run([scenario], () => {});
  worker.onerror?.({ message });
  await expect(run).rejects.toThrow(said);
});
