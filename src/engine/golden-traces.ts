import type { Scenario } from './scenario.ts';

/**
 * Runs of a real QEMU 7.2.22 with the columns that do not depend on the host's clock: bytes of a window and the threshold
 * that follows, pending at each look, and the counters at the end. In fast-link mode the engine gives them exactly.
 * @source semantics sheet, section 11
 */
export interface GoldenTrace {
  readonly name: string;
  /** What the trace shows. */
  readonly shows: string;
  readonly scenario: Scenario;
  /** The sheet's columns: windows in order, from the window numbered `windowsFrom` on, 0 when left out. */
  readonly windowsFrom?: number;
  readonly windows: readonly (readonly [transferredBytes: number, thresholdBytes: number])[];
  /** Looks in order, from the look numbered `pendingFrom` on, 0 when left out. */
  readonly pendingFrom?: number;
  readonly pendingBytes: readonly number[];
  readonly outcome: Readonly<
    Partial<
      Record<
        | 'dirtySyncCount'
        | 'transferredBytes'
        | 'precopyBytes'
        | 'downtimeBytes'
        | 'postcopyBytes'
        | 'duplicatePages'
        | 'normalPages',
        number
      >
    >
  > & { readonly status: 'completed' | 'not-converged' };
  /** `ram.total`; not compared when left out. */
  readonly totalBytes?: number;
  /** QEMU's running count of newly dirty pages at syncs 3, 4, ... */
  readonly periodDirtyPages?: readonly number[];
  /** Statuses from the stop on, in order; not compared when left out. */
  readonly statuses?: readonly string[];
  /** % after the sync of that number, each change; none when left out. */
  readonly throttle?: readonly (readonly [sync: number, percent: number])[];
}

const MIB = 1024 ** 2;

/** 128 MiB; the boot sector's own 33 pages and 64 MiB from 1 MiB on have content; `wsPages` of them are written in turn. */
function guestWriting(wsPages: number, limitMs: number, maxBandwidth: number, windowMs = 100): Scenario {
  return {
    format: 2,
    name: '',
    seed: 1,
    guest: {
      ramBytes: 128 * MIB,
      firmware: 'pc',
      stoppedBeforeMigrate: false,
      throttleEffect: 'ideal',
      content: {
        changedBytes: 64,
        changesAt: 'new-place',
        compressionRatio: 2,
        incompressibleShare: 0,
        compressMsPerPage: 0.05,
      },
      vcpus: 1,
      dirtyRingSize: 0,
      logClearing: 'at-sync',
      sharedRam: false,
      freePageHint: null,
      nonzeroRanges: [
        { fromPage: 0, toPage: 33 },
        { fromPage: 256, toPage: 16_640 },
      ],
      // 20 times a second over all of it: no window passes without every page being written
      workloads: [
        {
          kind: 'sequential',
          region: { startPage: 256, pages: wsPages },
          writesPerSecond: 20 * wsPages,
          startIndex: 0,
        },
      ],
    },
    link: { kind: 'fast', windowMs },
    host: 'ideal',
    pageCpuNs: 0,
    sendCores: 4,
    extraSyncMsPerGib: 0,
    sla: 'downtime-limit',
    postcopy: { startAfterPasses: null, roundTripMs: 0, queuedBytes: 0 },
    devices: [],
    qemu: {
      release: '7.2',
      untrackedRule: 'as-released',
      viommu: false,
      onlyMigratable: false,
      allowRestricted: false,
      bandwidthSource: 'measured',
      'x-clear-bitmap-shift': 18,
    },
    parameters: {
      'avail-switchover-bandwidth': 0,
      'max-postcopy-bandwidth': 0,
      'downtime-limit': limitMs,
      'max-bandwidth': maxBandwidth,
      'throttle-trigger-threshold': 50,
      'cpu-throttle-initial': 20,
      'cpu-throttle-increment': 10,
      'cpu-throttle-tailslow': false,
      'max-cpu-throttle': 99,
      'xbzrle-cache-size': 67_108_864,
      'compress-threads': 8,
      'vcpu-dirty-limit': 1,
      'x-vcpu-dirty-limit-period': 1000,
      'multifd-channels': 2,
    },
    capabilities: {
      'pause-before-switchover': false,
      'return-path': false,
      'switchover-ack': false,
      'auto-converge': false,
      'postcopy-ram': false,
      'postcopy-preempt': false,
      'postcopy-blocktime': false,
      xbzrle: false,
      compress: false,
      'dirty-limit': false,
      'x-ignore-shared': false,
      multifd: false,
    },
    actions: [],
    horizonMs: 20_000,
  };
}

