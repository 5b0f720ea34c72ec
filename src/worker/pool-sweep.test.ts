import { expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import { askReleases, type SweepWorkerLike } from './pool-sweep.ts';
import type { SweepReply } from './sweep-protocol.ts';

const scenario = scenarioWith({});

it('hands the progress on, gives the rows, and ends its worker', async () => {
  const { worker, start, state } = puppet();
  const heard: string[] = [];
  const { answer } = askReleases(start, scenario, (made, release) => heard.push(`${made} ${release}`));
  expect(state.commands).toEqual([{ type: 'releases', scenario }]);
  worker.onmessage?.({ data: { type: 'progress', made: 0, release: '7.0' } });
  worker.onmessage?.({ data: { type: 'progress', made: 1, release: '7.1' } });
  worker.onmessage?.({ data: { type: 'releases', rows: [] } });
  expect(await answer).toEqual([]);
  expect(heard).toEqual(['0 7.0', '1 7.1']);
  expect(state.isAlive).toBe(false);
});

it.each([
  [
    'says that it failed',
    (worker: SweepWorkerLike) => say(worker, { type: 'failed', message: 'no memory' }),
    'no memory',
  ],
  ['throws', (worker: SweepWorkerLike) => worker.onerror?.({ message: 'boom' }), 'boom'],
  ['cannot be loaded', (worker: SweepWorkerLike) => worker.onerror?.({ message: '' }), 'could not be started'],
])('is rejected when the worker %s', async (_, fail, message) => {
  const { worker, start, state } = puppet();
  const { answer } = askReleases(start, scenario, () => {});
  fail(worker);
  await expect(answer).rejects.toThrow(message);
  expect(state.isAlive).toBe(false);
});

it('can be stopped', () => {
  const { start, state } = puppet();
  askReleases(start, scenario, () => {}).stop();
  expect(state.isAlive).toBe(false);
});

const say = (worker: SweepWorkerLike, data: SweepReply) => worker.onmessage?.({ data });

function puppet() {
  const state = { commands: [] as unknown[], isAlive: true };
  const worker: SweepWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (command) => void state.commands.push(command),
    terminate: () => {
      state.isAlive = false;
    },
  };
  return { worker, start: () => worker, state };
}
