import { expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import { NO_PROMISE } from '../sweep/study/plan.ts';
import type { AskReply } from './ask-protocol.ts';
import { type AskWorkerLike, ask } from './pool-ask.ts';

const command = { scenario: scenarioWith({}), promise: NO_PROMISE, question: null, repeats: 1 };

function puppet() {
  const state = { sent: [] as unknown[], isAlive: true };
  const worker: AskWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (sent) => void state.sent.push(sent),
    terminate: () => {
      state.isAlive = false;
    },
  };
  return { worker, state };
}

it('hands on what comes, and ends its worker with the answer', () => {
  const { worker, state } = puppet();
  const heard: AskReply['type'][] = [];
  ask(
    () => worker,
    command,
    ({ type }) => heard.push(type),
    () => {},
  );
  expect(state.sent).toEqual([command]);
  worker.onmessage?.({ data: { type: 'progress', runs: 1 } });
  worker.onmessage?.({ data: { type: 'cause', cause: null } });
  expect(state.isAlive).toBe(true);
  worker.onmessage?.({ data: { type: 'done' } });
  expect(heard).toEqual(['progress', 'cause', 'done']);
  expect(state.isAlive).toBe(false);
});

it('a worker that dies is ended and told; it can be stopped', () => {
  const { worker, state } = puppet();
  const faults: string[] = [];
  const stop = ask(
    () => worker,
    command,
    () => {},
    ({ message }) => faults.push(message),
  );
  worker.onerror?.({ message: '' });
  expect(faults).toEqual(['The worker could not be started.']);
  state.isAlive = true;
  stop();
  expect(state.isAlive).toBe(false);
});
