import { describe, expect, it, vi } from 'vitest';
import { encodeLink } from '../scenario/link.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { passAt } from './selectors.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

describe('the address bar', () => {
  it('on a first visit leads to the first preset, already past its first pass', async () => {
    const { state, store, bar, settle } = openApp();
    await store.start();
    await settle();
    expect(state()).toMatchObject({ presetId: 'first-visit', playing: true });
    expect(passAt(state())).toBe(2);
    expect(bar.written).toEqual([]);
  });

  it('opens a link where it points, and follows what is changed', async () => {
    const link = await encodeLink({ scenario: small, view: { playheadMs: 90, slot: 5, decision: 1 } });
    const { state, store, bar, settle, frame } = openApp(`#view=lab&${link}`);
    await store.start();
    await settle();
    await frame(0);
    expect(state()).toMatchObject({ scenario: small, nowMs: 90, playing: false, pageSlot: 5, explained: { index: 1 } });
    expect(bar.written).toEqual([]);
    state().edit(withLimit(5));
    await settle();
    await frame(20);
    await vi.waitFor(() => expect(bar.written).toHaveLength(1));
    expect(bar.written[0]).toMatch(/^#view=lab&s=2\./);
    const other = openApp(bar.written[0]);
    await other.store.start();
    await other.settle();
    expect(other.state().scenario).toEqual(state().scenario);
    expect(other.state()).toMatchObject({ nowMs: 90, pageSlot: 5, pinnedDecision: 1 });
  });

  it('is followed when it changes, but not for another part of it', async () => {
    const { state, store, bar, settle } = openApp(`#${await encodeLink({ scenario: small, view: {} })}`);
    await store.start();
    await settle();
    const { run } = state();
    bar.go(`${bar.hash()}&view=lab`);
    await settle();
    expect(state().run).toBe(run);
    bar.go(`#${await encodeLink({ scenario: withLimit(1)(small), view: {} })}`);
    await vi.waitFor(() => expect(state().scenario.parameters['downtime-limit']).toBe(1));
    await settle();
    expect(state().run!.scenario).toBe(state().scenario);
  });

  it('with a bad link keeps it, says what is wrong with it, and leaves the run', async () => {
    const { state, store, bar, settle, frame } = openApp('#s=1.AAAA');
    await store.start();
    await settle();
    expect(state()).toMatchObject({ presetId: 'first-visit', runStatus: 'ready' });
    expect(state().notices).toMatchObject([{ about: 'link', tone: 'error' }]);
    const { run } = state();
    bar.go('#s=3.AAAA');
    await vi.waitFor(() => expect(state().notices[0]?.detail).toContain('another version'));
    await frame(0);
    expect(state().run).toBe(run);
    expect(bar.written).toEqual([]);
    state().edit(withLimit(77));
    await settle();
    await frame(20);
    await vi.waitFor(() => expect(bar.written).toHaveLength(1));
  });
});

const openApp = (hash?: string) => openTestApp(startInProcessWorker, hash);
