import { describe, expect, it } from 'vitest';
import { preset } from '../scenario/presets.ts';
import { MIB } from '../units.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { canRedo, canUndo, isOutdated, isSettled, passAt, verdictOf } from './selectors.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

describe('a scenario', () => {
  it('is run when it is opened, and plays from the beginning', async () => {
    const { state, settle, frame } = openApp();
    state().openScenario(small, { start: 'beginning' });
    expect(state().runStatus).toBe('loading');
    await settle();
    expect(state()).toMatchObject({ runStatus: 'ready', playing: true, nowMs: 0, run: { scenario: small } });
    expect(verdictOf(state())!.tone).toBe('good');
    for (const atMs of [0, 20, 40]) await frame(atMs);
    expect(state().nowMs).toBe(40);
    expect(state().instant!.nowMs).toBe(40);
  });

  it('can start at its second pass, or paused at an instant', async () => {
    const { state, settle } = openApp();
    state().openScenario(small, { start: 'second-pass' });
    await settle();
    expect(passAt(state())).toBe(2);
    expect(state().playing).toBe(true);
    state().openScenario(small, { start: { atMs: 123 } });
    await settle();
    expect(state()).toMatchObject({ nowMs: 123, shownMs: 123, playing: false });
    expect(isSettled(state())).toBe(true);
  });

  it('keeps the old run on the screen, playhead and all, until the edited one is there', async () => {
    const { state, settle } = await withSmall({ atMs: 200 });
    const before = state().run;
    state().edit(withLimit(5));
    expect(state().run).toBe(before);
    expect(isOutdated(state())).toBe(true);
    state().seek(150);
    await settle();
    expect(state().run).not.toBe(before);
    expect(state()).toMatchObject({ nowMs: 150, shownMs: 150, runStatus: 'ready', playing: false });
    expect(isOutdated(state())).toBe(false);
  });

  it('shows the end of the new run when the end of the old one was looked at', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    state().seek(Number.POSITIVE_INFINITY);
    await settle();
    expect(state().instant!.status).toBe('completed');
    state().edit((scenario) => ({ ...scenario, guest: { ...scenario.guest, workloads: [] } }));
    await settle();
    expect(state().nowMs).toBe(state().run!.endMs);
    expect(state().instant!.status).toBe('completed');
  });

  it('that cannot be is not taken, and the fault is named', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    const { run } = state();
    state().edit((scenario) => ({ ...scenario, guest: { ...scenario.guest, ramBytes: 5000 } }));
    expect(state().notices).toMatchObject([{ about: 'scenario', detail: expect.stringContaining('guest.ramBytes') }]);
    expect(state()).toMatchObject({ run, runStatus: 'ready', scenario: small });
    state().edit(withLimit(5));
    await settle();
    expect(state().notices).toEqual([]);
  });

  it('goes back and forth through its edits, a slider’s way in one', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    const limits = () => [state().scenario.parameters['downtime-limit'], canUndo(state()), canRedo(state())];
    state().edit(withLimit(1), 'limit');
    state().edit(withLimit(2), 'limit');
    state().edit(withLimit(2), 'limit');
    state().endEdit();
    state().edit(withLimit(3), 'limit');
    expect(limits()).toEqual([3, true, false]);
    state().undo();
    expect(limits()).toEqual([2, true, true]);
    state().undo();
    expect(limits()).toEqual([300, false, true]);
    state().undo();
    state().redo();
    state().redo();
    state().redo();
    expect(limits()).toEqual([3, true, false]);
    state().undo();
    state().edit(withLimit(9));
    expect(limits()).toEqual([9, true, false]);
    await settle();
    expect(state().run!.scenario).toBe(state().scenario);
    for (let limit = 0; limit < 150; limit++) state().edit(withLimit(limit + 1000));
    expect(state().past).toHaveLength(100);
    await settle();
  });

  it('comes from a preset by its name, and is none any more when it is edited', async () => {
    const { state, settle } = openApp();
    state().choosePreset(preset('unchecked'));
    await settle();
    expect(state()).toMatchObject({ presetId: 'unchecked', runStatus: 'ready' });
    state().edit(withLimit(7));
    expect(state().presetId).toBeNull();
    state().undo();
    expect(state().presetId).toBe('unchecked');
    await settle();
  });

  it('comes from a file, and a bad file leaves the run and says what is wrong', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    const { run } = state();
    await state().openFile('{ "format": 1, "guest": { "ramBytes": 4097 } }', 'odd.json');
    expect(state().notices).toMatchObject([
      { about: 'file', detail: expect.stringContaining('odd.json: guest.ramBytes') },
    ]);
    expect(state().run).toBe(run);
    await state().openFile(`{ "format": 1, "guest": { "ramBytes": ${MIB} } }`, 'good.json');
    await settle();
    expect(state().notices).toEqual([]);
    expect(state().run!.scenario.guest.ramBytes).toBe(MIB);
  });
});

const openApp = (hash?: string) => openTestApp(startInProcessWorker, hash);

async function withSmall({ atMs }: { atMs: number }) {
  const app = openApp();
  app.state().openScenario(small, { start: { atMs } });
  await app.settle();
  return app;
}
