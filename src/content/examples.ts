import type { Scenario } from '../engine/scenario.ts';
import { type ScenarioChanges, vfioDevice } from '../scenario/defaults.ts';
import { preset } from '../scenario/presets.ts';
import { bytesToPages, MIB } from '../units.ts';
import { classroom, GIGABIT, writing } from './classroom.ts';
import type { NamedRun } from './lesson.ts';
import { withCard } from './passthrough.ts';

const CONVERGES: ScenarioChanges = { guest: { workloads: writing(12_000) } };
const NEVER: ScenarioChanges = { guest: { workloads: writing(48_000, 384 * MIB), vcpus: 4 }, horizonMs: 20_000 };
const TEN_GIGABIT = 1_250_000_000;

/** Runs that show what a word means; short ones, so that they are made while it is read. */
const EXAMPLES = {
  idle: ['An idle guest', (name) => classroom(name, { guest: { ramBytes: 256 * MIB } })],
  'half-empty': [
    'A guest that is half empty',
    (name) => classroom(name, { guest: { nonzeroRanges: [{ fromPage: 0, toPage: bytesToPages(256 * MIB) }] } }),
  ],
  converging: ['A guest that converges', (name) => classroom(name, CONVERGES)],
  'loud-sets': [
    'A guest that writes some pages again and again',
    (name) =>
      classroom(name, {
        guest: {
          workloads: [
            {
              kind: 'hot-cold',
              region: { startPage: 0, pages: 98_304 },
              writesPerSecond: 60_000,
              hotPages: 8192,
              hotShare: 0.8,
            },
          ],
        },
      }),
  ],
  'limit-zero': [
    'A downtime limit of 0',
    (name) => classroom(name, { ...CONVERGES, parameters: { 'downtime-limit': 0 } }),
  ],
  capped: [
    'A cap below the link',
    (name) => classroom(name, { guest: { workloads: writing(6000) }, parameters: { 'max-bandwidth': GIGABIT / 2 } }),
  ],
  'told-bandwidth': [
    'A cap, and what the link can do',
    (name) =>
      classroom(name, {
        guest: { workloads: writing(6000) },
        qemu: { release: '8.2' },
        parameters: { 'max-bandwidth': GIGABIT / 2, 'avail-switchover-bandwidth': GIGABIT },
      }),
  ],
  never: ['A guest that never converges', (name) => classroom(name, NEVER)],
  'auto-converge': [
    'Slowed until it converges',
    (name) => classroom(name, { ...NEVER, horizonMs: 60_000, capabilities: { 'auto-converge': true } }),
  ],
  xbzrle: [
    'Only what has changed',
    (name) =>
      classroom(name, {
        ...NEVER,
        capabilities: { xbzrle: true },
        parameters: { 'xbzrle-cache-size': 512 * MIB },
      }),
  ],
  postcopy: [
    'Moved before its memory',
    (name) =>
      classroom(name, {
        ...NEVER,
        guest: {
          vcpus: 4,
          workloads: writing(48_000, 384 * MIB).map((each) => ({
            ...each,
            reads: { perSecond: 20_000, locality: 0.8 },
          })),
        },
        capabilities: { 'postcopy-ram': true, 'postcopy-blocktime': true },
        postcopy: { startAfterPasses: 3, roundTripMs: 0.1, queuedBytes: 212_992 },
      }),
  ],
  'stopped-before': [
    'A guest that was stopped before',
    (name) => classroom(name, { guest: { ramBytes: 256 * MIB, stoppedBeforeMigrate: true } }),
  ],
  logging: [
    'A card that logs its writes',
    (name) => withCard(name, { deviceLogging: true }, { qemu: { release: '8.0' } }),
  ],
  type1: ['A card behind a type1 container', (name) => withCard(name, { container: 'type1' }, { horizonMs: 20_000 })],
  pinned: ['A mediated device', (name) => withCard(name, { container: 'type1-pinned' })],
  iommu: [
    'A card whose IOMMU logs',
    (name) => withCard(name, { container: 'iommufd-tracking' }, { qemu: { release: '9.1' } }),
  ],
  'all-dirty': [
    'Everything marked dirty',
    (name) => withCard(name, {}, { qemu: { release: '8.0' }, horizonMs: 20_000 }),
  ],
  blocked: ['A guest that is refused', (name) => withCard(name, {}, { qemu: { release: '7.2' } })],
  skipped: [
    'Pre-copy skipped',
    (name) => withCard(name, {}, { qemu: { release: '7.2', untrackedRule: 'skip-precopy' } }),
  ],
  lost: [
    'A device that nobody asks',
    (name) => withCard(name, {}, { qemu: { release: '7.2', untrackedRule: 'knob' } }),
  ],
  'large-state': ['A device with 128 MiB of state', (name) => largeState(name, {})],
  'return-path': ['The same with a return path', (name) => largeState(name, { capabilities: { 'return-path': true } })],
  'free-pages': ['Free pages reported', () => preset('free-pages').scenario],
  'shared-memory': ['Shared memory on one host', () => preset('shared-memory').scenario],
  'peer-to-peer': ['Two devices, peer-to-peer', () => preset('peer-to-peer').scenario],
  'device-precopy': ['A state that goes before', () => preset('device-precopy').scenario],
  'switchover-ack': ['Waiting for the initial bytes', () => preset('switchover-ack').scenario],
  'paused-switchover': ['Pause before switchover', () => preset('paused-switchover').scenario],
  'dirty-limit': ['A limit for each vCPU', () => preset('dirty-limit').scenario],
  compressed: ['Compressed on the way', () => preset('compressed').scenario],
  multifd: ['Eight channels on 100 Gbit/s', () => preset('multifd').scenario],
  cancelled: ['Cancelled', () => preset('cancelled').scenario],
  'channel-failure': ['The channel breaks', () => preset('channel-failure').scenario],
  recovery: ['The channel breaks after the guest has moved', () => preset('postcopy-recovery').scenario],
  preempt: ['Requests on a channel of their own', () => preset('postcopy-preempt').scenario],
  nova: ['Nova raises the limit', () => preset('managed-nova').scenario],
  kubevirt: ['KubeVirt acts at a stall', () => preset('managed-kubevirt-stall').scenario],
} satisfies Readonly<Record<string, readonly [name: string, scenario: (name: string) => Scenario]>>;

function largeState(name: string, changes: ScenarioChanges): Scenario {
  return classroom(name, {
    guest: { workloads: writing(6000) },
    link: { kind: 'wire', bytesPerSecond: TEN_GIGABIT },
    parameters: { 'max-bandwidth': TEN_GIGABIT },
    qemu: { release: '8.1' },
    devices: [
      vfioDevice({
        deviceLogging: true,
        stopCopyBytes: 128 * MIB,
        stopMs: 5,
        resumeMs: 5,
        loadBytesPerSecond: 500_000_000,
      }),
    ],
    ...changes,
  });
}

export type ExampleName = keyof typeof EXAMPLES;
export const EXAMPLE_NAMES: readonly ExampleName[] = Object.keys(EXAMPLES) as ExampleName[];

/** The run of that name; always the same object. */
export function exampleRun(id: ExampleName): NamedRun {
  const known = made.get(id);
  if (known) return known;
  const [name, scenario] = EXAMPLES[id];
  const run = { name, scenario: scenario(name) };
  made.set(id, run);
  return run;
}
const made = new Map<ExampleName, NamedRun>();
