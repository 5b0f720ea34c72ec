import { describe, expect, it } from 'vitest';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { destinationPages } from '../sweep/destination-pages.ts';
import { bytesToPages, MIB } from '../units.ts';
import { WorkerDied } from './client.ts';
import { startInProcessWorker } from './in-process-worker.ts';
import { EnginePool } from './pool.ts';
import type { Command, Reply } from './protocol.ts';
import type { WorkerLike } from './worker-like.ts';

const scenario: Scenario = scenarioWith({
  guest: {
    ramBytes: 16 * MIB,
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: bytesToPages(8 * MIB) }, writesPerSecond: 20_000 }],
  },
});

describe('loads', () => {
  it('start in their order, and only so many at once', async () => {
    const { pool, workers } = puppets(2);
    const loads = ['a', 'b', 'c', 'd'].map((key) => pool.load(key, scenario));
    await soon();
    expect(workers).toHaveLength(2);
    workers[1]!.load();
    await loads[1];
    await soon();
    expect(workers).toHaveLength(3);
    for (const worker of workers) worker.load();
    await soon();
    workers[3]!.load();
    await Promise.all(loads);
    expect(pool.isBusy).toBe(false);
  });

  it('that wait are given up for a newer one of their name, or when it is closed', async () => {
    const { pool, workers } = puppets(1);
    const first = pool.load('a', scenario);
    const old = pool.load('b', scenario);
    const closed = pool.load('c', scenario);
    const newer = pool.load('b', scenario);
    pool.close('c');
    await expect(old).rejects.toMatchObject({ name: 'Superseded' });
    await expect(closed).rejects.toMatchObject({ name: 'Superseded' });
    await soon();
    workers[0]!.load();
    await first;
    await soon();
    workers[1]!.load();
    expect((await newer).runId).toBe(1);
  });

  it('carry the memory that each run may take for keyframes', async () => {
    const { pool, workers } = puppets(1);
    void pool.load('a', scenario);
    await soon();
    expect(workers[0]!.commands).toMatchObject([{ type: 'load', keyframeBytes: MIB }]);
  });
});

describe('a worker that dies', () => {
  it('is replaced before the pool tells, and the others go on', async () => {
    const { pool, workers } = puppets(2);
    const heard: string[] = [];
    pool.onDeath((key, error) => heard.push(`${key}: ${error.message}`));
    const loads = [pool.load('a', scenario), pool.load('b', scenario)];
    await soon();
    workers[0]!.onerror?.({ message: 'out of memory' });
    await expect(loads[0]).rejects.toBeInstanceOf(WorkerDied);
    expect(heard).toEqual(['a: out of memory']);
    expect(workers).toHaveLength(3);
    workers[1]!.load();
    await loads[1];
    const again = pool.load('a', scenario);
    await soon();
    workers[2]!.load();
    await again;
  });
});

it('tells what the destination has of every page at the playhead', async () => {
  const pool = new EnginePool({ mode: 'transfer', startWorker: startInProcessWorker, atOnce: 1, keyframeBytes: MIB });
  const { runId, layout } = await pool.load('a', scenario);
  const client = pool.client('a')!;
  await client.runTo(runId, 10);
  const atTen = await client.pages(runId);
  await client.runTo(runId, Number.POSITIVE_INFINITY);
  const atEnd = await client.pages(runId);
  expect(atTen.nowMs).toBe(10);
  expect(atEnd.pages).toEqual(destinationPages(simulate(scenario)));
  expect(atTen.pages.states).toHaveLength(layout.slots);
  expect(atTen.pages.states).not.toEqual(atEnd.pages.states);
  pool.close('a');
  expect(pool.client('a')).toBeNull();
});

interface Puppet extends WorkerLike {
  readonly commands: Command[];
  /** Answers the load that it was given. */
  load(): void;
}

function puppets(atOnce: number) {
  const workers: Puppet[] = [];
  const startWorker = () => {
    const commands: Command[] = [];
    const worker: Puppet = {
      commands,
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => {},
      postMessage: (command) => void commands.push(command),
      load: () => {
        const runId = commands.findLast(({ type }) => type === 'load')?.runId;
        if (runId === undefined) return;
        commands.length = 0;
        worker.onmessage?.({
          data: { type: 'loaded', runId, timeline: {}, layout: { slots: 64 } } as unknown as Reply,
        });
      },
    };
    workers.push(worker);
    return worker;
  };
  return { pool: new EnginePool({ mode: 'transfer', startWorker, atOnce, keyframeBytes: MIB }), workers };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));
