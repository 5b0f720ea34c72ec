import { describe, expect, it } from 'vitest';
import type { Scenario } from '../engine/scenario.ts';
import { EngineClient, type FrameMode, type LoadedRun, WorkerDied, type WorkerLike } from './client.ts';
import type { Frame, FrameSink } from './frame.ts';
import type { Command, Reply } from './protocol.ts';
import { SharedFrameWriter } from './shared-frames.ts';
import { TransferredFrameWriter } from './transferred-frames.ts';

const scenario = {} as Scenario;
const failed = (runId: number, name: string): Reply => ({ type: 'failed', runId, error: { name, message: 'why' } });
const loaded = (runId: number) => ({ type: 'loaded', runId, timeline: {}, layout: { slots: 64 } }) as unknown as Reply;
const reached = (runId: number, nowMs: number, frame?: ArrayBuffer) =>
  ({ type: 'reached', runId, instant: { nowMs }, ...(frame && { frame }) }) as unknown as Reply;

describe('a command', () => {
  it('is answered by the reply to the oldest that waits in its run', async () => {
    const { client, worker } = open('transfer');
    const first = client.load(scenario);
    const second = client.load(scenario);
    const moves = [client.runTo(1, 5), client.runTo(1, 6)];
    expect(worker.commands.map(({ type, runId }) => `${type} ${runId}`)).toEqual([
      'load 1',
      'load 2',
      'runTo 1',
      'runTo 1',
    ]);
    worker.say(loaded(1), loaded(2), reached(1, 5), reached(1, 6));
    expect(((await first) satisfies LoadedRun).runId).toBe(1);
    expect((await second).layout.slots).toBe(64);
    expect((await Promise.all(moves)).map(({ nowMs }) => nowMs)).toEqual([5, 6]);
  });

  it('is rejected with the name of the error over there', async () => {
    const { client, worker } = open('transfer');
    const loading = client.load(scenario);
    worker.say(failed(1, 'Superseded'));
    await expect(loading).rejects.toMatchObject({ name: 'Superseded', message: 'why' });
  });

  it('hears of the progress of its own run', async () => {
    const { client, worker } = open('transfer');
    const heard: number[] = [];
    const first = client.load(scenario, ({ simulatedMs }) => heard.push(simulatedMs));
    const second = client.load(scenario);
    for (const runId of [1, 2, 1])
      worker.say({ type: 'progress', runId, simulatedMs: heard.length + 1, remainingBytes: 0 });
    worker.say(loaded(1), loaded(2));
    await Promise.all([first, second]);
    expect(heard).toEqual([1, 2]);
  });
});

describe('a worker that dies', () => {
  it.each([
    ['throws', (worker: Puppet) => worker.onerror?.({ message: 'boom' }), 'boom'],
    ['cannot be loaded', (worker: Puppet) => worker.onerror?.({ message: '' }), 'could not be started'],
    ['sends what cannot be read', (worker: Puppet) => worker.onmessageerror?.(), 'could not be read'],
    ['answers what was not asked', (worker: Puppet) => worker.say(reached(1, 0)), '"reached" where "loaded" was due'],
    ['answers nobody', (worker: Puppet) => worker.say(loaded(7)), 'to a command that was not given'],
  ])('because it %s is ended, and all that waits is rejected', async (_, kill, message) => {
    const { client, worker } = open('transfer');
    const deaths: string[] = [];
    client.onDeath((error) => deaths.push(error.message));
    const waiting = [client.load(scenario), client.runTo(1, 5)];
    kill(worker);
    for (const promise of waiting) await expect(promise).rejects.toBeInstanceOf(WorkerDied);
    expect(worker.isTerminated).toBe(true);
    expect(deaths).toEqual([expect.stringContaining(message)]);
    await expect(client.load(scenario)).rejects.toThrow(message);
  });

  it('is replaced by restart, and not heard any more', async () => {
    const { client, workers, worker } = open('shared');
    const first = client.load(scenario);
    const memory = (worker.commands[0] as { frames: SharedArrayBuffer }).frames;
    client.restart();
    await expect(first).rejects.toBeInstanceOf(WorkerDied);
    const second = client.load(scenario);
    const [, next] = workers as [Puppet, Puppet];
    expect(next.commands).toMatchObject([{ type: 'load', runId: 2 }]);
    expect((next.commands[0] as { frames: SharedArrayBuffer }).frames).not.toBe(memory);
    worker.say(loaded(2));
    worker.onerror?.({ message: 'late' });
    next.say(loaded(2));
    expect((await second).runId).toBe(2);
  });
});

describe.each(['shared', 'transfer'] as const)('frames in mode %s', (mode) => {
  it('are told once each, and can be looked at by anyone until the next', async () => {
    const { client, worker } = open(mode);
    const heard: number[] = [];
    client.onFrame((frame) => heard.push(frame.nowMs));
    const stop = client.onFrame((frame) => heard.push(-frame.nowMs));
    expect(client.frames.latest()).toBeNull();
    void client.load(scenario);
    const moves = [1, 2, 3].map((untilMs) => client.runTo(1, untilMs));
    worker.say(loaded(1));
    worker.paintAndReach(1, 1);
    stop();
    worker.say(reached(1, 2));
    worker.paintAndReach(1, 3);
    await Promise.all(moves);
    expect(heard).toEqual([1, -1, 3]);
    expect(client.frames.latest()!.nowMs).toBe(3);
    expect(client.frames.latest()).toBe(client.frames.latest());
  });

  it('are given back to be filled again only where they are transferred', async () => {
    const { client, worker } = open(mode);
    void client.load(scenario);
    worker.say(loaded(1));
    for (let untilMs = 1; untilMs <= 6; untilMs++) {
      const move = client.runTo(1, untilMs);
      worker.paintAndReach(1, untilMs);
      await move;
    }
    expect(
      worker.commands.filter((command) => command.type === 'runTo').map((command) => 'returned' in command),
    ).toEqual(mode === 'shared' ? new Array(6).fill(false) : [false, false, true, true, true, true]);
  });
});

type Puppet = ReturnType<typeof puppet>;

function open(mode: FrameMode) {
  const workers: Puppet[] = [];
  const startWorker = () => {
    workers.push(puppet());
    return workers.at(-1)!;
  };
  const client = new EngineClient({ startWorker, mode });
  return { client, workers, worker: workers[0]! };
}

/** A worker that says what the test makes it say. */
function puppet() {
  const commands: Command[] = [];
  let sink: FrameSink = new TransferredFrameWriter();
  const worker = {
    commands,
    isTerminated: false,
    onmessage: null as WorkerLike['onmessage'],
    onerror: null as WorkerLike['onerror'],
    onmessageerror: null as WorkerLike['onmessageerror'],
    postMessage: (command: Command) => {
      commands.push(command);
      if (command.type === 'load' && command.frames) sink = new SharedFrameWriter(command.frames);
    },
    terminate: () => {
      worker.isTerminated = true;
    },
    say: (...replies: Reply[]) => {
      for (const data of replies) worker.onmessage?.({ data });
    },
    paintAndReach: (runId: number, nowMs: number) => {
      const { next, sequence }: { next: Frame; sequence: number } = sink;
      next.write({ ...head, runId, sequence, nowMs });
      worker.say(reached(runId, nowMs, sink.publish() ?? undefined));
    },
  };
  return worker;
}

const head = { columns: 2, rows: 2, remainingBytes: 0, thresholdBytes: 0, transferredBytes: 0, fromSlot: 0, toSlot: 4 };