/** 256 MiB, 200 MiB of them rewritten all the time, also at a throttle of 80 %, and auto-converge. */
function throttledGuest(): Scenario {
  const plain = guestWriting(51_200, 300, 33_554_432);
  return {
    ...plain,
    guest: {
      ...plain.guest,
      ramBytes: 256 * MIB,
      nonzeroRanges: [
        { fromPage: 0, toPage: 33 },
        { fromPage: 256, toPage: 51_456 },
      ],
      workloads: [
        { kind: 'sequential', region: { startPage: 256, pages: 51_200 }, writesPerSecond: 102_400, startIndex: 0 },
      ],
    },
    capabilities: { ...plain.capabilities, 'auto-converge': true },
    horizonMs: 96_000,
  };
}

/** 128 MiB, 32 MiB of them rewritten all the time, and post-copy at 1.1 s. */
function movedGuest(): Scenario {
  const plain = guestWriting(8192, 300, 33_554_432);
  return {
    ...plain,
    capabilities: { ...plain.capabilities, 'postcopy-ram': true },
    actions: [{ atMs: 1099, execute: 'migrate-start-postcopy' }],
  };
}

/** G1's guest in shared memory, which is left out. */
function guestInSharedMemory(): Scenario {
  const plain = guestWriting(1, 300, 134_217_728);
  return {
    ...plain,
    guest: { ...plain.guest, sharedRam: true },
    capabilities: { ...plain.capabilities, 'x-ignore-shared': true },
  };
}

/** 4 MiB written; paused before the switchover, and told to go on a second after `migrate`. */
function pausedGuest(): Scenario {
  const plain = guestWriting(1024, 300, 134_217_728);
  return {
    ...plain,
    capabilities: { ...plain.capabilities, 'pause-before-switchover': true },
    actions: [{ atMs: 1000, execute: 'migrate-continue' }],
  };
}

