import { describe, expect, it } from 'vitest';
import { MIB } from '../units.ts';
import { type CurveInput, curveShape, hasRoomForNote } from './curve-shape.ts';
import type { Sync } from './passes.ts';
import { timeScale } from './time-scale.ts';

const scale = timeScale(0, 8000, 900);

/** 4 GiB, then a sync at 4 s that finds 1 GiB, and a stop at 7 s. */
const input: CurveInput = {
  curve: {
    atMs: [0, 4000, 4000, 5000, 5000, 7000, 7500],
    remainingBytes: [4096, 300, 1324, 300, 500, 290, 0].map((mib) => mib * MIB),
    thresholdBytes: [0, 292, 292, 292, 292, 292, 292].map((mib) => mib * MIB),
    expectedDowntimeMs: [0, 400, 400, 400, 400, 300, 300],
  },
  syncs: [sync(1, 0, 0, 4096), sync(2, 4000, 300, 1324), sync(3, 5000, 300, 500)],
  recording: null,
  stops: [{ state: 'stopped', fromMs: 7000, toMs: 7500 }],
  yScale: 'linear',
  hasNote: false,
};

function sync(index: number, atMs: number, beforeMib: number, afterMib: number): Sync {
  return {
    index,
    atMs,
    vmStopped: false,
    remainingBeforePages: beforeMib * 256,
    remainingPages: afterMib * 256,
    byVcpuPages: (afterMib - beforeMib) * 256,
    byDmaPages: 0,
    allDirtyPages: 0,
    normalPages: 0,
    duplicatePages: 0,
    redundantPages: 0,
  };
}

const labelsOf = (shape: ReturnType<typeof curveShape>) => shape.labels.map((label) => label.text);

describe('the shape of the convergence curve', () => {
  it('marks each sync where it met the curve, and says what it found', () => {
    const shape = curveShape(input, scale, 300);
    expect(shape.syncs.map((mark) => mark.key)).toEqual([1, 2, 3]);
    expect(shape.syncs[1]!.x).toBeCloseTo((scale.left + scale.right) / 2);
    expect(labelsOf(shape)).toEqual(['sync 2 finds 1 GiB', 'sync 3 finds 200 MiB', 'stopped 500 ms']);
  });

  it('draws what models say, named where it lies, without letting them set the scale', () => {
    const atMs = [0, 4000, 20_000];
    const models = [
      { key: 'a', name: 'A model', curves: [{ atMs, remainingBytes: [4096, 3000, 9000].map((mib) => mib * MIB) }] },
      { key: 'b', name: 'Bounds', curves: [0, 1].map((i) => ({ atMs: [0, 3000], remainingBytes: [i * MIB, 0] })) },
    ];
    const shape = curveShape({ ...input, models }, scale, 300);
    expect(shape.bytes.maxBytes).toBe(curveShape(input, scale, 300).bytes.maxBytes);
    expect(shape.models.map(({ model }) => model)).toEqual([0, 1, 1]);
    expect(labelsOf(shape)).toContain('A model');
    const named = shape.labels.find(({ text }) => text === 'Bounds');
    if (named) expect(named.x).toBeLessThan((scale.left + scale.right) / 2); // its line ends there
  });

  it('says less where there is less room, and keeps the rest for the table', () => {
    const narrow = curveShape(input, timeScale(0, 8000, 300), 200);
    expect(labelsOf(narrow)).toContain('sync 2');
    expect(labelsOf(narrow)).not.toContain('sync 2 finds 1 GiB');
  });

  it('has a top just above what is in sight, and above the threshold when that is near', () => {
    expect(curveShape(input, scale, 300).bytes.maxBytes).toBeCloseTo(4096 * MIB * 1.04);
    const late = curveShape(input, timeScale(6500, 8000, 900), 300);
    expect(late.bytes.maxBytes).toBeLessThan(600 * MIB);
  });

  it('leaves a threshold far above the curve out of the scale', () => {
    const unlimited = { ...input.curve, thresholdBytes: Array.from(input.curve.atMs, () => 2 ** 50) };
    const shape = curveShape({ ...input, curve: unlimited }, scale, 300);
    expect(shape.bytes.maxBytes).toBeCloseTo(4096 * MIB * 1.04);
    expect(shape.thresholdLabel.y).toBeGreaterThan(0);
  });

  it('shares its top where figures are compared', () => {
    expect(curveShape({ ...input, maxBytes: 8192 * MIB }, scale, 300).bytes.maxBytes).toBe(8192 * MIB);
  });

  it('does not spend a logarithmic scale on the plunge at the end', () => {
    const { bytes } = curveShape({ ...input, yScale: 'log' }, scale, 300);
    expect(bytes.floorBytes).toBe(16 * MIB);
  });

  it('thins marks that could not be told apart', () => {
    const many = Array.from({ length: 5000 }, (_, i) => sync(i + 1, i * 1.6, 300, 301));
    const { syncs } = curveShape({ ...input, syncs: many }, scale, 300);
    expect(syncs.length).toBeLessThan(110);
    expect(syncs.length).toBeGreaterThan(50);
  });

  it('keeps room for a note behind the threshold only where there is room', () => {
    const wide = curveShape({ ...input, hasNote: true }, scale, 300).thresholdLabel;
    const narrow = curveShape({ ...input, hasNote: true }, timeScale(0, 8000, 260), 300).thresholdLabel;
    expect([wide, narrow].map(hasRoomForNote)).toEqual([true, false]);
  });

  it('lays a recording over the run', () => {
    const recording = { name: 'real QEMU', atMs: [0, 7800], remainingBytes: [5000 * MIB, 0], syncsMs: [3900] };
    const shape = curveShape({ ...input, recording }, scale, 300);
    expect(shape.recording!.xs).toHaveLength(2);
    expect(shape.recordedSyncs).toHaveLength(1);
    expect(shape.bytes.maxBytes).toBeCloseTo(5000 * MIB * 1.04);
    expect(labelsOf(shape)).toContain('real QEMU');
  });

  it('of nothing is empty', () => {
    const curve = { atMs: [], remainingBytes: [], thresholdBytes: [], expectedDowntimeMs: [] };
    const shape = curveShape({ ...input, curve, syncs: [], stops: [] }, scale, 300);
    expect([shape.remaining.xs, shape.syncs, shape.labels]).toEqual([[], [], []]);
  });
});
