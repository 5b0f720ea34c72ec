import { describe, expect, it } from 'vitest';
import type { Scenario } from '../engine/scenario.ts';
import { EngineHost, type Simulated } from './engine-host.ts';
import { FRAME_BYTES, Frame } from './frame.ts';
import type { Command, HeatmapView, Reply } from './protocol.ts';
import { createSharedFrames, SharedFrameReader } from './shared-frames.ts';

const view: HeatmapView = { fromSlot: 0, toSlot: 64, columns: 8, rows: 4, theme: 'dark' };

describe('a load', () => {
  it('runs to the end in slices, and tells how far it is', async () => {
    const desk = openDesk();
    desk.give({ type: 'load', runId: 1, scenario: lasting(1000, { wallMsPerMs: 1 }), frames: null });
    await desk.settled();
    const progress = desk.replies.filter((reply) => reply.type === 'progress');
    expect(progress.length).toBeGreaterThan(5);
    expect(progress.length).toBeLessThanOrEqual(10);
    expect(progress.map((reply) => reply.simulatedMs)).toEqual(
      progress.map((reply) => reply.simulatedMs).toSorted((a, b) => a - b),
    );
    expect(desk.replies.at(-1)).toMatchObject({ type: 'loaded', runId: 1, layout: { slots: 64 } });
    expect(desk.longestTaskMs).toBeLessThan(30);
  });

  it('leaves the run on the screen at its caller’s service', async () => {
    const desk = openDesk();
    desk.give({ type: 'load', runId: 1, scenario: lasting(10), frames: null });
    await desk.settled();
    desk.give({ type: 'load', runId: 2, scenario: lasting(1000, { wallMsPerMs: 1 }), frames: null });
    desk.give({ type: 'runTo', runId: 2, untilMs: 7 });
    await desk.tasks(3);
    desk.give({ type: 'runTo', runId: 1, untilMs: 4 });
    await desk.settled();
    expect(desk.replies.filter((reply) => reply.type !== 'progress').map(brief)).toEqual([
      'loaded 1',
      'reached 1 at 4 with frame',
      'loaded 2',
      'reached 2 at 7 with frame',
    ]);
  });

  it('gives way to a newer one when it is not young any more', async () => {
    const desk = openDesk();
    desk.give({ type: 'load', runId: 1, scenario: lasting(10_000, { wallMsPerMs: 1 }), frames: null });
    desk.give({ type: 'runTo', runId: 1, untilMs: 5 });
    await desk.tasks(60);
    desk.give({ type: 'load', runId: 2, scenario: lasting(10), frames: null });
    desk.give({ type: 'load', runId: 3, scenario: lasting(10), frames: null });
    await desk.settled();
    expect(desk.replies.filter((reply) => reply.type !== 'progress').map(brief)).toEqual([
      'failed 1: Superseded',
      'failed 2: Superseded',
      'failed 1: UnknownRun',
      'loaded 3',
    ]);
  });

  it('is finished first when it is young', async () => {
    const desk = openDesk();
    for (const runId of [1, 2, 3]) {
      desk.give({ type: 'load', runId, scenario: lasting(50, { wallMsPerMs: 1 }), frames: null });
      await desk.tasks(3);
    }
    await desk.settled();
    expect(desk.replies.map(brief)).toEqual(['loaded 1', 'failed 2: Superseded', 'loaded 3']);
  });

  it('that throws fails, and the run before stays', async () => {
    const desk = openDesk();
    desk.give({ type: 'load', runId: 1, scenario: lasting(10), frames: null });
    desk.give({ type: 'load', runId: 2, scenario: lasting(10, { throwsAtMs: 0 }), frames: null });
    await desk.settled();
    desk.give({ type: 'load', runId: 3, scenario: lasting(10, { throwsAtMs: 5 }), frames: null });
    await desk.settled();
    desk.give({ type: 'load', runId: 4, scenario: lasting(10), frames: null });
    await desk.settled();
    desk.give({ type: 'load', runId: 5, scenario: lasting(10, { throwsAtMs: 5 }), frames: null });
    await desk.settled();
    desk.give({ type: 'runTo', runId: 4, untilMs: 3 });
    await desk.settled();
    expect(desk.replies.map(brief)).toEqual([
      'failed 1: Superseded',
      'failed 2: Error',
      'failed 3: Error',
      'loaded 4',
      'failed 5: Error',
      'reached 4 at 3 with frame',
    ]);
  });
});

