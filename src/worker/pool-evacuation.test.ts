import { expect, it } from 'vitest';
import { Evacuation } from '../evacuation/evacuation.ts';
import type { Plan } from '../evacuation/plan.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import type { EvacuationReply } from './evacuation-protocol.ts';
import { askEvacuation, askOrders, EvacuationWorkerDied, type EvacuationWorkerLike } from './pool-evacuation.ts';

const plan: Plan = {
  bytesPerSecond: 50_000_000,
  atOnce: 1,
  first: 'given',
  guests: [{ name: 'a', scenario: scenarioWith({ guest: { ramBytes: 4 * MIB, firmware: 'bare' } }) }],
};

it('hands the views on, gives the outcome, and ends its worker', async () => {
  const { start, state, say } = puppet();
  const heard: number[] = [];
  const { answer } = askEvacuation(start, plan, ({ nowMs }) => heard.push(nowMs));
  expect(state.commands).toEqual([{ type: 'evacuate', plan }]);
  const evacuation = new Evacuation(plan);
  say({ type: 'view', view: evacuation.view() });
  evacuation.advance(Infinity);
  say({ type: 'evacuated', outcome: evacuation.outcome() });
  expect(await answer).toEqual(evacuation.outcome());
  expect(heard).toEqual([0]);
  expect(state.isAlive).toBe(false);
});

it('hands the rows of the orders on', async () => {
  const { start, say } = puppet();
  const heard: string[] = [];
  const { answer } = askOrders(start, plan, ({ order }, of) => heard.push(`${order} of ${of}`));
  const row = {
    order: 'all at once',
    atOnce: 1,
    first: 'given',
    makespanMs: 1,
    totalBytes: 1,
    moved: 1,
    guests: 1,
  } as const;
  say({ type: 'row', row: { ...row, worstDowntimeMs: null, meanTotalTimeMs: null }, of: 1 });
  say({ type: 'compared' });
  await answer;
  expect(heard).toEqual(['all at once of 1']);
});

it.each([
  [
    'says that it failed',
    (w: EvacuationWorkerLike) => w.onmessage?.({ data: { type: 'failed', message: 'no memory' } }),
    'no memory',
    false,
  ],
  ['throws', (w: EvacuationWorkerLike) => w.onerror?.({ message: 'boom' }), 'boom', true],
  ['cannot be loaded', (w: EvacuationWorkerLike) => w.onerror?.({ message: '' }), 'could not be started', true],
] as const)('is rejected when the worker %s', async (_, fail, message, hasDied) => {
  const { worker, start, state } = puppet();
  const { answer } = askEvacuation(start, plan, () => {});
  fail(worker);
  await expect(answer).rejects.toThrow(message);
  expect(await answer.catch((error: unknown) => error instanceof EvacuationWorkerDied)).toBe(hasDied);
  expect(state.isAlive).toBe(false);
});

it('can be stopped', () => {
  const { start, state } = puppet();
  askEvacuation(start, plan, () => {}).stop();
  expect(state.isAlive).toBe(false);
});

function puppet() {
  const state = { commands: [] as unknown[], isAlive: true };
  const worker: EvacuationWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (command) => void state.commands.push(command),
    terminate: () => {
      state.isAlive = false;
    },
  };
  return { worker, start: () => worker, state, say: (data: EvacuationReply) => worker.onmessage?.({ data }) };
}
