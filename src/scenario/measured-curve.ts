import type { CurvePoint, DirtyCurve } from '../engine/scenario.ts';

/**
 * A guest with memcached under a key-value benchmark: 32 GiB, of whose pages 16,392 were sampled. Ms and sampled pages
 * found changed; 6,332 of the sampled pages were not zero.
 * @source A. Gudkov, calc-dirty-rate with several periods, qemu-devel, April 2023
 */
export const MEASURED_GUEST = {
  totalPages: 8_392_704,
  sampledPages: 16_392,
  zeroPages: 10_060,
  periodsMs: [
    125, 250, 375, 500, 750, 1000, 1500, 2000, 3000, 4001, 6000, 8000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000,
    40_000, 45_000, 50_000, 60_000,
  ],
  dirtyPages: [
    33, 78, 119, 151, 217, 236, 293, 336, 425, 505, 620, 756, 898, 1204, 1457, 1723, 1934, 2141, 2328, 2522, 2675, 2958,
  ],
} as const;

/** The measured curve, for a guest that writes `pages` pages in all. */
export function measuredPoints(pages: number): readonly CurvePoint[] {
  const { sampledPages, zeroPages, periodsMs, dirtyPages } = MEASURED_GUEST;
  return periodsMs.map((periodMs, i) => ({
    periodMs,
    pages: Math.round((dirtyPages[i]! * pages) / (sampledPages - zeroPages)),
  }));
}

export const measuredWorkload = (pages: number): DirtyCurve => ({
  kind: 'dirty-curve',
  region: { startPage: 0, pages },
  points: measuredPoints(pages),
});
