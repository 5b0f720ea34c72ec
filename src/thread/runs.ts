import type { Scenario } from '../engine/scenario.ts';
import type { DeviceChanges } from '../scenario/defaults.ts';
import { underManagement } from '../scenario/management.ts';
import { preset } from '../scenario/presets.ts';
import { networkCard, PAGES_PER_GIB, threadGuest, WHOLE_LINK } from '../scenario/thread-guest.ts';
import { MIB } from '../units.ts';

/** A run that tests claims. */
export interface ThreadRun {
  /** Short, for a heading and for sentences; English, for `t`. */
  readonly title: string;
  readonly scenario: Scenario;
}

const ALL_RAM_FITS_MS = 4000;
/** The largest limit that QEMU takes. */
const LARGEST_LIMIT_MS = 2_000_000;

const type1: DeviceChanges = { container: 'type1' };

type Changes = NonNullable<Parameters<typeof threadGuest>[1]>;

/**
 * Every run of the screen, each made once however many claims it tests. Unless it says otherwise: the guest of the thread under
 * QEMU 7.2, 4 GiB, 10 Gbit/s, a limit of 300 ms, and a card whose writes nobody tracks.
 */
const made = {
  // Situation B, the thread's answers one by one.
  blocker: known('untracked-blocker', 'Refused by a blocker'),
  skip: known('untracked-skip-precopy', 'Pre-copy skipped'),
  'opt-in-refused': own('No opt-in was given', { qemu: { untrackedRule: 'opt-in' } }),
  'opt-in': known('untracked-opt-in', 'Skipped after an opt-in'),
  keep: known('untracked-keep-precopying', 'Pre-copy goes on'),
  abort: known('untracked-abort-precopy', 'Failed as pre-copy begins'),
  'all-dirty': known('untracked-all-dirty', 'Everything marked dirty'),
  'all-dirty-fits': own('Everything marked dirty, limit of 4 s', {
    qemu: { untrackedRule: 'all-dirty' },
    parameters: { 'downtime-limit': ALL_RAM_FITS_MS },
  }),
  'block-precopy': known('untracked-block-precopy', 'Pre-copy refused'),
  'check-sla': known('untracked-check-sla', 'Limit checked first'),
  'check-sla-fits': known('check-sla-fits', 'Limit of 5 s checked first'),
  'refuse-sla': known('untracked-refuse-any-sla', 'Refused, as there is a limit'),
  'refuse-sla-0': own('Refused even with a limit of 0', {
    qemu: { untrackedRule: 'refuse-any-sla' },
    parameters: { 'downtime-limit': 0 },
  }),
  'refuse-sla-largest': own('Refused even with the largest limit', {
    qemu: { untrackedRule: 'refuse-any-sla' },
    parameters: { 'downtime-limit': LARGEST_LIMIT_MS },
  }),
  'no-sla': known('refuse-any-sla-none', 'As if no limit could be promised'),
  core: known('untracked-core-notion', 'The core leaves RAM out of pre-copy'),
  knob: known('untracked-knob', 'The device is not asked'),
  'fail-fast': known('untracked-fail-fast', 'Checked, then failed'),
  'zero-is-unlimited': known('untracked-zero-is-unlimited', 'A limit of 0 read as no limit'),
  'zero-is-unlimited-300': own('A limit of 300 ms where 0 is no limit', {
    qemu: { untrackedRule: 'zero-is-unlimited' },
  }),
  'two-devices': own('Pre-copy skipped, two devices', { devices: twoCards(), qemu: { untrackedRule: 'skip-precopy' } }),
  'two-devices-once': own('Said once, two devices', {
    devices: twoCards(),
    qemu: { untrackedRule: 'skip-precopy-once' },
  }),

  // Situation A: a type1 container that reports every mapped page.
  type1: known('type1-perpetually-dirty', 'type1: perpetually dirty'),
  'type1-patched': own('type1 with the patch', { device: type1, qemu: { untrackedRule: 'skip-precopy' } }),
  'type1-fits': own('type1, limit of 4 s', {
    device: type1,
    parameters: { 'downtime-limit': ALL_RAM_FITS_MS },
  }),
  'type1-zero': own('type1, limit of 0', { device: type1, parameters: { 'downtime-limit': 0 } }),
  'type1-largest': own('type1, the largest limit', {
    device: type1,
    parameters: { 'downtime-limit': LARGEST_LIMIT_MS },
  }),
  'native-only-type1': known('untracked-native-only', 'type1 where only native trackers count'),
  'native-only-iommu': own('IOMMU log where only native trackers count', {
    device: { container: 'iommufd-tracking' },
    qemu: { release: '9.1', untrackedRule: 'native-only' },
  }),

  // No device in the way.
  zero: own('No device, limit of 0', { devices: [], parameters: { 'downtime-limit': 0 } }),
  largest: own('No device, the largest limit', {
    devices: [],
    parameters: { 'downtime-limit': LARGEST_LIMIT_MS },
  }),
  'shared-memory': known('shared-memory', 'Shared memory on one host'),

  // Tracked, as the thread hoped for.
  logging: known('device-logging', 'The device logs, QEMU 8.0'),
  'logging-type1': own('The device logs, type1 container', {
    device: { ...type1, deviceLogging: true },
    qemu: { release: '8.0' },
  }),
  iommu: known('iommu-tracking', 'The IOMMU logs, QEMU 9.1'),

  // What the releases do with a device that nobody tracks.
  '8.0': own('QEMU 8.0 as released', { qemu: { release: '8.0' } }),
  '8.0-fits': own('QEMU 8.0, limit of 4 s', {
    qemu: { release: '8.0' },
    parameters: { 'downtime-limit': ALL_RAM_FITS_MS },
  }),
  '8.0-largest': own('QEMU 8.0, the largest limit', {
    qemu: { release: '8.0' },
    parameters: { 'downtime-limit': LARGEST_LIMIT_MS },
  }),
  '8.0-iommu': own('QEMU 8.0 with an IOMMU that logs', {
    device: { container: 'iommufd-tracking' },
    qemu: { release: '8.0' },
  }),
  '8.1-auto': known('auto-blocks', 'QEMU 8.1, enable-migration auto'),
  '8.1-on': known('on-warns', 'QEMU 8.1, enable-migration on'),
  '8.2-bandwidth-known': own('QEMU 8.2, bandwidth told beforehand', {
    qemu: { release: '8.2', untrackedRule: 'check-sla', bandwidthSource: 'avail-switchover-bandwidth' },
    parameters: { 'avail-switchover-bandwidth': WHOLE_LINK, 'downtime-limit': ALL_RAM_FITS_MS },
  }),
  '9.2-on': own('QEMU 9.2, enable-migration on', { qemu: { release: '9.2' } }),
  '10.1-on': known('lost-writes', 'QEMU 10.1, enable-migration on'),

  // The question elsewhere, asked of this engine.
  'vgpu-managed': known('managed-kubevirt-vgpu', 'vGPU under KubeVirt’s limit'),
  'vgpu-default': {
    title: 'vGPU under QEMU’s limit',
    scenario: {
      ...underManagement(preset('managed-kubevirt-vgpu').scenario, null),
      name: 'vGPU under QEMU’s limit',
    },
  },
  'suspended-early': own('The device suspended throughout', {
    device: { dma: { kind: 'none' } },
    qemu: { untrackedRule: 'knob' },
  }),
  'suspended-late': own('Suspended late, nothing reported', { qemu: { untrackedRule: 'knob' } }),
  'marked-late': own('Suspended late, its pages marked then', {
    device: { deviceLogging: true, properties: { 'x-pre-copy-dirty-page-tracking': false } },
    qemu: { release: '9.0' },
  }),
  'state-at-the-end': own('640 MiB of state, all at the end', {
    device: { container: 'type1-pinned', stopCopyBytes: 640 * MIB },
  }),
  'state-before': known('device-precopy', '640 MiB of state, most of it before'),
} satisfies Record<string, ThreadRun>;

export type RunId = keyof typeof made;
export const RUNS: Readonly<Record<RunId, ThreadRun>> = made;

/** A preset under the name that it has here. */
function known(id: string, title: string): ThreadRun {
  return { title, scenario: preset(id).scenario };
}

function own(title: string, changes: Changes): ThreadRun {
  return { title, scenario: threadGuest(title, changes) };
}

/** With rings of their own. */
function twoCards() {
  return [2, 3].map((gib, index) =>
    networkCard({
      name: `0000:0${index + 1}:00.0`,
      dma: { kind: 'ring', region: { startPage: gib * PAGES_PER_GIB, pages: 16_384 }, writesPerSecond: 20_000 },
    }),
  );
}
