import { describe, expect, it } from 'vitest';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { isSettled } from './selectors.ts';
import { openTestApp, small } from './test-app.ts';

describe('playing', () => {
  it('follows the clock at its speed, stops at the end, and begins again from there', async () => {
    const { state, frame, settle } = await withSmall({ atMs: 0 });
    const { endMs } = state().run!;
    state().setSpeed(10);
    state().play();
    await frame(1000);
    await frame(1010);
    expect(state().nowMs).toBe(100);
    await frame(9000);
    expect(state().nowMs).toBe(Math.min(100 + 2500, endMs));
    state().setSpeed(1000);
    await frame(9100);
    expect(state()).toMatchObject({ nowMs: endMs, playing: false });
    await settle();
    expect(state().instant!.status).toBe('completed');
    state().play();
    expect(state()).toMatchObject({ nowMs: 0, playing: true });
    state().togglePlay();
    expect(state().playing).toBe(false);
  });

  it('as fast as it can takes about sixty pictures', async () => {
    const { state, frame } = await withSmall({ atMs: 0 });
    state().setSpeed(Number.POSITIVE_INFINITY);
    state().play();
    let frames = 0;
    for (; state().playing; frames++) await frame(frames);
    expect(frames).toBeGreaterThanOrEqual(60);
    expect(frames).toBeLessThanOrEqual(62);
    expect(() => state().setSpeed(0)).toThrow(RangeError);
  });

  it('waits for the picture before it goes on', async () => {
    const { state, frames, settle } = await withSmall({ atMs: 0 });
    state().play();
    frames.run(0);
    frames.run(100);
    frames.run(200);
    expect(state().nowMs).toBe(100);
    await settle();
    frames.run(300);
    expect(state().nowMs).toBe(300);
    await settle();
  });

  it('steps over decisions, forward and back, and pauses for it', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    const { decisions } = state().run!.timeline;
    state().play();
    state().step(1);
    expect(state()).toMatchObject({ playing: false, nowMs: decisions[0]!.atMs });
    state().step(1);
    state().step(1, 'sync');
    state().step(-1);
    expect(decisions.map(({ atMs }) => atMs)).toContain(state().nowMs);
    state().seek(-5);
    state().step(-1);
    expect(state().nowMs).toBe(0);
    await settle();
  });

  it('has nothing to play in a run that was refused', async () => {
    const { state, settle } = openApp();
    const refused = scenarioWith({ ...small, devices: [vfioDevice({})], qemu: { untrackedRule: 'blocker' } });
    state().openScenario(refused, { start: 'beginning' });
    await settle();
    expect(state()).toMatchObject({ runStatus: 'ready', playing: false, nowMs: 0 });
    expect(state().run!.timeline.outcome!.status).toBe('refused');
    expect(isSettled(state())).toBe(true);
  });
});

const openApp = (hash?: string) => openTestApp(startInProcessWorker, hash);

async function withSmall({ atMs }: { atMs: number }) {
  const app = openApp();
  app.state().openScenario(small, { start: { atMs } });
  await app.settle();
  return app;
}
