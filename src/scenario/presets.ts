import type { RunStatus, Verdict } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { bytesToPages, GIB, MIB, PAGE_BYTES } from '../units.ts';
import { DEFAULT_PARAMETERS, type ScenarioChanges, scenarioWith, vfioDevice } from './defaults.ts';
import { FIRST_VISIT } from './first-visit.ts';
import { MEASURED_GUEST, measuredWorkload } from './measured-curve.ts';
import { DEVICE_PRESETS } from './presets-devices.ts';
import { MANAGEMENT_PRESETS } from './presets-management.ts';
import { RULE_PRESETS } from './presets-rules.ts';
import { PAGES_PER_GIB, region, sequential, uniform, WHOLE_LINK } from './thread-guest.ts';
import { workloadKind } from './workload-kinds.ts';

/** A scenario worth seeing, and how it ends. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What it is about: what is seen first, the guest and the link, tools that manage guests, devices under the releases, or a rule for a device that nobody tracks. */
  readonly about: 'start' | 'guest' | 'management' | 'devices' | 'rules';
  /** What it teaches, in one line. */
  readonly teaches: string;
  readonly scenario: Scenario;
  /** Asserted by the tests. */
  readonly expected: {
    readonly status: RunStatus;
    readonly tone: Verdict['tone'];
    /** Bitmap syncs, both ends in. */
    readonly syncs: readonly [least: number, most: number];
    /** True: pages on the destination are older than on the source. */
    readonly stale: boolean;
  };
}

/**
 * A scenario's name as it is shown: a preset's in the language of the page, any other as it was given. The name itself, which stands
 * in links and digests, is English.
 */
export const shownName = (name: string): string => (PRESET_NAMES.has(name) ? t(name) : name);

/** @throws RangeError for an id that no preset has */
export function preset(id: string): Preset {
  const found = PRESETS.find((each) => each.id === id);
  if (!found) throw new RangeError(`no preset named ${id}`);
  return found;
}

/** The pages with data of the measured guest, in 4 GiB. */
const MEASURED_PAGES = Math.round(
  (4 * PAGES_PER_GIB * (MEASURED_GUEST.sampledPages - MEASURED_GUEST.zeroPages)) / MEASURED_GUEST.sampledPages,
);

/** Where its playhead starts: past the first pass, within the second. */
export const FIRST_VISIT_MS = 3500;

/** Threads that need 2,000 ns a page, as for known pages on the machine of the recordings (2 GB/s); a guest that dirties 2.9 GB/s. */
const ON_A_FAST_LINK: ScenarioChanges = {
  guest: { ramBytes: 8 * GIB, workloads: [uniform(6 * PAGES_PER_GIB, 700_000)] },
  link: { kind: 'wire', bytesPerSecond: 12_500_000_000 },
  parameters: { 'max-bandwidth': 12_500_000_000 },
  pageCpuNs: 2000,
  sendCores: 8,
  horizonMs: 30_000,
};

/** Four chunks of the default size. */
const WRITES_ALL_OVER = { ramBytes: 4 * GIB, workloads: [uniform(3.75 * PAGES_PER_GIB, 200_000)] };