/** Those that the simulated mechanisms cover. */
export const GOLDEN_TRACES: readonly GoldenTrace[] = [
  {
    name: 'G1',
    shows: 'one page is written; the defaults',
    scenario: guestWriting(1, 300, 134_217_728),
    windows: [
      [13_422_308, 40_266_923],
      [13_424_202, 40_272_606],
    ],
    pendingBytes: [134_750_208, 120_442_880, 107_044_864, 93_646_848, 80_248_832, 66_850_816, 4096],
    outcome: {
      status: 'completed',
      dirtySyncCount: 3,
      downtimeBytes: 4111,
      transferredBytes: 67_851_445,
      duplicatePages: 16_402,
      normalPages: 16_497,
    },
  },
  {
    name: 'G2',
    shows: 'limit 0: one pass, then everything dirtied meanwhile',
    scenario: guestWriting(8192, 0, 134_217_728),
    windows: [
      [13_422_308, 0],
      [13_424_202, 0],
    ],
    pendingBytes: [134_750_208, 120_442_880, 107_044_864, 93_646_848, 80_248_832, 66_850_816, 0],
    outcome: { status: 'completed', dirtySyncCount: 2, downtimeBytes: 33_619_975, precopyBytes: 67_847_334 },
  },
  {
    name: 'G3',
    shows: 'limit 1: a look two or three times in three windows, endless',
    scenario: guestWriting(8192, 1, 134_217_728),
    windows: [
      [13_422_308, 134_223],
      [13_424_202, 134_242],
    ],
    pendingFrom: 6,
    pendingBytes: [33_554_432, 20_885_504, 7_487_488],
    outcome: { status: 'not-converged', dirtySyncCount: 79 },
  },
  {
    name: 'G4',
    shows: 'as G1 with 4 MiB written, paused before the switchover',
    scenario: pausedGuest(),
    windows: [
      [13_422_308, 40_266_923],
      [13_424_202, 40_272_606],
    ],
    pendingFrom: 6,
    pendingBytes: [4_194_304],
    outcome: { status: 'completed' },
    statuses: ['pre-switchover', 'device', 'completed'],
  },
  {
    name: 'G5',
    shows: 'no bandwidth limit: RAM drains before a window closes, and the limit is never checked',
    scenario: guestWriting(1024, 300, 0),
    windows: [],
    pendingBytes: [134_750_208, 0],
    outcome: { status: 'completed', dirtySyncCount: 2 },
  },
  {
    name: 'G6',
    shows: '56 MiB rewritten all the time, 1600 ms: endless, one sync every two windows',
    scenario: guestWriting(14_336, 1600, 33_554_432),
    windowsFrom: 1,
    windows: [[3_357_090, 53_713_440]],
    pendingFrom: 23,
    pendingBytes: [58_720_256, 55_369_728, 58_720_256, 55_369_728, 58_720_256],
    outcome: { status: 'not-converged' },
    periodDirtyPages: [1465, 3101, 4737, 6373],
  },
  {
    name: 'G7',
    shows: 'the same at 1900 ms, windows of 101 ms: ends at the first look below the threshold',
    scenario: guestWriting(14_336, 1900, 33_554_432, 101),
    windowsFrom: 1,
    windows: [[3_357_090, 63_153_178]],
    pendingFrom: 21,
    pendingBytes: [58_720_256],
    outcome: { status: 'completed', dirtySyncCount: 3 },
  },
  {
    name: 'G8',
    shows: 'the highest limit: ends at the first window',
    scenario: guestWriting(15_360, 2_000_000, 33_554_432),
    windows: [[3_359_300, 67_186_000_000]],
    pendingFrom: 1,
    pendingBytes: [133_701_632],
    outcome: { status: 'completed', dirtySyncCount: 3, precopyBytes: 3_359_094 },
  },
  {
    name: 'G9',
    shows: '200 MiB rewritten all the time, auto-converge: a step every second pass',
    scenario: throttledGuest(),
    windowsFrom: 1,
    windows: [[3_357_090, 10_071_270]],
    pendingBytes: [],
    outcome: { status: 'not-converged' },
    throttle: [
      [3, 20],
      [5, 30],
      [7, 40],
      [9, 50],
      [11, 60],
      [13, 70],
      [15, 80],
    ],
  },
  {
    name: 'G10',
    // the sheet counts 8 bytes more, of a second iteration: the real host had sent for 50 ms, and here sending takes no time
    shows: 'post-copy at 1.1 s: one more sync, then each page that is left once',
    scenario: movedGuest(),
    windowsFrom: 1,
    windows: [[3_357_090, 10_071_270]],
    pendingFrom: 11,
    pendingBytes: [96_980_992, 130_535_424, 0],
    outcome: { status: 'completed', dirtySyncCount: 2, precopyBytes: 36_929_894, postcopyBytes: 64_537_471 - 8 },
  },
  {
    name: 'G11',
    shows: 'RAM in shared memory, which is left out: the firmware alone is sent, and the limit is never checked',
    scenario: guestInSharedMemory(),
    windows: [],
    pendingBytes: [],
    outcome: { status: 'completed', dirtySyncCount: 2 },
    totalBytes: 532_480,
  },
];
