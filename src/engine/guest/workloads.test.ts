import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pattern, Workload } from '../scenario.ts';
import { createWriter, MAX_BATCH, type Writer } from './workloads.ts';

const region = { startPage: 10, pages: 8 };
const take = (writer: Writer, count: number, done = 0): number[] => {
  const slots = new Uint32Array(MAX_BATCH);
  writer.next(slots, count, done);
  return [...slots.subarray(0, count)];
};
const KINDS: readonly Workload[] = [
  { kind: 'sequential', region, writesPerSecond: 100, startIndex: 0 },
  { kind: 'uniform', region, writesPerSecond: 100 },
  { kind: 'hot-cold', region, writesPerSecond: 100, hotPages: 2, hotShare: 0.9 },
  { kind: 'bursts', region, writesPerSecond: 100, onMs: 30, offMs: 70, phaseMs: 0 },
  { kind: 'zipf', region, writesPerSecond: 100, exponent: 1 },
  {
    kind: 'dirty-curve',
    region,
    points: [
      { periodMs: 30, pages: 5 },
      { periodMs: 90, pages: 7 },
    ],
  },
  {
    kind: 'phases',
    phases: [
      { ms: 30, pattern: { kind: 'uniform', region, writesPerSecond: 300 } },
      { ms: 20, pattern: null },
      { ms: 7, pattern: { kind: 'hot-cold', region, writesPerSecond: 900, hotPages: 2, hotShare: 0.9 } },
    ],
    repeats: true,
  },
];

describe('workloads', () => {
  it.each(KINDS)('$kind writes inside its region, behind the first slot of RAM', (workload) => {
    const slots = take(createWriter(workload, 64, 1, 0), 4000);
    expect(Math.min(...slots)).toBe(74);
    expect(Math.max(...slots)).toBe(81);
  });

  it.each(KINDS)('$kind writes the same pages however the batches are cut', (workload) => {
    const whole = take(createWriter(workload, 0, 7, 2), 60);
    const writer = createWriter(workload, 0, 7, 2);
    expect([...take(writer, 13), ...take(writer, 46, 13), ...take(writer, 1, 59)]).toEqual(whole);
  });

  it('in turn goes through the region from its start index, and so does a ring', () => {
    const workload: Workload = { kind: 'sequential', region, writesPerSecond: 1, startIndex: 6 };
    expect(take(createWriter(workload, 0, 1, 0), 5)).toEqual([16, 17, 10, 11, 12]);
    expect(take(createWriter(workload, 0, 1, 0), 3, 1000)).toEqual([16, 17, 10]);
    expect(take(createWriter({ kind: 'ring', region, writesPerSecond: 1 }, 0, 1, 0), 3)).toEqual([10, 11, 12]);
  });

  it('at a steady rate owes the floor of rate times time, so that no fraction is lost', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(1e6), fc.constantFrom(0.5, 0.3, 1.5)), fc.nat(100_000), (writesPerSecond, ms) => {
        const { writesAfter } = createWriter({ kind: 'uniform', region, writesPerSecond }, 0, 1, 0);
        expect(writesAfter(ms)).toBe(Math.floor((ms * writesPerSecond) / 1000));
      }),
    );
  });

  it('in bursts writes for onMs, then nothing for offMs, from its phase on', () => {
    const bursts = (phaseMs: number) =>
      createWriter({ kind: 'bursts', region, writesPerSecond: 1000, onMs: 30, offMs: 70, phaseMs }, 0, 1, 0);
    const per = (phaseMs: number) =>
      Array.from({ length: 210 }, (_, ms) => bursts(phaseMs).writesAfter(ms + 1) - bursts(phaseMs).writesAfter(ms));
    const on = (ms: number): number => (ms % 100 < 30 ? 1 : 0);
    expect(per(0)).toEqual(Array.from({ length: 210 }, (_, ms) => on(ms)));
    expect(per(20)).toEqual(Array.from({ length: 210 }, (_, ms) => on(ms + 20)));
    expect(per(65)).toEqual(Array.from({ length: 210 }, (_, ms) => on(ms + 65)));
    expect(bursts(0).writesAfter(1000)).toBe(300);
    expect(bursts(65).writesAfter(0)).toBe(0);
  });

  it('hot and cold splits the writes by share, within 5 sigma', () => {
    const workload: Workload = {
      kind: 'hot-cold',
      region: { startPage: 0, pages: 100 },
      writesPerSecond: 1,
      hotPages: 10,
      hotShare: 0.9,
    };
    const writer = createWriter(workload, 0, 3, 0);
    const slots = Array.from({ length: 10 }, () => take(writer, 4000)).flat();
    const hot = slots.filter((slot) => slot < 10).length;
    expect(Math.abs(hot - 36_000)).toBeLessThan(5 * Math.sqrt(40_000 * 0.9 * 0.1));
    const hits = new Float64Array(100);
    for (const slot of slots) hits[slot]!++;
    hits.forEach((hit, page) => {
      const mean = page < 10 ? 3600 : 4000 / 90;
      expect(Math.abs(hit - mean)).toBeLessThan(5 * Math.sqrt(mean));
    });
  });

  it.each([
    [0, 0],
    [1, 4000],
  ])('hot and cold with a share of %d puts %d of 4000 writes on the hot pages', (hotShare, count) => {
    const writer = createWriter({ kind: 'hot-cold', region, writesPerSecond: 1, hotPages: 3, hotShare }, 0, 3, 0);
    expect(take(writer, 4000).filter((slot) => slot < 13).length).toBe(count);
  });

  it('of two numbers draws two sequences', () => {
    const uniform: Workload = { kind: 'uniform', region: { startPage: 0, pages: 1000 }, writesPerSecond: 1 };
    expect(take(createWriter(uniform, 0, 1, 0), 20)).not.toEqual(take(createWriter(uniform, 0, 1, 1), 20));
  });

  it('in phases gives each its time, goes on where one stopped, and ends or begins again', () => {
    const inTurn = (startPage: number): Pattern => ({
      kind: 'sequential',
      region: { startPage, pages: 3 },
      writesPerSecond: 1000,
      startIndex: 0,
    });
    const workload = (repeats: boolean): Workload => ({
      kind: 'phases',
      phases: [
        { ms: 2, pattern: inTurn(0) },
        { ms: 1, pattern: null },
        { ms: 2, pattern: inTurn(10) },
      ],
      repeats,
    });
    const writer = createWriter(workload(true), 0, 1, 0);
    expect([0, 1, 2, 3, 4, 5, 6, 10].map((ms) => writer.writesAfter(ms))).toEqual([0, 1, 2, 2, 3, 4, 5, 8]);
    expect(take(writer, 8)).toEqual([0, 1, 10, 11, 2, 0, 12, 10]);
    expect(take(writer, 3, 3)).toEqual([11, 2, 0]);
    const once = createWriter(workload(false), 0, 1, 0);
    expect([5, 6, 1000].map((ms) => once.writesAfter(ms))).toEqual([4, 4, 4]);
    expect(take(once, 4)).toEqual([0, 1, 10, 11]);
  });
});
