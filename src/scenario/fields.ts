import type {
  BandwidthSource,
  ContainerName,
  DmaWorkload,
  FirmwareName,
  HostName,
  ReleaseName,
  UntrackedRuleName,
  VfioDevice,
  VfioProperties,
  Workload,
} from '../engine/scenario.ts';
import { GIB, KIB, MIB } from '../units.ts';
import { DEFAULT_CAPABILITIES, DEFAULT_DEVICE, DEFAULT_PARAMETERS, DEFAULT_QEMU } from './defaults.ts';
import { LIMITS, type Range } from './limits.ts';

/** What a control of the Lab says about the thing that it changes. */
export interface Field {
  readonly group: FieldGroup;
  /** Plain words. */
  readonly label: string;
  /** QEMU's own name for it, or null where QEMU has none. */
  readonly qemuName: string | null;
  /** Of the value as it stands in a scenario; '' for a choice or a plain number. */
  readonly unit: string;
  /** Null: a number that nothing limits. */
  readonly defaultValue: number | string | boolean | null;
  /** One sentence. */
  readonly help: string;
  readonly control: NumberControl | ChoiceControl | { readonly kind: 'switch' };
}
export type FieldGroup = 'guest' | 'link' | 'limits' | 'device' | 'qemu' | 'run';
export interface NumberControl {
  readonly kind: 'number';
  /** What may be typed: the range of the scenario schema. */
  readonly typed: Range;
  /** What the slider covers. A log scale whose range starts at 0 gives 0 a place of its own at the left end. */
  readonly slider: Range;
  readonly scale: 'linear' | 'log';
  /** Smallest change that means something. */
  readonly step: number;
}
export interface ChoiceControl {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string; readonly help: string }[];
}

/** Who tracks a device, in one word for container and device log together. */
export type TrackingName = 'device' | 'iommu' | 'type1' | 'pinned' | 'nobody';

