import { MIB, PAGE_BYTES, TIB } from '../units.ts';

/** An allowed range, both ends in. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * What a scenario may hold, for the schema and for the controls of the Lab. `downtimeLimitMs` is QEMU's own range; the
 * others bound what one run may cost: 4 TiB of RAM are 2^30 pages, one bitmap of them 128 MiB.
 */
export const LIMITS = {
  seed: { min: 0, max: 2 ** 32 - 1 },
  ramBytes: { min: 16 * PAGE_BYTES, max: 4 * TIB },
  writesPerSecond: { min: 0, max: 100_000_000 },
  hotShare: { min: 0, max: 1 },
  periodMs: { min: 1, max: 3_600_000 },
  /** Of a measured curve; a hundred of its shortest in a millisecond would be a hundred million writes a second. */
  curvePeriodMs: { min: 1, max: 3_600_000 },
  zipfExponent: { min: 0.01, max: 10 },
  linkBytesPerSecond: { min: 10_000, max: 1e12 },
  /** Of the instant of a change, after migrate. */
  linkChangeMs: { min: 0, max: 7_200_000 },
  /** A window younger than 100 ms is never closed (`BUFFER_DELAY`). */
  windowMs: { min: 100, max: 10_000 },
  stopCopyBytes: { min: 0, max: TIB },
  /** Of a device's own state: how fast it is saved and loaded. */
  stateBytesPerSecond: { min: 1000, max: 1e12 },
  dirtyBytesPerSecond: { min: 0, max: 1e12 },
  deviceMs: { min: 0, max: 600_000 },
  downtimeLimitMs: { min: 0, max: 2_000_000 },
  maxBandwidth: { min: 0, max: Number.MAX_SAFE_INTEGER },
  availSwitchoverBandwidth: { min: 0, max: Number.MAX_SAFE_INTEGER },
  /** QEMU's own. */
  throttlePercent: { min: 1, max: 99 },
  triggerPercent: { min: 1, max: 100 },
  maxPostcopyBandwidth: { min: 0, max: Number.MAX_SAFE_INTEGER },
  startAfterPasses: { min: 1, max: 1000 },
  roundTripMs: { min: 0, max: 10_000 },
  queuedBytes: { min: 0, max: 2 ** 30 },
  readsPerSecond: { min: 0, max: 100_000_000 },
  locality: { min: 0, max: 1 },
  /** QEMU takes any power of two from a page up; a cache larger than the largest RAM is of no use. */
  xbzrleCacheBytes: { min: PAGE_BYTES, max: 4 * TIB },
  compressThreads: { min: 1, max: 255 },
  changedBytes: { min: 1, max: PAGE_BYTES },
  compressionRatio: { min: 1, max: 1000 },
  share: { min: 0, max: 1 },
  compressMsPerPage: { min: 0, max: 100 },
  /** Of QEMU's pc machine. */
  vcpus: { min: 1, max: 255 },
  /** Linux: `KVM_DIRTY_RING_MAX_ENTRIES`. */
  dirtyRingSize: { min: 0, max: 65_536 },
  /** How fast a balloon reports free pages. */
  hintPagesPerMs: { min: 1, max: 1_000_000 },
  /** QEMU's own; it takes any number of MB/s from 1 on. */
  vcpuDirtyLimit: { min: 1, max: Number.MAX_SAFE_INTEGER },
  vcpuDirtyLimitPeriodMs: { min: 1, max: 1000 },
  /** Of tools that manage guests. */
  managementLimitMs: { min: 1, max: 2_000_000 },
  steps: { min: 1, max: 100 },
  passes: { min: 1, max: 1000 },
  secondsPerGib: { min: 0, max: 3600 },
  seconds: { min: 0, max: 86_400 },
  marginPercent: { min: 0, max: 50 },
  multifdChannels: { min: 1, max: 255 },
  /** 100 µs a page are 41 MB/s, far slower than any machine. */
  pageCpuNs: { min: 0, max: 100_000 },
  sendCores: { min: 1, max: 255 },
  /** Of a look at the dirty log, for each GiB of RAM. */
  extraSyncMsPerGib: { min: 0, max: 1000 },
  /** QEMU's own: `CLEAR_BITMAP_SHIFT_MIN` and `_MAX`. */
  clearBitmapShift: { min: 6, max: 31 },
  horizonMs: { min: 1, max: 7_200_000 },
} as const satisfies Record<string, Range>;

/** Most entries of each list, longest texts (characters), and the largest scenario file. */
export const MOST = {
  workloads: 16,
  phases: 16,
  curvePoints: 64,
  nonzeroRanges: 1024,
  devices: 8,
  linkChanges: 1000,
  actions: 1000,
  nameLength: 120,
  deviceNameLength: 64,
  fileBytes: MIB,
} as const;
