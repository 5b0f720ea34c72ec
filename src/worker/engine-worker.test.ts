import { describe, expect, it } from 'vitest';
import { DESTINATION, SOURCE } from '../charts/page-painter.ts';
import { simulate } from '../engine/simulation.ts';
import { scenarioWith, vfioDevice } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import { EngineClient, type FrameMode } from './client.ts';
import { startInProcessWorker } from './in-process-worker.ts';

/** The whole way of a run, as in the browser but for the thread: client, messages, host, engine, painter, frames. */
const scenario = scenarioWith({
  guest: {
    ramBytes: 64 * MIB,
    nonzeroRanges: [{ fromPage: 0, toPage: 12_000 }],
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 8000 }, writesPerSecond: 20_000 }],
  },
  qemu: { release: '8.0' },
  devices: [
    vfioDevice({
      deviceLogging: true,
      dma: { kind: 'ring', region: { startPage: 9000, pages: 500 }, writesPerSecond: 2000 },
    }),
  ],
});
const plain = simulate(scenario);
const { outcome } = plain.timeline();

describe('a run through the worker', () => {
  it.each(['shared', 'transfer'] as const)('is the same run in mode %s', async (mode) => {
    const client = open(mode);
    const { runId, timeline, layout } = await client.load(scenario);
    expect(timeline).toEqual(plain.timeline());
    expect(layout).toMatchObject({ slots: plain.layout.slots, blocks: plain.layout.blocks });
    expect(await client.explain(runId, 1)).toEqual(plain.explain(1));
    for (const share of [0.7, 0.2, 1, 0]) {
      const instant = await client.runTo(runId, outcome!.endMs * share);
      plain.seek(outcome!.endMs * share);
      expect(instant).toEqual(plain.instant());
      expect(await client.biography(runId, 9100)).toEqual(plain.biography(9100));
    }
  });

  it('has a monitor, whose answer leaves the picture where it was', async () => {
    const client = open('shared');
    const { runId } = await client.load(scenario);
    const shown = await client.runTo(runId, outcome!.endMs * 0.7);
    const { action, reply } = await client.type(runId, outcome!.endMs / 2, 'migrate_cancel', []);
    expect({ action, reply }).toEqual({
      action: { atMs: outcome!.endMs / 2, execute: 'migrate_cancel' },
      reply: '{"return": {}}',
    });
    expect((await client.complete(runId, 'migrate_ca')).options).toEqual(['migrate_cancel']);
    expect(await client.runTo(runId, outcome!.endMs * 0.7)).toEqual(shown);
  });

  it('is painted the same in both modes, back and forth', async () => {
    const pictures = await Promise.all(
      (['shared', 'transfer'] as const).map(async (mode) => {
        const client = open(mode);
        const { runId, layout } = await client.load(scenario);
        await client.look(runId, { fromSlot: 0, toSlot: layout.slots, columns: 64, rows: 32, theme: 'light' });
        const seen: unknown[] = [];
        client.onFrame(({ nowMs, remainingBytes, counts, source, destination }) =>
          seen.push({ nowMs, remainingBytes, counts: [...counts], source: [...source], destination: [...destination] }),
        );
        for (const share of [0.3, 0.9, 0.3]) await client.runTo(runId, outcome!.endMs * share);
        await client.look(runId, { fromSlot: 0, toSlot: 4096, columns: 64, rows: 64, theme: 'dark' });
        return seen;
      }),
    );
    expect(pictures[0]).toHaveLength(4);
    expect(pictures[0]).toEqual(pictures[1]);
    expect(pictures[0]![2]).toEqual(pictures[0]![0]);
    expect(pictures[0]![1]).not.toEqual(pictures[0]![0]);
  });

  it('counts every page once on each side, and none as lost after a good end', async () => {
    const client = open('shared');
    const { runId } = await client.load(scenario);
    await client.runTo(runId, Number.POSITIVE_INFINITY);
    const { counts } = client.frames.latest()!;
    const sum = (categories: object) =>
      Object.values(categories).reduce((pages: number, category: number) => pages + counts[category]!, 0);
    expect([sum(SOURCE), sum(DESTINATION)]).toEqual([plain.layout.totalPages, plain.layout.totalPages]);
    expect(counts[DESTINATION.lost]).toBe(outcome!.audit.stalePages);
  });

  it('that cannot be made fails, and a crash is heard', async () => {
    const client = open('shared');
    await expect(client.load({ ...scenario, devices: [] as never, guest: null as never })).rejects.toThrow('null');
    const { runId } = await client.load(scenario);
    const deaths: string[] = [];
    client.onDeath(({ message }) => deaths.push(message));
    client.crash();
    await expect(client.runTo(runId, 1)).rejects.toThrow('asked to crash');
    expect(deaths).toHaveLength(1);
    client.restart();
    expect((await client.load(scenario)).timeline.outcome).toEqual(outcome);
  });
});

const open = (mode: FrameMode) => new EngineClient({ mode, startWorker: () => startInProcessWorker() });
