import type {
  Action,
  Guest,
  HostName,
  Link,
  Management,
  MigrationCapabilities,
  MigrationParameters,
  PageContent,
  PageRange,
  Postcopy,
  Qemu,
  Scenario,
  VfioDevice,
  VfioProperties,
} from '../engine/scenario.ts';
import { bytesToPages, GIB } from '../units.ts';

/** What differs from the defaults; everything left out is filled in, in each device too. Lists and the link are replaced whole. */
export interface ScenarioChanges {
  readonly format?: 2;
  readonly name?: string;
  readonly seed?: number;
  readonly guest?: Partial<Omit<Guest, 'content'>> & { readonly content?: Partial<PageContent> };
  readonly link?: Link;
  readonly host?: HostName;
  readonly pageCpuNs?: number;
  readonly sendCores?: number;
  readonly extraSyncMsPerGib?: number;
  readonly devices?: readonly DeviceChanges[];
  readonly qemu?: Partial<Qemu>;
  readonly sla?: Scenario['sla'];
  readonly postcopy?: Partial<Postcopy>;
  readonly parameters?: Partial<MigrationParameters>;
  readonly capabilities?: Partial<MigrationCapabilities>;
  readonly actions?: readonly Action[];
  readonly management?: Management;
  readonly horizonMs?: number;
}

/**
 * The default scenario with these changes. RAM holds data throughout unless `nonzeroRanges` says otherwise. Links
 * store differences from these values, so a value here may only change together with the link's version.
 */
export function scenarioWith(changes: ScenarioChanges): Scenario {
  const content = { ...DEFAULT_CONTENT, ...changes.guest?.content };
  const guest = { ...DEFAULT_GUEST, ...changes.guest, content };
  return {
    format: 2,
    name: changes.name ?? '',
    seed: changes.seed ?? 1,
    guest: { ...guest, nonzeroRanges: changes.guest?.nonzeroRanges ?? allOf(guest.ramBytes) },
    link: changes.link ?? TEN_GIGABIT,
    host: changes.host ?? 'ideal',
    pageCpuNs: changes.pageCpuNs ?? 0,
    sendCores: changes.sendCores ?? 4,
    extraSyncMsPerGib: changes.extraSyncMsPerGib ?? 0,
    devices: (changes.devices ?? []).map(vfioDevice),
    qemu: { ...DEFAULT_QEMU, ...changes.qemu },
    sla: changes.sla ?? 'downtime-limit',
    postcopy: { ...DEFAULT_POSTCOPY, ...changes.postcopy },
    parameters: { ...DEFAULT_PARAMETERS, ...changes.parameters },
    capabilities: { ...DEFAULT_CAPABILITIES, ...changes.capabilities },
    actions: changes.actions ?? [],
    ...(changes.management && { management: changes.management }),
    horizonMs: changes.horizonMs ?? 60_000,
  };
}

/** A VFIO device that writes nothing and has 1 MiB of state, with these changes. */
export const vfioDevice = ({ properties, ...changes }: DeviceChanges): VfioDevice => ({
  ...DEFAULT_DEVICE,
  ...changes,
  properties: { ...DEFAULT_DEVICE.properties, ...properties },
});
export type DeviceChanges = Partial<Omit<VfioDevice, 'properties'>> & { readonly properties?: Partial<VfioProperties> };

/** `query-migrate-parameters` of 7.2. */
export const DEFAULT_PARAMETERS: MigrationParameters = {
  'downtime-limit': 300,
  'max-bandwidth': 134_217_728,
  'avail-switchover-bandwidth': 0,
  'max-postcopy-bandwidth': 0,
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
};
/** All of QEMU's capabilities are off at first. */
export const DEFAULT_CAPABILITIES: MigrationCapabilities = {
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
};
/** Nobody asks for it; two hosts in one room, and the socket buffer that Linux gives at first (`net.core.wmem_default`). */
export const DEFAULT_POSTCOPY: Postcopy = { startAfterPasses: null, roundTripMs: 0.1, queuedBytes: 212_992 };
/** The release of the recordings, doing what it does. */
export const DEFAULT_QEMU: Qemu = {
  release: '7.2',
  untrackedRule: 'as-released',
  viommu: false,
  onlyMigratable: false,
  allowRestricted: false,
  bandwidthSource: 'measured',
  'x-clear-bitmap-shift': 18,
};

const allOf = (ramBytes: number): readonly PageRange[] => [{ fromPage: 0, toPage: bytesToPages(ramBytes) }];

const TEN_GIGABIT: Link = { kind: 'wire', bytesPerSecond: 1_250_000_000 };

/**
 * A write changes one cache line, each time another. Compression as zlib at level 1 did on 3,973 pages that a Python process had in
 * memory, measured on the machine of this project's tests.
 */
export const DEFAULT_CONTENT: PageContent = {
  changedBytes: 64,
  changesAt: 'new-place',
  compressionRatio: 2.5,
  incompressibleShare: 0.01,
  compressMsPerPage: 0.058,
};

const DEFAULT_GUEST: Omit<Guest, 'nonzeroRanges'> = {
  ramBytes: GIB,
  firmware: 'pc',
  stoppedBeforeMigrate: false,
  workloads: [],
  throttleEffect: 'ideal',
  content: DEFAULT_CONTENT,
  vcpus: 1,
  dirtyRingSize: 0,
  logClearing: 'at-sync',
  sharedRam: false,
  freePageHint: null,
};

export const DEFAULT_DEVICE: VfioDevice = {
  name: '0000:01:00.0',
  dma: { kind: 'none' },
  container: 'iommufd',
  deviceLogging: false,
  protocol: 'any',
  precopy: false,
  p2p: false,
  stopCopyBytes: 1_048_576,
  initialBytes: 0,
  dirtyBytesPerSecond: 0,
  saveBytesPerSecond: null,
  loadBytesPerSecond: null,
  dataSizeFails: false,
  failsEntering: null,
  stopMs: 1,
  p2pMs: 0,
  resumeMs: 1,
  properties: {
    'enable-migration': 'on',
    'x-pre-copy-dirty-page-tracking': true,
    'x-device-dirty-page-tracking': true,
  },
};
