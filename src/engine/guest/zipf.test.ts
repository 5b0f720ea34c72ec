import { describe, expect, it } from 'vitest';
import { createWriter, MAX_BATCH } from './workloads.ts';
import { zipfPage, zipfTable } from './zipf.ts';

/** Share of each page, from the table alone: the exact law that `zipfPage` draws from. */
function sharesOf(pages: number, exponent: number): number[] {
  const table = zipfTable(pages, exponent);
  return Array.from({ length: table.firstRank.length - 1 }, (_, i) => {
    const width = table.firstRank[i + 1]! - table.firstRank[i]!;
    const share = (table.thresholds[i]! - (table.thresholds[i - 1] ?? 0)) / 2 ** 32;
    return Array<number>(width).fill(share / width);
  }).flat();
}

describe('Zipf', () => {
  it.each([
    [1, 1],
    [2, 1],
    [100, 0.5],
    [1000, 1],
    [10_000, 1.2],
    [4097, 2],
  ])('over %d ranks with exponent %d gives each rank its share, within the width of its range', (pages, exponent) => {
    const shares = sharesOf(pages, exponent);
    const weights = shares.map((_, rank) => (rank + 1) ** -exponent);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    expect(shares.length).toBe(pages);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const most = 1.25 ** exponent; // a range spans at most a quarter of a doubling
    const ratios = shares.map((share, rank) => share / (weights[rank]! / total));
    expect(Math.max(...ratios)).toBeLessThan(most + 1e-9);
    expect(Math.min(...ratios)).toBeGreaterThan(1 / most - 1e-9);
    expect(shares.findIndex((share, rank) => rank > 0 && share > shares[rank - 1]! * (1 + 1e-6))).toBe(-1);
  });

  it('of the first three ranks is the law itself', () => {
    const shares = sharesOf(1000, 1);
    expect(shares[0]! / shares[1]!).toBeCloseTo(2, 6);
    expect(shares[0]! / shares[2]!).toBeCloseTo(3, 6);
  });

  it.each([0.5, 1, 1.3])('with exponent %d is what a writer draws, range by range, within 5 sigma', (exponent) => {
    const pages = 1000;
    const draws = 64 * MAX_BATCH;
    const region = { startPage: 0, pages };
    const writer = createWriter({ kind: 'zipf', region, writesPerSecond: 1, exponent }, 0, 1, 0);
    const { stride } = zipfTable(pages, exponent);
    const slots = new Uint32Array(MAX_BATCH);
    const hits = new Float64Array(pages);
    for (let done = 0; done < draws; done += MAX_BATCH) {
      writer.next(slots, MAX_BATCH, done);
      for (const slot of slots) hits[slot]!++;
    }
    const deviations = sharesOf(pages, exponent).map((share, rank) => {
      const mean = share * draws;
      return Math.abs(hits[(rank * stride) % pages]! - mean) / Math.sqrt(mean);
    });
    expect(Math.max(...deviations)).toBeLessThan(5);
  });

  it('draws every page of the region and no other', () => {
    const pages = 97;
    const table = zipfTable(pages, 0.5);
    const seen = new Set<number>();
    for (let i = 0; i <= 200; i++) {
      for (let j = 0; j <= 60; j++) {
        seen.add(
          zipfPage(table, pages, Math.min(2 ** 32 - 1, (i / 200) * 2 ** 32), Math.min(2 ** 32 - 1, (j / 60) * 2 ** 32)),
        );
      }
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual(Array.from({ length: pages }, (_, page) => page));
  });

  it.each([1, 2, 3, 64, 100, 12_345])('scatters the ranks of %d pages without a collision', (pages) => {
    const { stride } = zipfTable(pages, 1);
    expect(new Set(Array.from({ length: pages }, (_, rank) => (rank * stride) % pages)).size).toBe(pages);
  });
});
