import type {
  DmaTracking,
  DmaWorkload,
  FirmwareName,
  HostName,
  ReleaseName,
  UntrackedRuleName,
  Workload,
} from '../engine/scenario.ts';
import { GIB, KIB, MIB } from '../units.ts';
import { DEFAULT_CAPABILITIES, DEFAULT_DEVICE, DEFAULT_PARAMETERS } from './defaults.ts';
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
  readonly defaultValue: number | string | boolean;
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
  dirtyTracking: {
    group: 'device',
    label: 'Tracking of device writes',
    qemuName: 'vfio-pci',
    unit: '',
    defaultValue: DEFAULT_DEVICE.dirtyTracking,
    help: 'Who can tell which pages the device wrote by DMA.',
    control: choice<DmaTracking>({
      none: ['Nobody', 'Its writes cannot be found: the rule for untracked devices applies.'],
      type1: ['Type1 container', 'Reports every page that the device can reach, at every sync.'],
      device: ['The device itself', 'Reports the pages that it really wrote.'],
    }),
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
  stopCopyBytes: {
    group: 'device',
    label: 'Device state',
    qemuName: 'stop-copy size',
    unit: 'bytes',
    defaultValue: DEFAULT_DEVICE.stopCopyBytes,
    help: 'The state of the device itself, sent while the guest is stopped.',
    control: log(LIMITS.stopCopyBytes, { min: 0, max: 16 * GIB }, KIB),
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
  resumeMs: {
    group: 'device',
    label: 'Time to resume',
    qemuName: null,
    unit: 'ms',
    defaultValue: DEFAULT_DEVICE.resumeMs,
    help: 'How long the device takes to run again on the destination.',
    control: log(LIMITS.deviceMs, { min: 0, max: 10_000 }, 0.1),
  },
  untrackedRule: {
    group: 'qemu',
    label: 'Rule for untracked devices',
    qemuName: null,
    unit: '',
    defaultValue: 'blocker',
    help: 'What QEMU does with a device whose writes nobody can track.',
    control: choice<UntrackedRuleName>({
      blocker: ['Refuse to migrate', 'QEMU 7.0 to 7.2: the device blocks every migration.'],
      'skip-precopy': ['Skip pre-copy', 'The patch: stop at once and send everything while the guest stands still.'],
      'all-dirty': ['Mark everything dirty', 'QEMU 8.0: each sync marks all RAM dirty, so the limit is still checked.'],
      knob: ['Do not ask the device', 'Proposed and withdrawn: its writes during pre-copy are lost.'],
    }),
  },
  release: {
    group: 'qemu',
    label: 'QEMU release',
    qemuName: 'qemu-system-x86_64',
    unit: '',
    defaultValue: '7.2',
    help: 'Whose rules the migration thread follows.',
    control: choice<ReleaseName>({ '7.2': ['7.2', 'December 2022, the release of the recordings.'] }),
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