/** Every control, in the order of the panel. Keys follow the scenario's own names. */
export const FIELDS = {
  ramBytes: {
    group: 'guest',
    label: 'Guest RAM',
    qemuName: '-m',
    unit: 'bytes',
    defaultValue: GIB,
    help: 'All of it is sent at least once.',
    control: log(LIMITS.ramBytes, { min: 64 * MIB, max: 64 * GIB }, MIB),
  },
  zeroShare: {
    group: 'guest',
    label: 'Zero pages',
    qemuName: 'duplicate',
    unit: 'share',
    defaultValue: 0,
    help: 'The share of RAM that holds only zeros at migrate; such a page costs 9 bytes instead of 4,104.',
    control: linear({ min: 0, max: 1 }, 0.01),
  },
  pattern: {
    group: 'guest',
    label: 'Write pattern',
    qemuName: null,
    unit: '',
    defaultValue: 'idle',
    help: 'Which pages the guest writes while it is migrated.',
    control: choice<Workload['kind'] | 'idle'>({
      idle: ['Idle', 'Writes nothing.'],
      sequential: ['Sequential', 'Page after page through the working set, and round again.'],
      uniform: ['Uniform', 'Each write hits any page of the working set with the same chance.'],
      'hot-cold': ['Hot and cold', 'Most writes hit a few hot pages, the others the rest.'],
      bursts: ['Bursts', 'Uniform for a while, then nothing for a while, and so on.'],
      zipf: ['Zipf', 'A few pages are written very often, many seldom.'],
      phases: ['Phases', 'One pattern after another, each for its time.'],
      'dirty-curve': ['Measured curve', 'In each period as many distinct pages as were counted in a real guest.'],
    }),
  },
  writesPerSecond: {
    group: 'guest',
    label: 'Write rate',
    qemuName: null,
    unit: 'pages/s',
    defaultValue: 20_000,
    help: 'Stores into pages each second; QEMU reports fewer, as it sees a page dirty once between two syncs.',
    control: log(LIMITS.writesPerSecond, { min: 0, max: 2_000_000 }, 1),
  },
  workingSetPages: {
    group: 'guest',
    label: 'Working set',
    qemuName: null,
    unit: 'pages',
    defaultValue: 65_536,
    help: 'The pages that the guest writes; all others stay as they are.',
    control: log({ min: 1, max: 2 ** 30 }, { min: 1, max: 2 ** 24 }, 1),
  },
  hotPages: {
    group: 'guest',
    label: 'Hot pages',
    qemuName: null,
    unit: 'pages',
    defaultValue: 4096,
    help: 'The part of the working set that most writes hit.',
    control: log({ min: 1, max: 2 ** 30 }, { min: 1, max: 2 ** 22 }, 1),
  },
  hotShare: {
    group: 'guest',
    label: 'Writes on hot pages',
    qemuName: null,
    unit: 'share',
    defaultValue: 0.9,
    help: 'The share of all writes that falls on the hot pages.',
    control: linear(LIMITS.hotShare, 0.01),
  },
  onMs: {
    group: 'guest',
    label: 'Burst',
    qemuName: null,
    unit: 'ms',
    defaultValue: 500,
    help: 'How long the guest writes before it pauses.',
    control: log(LIMITS.periodMs, { min: 10, max: 60_000 }, 1),
  },
  offMs: {
    group: 'guest',
    label: 'Pause between bursts',
    qemuName: null,
    unit: 'ms',
    defaultValue: 1500,
    help: 'How long it writes nothing before the next burst.',
    control: log(LIMITS.periodMs, { min: 10, max: 60_000 }, 1),
  },
  exponent: {
    group: 'guest',
    label: 'Zipf exponent',
    qemuName: null,
    unit: '',
    defaultValue: 1,
    help: 'The higher it is, the more writes fall on the few most written pages.',
    control: linear(LIMITS.zipfExponent, 0.01, { min: 0.1, max: 3 }),
  },
  stoppedBeforeMigrate: {
    group: 'guest',
    label: 'Stopped before migrate',
    qemuName: 'stop',
    unit: '',
    defaultValue: false,
    help: 'A non-live migration: nothing is written any more, so one pass is enough.',
    control: { kind: 'switch' },
  },
  firmware: {
    group: 'guest',
    label: 'Firmware blocks',
    qemuName: '-bios',
    unit: '',
    defaultValue: 'pc',
    help: 'RAM blocks beside guest RAM; they are migrated too.',
    control: choice<FirmwareName>({
      bare: ['None', 'Guest RAM only, for plain sums.'],
      'small-bios': ['Small BIOS', '82 pages, the machine of the recordings.'],
      pc: ['PC', "130 pages, QEMU's pc machine."],
    }),
  },
  linkBytesPerSecond: {
    group: 'link',
    label: 'Link speed',
    qemuName: null,
    unit: 'bytes/s',
    defaultValue: 1_250_000_000,
    help: 'What the network carries; max-bandwidth only limits pre-copy, the link also limits the downtime.',
    control: log(LIMITS.linkBytesPerSecond, { min: 1_250_000, max: 50_000_000_000 }, 1_000_000),
  },
  host: {
    group: 'link',
    label: 'Host',
    qemuName: null,
    unit: '',
    defaultValue: 'ideal',
    help: 'What the hosts add to the time that the bytes take.',
    control: choice<HostName>({
      ideal: ['Ideal', 'Only bytes take time.'],
      recorded: ['As recorded', 'Page copies, syncs and stops cost what they cost on the machine of the recordings.'],
    }),
  },
  'downtime-limit': {
    group: 'limits',
    label: 'Downtime limit',
    qemuName: 'downtime-limit',
    unit: 'ms',
    defaultValue: DEFAULT_PARAMETERS['downtime-limit'],
    help: 'QEMU stops the guest once it expects to send the rest within this time; 0 means one pass, then stop.',
    control: log(LIMITS.downtimeLimitMs, LIMITS.downtimeLimitMs, 1),
  },
  'max-bandwidth': {
    group: 'limits',
    label: 'Bandwidth cap',
    qemuName: 'max-bandwidth',
    unit: 'bytes/s',
    defaultValue: DEFAULT_PARAMETERS['max-bandwidth'],
    help: 'Limits pre-copy, not the final copy while the guest is stopped; 0 means no limit.',
    control: log(LIMITS.maxBandwidth, { min: 0, max: 50_000_000_000 }, 1_000_000),
  },
  noSla: {
    group: 'limits',
    label: 'No SLA',
    qemuName: null,
    unit: '',
    defaultValue: false,
    help: 'None was promised; in QEMU the limit always has a value.',
    control: { kind: 'switch' },
  },
  'avail-switchover-bandwidth': {
    group: 'limits',
    label: 'Bandwidth for the switchover',
    qemuName: 'avail-switchover-bandwidth',
    unit: 'bytes/s',
    defaultValue: DEFAULT_PARAMETERS['avail-switchover-bandwidth'],
    help: 'QEMU 8.2 and later reckon the threshold with it; 0 means with the bandwidth that was measured.',
    control: log(LIMITS.availSwitchoverBandwidth, { min: 0, max: 50_000_000_000 }, 1_000_000),
  },
  tracking: {
    group: 'device',
    label: 'Tracking of device writes',
    qemuName: 'vfio-pci',
    unit: '',
    defaultValue: 'nobody',
    help: 'Who can tell which pages the device wrote by DMA.',
    control: choice<TrackingName>({
      device: ['Device log', 'The device logs the pages that it really wrote; QEMU 8.0 and later use that.'],
      iommu: ['IOMMU', 'The IOMMU logs the pages that were really written; QEMU 9.1 and later use that.'],
      type1: ['Type1', 'The container reports every page that the device can reach, at every sync.'],
      pinned: ['Pinned', 'A mediated device: the container reports only the pages that it has pinned.'],
      nobody: ['Nobody', 'Its writes cannot be found: the rule for untracked devices applies.'],
    }),
  },
  container: {
    group: 'device',
    label: 'Container',
    qemuName: 'iommufd',
    unit: '',
    defaultValue: DEFAULT_DEVICE.container,
    help: 'Devices of one kind of container share it, and share its tracker.',
    control: choice<ContainerName>({
      type1: ['Type1', 'A physical device behind an IOMMU: every mapped page is reported, every time.'],
      'type1-pinned': ['Type1, pinned pages', 'A mediated device: only the pages that it has pinned are reported.'],
      iommufd: ['iommufd', 'No dirty tracking, also behind the layer that speaks type1.'],
      'iommufd-tracking': ['iommufd, IOMMU tracks', 'The IOMMU logs what is written; QEMU uses it from 9.1 on.'],
    }),
  },
  deviceLogging: {
    group: 'device',
    label: 'The device logs its writes',
    qemuName: 'DMA_LOGGING',
    unit: '',
    defaultValue: DEFAULT_DEVICE.deviceLogging,
    help: 'QEMU 8.0 and later use such a log, if all devices of the container have one.',
    control: { kind: 'switch' },
  },
  dma: {
    group: 'device',
    label: 'DMA pattern',
    qemuName: null,
    unit: '',
    defaultValue: DEFAULT_DEVICE.dma.kind,
    help: 'Which pages the device writes by DMA while it runs.',
    control: choice<DmaWorkload['kind']>({
      none: ['None', 'The device writes no guest memory.'],
      ring: ['Ring buffer', 'The pages of a ring in turn, like a network card.'],
      random: ['Random', 'Any page of its region.'],
      bursts: ['Bursts', 'Any page for a while, then nothing for a while, and so on.'],
    }),
  },
  dmaWritesPerSecond: {
    group: 'device',
    label: 'DMA rate',
    qemuName: null,
    unit: 'pages/s',
    defaultValue: 10_000,
    help: 'Pages that the device writes each second; throttling the CPUs does not slow it.',
    control: log(LIMITS.writesPerSecond, { min: 0, max: 2_000_000 }, 1),
  },
  dmaPages: {
    group: 'device',
    label: 'DMA region',
    qemuName: null,
    unit: 'pages',
    defaultValue: 2048,
    help: 'The pages that the device writes.',
    control: log({ min: 1, max: 2 ** 30 }, { min: 1, max: 2 ** 22 }, 1),
  },
  dmaOnMs: {
    group: 'device',
    label: 'Burst of DMA',
    qemuName: null,
    unit: 'ms',
    defaultValue: 500,
    help: 'How long the device writes before it pauses.',
    control: log(LIMITS.periodMs, { min: 10, max: 60_000 }, 1),
  },
  dmaOffMs: {
    group: 'device',
    label: 'Pause between bursts of DMA',
    qemuName: null,
    unit: 'ms',
    defaultValue: 1500,
    help: 'How long it writes nothing before the next burst.',
    control: log(LIMITS.periodMs, { min: 10, max: 60_000 }, 1),
  },
  protocol: {
    group: 'device',
    label: 'Migration protocol',
    qemuName: 'VFIO_MIGRATION',
    unit: '',
    defaultValue: DEFAULT_DEVICE.protocol,
    help: "What the device's driver in the kernel speaks: QEMU speaks v1 up to 7.2 and v2 from 8.0 on.",
    control: choice<VfioDevice['protocol']>({
      any: ['Any', 'Whatever the release speaks, so that releases can be compared.'],
      v1: ['v1', 'Bits for running, saving and resuming.'],
      v2: ['v2', 'A state machine with legal arcs.'],
    }),
  },
  precopy: {
    group: 'device',
    label: 'Sends state while it runs',
    qemuName: 'VFIO_MIGRATION_PRE_COPY',
    unit: '',
    defaultValue: DEFAULT_DEVICE.precopy,
    help: 'Part of its state can go before it stops; QEMU 8.0 does not use it.',
    control: { kind: 'switch' },
  },
  p2p: {
    group: 'device',
    label: 'Can stop peer-to-peer DMA first',
    qemuName: 'VFIO_MIGRATION_P2P',
    unit: '',
    defaultValue: DEFAULT_DEVICE.p2p,
    help: 'From 8.2 on several devices can be migrated, if all of them can do this.',
    control: { kind: 'switch' },
  },
  stopCopyBytes: {
    group: 'device',
    label: 'Device state',
    qemuName: 'MIG_DATA_SIZE',
    unit: 'bytes',
    defaultValue: DEFAULT_DEVICE.stopCopyBytes,
    help: 'The whole state of the device itself; what did not go before is sent while the guest is stopped.',
    control: log(LIMITS.stopCopyBytes, { min: 0, max: 128 * GIB }, KIB),
  },
  initialBytes: {
    group: 'device',
    label: 'Initial bytes',
    qemuName: 'initial_bytes',
    unit: 'bytes',
    defaultValue: DEFAULT_DEVICE.initialBytes,
    help: 'The part of the state that goes first while the device runs; the switchover may wait for it.',
    control: log(LIMITS.stopCopyBytes, { min: 0, max: 128 * GIB }, KIB),
  },
  dirtyBytesPerSecond: {
    group: 'device',
    label: 'State made anew',
    qemuName: 'dirty_bytes',
    unit: 'bytes/s',
    defaultValue: DEFAULT_DEVICE.dirtyBytesPerSecond,
    help: 'What the running device changes each second of the part that was already sent.',
    control: log(LIMITS.dirtyBytesPerSecond, { min: 0, max: 10_000_000_000 }, 100_000),
  },
  saveBytesPerSecond: {
    group: 'device',
    label: 'Saves its state at',
    qemuName: null,
    unit: 'bytes/s',
    defaultValue: null,
    help: 'How fast the source reads the state out of the device.',
    control: log(LIMITS.stateBytesPerSecond, { min: 1_250_000, max: 12_500_000_000 }, 1_000_000),
  },
  loadBytesPerSecond: {
    group: 'device',
    label: 'Loads its state at',
    qemuName: null,
    unit: 'bytes/s',
    defaultValue: null,
    help: "How fast the destination's device takes it; it is part of the downtime.",
    control: log(LIMITS.stateBytesPerSecond, { min: 1_250_000, max: 12_500_000_000 }, 1_000_000),
  },
  dataSizeFails: {
    group: 'device',
    label: 'Cannot tell its size',
    qemuName: 'MIG_DATA_SIZE',
    unit: '',
    defaultValue: DEFAULT_DEVICE.dataSizeFails,
    help: 'The query fails and QEMU reckons with 100 GiB, so that no limit is broken unseen.',
    control: { kind: 'switch' },
  },
  failsEntering: {
    group: 'device',
    label: 'Fails when it is to enter',
    qemuName: null,
    unit: '',
    defaultValue: 'never',
    help: 'A fault of the device, to see what the migration does then.',
    control: choice<Exclude<VfioDevice['failsEntering'], null> | 'never'>({
      never: ['Never', 'It does what it is asked.'],
      'pre-copy': ['Pre-copy', 'Setup fails, and the guest runs on.'],
      stopped: ['Stopped', 'The guest is stopped when it is found out, and is started again.'],
      'stop-copy': ['Stop-copy', 'The device has stopped, but gives no state.'],
    }),
  },
  stopMs: {
    group: 'device',
    label: 'Time to stop',
    qemuName: null,
    unit: 'ms',
    defaultValue: DEFAULT_DEVICE.stopMs,
    help: 'How long the device takes to leave the running state; it is part of the downtime.',
    control: log(LIMITS.deviceMs, { min: 0, max: 10_000 }, 0.1),
  },
  p2pMs: {
    group: 'device',
    label: 'Time to stop peer-to-peer DMA',
    qemuName: 'RUNNING_P2P',
    unit: 'ms',
    defaultValue: DEFAULT_DEVICE.p2pMs,
    help: 'Before any device stops; QEMU 8.2 and later ask for it.',
    control: log(LIMITS.deviceMs, { min: 0, max: 10_000 }, 0.1),
  },
  resumeMs: {
    group: 'device',
    label: 'Time to resume',
    qemuName: null,
    unit: 'ms',
    defaultValue: DEFAULT_DEVICE.resumeMs,
    help: 'How long the device takes to run again on the destination.',
    control: log(LIMITS.deviceMs, { min: 0, max: 10_000 }, 0.1),
  },
  'enable-migration': {
    group: 'device',
    label: 'Migration of the device',
    qemuName: 'enable-migration',
    unit: '',
    defaultValue: DEFAULT_DEVICE.properties['enable-migration'],
    help: 'Before 8.1 it is x-enable-migration, and off unless it is set.',
    control: choice<VfioProperties['enable-migration']>({
      auto: ['auto', 'What is missing blocks the migration.'],
      on: ['on', 'Without a tracker there is a warning; what else is missing stops QEMU from starting.'],
      off: ['off', 'The device blocks every migration.'],
    }),
  },
  'x-pre-copy-dirty-page-tracking': {
    group: 'device',
    label: 'Ask for dirty pages during pre-copy',
    qemuName: 'x-pre-copy-dirty-page-tracking',
    unit: '',
    defaultValue: DEFAULT_DEVICE.properties['x-pre-copy-dirty-page-tracking'],
    help: 'Off: the tracker is asked only after the device has stopped, where no limit is checked any more.',
    control: { kind: 'switch' },
  },
  'x-device-dirty-page-tracking': {
    group: 'device',
    label: "Use the device's own log",
    qemuName: 'x-device-dirty-page-tracking',
    unit: '',
    defaultValue: DEFAULT_DEVICE.properties['x-device-dirty-page-tracking'],
    help: 'Off: QEMU 9.1 and later look for another tracker.',
    control: { kind: 'switch' },
  },
  untrackedRule: {
    group: 'qemu',
    label: 'Rule for untracked devices',
    qemuName: null,
    unit: '',
    defaultValue: DEFAULT_QEMU.untrackedRule,
    help: 'What QEMU does with a device whose writes nobody can track.',
    control: choice<UntrackedRuleName>({
      'as-released': ['As released', 'What QEMU of the chosen release does.'],
      blocker: ['Refuse to migrate', 'The device blocks every migration.'],
      'skip-precopy': ['Skip pre-copy', 'Stop at once, and send everything while the guest stands still.'],
      'skip-precopy-once': ['Skip pre-copy, say it once', 'The same with one warning for all devices.'],
      'opt-in': ['Only with an explicit opt-in', 'Refuse, unless the user has allowed it beforehand.'],
      'keep-precopying': ['Keep pre-copying', 'Pre-copy goes on above the limit, and management decides.'],
      'abort-precopy': ['Fail when pre-copy begins', 'The migration starts and fails at the first look.'],
      'all-dirty': ['Mark everything dirty', 'Each sync marks all RAM dirty, so the limit is still checked.'],
      'block-precopy': ['Refuse every migration with pre-copy', 'The migrate command says no.'],
      'check-sla': ['Check the limit as if all RAM were dirty', 'The guest is stopped only if all RAM fits the limit.'],
      'refuse-any-sla': ['Refuse if any limit is promised', 'Without a promise, skip pre-copy.'],
      'core-notion': ['Teach the core not to send RAM', 'The migration thread knows phases without RAM.'],
      knob: ['Do not ask during pre-copy', 'What the device writes before it stops is lost.'],
      'zero-is-unlimited': ['Let a limit of 0 mean no limit', 'Only then skip pre-copy, else refuse.'],
      'fail-fast': ['Check the limit, and fail at once', 'If all RAM does not fit the limit, the migration fails.'],
      'native-only': ['Only with a native tracker', 'The log of a type1 container does not count.'],
    }),
  },
  release: {
    group: 'qemu',
    label: 'QEMU release',
    qemuName: null,
    unit: '',
    defaultValue: DEFAULT_QEMU.release,
    help: 'Whose rules the migration thread follows.',
    control: choice<ReleaseName>({
      '7.0': ['7.0', 'April 2022: a device that nobody tracks blocks every migration.'],
      '7.1': ['7.1', 'August 2022: as 7.0.'],
      '7.2': ['7.2', 'December 2022, the release of the recordings: as 7.0.'],
      '8.0': ['8.0', 'April 2023: device logs are used; without a tracker all RAM is dirty at every sync.'],
      '8.1': ['8.1', 'August 2023: without a tracker auto blocks, and on warns; switchover-ack.'],
      '8.2': ['8.2', 'December 2023: several devices, if all can stop peer-to-peer DMA.'],
      '9.0': ['9.0', 'April 2024: devices send in every call, not only when RAM is done.'],
      '9.1': ['9.1', 'September 2024: the IOMMU can track the writes.'],
      '9.2': ['9.2', 'December 2024: the size of a device is no longer counted twice.'],
      '10.0': ['10.0', 'April 2025: by reading the code, nothing marks the RAM of an untracked device any more.'],
      '10.1': ['10.1', 'August 2025: the rest may be as large as the threshold.'],
    }),
  },
  viommu: {
    group: 'qemu',
    label: 'The guest has a vIOMMU',
    qemuName: 'intel-iommu',
    unit: '',
    defaultValue: DEFAULT_QEMU.viommu,
    help: 'A device then reaches only the pages of its DMA region; from 8.0 on it blocks the migration of VFIO devices.',
    control: { kind: 'switch' },
  },
  onlyMigratable: {
    group: 'qemu',
    label: 'Only devices that can be migrated',
    qemuName: '-only-migratable',
    unit: '',
    defaultValue: DEFAULT_QEMU.onlyMigratable,
    help: 'QEMU does not start with a device that would block the migration.',
    control: { kind: 'switch' },
  },
  allowRestricted: {
    group: 'qemu',
    label: 'Opt-in to restricted migration',
    qemuName: null,
    unit: '',
    defaultValue: DEFAULT_QEMU.allowRestricted,
    help: 'Only the rule with the opt-in reads it; no release has such a switch.',
    control: { kind: 'switch' },
  },
  bandwidthSource: {
    group: 'qemu',
    label: 'Bandwidth for the check of the limit',
    qemuName: null,
    unit: '',
    defaultValue: DEFAULT_QEMU.bandwidthSource,
    help: 'Only the rules that check the limit as if all RAM were dirty read it.',
    control: choice<BandwidthSource>({
      'max-bandwidth': ['The cap', 'It is taken for what the link carries, before anything is sent.'],
      measured: ['Measured', 'Known once the first window has closed.'],
      'avail-switchover-bandwidth': ['As promised', 'The parameter of 8.2; unknown while that is 0.'],
    }),
  },
  'pause-before-switchover': {
    group: 'qemu',
    label: 'Pause before switchover',
    qemuName: 'pause-before-switchover',
    unit: '',
    defaultValue: DEFAULT_CAPABILITIES['pause-before-switchover'],
    help: 'The stopped guest waits for migrate-continue before the final copy.',
    control: { kind: 'switch' },
  },
  'return-path': {
    group: 'qemu',
    label: 'Return path',
    qemuName: 'return-path',
    unit: '',
    defaultValue: DEFAULT_CAPABILITIES['return-path'],
    help: 'The source waits until the destination has loaded everything, and counts that as downtime.',
    control: { kind: 'switch' },
  },
  'switchover-ack': {
    group: 'qemu',
    label: 'Wait for the initial bytes',
    qemuName: 'switchover-ack',
    unit: '',
    defaultValue: DEFAULT_CAPABILITIES['switchover-ack'],
    help: 'The guest is not stopped before the destination has them; from 8.1 on, and it turns return-path on.',
    control: { kind: 'switch' },
  },
  seed: {
    group: 'run',
    label: 'Seed',
    qemuName: null,
    unit: '',
    defaultValue: 1,
    help: 'Scenario and seed make one run, always the same.',
    control: linear(LIMITS.seed, 1, { min: 0, max: 999 }),
  },
  horizonMs: {
    group: 'run',
    label: 'Give up after',
    qemuName: null,
    unit: 'ms',
    defaultValue: 60_000,
    help: 'QEMU never gives up; the simulation does, and then calls the run not converged.',
    control: log(LIMITS.horizonMs, { min: 1000, max: 600_000 }, 1000),
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

function log(typed: Range, slider: Range, step: number): NumberControl {
  return { kind: 'number', typed, slider, scale: 'log', step };
}

function linear(typed: Range, step: number, slider: Range = typed): NumberControl {
  return { kind: 'number', typed, slider, scale: 'linear', step };
}

/** A label and a sentence for each name; the type demands all of them. */
function choice<Name extends string>(options: Record<Name, readonly [label: string, help: string]>): ChoiceControl {
  const entries = Object.entries<readonly [string, string]>(options);
  return { kind: 'choice', options: entries.map(([value, [label, help]]) => ({ value, label, help })) };
}
