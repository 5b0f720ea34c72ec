import { describe, expect, it, vi } from 'vitest';
import { RUNS } from '../thread/runs.ts';
import { claimById, RUNS_IN_ORDER } from '../thread/thread.ts';
import type { WorkerLike } from '../worker/client.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { startSimulation } from '../worker/start-simulation.ts';
import { openTestApp, small } from './test-app.ts';
import { isThreadSettled } from './thread-slice.ts';

describe('the runs of the thread', () => {
  it('are all made, those of the claim in the address first', async () => {
    const { state, asked } = opened('#view=thread&claim=t12-knob');
    await state().openThread();
    expect(asked[0]).toBe(RUNS.knob.scenario.name);
    expect(asked).toHaveLength(RUNS_IN_ORDER.length);
    expect(Object.keys(state().threadRuns).toSorted()).toEqual([...RUNS_IN_ORDER].toSorted());
    expect(state().threadFacts.knob).toMatchObject({ status: 'completed', lostPages: 0 }); // of the small guest that stands in
    expect(state().threadClaim).toEqual({ id: 't12-knob', asked: 1 });
    expect(isThreadSettled(state())).toBe(true);
  });

  it('are left when the screen is, and gone on with when somebody comes back', async () => {
    const { state, store, asked } = opened();
    const stop = store.subscribe(({ threadRuns, closeThread, isThreadOpen }) => {
      if (isThreadOpen && Object.keys(threadRuns).length === 3) closeThread();
    });
    await state().openThread();
    expect(Object.keys(state().threadRuns)).toHaveLength(3);
    expect(isThreadSettled(state())).toBe(true);
    stop();
    await state().openThread();
    expect(state().isThreadMade).toBe(true);
    expect(new Set(asked).size).toBe(new Set(Object.values(RUNS).map(({ scenario }) => scenario.name)).size);
    expect(asked.length).toBeLessThanOrEqual(RUNS_IN_ORDER.length + 1);
  });

  it('tell why one could not be made, and make it again when asked to', async () => {
    let isBroken = true;
    const { state } = opened('', (name) => {
      if (isBroken && name === RUNS.knob.scenario.name) throw new Error('boom');
    });
    await state().openThread();
    expect(state().threadFaults.knob).toContain('boom');
    expect(state().isThreadMade).toBe(true);
    isBroken = false;
    state().retryThreadRun('knob');
    await vi.waitFor(() => expect(state().threadRuns.knob).toBeDefined());
    expect(state().threadFaults).toEqual({});
  });
});

describe('a claim', () => {
  it('is in the address beside the run of the Lab, and followed from there', async () => {
    const { state, bar, settle } = opened('#view=thread&s=2.x');
    await state().openThread();
    state().showClaim('t5-check');
    await vi.waitFor(() => expect(state().threadClaim?.id).toBe('t5-check'));
    expect(bar.hash()).toBe('#view=thread&s=2.x&claim=t5-check');
    state().showClaim('t5-check');
    await vi.waitFor(() => expect(state().threadClaim?.asked).toBe(2));
    bar.go('#view=thread&claim=t15-zero');
    await vi.waitFor(() => expect(state().threadClaim?.id).toBe('t15-zero'));
    bar.go('#view=thread&claim=t99-x');
    await vi.waitFor(() => expect(state().notices.at(-1)?.title).toBe('This link names no claim of the thread.'));
    expect(state().threadClaim?.id).toBe('t15-zero');
    await settle();
  });

  it.each(['', '__proto__', 'toString', '<img>'])('is not one that is called %j', async (id) => {
    expect(claimById(id)).toBeNull();
    const { state } = opened(`#claim=${id}`);
    await state().openThread();
    expect(state().threadClaim).toBeNull();
  });
});

describe('the stage', () => {
  it('plays a run to its end, and again from its beginning', async () => {
    const { state, frame } = opened();
    state().playThreadRun('knob', 'here');
    await vi.waitFor(() => expect(state().staged?.run).toBeTruthy());
    await vi.waitFor(() => expect(state().stagedShownMs).toBe(0));
    const { endMs } = state().staged!.run!;
    for (let atMs = 0; state().isStagePlaying; atMs += 200) await frame(atMs);
    expect(state().stagedMs).toBe(endMs);
    expect(state().stagedShownMs).toBe(endMs);
    state().playThreadRun('knob', 'there');
    expect(state()).toMatchObject({ stagedMs: 0, isStagePlaying: true, staged: { place: 'there' } });
    await frame(0);
    await frame(100);
    state().pauseStage();
    expect(state().stagedMs).toBeGreaterThan(0);
    expect(state().stagedMs).toBeLessThan(endMs);
    state().closeThread();
    expect(state()).toMatchObject({ staged: null, isStagePlaying: false });
  });

  it('is empty, and says so, when its engine stops', async () => {
    const { state, workers } = opened();
    state().playThreadRun('knob', 'here');
    await vi.waitFor(() => expect(state().staged?.run).toBeTruthy());
    workers.at(-1)!.onerror?.({ message: 'boom' });
    expect(state().staged).toBeNull();
    expect(state().notices.at(-1)).toMatchObject({ about: 'thread', detail: 'boom' });
  });
});

/** Every run is that of a small guest with the name of the one that was asked for. */
function opened(hash = '', before: (name: string) => void = () => {}) {
  const asked: string[] = [];
  const workers: WorkerLike[] = [];
  const start = () => {
    const worker = startInProcessWorker({
      simulate: ({ name }, ...rest) => {
        asked.push(name);
        before(name);
        return startSimulation({ ...small, name }, ...rest);
      },
    });
    workers.push(worker);
    return worker;
  };
  return { ...openTestApp(start, hash), asked, workers };
}
