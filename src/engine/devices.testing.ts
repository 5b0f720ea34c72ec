import type {
  MigrationCapabilities,
  MigrationParameters,
  PageContent,
  Postcopy,
  Qemu,
  VfioDevice,
  VfioProperties,
} from './scenario.ts';

/* Test support: whole parts of a scenario, made of what matters to a test. */

/** What differs from the plainest device; `properties` may be given in part. */
export type DeviceParts = Partial<Omit<VfioDevice, 'properties'>> & { readonly properties?: Partial<VfioProperties> };

/** A device that nobody tracks, that may migrate, writes nothing, has no state, and takes no time for anything. */
export const deviceWith = ({ properties, ...changes }: DeviceParts = {}): VfioDevice => ({
  name: '0000:01:00.0',
  dma: { kind: 'none' },
  container: 'iommufd',
  deviceLogging: false,
  protocol: 'any',
  precopy: false,
  p2p: false,
  stopCopyBytes: 0,
  initialBytes: 0,
  dirtyBytesPerSecond: 0,
  saveBytesPerSecond: null,
  loadBytesPerSecond: null,
  dataSizeFails: false,
  failsEntering: null,
  stopMs: 0,
  p2pMs: 0,
  resumeMs: 0,
  ...changes,
  properties: {
    'enable-migration': 'on',
    'x-pre-copy-dirty-page-tracking': true,
    'x-device-dirty-page-tracking': true,
    ...properties,
  },
});

/** 7.2 as it was released. */
export const qemuWith = (changes: Partial<Qemu> = {}): Qemu => ({
  release: '7.2',
  untrackedRule: 'as-released',
  viommu: false,
  onlyMigratable: false,
  allowRestricted: false,
  bandwidthSource: 'measured',
  'x-clear-bitmap-shift': 18,
  ...changes,
});

/** @param limitMs downtime-limit @param maxBandwidth bytes a second */
export const parametersOf = (limitMs: number, maxBandwidth: number): MigrationParameters => ({
  'downtime-limit': limitMs,
  'max-bandwidth': maxBandwidth,
  'avail-switchover-bandwidth': 0,
  'max-postcopy-bandwidth': 0,
  ...THROTTLE_DEFAULTS,
  ...ENCODING_DEFAULTS,
  'multifd-channels': 2,
});

/** Those of `query-migrate-parameters`. */
export const THROTTLE_DEFAULTS = {
  'throttle-trigger-threshold': 50,
  'cpu-throttle-initial': 20,
  'cpu-throttle-increment': 10,
  'cpu-throttle-tailslow': false,
  'max-cpu-throttle': 99,
  'vcpu-dirty-limit': 1,
  'x-vcpu-dirty-limit-period': 1000,
} as const;

/** Nobody asks for post-copy. */
export const NO_POSTCOPY: Postcopy = { startAfterPasses: null, roundTripMs: 0, queuedBytes: 0 };
/** A write changes eight bytes, always the same; half of a page is left by compression. */
export const PLAIN_CONTENT: PageContent = {
  changedBytes: 8,
  changesAt: 'same-place',
  compressionRatio: 2,
  incompressibleShare: 0,
  compressMsPerPage: 0.05,
};

/** A guest of one CPU with plain pages, whose host has nothing to help the migration with. */
export const PLAIN_HOSTING = {
  throttleEffect: 'ideal',
  vcpus: 1,
  dirtyRingSize: 0,
  logClearing: 'at-sync',
  sharedRam: false,
  freePageHint: null,
  content: PLAIN_CONTENT,
} as const;

export const ENCODING_DEFAULTS = { 'xbzrle-cache-size': 67_108_864, 'compress-threads': 8 } as const;

/** No capability but these. */
export const capabilitiesWith = (changes: Partial<MigrationCapabilities> = {}): MigrationCapabilities => ({
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
  ...changes,
});