describe('a loaded run', () => {
  it('answers each of several waiting commands, and computes the last of a kind only', async () => {
    const desk = await withRun(1, 100);
    for (const untilMs of [10, 20, 30]) desk.give({ type: 'runTo', runId: 1, untilMs });
    desk.give({ type: 'explain', runId: 1, decision: 2 });
    desk.give({ type: 'runTo', runId: 1, untilMs: 40 });
    await desk.settled();
    expect(desk.replies.slice(1).map(brief)).toEqual([
      'reached 1 at 30',
      'reached 1 at 30',
      'reached 1 at 30 with frame',
      'explained 1',
      'reached 1 at 40 with frame',
    ]);
    expect(desk.sought).toEqual([30, 40]);
  });

  it('is not painted before it is told which instant to show', async () => {
    const desk = await withRun(1, 100);
    desk.give({ type: 'look', runId: 1, view });
    desk.give({ type: 'runTo', runId: 1, untilMs: 10 });
    desk.give({ type: 'look', runId: 1, view: { ...view, fromSlot: 32 } });
    await desk.settled();
    expect(desk.replies.slice(1).map(brief)).toEqual(['looked 1', 'reached 1 at 10 with frame', 'looked 1 with frame']);
    expect(desk.painted).toEqual([view, { ...view, fromSlot: 32 }]);
  });

  it('shows a new run as a whole, in the size and theme of the last look', async () => {
    const desk = await withRun(1, 100);
    desk.give({ type: 'look', runId: 1, view: { ...view, fromSlot: 32 } });
    desk.give({ type: 'load', runId: 2, scenario: lasting(10), frames: null });
    desk.give({ type: 'runTo', runId: 2, untilMs: 1 });
    await desk.settled();
    expect(desk.painted).toEqual([view]);
  });

  it.each([
    { type: 'look', view: { ...view, columns: 10_000, rows: 10_000 } },
    { type: 'look', view: { ...view, toSlot: 65 } },
    { type: 'look', view: { ...view, fromSlot: Number.NaN } },
    { type: 'explain', decision: -1 },
  ] as const)('answers what cannot be done with the fault: %o', async (command) => {
    const desk = await withRun(1, 100);
    desk.give({ ...command, runId: 1 });
    desk.give({ type: 'runTo', runId: 1, untilMs: 10 });
    await desk.settled();
    expect(desk.replies.slice(1).map(brief)).toEqual(['failed 1: RangeError', 'reached 1 at 10 with frame']);
  });

  it('is unknown after the next, and so is one that never was', async () => {
    const desk = await withRun(1, 100);
    desk.give({ type: 'load', runId: 2, scenario: lasting(10), frames: null });
    await desk.settled();
    desk.give({ type: 'runTo', runId: 1, untilMs: 10 });
    desk.give({ type: 'biography', runId: 9, slot: 3 });
    await desk.settled();
    expect(desk.replies.slice(2).map(brief)).toEqual(['failed 1: UnknownRun', 'failed 9: UnknownRun']);
  });

  it('throws on crash, so that the worker around it ends', () => {
    expect(() => openDesk().give({ type: 'crash', runId: 1 })).toThrow('asked to crash');
  });
});

describe('frames', () => {
  it('carry the numbers of the instant that is painted, in both modes alike', async () => {
    const memory = createSharedFrames();
    const reader = new SharedFrameReader(memory);
    for (const frames of [memory, null]) {
      const desk = openDesk();
      desk.give({ type: 'load', runId: 1, scenario: lasting(100), frames });
      desk.give({ type: 'look', runId: 1, view });
      desk.give({ type: 'runTo', runId: 1, untilMs: 25 });
      await desk.settled();
      const reached = desk.replies.at(-1);
      const frame = frames ? reader.takeLatest()! : new Frame((reached as { frame: ArrayBuffer }).frame);
      expect({ ...pick(frame), pixels: [...frame.source].concat(...frame.destination) }).toEqual({
        runId: 1,
        columns: 8,
        rows: 4,
        nowMs: 25,
        remainingBytes: 75 * 4096,
        thresholdBytes: 5,
        transferredBytes: 25,
        fromSlot: 0,
        toSlot: 64,
        pixels: new Array(64).fill(25),
      });
    }
  });

  it('are filled into the buffers that came back', async () => {
    const desk = await withRun(1, 100);
    const returned = new ArrayBuffer(FRAME_BYTES);
    desk.give({ type: 'runTo', runId: 1, untilMs: 10, returned });
    await desk.settled();
    expect((desk.replies.at(-1) as { frame: ArrayBuffer }).frame).toBe(returned);
  });
});