/** Every preset, in the order of the picker. */
export const PRESETS: readonly Preset[] = [
  {
    /*
     * All-dirty, because each of the three switches then changes the verdict: the run repeats its pass without end;
     * a log of the device (and with it 8.0) makes it converge, skipping pre-copy stops the guest for seconds, the knob loses pages, the
     * blocker refuses, and a limit above the time of one pass lets it through. Under skip-precopy nothing would be
     * playing, under the knob neither the limit nor the time would change.
     */
    ...FIRST_VISIT,
    title: 'A device that nobody tracks',
    about: 'start',
    teaches: 'Marked dirty throughout at every look, RAM never gets below the downtime limit.',
    expected: { status: 'not-converged', tone: 'bad', syncs: [8, 14], stale: false },
  },
  made(
    'idle',
    'Idle guest',
    "With QEMU's defaults: one pass, and its last part goes with the guest stopped, written or not.",
    {
      guest: { ramBytes: 4 * GIB },
      parameters: DEFAULT_PARAMETERS,
      expected: { status: 'completed', tone: 'good', syncs: [3, 3], stale: false },
    },
  ),
  made(
    'converging',
    'Converging',
    'Each pass is shorter than the last, as the guest writes slower than the link sends.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(3 * PAGES_PER_GIB, 160_000)] },
      expected: { status: 'completed', tone: 'good', syncs: [4, 9], stale: false },
    },
  ),
  made('barely-converging', 'Barely converging', 'Close to the edge the number of passes multiplies.', {
    guest: { ramBytes: 2 * GIB, workloads: [sequential(1.5 * PAGES_PER_GIB, 270_000)] },
    parameters: { 'downtime-limit': 100 },
    expected: { status: 'completed', tone: 'good', syncs: [8, 60], stale: false },
  }),
  made(
    'never-converging',
    'Never converging',
    'The guest dirties pages faster than the link sends them; QEMU goes on for ever.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(3 * PAGES_PER_GIB, 500_000)] },
      expected: { status: 'not-converged', tone: 'bad', syncs: [5, 40], stale: false },
    },
  ),
  made(
    'auto-converge',
    'Slowed until it converges',
    'The same guest with auto-converge: after every second bad period its CPUs are slowed by another step, until the link keeps up.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(3 * PAGES_PER_GIB, 500_000)] },
      capabilities: { 'auto-converge': true },
      horizonMs: 120_000,
      expected: { status: 'completed', tone: 'good', syncs: [5, 40], stale: false },
    },
  ),
  made(
    'dirty-limit',
    'A limit for each vCPU',
    'The same guest on four vCPUs with dirty-limit: each sleeps when its dirty ring is full, until it dirties no more than it may, give or take 25 MB/s.',
    {
      guest: {
        ramBytes: 4 * GIB,
        vcpus: 4,
        dirtyRingSize: 4096,
        workloads: [uniform(3 * PAGES_PER_GIB, 500_000)],
      },
      qemu: { release: '8.1' },
      parameters: { 'max-bandwidth': WHOLE_LINK, 'vcpu-dirty-limit': 100 },
      capabilities: { 'dirty-limit': true },
      horizonMs: 120_000,
      expected: { status: 'completed', tone: 'good', syncs: [4, 40], stale: false },
    },
  ),
  made(
    'auto-converge-dma',
    'Slowed in vain',
    'What a device writes by DMA is not slowed with the CPUs, so auto-converge takes the guest nearly all its time and gains nothing.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(PAGES_PER_GIB / 4, 20_000)] },
      devices: [
        vfioDevice({
          deviceLogging: true,
          dma: { kind: 'random', region: region(3 * PAGES_PER_GIB), writesPerSecond: 500_000 },
        }),
      ],
      qemu: { release: '8.0' },
      capabilities: { 'auto-converge': true },
      horizonMs: 120_000,
      expected: { status: 'not-converged', tone: 'bad', syncs: [10, 120], stale: false },
    },
  ),
  made(
    'postcopy',
    'Post-copy ends what pre-copy cannot',
    'The guest that never converges moves after the third sync; what is left follows it, and its CPUs wait for the pages that they touch too early.',
    {
      guest: {
        ramBytes: 2 * GIB,
        vcpus: 4,
        workloads: [{ ...uniform(PAGES_PER_GIB, 400_000), reads: { perSecond: 20_000, locality: 0.8 } }],
      },
      link: { kind: 'wire', bytesPerSecond: 500_000_000 },
      capabilities: { 'postcopy-ram': true, 'postcopy-blocktime': true },
      postcopy: { startAfterPasses: 3, roundTripMs: 0.1, queuedBytes: 212_992 },
      expected: { status: 'completed', tone: 'good', syncs: [3, 6], stale: false },
    },
  ),
  made(
    'postcopy-preempt',
    'Requests on a channel of their own',
    'The same guest with postcopy-preempt: a page that is asked for does not wait behind those that are on their way.',
    {
      guest: {
        ramBytes: 2 * GIB,
        vcpus: 4,
        workloads: [{ ...uniform(PAGES_PER_GIB, 400_000), reads: { perSecond: 20_000, locality: 0.8 } }],
      },
      link: { kind: 'wire', bytesPerSecond: 500_000_000 },
      capabilities: { 'postcopy-ram': true, 'postcopy-blocktime': true, 'postcopy-preempt': true },
      postcopy: { startAfterPasses: 3, roundTripMs: 0.1, queuedBytes: 212_992 },
      expected: { status: 'completed', tone: 'good', syncs: [3, 6], stale: false },
    },
  ),
  made(
    'postcopy-recovery',
    'The channel breaks after the guest has moved',
    'Neither side has all of the guest, so post-copy pauses; once both are connected again it goes on from what the destination has.',
    {
      guest: {
        ramBytes: 2 * GIB,
        vcpus: 4,
        workloads: [{ ...uniform(PAGES_PER_GIB, 400_000), reads: { perSecond: 20_000, locality: 0.8 } }],
      },
      link: { kind: 'wire', bytesPerSecond: 500_000_000 },
      capabilities: { 'postcopy-ram': true, 'postcopy-blocktime': true },
      postcopy: { startAfterPasses: null, roundTripMs: 0.1, queuedBytes: 212_992 },
      actions: [
        { atMs: 6000, execute: 'migrate-start-postcopy' },
        { atMs: 6800, fault: 'channel-error' },
        { atMs: 7600, execute: 'migrate-recover' },
        { atMs: 7700, execute: 'migrate', resume: true },
      ],
      expected: { status: 'completed', tone: 'good', syncs: [2, 6], stale: false },
    },
  ),
  made(
    'one-thread',
    'One thread on 100 Gbit/s',
    'A page costs the sending thread 2,000 ns, so it fills a sixth of the link, and the guest dirties more than that.',
    {
      ...ON_A_FAST_LINK,
      expected: { status: 'not-converged', tone: 'bad', syncs: [5, 40], stale: false },
    },
  ),
  made(
    'multifd',
    'Eight channels on 100 Gbit/s',
    'The same guest and link with multifd: eight threads fill the link, so it ends after a few passes.',
    {
      ...ON_A_FAST_LINK,
      capabilities: { multifd: true },
      parameters: { ...ON_A_FAST_LINK.parameters, 'multifd-channels': 8 },
      expected: { status: 'completed', tone: 'good', syncs: [3, 12], stale: false },
    },
  ),
  made(
    'xbzrle',
    'Only what has changed',
    'A guest that writes whole pages faster than they can be sent, and a few bytes in each: with XBZRLE and a cache as large as RAM it converges.',
    {
      guest: { ramBytes: GIB, workloads: [uniform(0.75 * PAGES_PER_GIB, 125_000)] },
      link: { kind: 'wire', bytesPerSecond: 312_500_000 },
      capabilities: { xbzrle: true },
      parameters: { 'xbzrle-cache-size': GIB },
      expected: { status: 'completed', tone: 'good', syncs: [4, 12], stale: false },
    },
  ),
  made(
    'xbzrle-small-cache',
    'A cache that is too small',
    'The same guest with 64 MiB, the default: its pages keep each other out of the cache, and XBZRLE gains next to nothing.',
    {
      guest: { ramBytes: GIB, workloads: [uniform(0.75 * PAGES_PER_GIB, 125_000)] },
      link: { kind: 'wire', bytesPerSecond: 312_500_000 },
      capabilities: { xbzrle: true },
      horizonMs: 20_000,
      expected: { status: 'not-converged', tone: 'bad', syncs: [5, 30], stale: false },
    },
  ),
  made(
    'compressed',
    'Compressed on the way',
    'Half of what this guest writes fits through 1 Gbit/s; compressed, all of it does.',
    {
      guest: { ramBytes: 2 * GIB, workloads: [uniform(PAGES_PER_GIB, 60_000)] },
      link: { kind: 'wire', bytesPerSecond: 125_000_000 },
      capabilities: { compress: true },
      horizonMs: 120_000,
      expected: { status: 'completed', tone: 'good', syncs: [4, 40], stale: false },
    },
  ),
  made(
    'log-at-sync',
    'Sent in vain',
    'A page that is written and then sent stands in the dirty log all the same and is sent again: 225,000 times here, where the log is cleared at the sync.',
    {
      guest: WRITES_ALL_OVER,
      expected: { status: 'completed', tone: 'good', syncs: [6, 20], stale: false },
    },
  ),
  made(
    'log-by-chunk',
    'The log cleared by chunk',
    'The same guest on a host whose KVM clears its log a GiB at a time, just before that goes: a quarter of it is sent in vain, and it ends a second earlier.',
    {
      guest: { ...WRITES_ALL_OVER, logClearing: 'by-chunk' },
      expected: { status: 'completed', tone: 'good', syncs: [6, 20], stale: false },
    },
  ),
  made(
    'slow-sync',
    'Slow to look',
    'If a look at the dirty log took 20 ms a GiB, as an example, each would take 160 ms here, and the last of them stops the guest for longer than its limit allows.',
    {
      guest: { ramBytes: 8 * GIB, workloads: [uniform(PAGES_PER_GIB / 4, 20_000)] },
      extraSyncMsPerGib: 20,
      expected: { status: 'completed', tone: 'warning', syncs: [3, 8], stale: false },
    },
  ),
  made(
    'capped',
    'Starved by the default cap',
    'The link has room, but 128 MiB/s of max-bandwidth is not enough for this guest.',
    {
      guest: { ramBytes: GIB, workloads: [uniform(PAGES_PER_GIB / 2, 60_000)] },
      parameters: { 'max-bandwidth': 134_217_728 },
      expected: { status: 'not-converged', tone: 'bad', syncs: [5, 40], stale: false },
    },
  ),
  made('limit-raised', 'Rescued by a higher limit', 'The limit is raised while it runs, and the next window ends it.', {
    guest: { ramBytes: GIB, workloads: [uniform(PAGES_PER_GIB / 2, 60_000)] },
    parameters: { 'max-bandwidth': 134_217_728 },
    actions: [{ atMs: 20_000, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 5000 } }],
    expected: { status: 'completed', tone: 'good', syncs: [5, 40], stale: false },
  }),
  made('hot-set', 'Hot set', 'A few pages are written all the time: they fit into the limit, so it ends.', {
    guest: {
      ramBytes: 4 * GIB,
      workloads: [
        {
          kind: 'hot-cold',
          region: region(2 * PAGES_PER_GIB),
          writesPerSecond: 400_000,
          hotPages: 40_000,
          hotShare: 0.95,
        },
      ],
    },
    expected: { status: 'completed', tone: 'good', syncs: [3, 12], stale: false },
  }),
  made('zipf', 'Zipf', 'Few pages often, many seldom: the dirty rate that QEMU shows is far below the write rate.', {
    guest: {
      ramBytes: 4 * GIB,
      workloads: [{ kind: 'zipf', region: region(3 * PAGES_PER_GIB), writesPerSecond: 1_000_000, exponent: 1.1 }],
    },
    expected: { status: 'completed', tone: 'good', syncs: [3, 12], stale: false },
  }),
  made('bursts', 'Bursts', 'Whether it ends depends on meeting a pause between two bursts.', {
    guest: {
      ramBytes: 4 * GIB,
      workloads: [
        {
          kind: 'bursts',
          region: region(2 * PAGES_PER_GIB),
          writesPerSecond: 900_000,
          onMs: 6000,
          offMs: 2500,
          phaseMs: 0,
        },
      ],
    },
    expected: { status: 'completed', tone: 'good', syncs: [3, 20], stale: false },
  }),
  made(
    'measured-guest',
    'A measured guest',
    'A key-value store as it was measured, at an eighth of its size: close to the edge it takes many passes.',
    {
      guest: {
        ramBytes: 4 * GIB,
        nonzeroRanges: [{ fromPage: 0, toPage: MEASURED_PAGES }],
        workloads: [measuredWorkload(MEASURED_PAGES)],
      },
      link: { kind: 'wire', bytesPerSecond: 88_000_000 },
      expected: { status: 'completed', tone: 'good', syncs: [4, 60], stale: false },
    },
  ),
  made(
    'network-drop',
    'The network drops for a minute',
    'A guest that hovers above its limit piles up three times as much, and is back where it was when the link is.',
    {
      // After the shape of a published chart (KubeVirt VEP 248, "stall"); its working set and the depth of its drop are not published.
      guest: {
        ramBytes: bytesToPages(10.2 * GIB) * PAGE_BYTES,
        workloads: [
          {
            kind: 'hot-cold',
            region: region(bytesToPages(2400 * MIB)),
            writesPerSecond: 100_000,
            hotPages: bytesToPages(350 * MIB),
            hotShare: 0.92,
          },
        ],
      },
      link: {
        kind: 'wire',
        bytesPerSecond: 112_500_000,
        changes: [
          { atMs: 155_000, bytesPerSecond: 5_625_000 },
          { atMs: 215_000, bytesPerSecond: 112_500_000 },
        ],
      },
      horizonMs: 300_000,
      expected: { status: 'not-converged', tone: 'bad', syncs: [20, 40], stale: false },
    },
  ),
  made(
    'garbage-collection',
    'Garbage collection',
    'Each time survivors are copied, more is dirty than fits; it ends between two collections or not at all.',
    {
      guest: { ramBytes: 4 * GIB, workloads: workloadKind('gc').build(4 * GIB, 160_000) },
      expected: { status: 'completed', tone: 'good', syncs: [3, 40], stale: false },
    },
  ),
  made('zero-heavy', 'Mostly zero pages', 'A zero page costs 9 bytes, so 4 GiB are over in a fraction of the time.', {
    guest: {
      ramBytes: 4 * GIB,
      nonzeroRanges: [{ fromPage: 0, toPage: PAGES_PER_GIB / 2 }],
      workloads: [uniform(PAGES_PER_GIB / 4, 20_000)],
    },
    expected: { status: 'completed', tone: 'good', syncs: [3, 6], stale: false },
  }),
  made(
    'downtime-0',
    'Downtime limit 0',
    'Neither unlimited nor impossible: one pass, then a stop for all that was written meanwhile.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(2 * PAGES_PER_GIB, 80_000)] },
      parameters: { 'downtime-limit': 0 },
      expected: { status: 'completed', tone: 'warning', syncs: [2, 2], stale: false },
    },
  ),
  made(
    'unlimited-downtime',
    'Unlimited downtime',
    'The highest limit ends pre-copy at the first window: nearly all of RAM is sent while the guest is stopped.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(2 * PAGES_PER_GIB, 80_000)] },
      parameters: { 'downtime-limit': 2_000_000 },
      expected: { status: 'completed', tone: 'good', syncs: [3, 3], stale: false },
    },
  ),
  made(
    'unchecked',
    'Over before the first window',
    'RAM that drains within 100 ms completes without any check of the limit.',
    {
      guest: { ramBytes: 64 * MIB, workloads: [uniform(bytesToPages(32 * MIB), 50_000)] },
      parameters: { 'max-bandwidth': 0, 'downtime-limit': 1 },
      expected: { status: 'completed', tone: 'warning', syncs: [2, 2], stale: false },
    },
  ),
  made(
    'free-pages',
    'Free pages reported',
    'Three quarters of RAM are free, and the balloon says so faster than the link sends: most of them never go, and the first pass takes 0.8 s in place of 3.2 s.',
    {
      guest: {
        ramBytes: 4 * GIB,
        workloads: [uniform(PAGES_PER_GIB / 2, 80_000)],
        freePageHint: { ranges: [{ fromPage: PAGES_PER_GIB, toPage: 4 * PAGES_PER_GIB }], pagesPerMs: 1024 },
      },
      expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
    },
  ),
  made(
    'shared-memory',
    'Shared memory on one host',
    'The case in which QEMU left RAM out before anybody skipped pre-copy: the destination maps the same memory, and the firmware alone is sent.',
    {
      guest: { ramBytes: 4 * GIB, sharedRam: true, workloads: [uniform(3 * PAGES_PER_GIB, 500_000)] },
      capabilities: { 'x-ignore-shared': true },
      expected: { status: 'completed', tone: 'good', syncs: [2, 2], stale: false },
    },
  ),
  made('stopped-guest', 'Stopped guest', 'A guest that does not run is sent once, and there is no downtime to count.', {
    guest: { ramBytes: 2 * GIB, stoppedBeforeMigrate: true, workloads: [uniform(PAGES_PER_GIB, 80_000)] },
    expected: { status: 'completed', tone: 'good', syncs: [3, 3], stale: false },
  }),
  made('cancelled', 'Cancelled', 'A cancel before the switchover costs the guest nothing: it never stopped.', {
    guest: { ramBytes: 4 * GIB, workloads: [uniform(3 * PAGES_PER_GIB, 500_000)] },
    actions: [{ atMs: 8000, execute: 'migrate_cancel' }],
    expected: { status: 'cancelled', tone: 'warning', syncs: [1, 6], stale: false },
  }),
  made(
    'channel-failure',
    'The channel breaks',
    'A failure before the switchover leaves the guest running where it was.',
    {
      guest: { ramBytes: 4 * GIB, workloads: [uniform(2 * PAGES_PER_GIB, 80_000)] },
      actions: [{ atMs: 2500, fault: 'channel-error' }],
      expected: { status: 'failed', tone: 'bad', syncs: [1, 2], stale: false },
    },
  ),
  made('paused-switchover', 'Pause before switchover', 'The wait for migrate-continue is part of the downtime.', {
    guest: { ramBytes: GIB, workloads: [uniform(PAGES_PER_GIB / 2, 40_000)] },
    capabilities: { 'pause-before-switchover': true },
    actions: [{ atMs: 3000, execute: 'migrate-continue' }],
    expected: { status: 'completed', tone: 'warning', syncs: [3, 6], stale: false },
  }),
  ...MANAGEMENT_PRESETS,
  ...DEVICE_PRESETS,
  ...RULE_PRESETS,
];

const PRESET_NAMES: ReadonlySet<string> = new Set(PRESETS.map(({ scenario }) => scenario.name));

function made(
  id: string,
  title: string,
  teaches: string,
  { expected, ...changes }: ScenarioChanges & Pick<Preset, 'expected'>,
): Preset {
  const parameters = { 'max-bandwidth': WHOLE_LINK, ...changes.parameters };
  return {
    id,
    title,
    about: 'guest',
    teaches,
    scenario: scenarioWith({ name: title, horizonMs: 40_000, ...changes, parameters }),
    expected,
  };
}
