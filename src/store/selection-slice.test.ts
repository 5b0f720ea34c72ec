import { describe, expect, it } from 'vitest';
import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { decisionAt, isSettled } from './selectors.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

describe('the inspector', () => {
  it('follows the playhead unless a decision is pinned', async () => {
    const { state, settle } = await withSmall({ atMs: 0 });
    expect(state().explained).toBeNull();
    const { decisions } = state().run!.timeline;
    state().seek(decisions[2]!.atMs);
    await settle();
    expect(state().explained).toMatchObject({ index: 2, decision: { sequence: 2 } });
    state().pinDecision(1);
    state().seek(Number.POSITIVE_INFINITY);
    await settle();
    expect([decisionAt(state()), state().explained!.index]).toEqual([1, 1]);
    state().pinDecision(null);
    await settle();
    expect(state().explained!.index).toBe(decisions.length - 1);
  });

  it('tells the biography of the selected page, renewed when the playhead rests', async () => {
    const { state, settle, frame } = await withSmall({ atMs: 50 });
    state().selectPage(16_000);
    await settle();
    const early = state().biography!;
    expect(early.slot).toBe(16_000);
    state().play();
    for (const atMs of [0, 50, 100]) await frame(atMs);
    expect(state().nowMs).toBe(150);
    expect(state().biography).toBe(early);
    state().pause();
    await settle();
    expect(state().biography).not.toBe(early);
    state().seek(Number.POSITIVE_INFINITY);
    await settle();
    expect(state().biography!.events.length).toBeGreaterThan(early.events.length);
    state().selectPage(null);
    expect(state().biography).toBeNull();
  });
});

describe('the heatmaps', () => {
  it('show the whole guest until zoomed, and again when the next guest is smaller', async () => {
    const { state, store, settle } = await withSmall({ atMs: 0 });
    const slots = state().run!.layout.slots;
    const shown = () => {
      const { fromSlot, toSlot, columns } = store.frames.latest()!;
      return [fromSlot, toSlot, columns];
    };
    state().setMaps({ columns: 64, rows: 16 });
    expect(isSettled(state())).toBe(false);
    await settle();
    expect(isSettled(state())).toBe(true);
    expect(shown()).toEqual([0, slots, 64]);
    state().zoomTo({ fromSlot: 10_000.5, toSlot: 10_100 });
    await settle();
    expect(shown()).toEqual([10_000, 10_100, 64]);
    state().edit(withLimit(7));
    await settle();
    expect(shown()).toEqual([10_000, 10_100, 64]);
    state().openScenario(scenarioWith({ guest: { ramBytes: MIB } }), { start: 'beginning' });
    await settle();
    expect(shown()).toEqual([0, state().run!.layout.slots, 64]);
    state().openScenario(small, { start: 'beginning' });
    await settle();
    expect(shown()).toEqual([0, slots, 64]);
  });

  it('are told when a frame came', async () => {
    const { state, store, settle } = await withSmall({ atMs: 0 });
    const seen: number[] = [];
    store.frames.onFrame(({ nowMs }) => seen.push(nowMs));
    state().seek(30);
    await settle();
    expect(seen).toEqual([30]);
  });
});

const openApp = (hash?: string) => openTestApp(startInProcessWorker, hash);

async function withSmall({ atMs }: { atMs: number }) {
  const app = openApp();
  app.state().openScenario(small, { start: { atMs } });
  await app.settle();
  return app;
}