const pick = ({
  runId,
  columns,
  rows,
  nowMs,
  remainingBytes,
  thresholdBytes,
  transferredBytes,
  fromSlot,
  toSlot,
}: Frame) => ({
  runId,
  columns,
  rows,
  nowMs,
  remainingBytes,
  thresholdBytes,
  transferredBytes,
  fromSlot,
  toSlot,
});

function brief(reply: Reply): string {
  const head = `${reply.type} ${reply.runId}`;
  if (reply.type === 'failed') return `${head}: ${reply.error.name}`;
  const at = reply.type === 'reached' ? `${head} at ${reply.instant.nowMs}` : head;
  return 'frame' in reply ? `${at} with frame` : at;
}

async function withRun(runId: number, endMs: number) {
  const desk = openDesk();
  desk.give({ type: 'load', runId, scenario: lasting(endMs), frames: null });
  await desk.settled();
  return desk;
}

interface Pretence {
  readonly wallMsPerMs?: number;
  readonly throwsAtMs?: number;
}
/** A run of `endMs` in which one page is sent a millisecond; `wallMsPerMs` is how long simulating takes. */
const lasting = (endMs: number, pretence: Pretence = {}) => ({ horizonMs: endMs, ...pretence }) as unknown as Scenario;

/** A host with its own clock, where a task ends only when the test lets the next begin. */
function openDesk() {
  const replies: Reply[] = [];
  const sought: number[] = [];
  const painted: HeatmapView[] = [];
  let wallMs = 0;
  let taskStartMs = 0;
  let longestTaskMs = 0;
  let resume: (() => void) | null = null;

  const simulate = (scenario: Scenario): Simulated => {
    const { horizonMs: endMs, wallMsPerMs = 0, throwsAtMs = Infinity } = scenario as Scenario & Pretence;
    let nowMs = 0;
    const moveTo = (toMs: number) => {
      wallMs += Math.abs(toMs - nowMs) * wallMsPerMs;
      nowMs = toMs;
      if (nowMs >= throwsAtMs) throw new Error('The engine found a fault.');
    };
    moveTo(0);
    const counters = () => ({ remainingPages: endMs - nowMs, thresholdBytes: 5, transferredBytes: nowMs });
    const simulation = {
      layout: { slots: 64, blocks: [] },
      get nowMs() {
        return nowMs;
      },
      get finished() {
        return nowMs >= endMs;
      },
      advanceTo: (untilMs: number) => moveTo(Math.min(untilMs, endMs)),
      seek: (toMs: number) => {
        sought.push(toMs);
        moveTo(toMs);
      },
      timeline: () => ({ curve: {} }),
      instant: () => ({ nowMs, counters: counters() }),
      explain: (decision: number) => {
        if (decision < 0) throw new RangeError(`decision ${decision}`);
        return { sequence: decision };
      },
      biography: (slot: number) => ({ slot }),
    };
    return simulation as unknown as Simulated;
  };

  const host = new EngineHost({
    simulate,
    paint: (_, { nowMs }, shown, frame) => {
      painted.push(shown);
      frame.source.fill(nowMs);
      frame.destination.fill(nowMs);
    },
    post: (reply) => replies.push(reply),
    now: () => wallMs,
    pause: () =>
      new Promise((resolve) => {
        resume = resolve;
      }),
  });

  /** Lets the host do one task. False when it waits for a command. */
  const task = async () => {
    if (!resume) return false;
    const go = resume;
    resume = null;
    taskStartMs = wallMs;
    go();
    await new Promise((resolve) => setTimeout(resolve));
    longestTaskMs = Math.max(longestTaskMs, wallMs - taskStartMs);
    return true;
  };
  return {
    replies,
    sought,
    painted,
    give: (command: Command) => host.receive(command),

    tasks: async (count: number) => {
      for (let n = 0; n < count; n++) await task();
    },
    settled: async () => {
      while (await task());
    },
    get longestTaskMs() {
      return longestTaskMs;
    },
  };
}
