import { MIB } from '../units.ts';
import type { DeviceChanges } from './defaults.ts';
import type { Preset } from './presets.ts';
import { networkCard, PAGES_PER_GIB, threadGuest } from './thread-guest.ts';

const LOGS: DeviceChanges = { deviceLogging: true };
/** Of pages that are looked at whenever RAM is below the threshold: thousands of looks in a few seconds. */
const ENDLESS_LOOKS_MS = 8000;

/** The guest of the thread with other devices, under the releases that know them. */
export const DEVICE_PRESETS: readonly Preset[] = [
  made(
    'device-logging',
    'The device logs its writes',
    'With pages tracked by the device itself, it converges like any guest.',
    {
      device: LOGS,
      qemu: { release: '8.0' },
      expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
    },
  ),
  made(
    'type1-perpetually-dirty',
    'Type1: perpetually dirty',
    'A tracker that reports every mapped page at every look: pre-copy cannot end below the limit.',
    {
      device: { container: 'type1' },
      expected: { status: 'not-converged', tone: 'bad', syncs: [8, 14], stale: false },
    },
  ),
  made(
    'pinned-pages',
    'Type1: pinned pages only',
    'A mediated device pins what it writes, so only its ring is dirty at every look, and it converges.',
    {
      device: { container: 'type1-pinned' },
      expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
    },
  ),
  made('iommu-tracking', 'The IOMMU tracks', 'From 9.1 on the IOMMU may log the writes, whatever the device can do.', {
    device: { container: 'iommufd-tracking' },
    qemu: { release: '9.1' },
    expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
  }),
  made(
    'auto-blocks',
    '8.1: auto blocks',
    'Without a tracker and without an explicit on, the device blocks the migration again.',
    {
      device: { properties: { 'enable-migration': 'auto' } },
      qemu: { release: '8.1' },
      expected: { status: 'refused', tone: 'warning', syncs: [0, 0], stale: false },
    },
  ),
  made('on-warns', '8.1: on warns', 'A warning is printed, and all RAM is dirty at every look.', {
    qemu: { release: '8.1' },
    expected: { status: 'not-converged', tone: 'bad', syncs: [8, 14], stale: false },
  }),
  made(
    'lost-writes',
    '10.1: the lost writes',
    'By reading the code, nothing reports what an untracked device writes any more.',
    {
      qemu: { release: '10.1' },
      expected: { status: 'completed', tone: 'bad', syncs: [3, 8], stale: true },
    },
  ),
  made(
    'limit-0-with-device',
    '8.0: a limit of 0 never ends',
    'RAM is drained, but the state of the device counts against a threshold of 0 for ever.',
    {
      device: LOGS,
      qemu: { release: '8.0' },
      parameters: { 'downtime-limit': 0 },
      horizonMs: ENDLESS_LOOKS_MS,
      expected: { status: 'not-converged', tone: 'bad', syncs: [1, 1], stale: false },
    },
  ),
  made(
    'two-devices',
    'Two devices without peer-to-peer',
    'From 8.2 on several devices may move, if all of them can stop peer-to-peer DMA; these cannot.',
    {
      devices: two({ ...LOGS, properties: { 'enable-migration': 'auto' } }),
      qemu: { release: '8.2' },
      expected: { status: 'refused', tone: 'warning', syncs: [0, 0], stale: false },
    },
  ),
  made(
    'not-started',
    'QEMU does not start',
    'With an explicit on the same two devices are an error, and there is no guest to migrate.',
    {
      devices: two(LOGS),
      qemu: { release: '8.2' },
      expected: { status: 'realize-error', tone: 'warning', syncs: [0, 0], stale: false },
    },
  ),
  made(
    'peer-to-peer',
    'Two devices, peer-to-peer',
    'All devices stop peer-to-peer DMA before the first of them stops.',
    {
      devices: two({ ...LOGS, p2p: true, p2pMs: 5 }),
      qemu: { release: '8.2' },
      expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
    },
  ),
  made(
    'state-above-limit',
    'A state above the limit',
    'The state of the device alone does not fit the limit: each look below it syncs, and goes on.',
    {
      device: { ...LOGS, stopCopyBytes: 640 * MIB },
      qemu: { release: '9.0' },
      horizonMs: ENDLESS_LOOKS_MS,
      expected: { status: 'not-converged', tone: 'bad', syncs: [50, 20_000], stale: false },
    },
  ),
  made(
    'device-precopy',
    'A state that goes before',
    'The same state, but most of it is sent while the device runs: the rest fits the limit.',
    {
      device: {
        ...LOGS,
        precopy: true,
        stopCopyBytes: 640 * MIB,
        initialBytes: 512 * MIB,
        dirtyBytesPerSecond: 20_000_000,
      },
      qemu: { release: '9.0' },
      expected: { status: 'completed', tone: 'good', syncs: [3, 2000], stale: false },
    },
  ),
  made(
    'switchover-ack',
    'Waiting for the initial bytes',
    'The rest would fit the limit, but the guest is stopped only after the destination has the initial bytes.',
    {
      device: { ...LOGS, precopy: true, stopCopyBytes: 640 * MIB, initialBytes: 512 * MIB },
      qemu: { release: '9.0' },
      parameters: { 'downtime-limit': 2000 },
      capabilities: { 'return-path': true, 'switchover-ack': true },
      expected: { status: 'completed', tone: 'good', syncs: [3, 2000], stale: false },
    },
  ),
  made(
    'size-unknown',
    'A size that cannot be asked',
    'The query for its size fails, so QEMU reckons with 100 GiB and never stops the guest.',
    {
      device: { ...LOGS, dataSizeFails: true },
      qemu: { release: '9.0' },
      horizonMs: ENDLESS_LOOKS_MS,
      expected: { status: 'not-converged', tone: 'bad', syncs: [50, 20_000], stale: false },
    },
  ),
  made(
    'asked-too-late',
    'Asked only at the end',
    'With x-pre-copy-dirty-page-tracking off nothing is lost, but what the device wrote is found after the last check.',
    {
      device: {
        ...LOGS,
        dma: {
          kind: 'ring',
          region: { startPage: PAGES_PER_GIB, pages: 2 * PAGES_PER_GIB },
          writesPerSecond: 400_000,
        },
        properties: { 'x-pre-copy-dirty-page-tracking': false },
      },
      qemu: { release: '9.0' },
      expected: { status: 'completed', tone: 'warning', syncs: [3, 8], stale: false },
    },
  ),
  made(
    'device-fails',
    'The device does not stop',
    'It fails when the guest has been stopped: the migration fails, and the guest is started again.',
    {
      device: { ...LOGS, failsEntering: 'stopped' },
      qemu: { release: '8.0' },
      expected: { status: 'failed', tone: 'bad', syncs: [3, 8], stale: false },
    },
  ),
];

/** Two network cards with rings of their own. */
function two(changes: DeviceChanges) {
  const ring = (gib: number) =>
    ({ kind: 'ring', region: { startPage: gib * PAGES_PER_GIB, pages: 16_384 }, writesPerSecond: 20_000 }) as const;
  return [
    networkCard({ ...changes, name: '0000:01:00.0', dma: ring(2) }),
    networkCard({ ...changes, name: '0000:02:00.0', dma: ring(3) }),
  ];
}

function made(
  id: string,
  title: string,
  teaches: string,
  { expected, ...changes }: Parameters<typeof threadGuest>[1] & Pick<Preset, 'expected'>,
): Preset {
  return { id, title, about: 'devices', teaches, scenario: threadGuest(title, changes), expected };
}
