/** A bandwidth, and the total time in whole seconds under each downtime limit of `VS1_LIMITS_MS`; null does not converge. */
export interface BandwidthRow {
  readonly name: string;
  readonly bitsPerSecond: number;
  readonly seconds: readonly (number | null)[];
}

const MBIT = 1024 ** 2; // the author's units are binary: decimal ones miss by 5 to 7 %

/**
 * A. Gudkov's predictor, qemu-devel, 28 February and 27 April 2023: a guest of 32 GiB with memcached under YCSB, whose dirty
 * pages were counted in a sample, and the 48 total times he printed.
 */
export const VS1_SAMPLE = {
  sampledPages: 16_392,
  sampledZeroPages: 10_060,
  totalPages: 8_392_704,
  /** Period in ms, dirty pages of the sample. */
  dirty: [
    [125, 33],
    [250, 78],
    [375, 119],
    [500, 151],
    [750, 217],
    [1000, 236],
    [1500, 293],
    [2000, 336],
    [3000, 425],
    [4001, 505],
    [6000, 620],
    [8000, 756],
    [10_000, 898],
    [15_000, 1204],
    [20_000, 1457],
    [25_000, 1723],
    [30_000, 1934],
    [35_000, 2141],
    [40_000, 2328],
    [45_000, 2522],
    [50_000, 2675],
    [60_000, 2958],
  ] as readonly (readonly [ms: number, pages: number])[],
};
/** Infinity: unlimited. */
export const VS1_LIMITS_MS: readonly number[] = [125, 250, 500, 1000, 5000, Infinity];
export const VS1_TIMES: readonly BandwidthRow[] = [
  { name: '100 Mbps', bitsPerSecond: 100 * MBIT, seconds: [null, null, null, null, null, 1019] },
  { name: '1 Gbps', bitsPerSecond: 1024 * MBIT, seconds: [null, null, null, null, null, 100] },
  { name: '2 Gbps', bitsPerSecond: 2048 * MBIT, seconds: [null, null, null, null, 101, 50] },
  { name: '2.5 Gbps', bitsPerSecond: 2560 * MBIT, seconds: [null, null, null, null, 67, 40] },
  { name: '5 Gbps', bitsPerSecond: 5120 * MBIT, seconds: [48, 46, 31, 28, 25, 20] },
  { name: '10 Gbps', bitsPerSecond: 10_240 * MBIT, seconds: [13, 12, 12, 12, 12, 10] },
  { name: '25 Gbps', bitsPerSecond: 25_600 * MBIT, seconds: [5, 5, 5, 5, 4, 4] },
  { name: '40 Gbps', bitsPerSecond: 40_960 * MBIT, seconds: [3, 3, 3, 3, 3, 3] },
];

/** KubeVirt VEP 291: ten migrations with a ramp of the limit from 150 to 1,050 ms, ten with 300 ms. 8 GiB, 1 Gbit/s. */
export const VS2 = {
  ramp: { totalSeconds: 92.2, convergenceSeconds: 24.7, dataMib: 9694, downtimeMs: 611 },
  fixed: { totalSeconds: 112.4, convergenceSeconds: 45.0, dataMib: 11_862, downtimeMs: 451 },
  ramBytes: 8 * 1024 ** 3,
  dirtyBitsPerSecond: 650e6,
  exponentialMs: [150, 225, 338, 506, 759, 1139],
};

/** Its example: a plateau of the expected downtime, and when and at which limit the ramp meets it. */
export const VS2_EXAMPLE = {
  ramBytes: 50 * 1024 ** 3,
  linkBitsPerSecond: 900e6,
  dirtyBitsPerSecond: 700e6,
  plateauMs: [500, 800] as const,
  stepMs: 600,
  atSeconds: 100,
};

/** KubeVirt VEP 248 and kubevirt/kubevirt#17544: the plateau of a Redis guest, drawn in a chart. */
export const VS3 = {
  plateauMib: 125,
  plateauRangeMib: [115, 130] as const,
  bandwidthBitsPerSecond: 930e6,
  expectedDowntimeSeconds: [1.1, 1.2] as const,
  dirtyBitsPerSecond: 975e6,
  /** Of four samples, that at least one is at or below the median. */
  oddsOfFour: 0.9375,
  marginMs: 1040,
};

/** KubeVirt VEP 246: guests of 50 GiB, compressed over eight channels at 1 Gbit/s; cores a guest. */
export const VS4 = { plainGib: 12, compressedGib: 3.3, ratio: 3.6, cores: 0.4, linkBitsPerSecond: 1e9 };

/** Clark et al., NSDI 2005: rounds in MB (10^6 bytes), with the printed total. */
export const VS7 = [
  {
    run: 'SPECweb99 (figure 9)',
    roundsMb: [676.8, 126.7, 39.0, 28.4, 24.2, 16.7, 14.2, 15.3, 18.2],
    totalMb: 960,
    guestMb: 800,
    ratio: 1.2,
  },
  {
    run: 'Quake 3 (figures 10, 11)',
    roundsMb: [56.3, 20.4, 4.6, 1.6, 1.2, 0.9, 1.2, 1.1, 0.8, 0.2, 0.1],
    totalMb: 88,
    guestMb: 64,
    ratio: 1.37,
  },
  { run: 'MMuncher (figure 12)', roundsMb: [255.4, 44.0, 116.0, 222.5], totalMb: 638, guestMb: 512, ratio: 1.25 },
];
/** First rounds at the lower limit of the rate, 100 Mbit/s as reported. */
export const VS7_FIRST_ROUNDS = [
  { run: 'SPECweb99', megabytes: 676.8, seconds: 54.1, mbitPerSecond: 100 },
  { run: 'web server (figure 8)', megabytes: 776, seconds: 62, mbitPerSecond: 100 },
];
export const VS7_MUNCHER = { rewrittenMb: 256, lastRoundMb: 222.5, stopMbitPerSecond: 509, downtimeSeconds: 3.5 };
