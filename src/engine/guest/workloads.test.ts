import { describe, expect, it } from 'vitest';
import type { Workload } from '../scenario.ts';
import { createWriter, MAX_BATCH } from './workloads.ts';
import { zipfPage, zipfTable } from './zipf.ts';

const region = { startPage: 100, pages: 1000 };
/** Pages written in `draws` writes, by how often. */
function countsOf(workload: Workload, draws: number): Map<number, number> {
  const writer = createWriter(workload, 0, 1, 0);
  const slots = new Uint32Array(MAX_BATCH);
  const counts = new Map<number, number>();
  for (let done = 0; done < draws; done += MAX_BATCH) {
    writer.next(slots, MAX_BATCH, done);
    for (const slot of slots) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  return counts;
}

describe('workloads', () => {
  it('writes in turn, and round again, from where it stands', () => {
    const writer = createWriter({ kind: 'sequential', region, writesPerSecond: 1, startIndex: 998 }, 32, 1, 0);
    const slots = new Uint32Array(4);
    writer.next(slots, 4, 0);
    expect([...slots]).toEqual([1130, 1131, 132, 133]);
    writer.next(slots, 1, 4);
    expect(slots[0]).toBe(134);
  });

  it('has done floor(rate x time) writes, whatever the steps', () => {
    const writer = createWriter({ kind: 'uniform', region, writesPerSecond: 333.3 }, 0, 1, 0);
    for (const ms of [0, 1, 2, 3, 1000, 86_400_000])
      expect(writer.writesAfter(ms)).toBe(Math.floor((ms * 333.3) / 1000));
  });

  it('bursts: writes only in the on part of its period, from its phase on', () => {
    const bursts: Workload = { kind: 'bursts', region, writesPerSecond: 1000, onMs: 500, offMs: 1500, phaseMs: 400 };
    const writer = createWriter(bursts, 0, 1, 0);
    expect([0, 50, 100, 1600, 1650, 2100, 3600].map((ms) => writer.writesAfter(ms))).toEqual([
      0, 50, 100, 100, 150, 600, 600,
    ]);
  });

  it('hot and cold: the hot pages get their share, and every page its own, within 5 sigma', () => {
    const draws = 64 * MAX_BATCH;
    const counts = countsOf({ kind: 'hot-cold', region, writesPerSecond: 1, hotPages: 50, hotShare: 0.9 }, draws);
    for (const [slot, count] of counts) {
      const share = slot < 150 ? 0.9 / 50 : 0.1 / 950;
      expect(Math.abs(count - draws * share)).toBeLessThan(5 * Math.sqrt(draws * share));
    }
    expect([Math.min(...counts.keys()), Math.max(...counts.keys())]).toEqual([100, 1099]);
  });

  it.each([0.5, 1, 1.3])(
    'zipf with exponent %d: ranks follow the law within a tenth, and stay in the region',
    (exponent) => {
      const draws = 256 * MAX_BATCH;
      const counts = countsOf({ kind: 'zipf', region, writesPerSecond: 1, exponent }, draws);
      const byRank = [...counts.values()].toSorted((a, b) => b - a);
      const weights = Array.from({ length: 1000 }, (_, k) => (k + 1) ** -exponent);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const upTo of [1, 4, 32, 250, 1000]) {
        const drawn = byRank.slice(0, upTo).reduce((sum, count) => sum + count, 0) / draws;
        const law = weights.slice(0, upTo).reduce((sum, weight) => sum + weight, 0) / total;
        expect(Math.abs(drawn / law - 1)).toBeLessThan(0.1);
      }
      expect(Math.min(...counts.keys())).toBeGreaterThanOrEqual(100);
      expect(Math.max(...counts.keys())).toBeLessThan(1100);
    },
  );

  it('zipf scatters its ranks over all pages, each once', () => {
    for (const pages of [1, 2, 97, 1000, 4096]) {
      const table = zipfTable(pages, 0);
      const hit = new Set<number>();
      for (let i = 0; i < table.firstRank.length - 1; i++) {
        const pick = (table.thresholds[i - 1] ?? 0) + 0.5;
        const ranks = table.firstRank[i + 1]! - table.firstRank[i]!;
        for (let r = 0; r < ranks; r++) hit.add(zipfPage(table, pages, pick, ((r + 0.5) / ranks) * 2 ** 32));
      }
      expect(hit.size).toBe(pages);
    }
  });
});
