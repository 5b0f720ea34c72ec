import { describe, expect, it } from 'vitest';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

describe('an engine that dies', () => {
  it('is told, and restarted with the scenario and the playhead kept', async () => {
    const { state, client, settle } = await withSmall({ atMs: 80 });
    state().play();
    client.crash();
    await settle();
    expect(state()).toMatchObject({ runStatus: 'failed', playing: false, run: { scenario: small } });
    expect(state().notices).toMatchObject([{ about: 'engine', action: 'restart' }]);
    state().edit(withLimit(5));
    await settle();
    expect(state().runStatus).toBe('failed');
    await state().restartEngine();
    await settle();
    expect(state().notices).toEqual([]);
    expect(state()).toMatchObject({
      runStatus: 'ready',
      nowMs: 80,
      shownMs: 80,
      run: { scenario: withLimit(5)(small) },
    });
  });

  it('while it loads is told too', async () => {
    const { state, client, settle } = openApp();
    state().openScenario(small, { start: 'beginning' });
    client.crash();
    await settle();
    expect(state()).toMatchObject({ runStatus: 'failed', run: null });
    await state().restartEngine();
    expect(state()).toMatchObject({ runStatus: 'ready', playing: true });
  });
});

const openApp = (hash?: string) => openTestApp(startInProcessWorker, hash);

async function withSmall({ atMs }: { atMs: number }) {
  const app = openApp();
  app.state().openScenario(small, { start: { atMs } });
  await app.settle();
  return app;
}
