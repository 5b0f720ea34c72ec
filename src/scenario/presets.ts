import type { RunStatus, Verdict } from '../engine/record.ts';
import type { DmaTracking, Scenario, UntrackedRuleName } from '../engine/scenario.ts';
import { bytesToPages, GIB, MIB } from '../units.ts';
import { DEFAULT_PARAMETERS, type ScenarioChanges, scenarioWith, vfioDevice } from './defaults.ts';

/** A scenario worth seeing, and how it ends. */
export interface Preset {
  readonly id: string;
  readonly title: string;
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

/** @throws RangeError for an id that no preset has */
export function preset(id: string): Preset {
  const found = PRESETS.find((each) => each.id === id);
  if (!found) throw new RangeError(`no preset named ${id}`);
  return found;
}

/** What a person sees who comes without a link. */
export const FIRST_VISIT = 'first-visit';
/** Where its playhead starts: past the first pass, within the second. */
export const FIRST_VISIT_MS = 3500;

/** 10 Gbit/s, all of it allowed for pre-copy: the downtime is then about what QEMU expects. */
const WHOLE_LINK = 1_250_000_000;
const PAGES_PER_GIB = bytesToPages(GIB);

/** Every preset, in the order of the picker. */
export const PRESETS: readonly Preset[] = [
  {
    /*
     * All-dirty, because each of the three switches then changes the verdict: the run repeats its pass without end;
     * device tracking makes it converge, skipping pre-copy stops the guest for seconds, the knob loses pages, the
     * blocker refuses, and a limit above the time of one pass lets it through. Under skip-precopy nothing would be
     * playing, under the knob neither the limit nor the time would change.
     */
    id: FIRST_VISIT,
    title: 'A device that nobody tracks',
    teaches: 'Marked dirty throughout at every look, RAM never gets below the downtime limit.',
    scenario: withDevice('First visit', 'all-dirty', 'none'),
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
  {
    id: 'device-logging',
    title: 'The device logs its writes',
    teaches: 'With pages tracked by the device itself, it converges like any guest.',
    scenario: withDevice('The device logs its writes', 'blocker', 'device'),
    expected: { status: 'completed', tone: 'good', syncs: [3, 8], stale: false },
  },
  {
    id: 'type1-perpetually-dirty',
    title: 'Type1: perpetually dirty',
    teaches: 'A tracker that reports every mapped page at every look: pre-copy cannot end below the limit.',
    scenario: withDevice('Type1: perpetually dirty', 'blocker', 'type1'),
    expected: { status: 'not-converged', tone: 'bad', syncs: [8, 14], stale: false },
  },
  untracked('blocker', 'Untracked: refuse', 'QEMU 7.2 as it is: the device blocks every migration.', {
    status: 'refused',
    tone: 'warning',
    syncs: [0, 0],
    stale: false,
  }),
  untracked(
    'skip-precopy',
    'Untracked: skip pre-copy',
    'The patch: all of RAM is sent while the guest is stopped, and no limit is looked at.',
    {
      status: 'completed',
      tone: 'bad',
      syncs: [2, 2],
      stale: false,
    },
  ),
  untracked(
    'all-dirty',
    'Untracked: mark everything dirty',
    'What was merged for 8.0: nothing is lost, and it never ends below the limit.',
    {
      status: 'not-converged',
      tone: 'bad',
      syncs: [8, 14],
      stale: false,
    },
  ),
  untracked(
    'knob',
    'Untracked: do not ask',
    'Looks like a success, but what the device wrote during pre-copy is lost.',
    {
      status: 'completed',
      tone: 'bad',
      syncs: [3, 8],
      stale: true,
    },
  ),
];

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
    teaches,
    scenario: scenarioWith({ name: title, horizonMs: 40_000, ...changes, parameters }),
    expected,
  };
}

function untracked(rule: UntrackedRuleName, title: string, teaches: string, expected: Preset['expected']): Preset {
  return { id: `untracked-${rule}`, title, teaches, scenario: withDevice(title, rule, 'none'), expected };
}

/** The guest of the thread's question: 4 GiB, mildly busy, with one network card that writes its ring by DMA. */
function withDevice(name: string, untrackedRule: UntrackedRuleName, dirtyTracking: DmaTracking): Scenario {
  return scenarioWith({
    name,
    guest: {
      ramBytes: 4 * GIB,
      nonzeroRanges: [{ fromPage: 0, toPage: 3.25 * PAGES_PER_GIB }],
      workloads: [uniform(PAGES_PER_GIB, 20_000)],
    },
    parameters: { 'max-bandwidth': WHOLE_LINK },
    devices: [
      vfioDevice({
        dirtyTracking,
        dma: { kind: 'ring', region: { startPage: 3 * PAGES_PER_GIB, pages: 16_384 }, writesPerSecond: 20_000 },
        stopCopyBytes: 4 * MIB,
        stopMs: 2,
        resumeMs: 2,
      }),
    ],
    qemu: { untrackedRule },
    horizonMs: 30_000,
  });
}

function uniform(pages: number, writesPerSecond: number) {
  return { kind: 'uniform', region: region(pages), writesPerSecond } as const;
}
function sequential(pages: number, writesPerSecond: number) {
  return { kind: 'sequential', region: region(pages), writesPerSecond, startIndex: 0 } as const;
}
/** The working sets of the presets start above the first MiB, like an operating system's. */
function region(pages: number) {
  return { startPage: bytesToPages(MIB), pages: Math.floor(pages) };
}
