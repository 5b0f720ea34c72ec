import { describe, expect, it } from 'vitest';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { isSettled } from './selectors.ts';
import { openTestApp, small } from './test-app.ts';

async function atHalf() {
  const app = openTestApp(startInProcessWorker);
  app.state().openScenario(small, { start: { atMs: 100 } });
  await app.settle();
  return app;
}

describe('a line typed into the monitor', () => {
  it('changes the scenario at the playhead, and is undone like any edit', async () => {
    const { state, settle } = await atHalf();
    await state().type('migrate_cancel');
    await settle();
    expect(state().scenario.actions).toEqual([{ atMs: 100, execute: 'migrate_cancel' }]);
    expect(state().run!.timeline.outcome!.status).toBe('cancelled');
    expect(state().consoleEntries[0]).toMatchObject({ line: 'migrate_cancel', atMs: 100, isRefused: false });
    state().undo();
    await settle();
    expect(state().scenario.actions).toEqual([]);
    expect(state().run!.timeline.outcome!.status).toBe('completed');
    expect(state().consoleEntries).toHaveLength(1);
  });

  it('that is refused changes nothing', async () => {
    const { state, settle } = await atHalf();
    const { scenario } = state();
    await state().type('migrate_set_parameter downtime-limit 3000000');
    await settle();
    expect(state().scenario).toBe(scenario);
    expect(state().consoleEntries[0]!.reply).toContain("Parameter 'downtime_limit' expects");
    expect(state().notices).toEqual([]);
  });

  it('waits for the run that is being computed, and sees what the line before it did', async () => {
    const { state, settle } = await atHalf();
    const first = state().type('migrate_set_parameter downtime-limit 77');
    const second = state().type('query-migrate-parameters');
    expect(state().isTyping).toBe(true);
    expect(isSettled(state())).toBe(false);
    await Promise.all([first, second]);
    await settle();
    expect(state().isTyping).toBe(false);
    expect(state().consoleEntries[1]!.reply).toContain('"downtime-limit": 77');
  });

  it('comes after the events that the monitor sent meanwhile, each once', async () => {
    const { state, settle } = await atHalf();
    await state().type('query-status');
    await state().type('query-status');
    state().seek(Number.POSITIVE_INFINITY);
    await settle();
    await state().type('query-status');
    const events = state().consoleEntries.map((entry) => entry.events.map(({ event }) => event));
    expect(events[0]).toEqual(['MIGRATION', 'MIGRATION_PASS', 'MIGRATION']);
    expect(events[1]).toEqual([]);
    expect(events[2]).toContain('STOP');
    expect(events.flat()).toHaveLength(state().run!.timeline.events.filter(({ side }) => side === 'source').length);
  });

  it('is kept for later, once, also when another scenario is opened', async () => {
    const { state, settle } = await atHalf();
    for (const line of ['stop', ' query-migrate ', 'stop', '  ']) await state().type(line);
    expect(state().typedLines).toEqual(['query-migrate', 'stop']);
    state().openScenario(small, { start: 'beginning' });
    await settle();
    expect(state()).toMatchObject({ consoleEntries: [], consoleEventsSeen: 0, keptSettings: [] });
    expect(state().typedLines).toHaveLength(2);
  });

  it('can be completed', async () => {
    const { state } = await atHalf();
    expect(await state().complete('migrate_ca')).toEqual({ from: 0, options: ['migrate_cancel'] });
  });
});

it('keeps what the engine has no mechanism for, and shows it from then on', async () => {
  const { state } = await atHalf();
  await state().type('migrate_set_parameter multifd-channels 8');
  expect(state().scenario.actions).toEqual([]);
  await state().type('query-migrate-parameters');
  expect(state().consoleEntries[1]!.reply).toContain('"multifd-channels": 8');
});
