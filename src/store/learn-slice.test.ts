import { afterEach, describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import type { WorkerLike } from '../worker/client.ts';
import { startInProcessWorker } from '../worker/in-process-worker.ts';
import { areLessonsSettled, lessonKey } from './learn-slice.ts';
import { openTestApp, small, withLimit } from './test-app.ts';

const workers: WorkerLike[] = [];
const app = () =>
  openTestApp(() => {
    const worker = startInProcessWorker();
    workers.push(worker);
    return worker;
  });
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
});
const limited = [100, 200, 300, 400].map((limit) => withLimit(limit)(small));

describe('the runs of a lesson', () => {
  it('are made by workers, and are the engine’s, bit for bit', async () => {
    const { store, settle } = app();
    store.getState().askLessonRuns('figure', limited);
    expect(areLessonsSettled(store.getState())).toBe(false);
    await settle();
    const known = store.getState().lessonRuns;
    expect(areLessonsSettled(store.getState())).toBe(true);
    for (const scenario of limited) {
      const run = known.get(lessonKey(scenario));
      const own = simulate(scenario);
      own.runToEnd();
      expect(run?.status === 'ready' && run.timeline.outcome?.digest).toBe(own.timeline().outcome!.digest);
    }
  });

  it('that nobody wants any more are not made, unless somebody else wants them', async () => {
    const { store, settle } = app();
    store.getState().askLessonRuns('a', limited);
    store.getState().askLessonRuns('b', [limited[3]!]);
    store.getState().askLessonRuns('a', []);
    await settle();
    const ready = limited.map((scenario) => store.getState().lessonRuns.get(lessonKey(scenario))?.status);
    // Two were begun at once; the third was given up, the fourth is wanted by b.
    expect(ready).toEqual(['ready', 'ready', undefined, 'ready']);
  });

  it('that were broken off by leaving have not failed, and are made on the next visit', async () => {
    const { store, settle } = app();
    store.getState().askLessonRuns('a', limited);
    store.getState().leaveLessons();
    await settle();
    expect([...store.getState().lessonRuns.values()].filter(({ status }) => status !== 'ready')).toEqual([]);
    store.getState().askLessonRuns('a', limited);
    await settle();
    expect(limited.every((scenario) => store.getState().lessonRuns.get(lessonKey(scenario))?.status === 'ready')).toBe(
      true,
    );
  });

  it('that cannot be made say why', async () => {
    const { store, settle } = openTestApp(() =>
      startInProcessWorker({
        simulate: () => {
          throw new Error('no memory left');
        },
      }),
    );
    store.getState().askLessonRuns('a', [small]);
    await settle();
    expect(store.getState().lessonRuns.get(lessonKey(small))).toEqual({ status: 'failed', fault: 'no memory left' });
    expect(areLessonsSettled(store.getState())).toBe(true);
  });
});

describe('the pages of a lesson', () => {
  it('are shown at any instant, with the life of one of them', async () => {
    const { store, state, settle } = app();
    await store.getState().showLessonPages(small, { columns: 64, rows: 32 });
    await settle();
    expect(state().lessonPages).toMatchObject({ key: lessonKey(small), instant: { nowMs: 0 }, biography: null });
    state().followLessonPage(7);
    state().seekLessonPages(Number.POSITIVE_INFINITY);
    // The first look is under way when the second is asked for: it is the second that is waited for.
    while (!areLessonsSettled(state())) await new Promise((resolve) => setTimeout(resolve));
    const pages = state().lessonPages!;
    expect(pages.instant.nowMs).toBe(pages.endMs);
    expect(pages.biography).toMatchObject({ slot: 7 });
    expect(areLessonsSettled(state())).toBe(true);
    state().leaveLessons();
    expect(state().lessonPages).toBeNull();
    state().seekLessonPages(0);
    await settle();
    expect(areLessonsSettled(state())).toBe(true);
  });
});

it('the tour stands where it was moved to', () => {
  const { state } = app();
  expect(state().tourStop).toBeNull();
  state().moveTour(2);
  expect(state().tourStop).toBe(2);
});
