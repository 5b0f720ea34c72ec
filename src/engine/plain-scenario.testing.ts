import { PAGE_BYTES } from '../units.ts';
import {
  capabilitiesWith,
  ENCODING_DEFAULTS,
  NO_POSTCOPY,
  PLAIN_CONTENT,
  PLAIN_HOSTING,
  THROTTLE_DEFAULTS,
} from './devices.testing.ts';
import type {
  Action,
  CurvePoint,
  DirtyCurve,
  DmaWorkload,
  Guest,
  Link,
  MigrationCapabilities,
  MigrationParameters,
  PageContent,
  PageRange,
  Pattern,
  Phase,
  Qemu,
  Region,
  ReleaseName,
  Scenario,
  UntrackedRuleName,
  VfioDevice,
  Workload,
} from './scenario.ts';

/** How many numbers a scenario is drawn from. */
export const DRAWS = 190;

export const RELEASES: readonly ReleaseName[] = [
  '7.2',
  '8.0',
  '8.1',
  '8.2',
  '9.0',
  '9.1',
  '9.2',
  '10.0',
  '10.1',
  '7.0',
  '7.1',
];
export const RULES: readonly UntrackedRuleName[] = [
  'as-released',
  'all-dirty',
  'skip-precopy',
  'knob',
  'check-sla',
  'fail-fast',
  'opt-in',
  'keep-precopying',
  'skip-precopy-once',
  'core-notion',
  'refuse-any-sla',
  'zero-is-unlimited',
  'native-only',
  'abort-precopy',
  'block-precopy',
  'blocker',
];

/** Narrows what is drawn. */
export interface Limits {
  /** At least 64; default 2,048. */
  readonly mostPages?: number;
  readonly link?: Link['kind'];
  /** Default: 7.2 only. */
  readonly releases?: readonly ReleaseName[];
  /** `one`, the default: none, or one without data of its own to send while it runs. `any`: up to four of all kinds, and `stop` and `cont`. */
  readonly devices?: 'none' | 'one' | 'any';
  /** False: no commands and no faults while it runs. */
  readonly actions?: boolean;
  /** True: a wire whose speed changes up to four times. */
  readonly linkChanges?: boolean;
  /** True: auto-converge three times in four, and runs long enough for several steps. */
  readonly autoConverge?: boolean;
  /** True: post-copy is possible and nearly always asked for, with broken channels and what mends them. */
  readonly postcopy?: boolean;
  /** True: XBZRLE three times in four, compression every other time where the release has it, caches smaller and larger than RAM. */
  readonly encoding?: boolean;
  /** True: the balloon reports up to three ranges, some of which the guest takes. */
  readonly hints?: boolean;
  /** True: guest RAM is shared memory, three times in four left out. */
  readonly shared?: boolean;
  /** True: dirty-limit three times in four, rings of a few pages, and runs long enough for several periods; releases from 8.1 on. */
  readonly dirtyLimit?: boolean;
  /** True: several channels three times in four, and threads that take their time. */
  readonly multifd?: boolean;
  /** True: one in two takes up to 46 ms for a look at the dirty log of 600 pages. */
  readonly slowSyncs?: boolean;
  /** True: one in two has a log that is cleared by chunk, of 64 pages or a few times that. */
  readonly byChunk?: boolean;
}
/** Every release, every kind of device, every rule. */
export const ANYTHING: Limits = { releases: RELEASES, devices: 'any', mostPages: 600, slowSyncs: true, byChunk: true };

/**
 * Test support: a valid scenario made of random whole numbers, each taken in turn and reduced to the choice it has to
 * make; what is missing counts as 0, and 0 is the plainest choice, so that smaller numbers are simpler scenarios. Speeds
 * are of the size of the RAM, so that runs converge, hover and fail about equally often; a run ends within 5 simulated
 * seconds.
 */
export function scenarioOf(draws: readonly number[], limits: Limits = {}): Scenario {
  const draw = new Draw(draws);
  const scenario = plainScenario(draw, limits);
  return withDirtyLog(draw, limits.postcopy ? withPostcopy(draw, scenario) : scenario, limits);
}

function plainScenario(draw: Draw, limits: Limits): Scenario {
  const pages = 64 + draw.below((limits.mostPages ?? 2048) - 63);
  const guest = limits.encoding ? busyGuestOf(draw, pages) : guestOf(draw, pages);
  const link = limits.dirtyLimit
    ? slowLinkOf(draw, pages)
    : limits.linkChanges
      ? changingLinkOf(draw, pages)
      : linkOf(draw, pages, limits.link);
  const seed = draw.below(1000);
  const host = draw.one(['ideal', 'recorded'] as const);
  const release = draw.one<ReleaseName>(limits.releases ?? ['7.2']);
  const later = (first: ReleaseName): boolean => RANK.indexOf(release) >= RANK.indexOf(first);
  // one in five may be refused, for any reason there is; the others are let through as far as the rule does
  const odd = draw.below(5) === 4;
  const several = odd || !later('8.0') || later('8.2');
  const devices = devicesOf(draw, pages, limits.devices ?? 'one', odd, several);
  const qemu = qemuOf(draw, release, limits.devices ?? 'one', odd || !later('8.0'), odd);
  const returns = draw.below(2) === 1;
  const converges = limits.autoConverge ?? false;
  const limited = limits.dirtyLimit ?? false;
  const throttle = { ...THROTTLE_DEFAULTS, ...(converges && throttleOf(draw)), ...(limited && vcpuLimitOf(draw)) };
  const channels = limits.multifd ? draw.one([2, 1, 3, 8, 255]) : 2;
  const hasThreads = RANK.indexOf(release) < RANK.indexOf('9.1');
  const encoding = limits.encoding ? encodingOf(draw, pages, hasThreads) : PLAIN_ENCODING;
  return {
    format: 2,
    name: '',
    seed,
    guest: {
      ...PLAIN_HOSTING,
      ...guest,
      ...(limited && withRing(draw, pages)),
      sharedRam: limits.shared ?? false,
      ...(limits.hints && { freePageHint: hintOf(draw, pages) }),
      content: encoding.content,
      throttleEffect: converges ? draw.one(['ideal', 'kvm-measured']) : 'ideal',
    },
    link,
    host,
    pageCpuNs: limits.multifd ? draw.one([0, 2000, 50_000, draw.below(5000)]) : 0,
    sendCores: limits.multifd ? draw.one([4, 1, 2, 16]) : 4,
    extraSyncMsPerGib: 0,
    devices,
    qemu,
    postcopy: NO_POSTCOPY,
    sla: draw.one(['downtime-limit', 'downtime-limit', 'none']),
    parameters: {
      'downtime-limit': limited ? draw.one([1, 30, 5]) : limits.encoding ? draw.one([5, 1, 30, 300, 0]) : limitOf(draw),
      'max-bandwidth': limits.encoding ? draw.one([1, 2, 0.5, 4]) * pages * PAGE_BYTES : bandwidthOf(draw, pages),
      'avail-switchover-bandwidth': later('8.2') ? draw.one([0, 0, speedOf(draw, pages), 1234]) : 0,
      'max-postcopy-bandwidth': 0,
      ...throttle,
      ...encoding.parameters,
      'multifd-channels': channels,
    },
    capabilities: capabilitiesWith({
      'pause-before-switchover': draw.below(6) === 5,
      'return-path': returns,
      multifd: limits.multifd === true && draw.below(4) < 3,
      'auto-converge': converges && draw.below(4) < 3,
      ...encoding.capabilities,
      'dirty-limit': limited && draw.below(4) < 3,
      'x-ignore-shared': (limits.shared ?? false) && draw.below(4) < 3,
      'switchover-ack': returns && later('8.1') && draw.below(2) === 1,
    }),
    horizonMs:
      converges || limited
        ? draw.one([12_000, 20_000, 6000])
        : limits.encoding
          ? draw.one([5000, 8000, 3000])
          : draw.one([3000, 5000, 4000, 1 + draw.below(2000), draw.below(20_000) / 10 + 0.1]),
    actions:
      limits.actions === false
        ? []
        : [...actionsOf(draw, pages, limits.devices === 'any', later('8.2')), ...encoding.actions].sort(
            (a, b) => a.atMs - b.atMs,
          ),
  };
}

/** Oldest first. */
const RANK: readonly ReleaseName[] = ['7.0', '7.1', '7.2', '8.0', '8.1', '8.2', '9.0', '9.1', '9.2', '10.0', '10.1'];

/** Takes the numbers one by one. */
class Draw {
  private readonly numbers: readonly number[];
  private taken = 0;
  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }
  /** 0 to `count` - 1 */
  below(count: number): number {
    return (this.numbers[this.taken++] ?? 0) % count;
  }
  one<Choice>(choices: readonly Choice[]): Choice {
    return choices[this.below(choices.length)]!;
  }
}

/** Drawn last, so that what stands here shifts nothing else. */
function withDirtyLog(draw: Draw, scenario: Scenario, { slowSyncs, byChunk }: Limits): Scenario {
  const { guest, qemu } = scenario;
  const slow = slowSyncs ? { ...scenario, extraSyncMsPerGib: draw.one([0, 500, 0, 20_000]) } : scenario;
  if (!byChunk) return slow;
  return {
    ...slow,
    guest: { ...guest, logClearing: draw.one(['at-sync', 'by-chunk']) },
    qemu: { ...qemu, 'x-clear-bitmap-shift': draw.one([6, 7, 8, 18, 31]) },
  };
}

/** Two in three are asked for by command, the others after some syncs. */
function withPostcopy(draw: Draw, scenario: Scenario): Scenario {
  const { guest, actions, capabilities, parameters, qemu } = scenario;
  const atMs = draw.one([
    draw.below(30),
    draw.below(60),
    draw.below(600),
    draw.below(3000) / 10,
    99 + draw.below(3) * 100,
  ]);
  const byCommand = draw.below(3) < 2;
  const breaks = draw.below(3) === 2;
  // a look comes after the iteration under way, so that the guest moves up to a window later
  const breaksMs = atMs + draw.one([110, 150, 103.3, draw.below(400)]);
  const mended: Action[] = [
    { atMs: breaksMs, fault: 'channel-error' },
    { atMs: breaksMs + draw.below(30), execute: 'migrate-recover' },
    { atMs: breaksMs + 5 + draw.below(40), execute: 'migrate', resume: true },
    { atMs: breaksMs + 60, execute: 'migrate', resume: true },
  ];
  const given: Action[] = byCommand ? [{ atMs, execute: 'migrate-start-postcopy' }] : [];
  if (capabilities['pause-before-switchover']) given.push({ atMs: atMs + 104, execute: 'migrate-continue' });
  // most of what would end the run before the guest moves is left out
  const kept = actions.filter((action) => 'arguments' in action || draw.below(4) === 3);
  return {
    ...scenario,
    guest: {
      ...guest,
      vcpus: draw.one([1, 2, 3, 1 + draw.below(8)]),
      workloads: guest.workloads.map((workload) =>
        draw.below(2) === 1
          ? { ...workload, reads: { perSecond: rateOf(draw), locality: draw.one([0, 0.9, 1, 0.5]) } }
          : workload,
      ),
    },
    postcopy: {
      startAfterPasses: byCommand ? null : draw.one([1, 1, 2, 3]),
      roundTripMs: draw.one([0, 0.1, 1, 20]),
      queuedBytes: draw.one([0, 212_992, 20_000]),
    },
    parameters: {
      ...parameters,
      'downtime-limit': draw.one([1, 0, parameters['downtime-limit']]),
      'max-postcopy-bandwidth': draw.one([0, speedOf(draw, guest.ramBytes / PAGE_BYTES), 0]),
    },
    capabilities: {
      ...capabilities,
      // what does not go with it
      multifd: false,
      compress: false,
      'x-ignore-shared': false,
      'postcopy-ram': true,
      'postcopy-preempt': qemu.release !== '7.0' && draw.below(2) === 1,
      'postcopy-blocktime': draw.below(2) === 1,
    },
    actions: [...kept, ...given, ...(breaks ? mended : [])].toSorted((a, b) => a.atMs - b.atMs),
  };
}

interface Encoding {
  readonly content: PageContent;
  readonly parameters: Pick<MigrationParameters, 'xbzrle-cache-size' | 'compress-threads'>;
  readonly capabilities: Pick<MigrationCapabilities, 'xbzrle' | 'compress'>;
  readonly actions: readonly Action[];
}
const PLAIN_ENCODING: Encoding = {
  content: PLAIN_CONTENT,
  parameters: ENCODING_DEFAULTS,
  capabilities: { xbzrle: false, compress: false },
  actions: [],
};

function encodingOf(draw: Draw, pages: number, hasThreads: boolean): Encoding {
  const cache = (): number => {
    const fits = 2 ** Math.ceil(Math.log2(pages));
    return PAGE_BYTES * draw.one([fits, fits / 4, 1, 4 * fits, fits / 16]);
  };
  return {
    content: {
      changedBytes: draw.one([8, 1, 64, 127, 128, 1000, 4093, 4094, 4096]),
      changesAt: draw.one(['same-place', 'new-place']),
      compressionRatio: draw.one([2, 1, 3.6, 100]),
      incompressibleShare: draw.one([0, 0.3, 1]),
      compressMsPerPage: draw.one([0.05, 0, 0.004, 2]),
    },
    parameters: { 'xbzrle-cache-size': cache(), 'compress-threads': hasThreads ? draw.one([8, 1, 3]) : 8 },
    capabilities: { xbzrle: draw.below(4) < 3, compress: hasThreads && draw.below(2) === 1 },
    actions: Array.from({ length: draw.one([0, 0, 1]) }, () => ({
      atMs: draw.below(3000),
      execute: 'migrate-set-parameters',
      arguments: { 'xbzrle-cache-size': cache() },
    })),
  };
}
/** It writes so fast that a limit has something to do: nothing changes within 25 MB/s of it. */
const withRing = (draw: Draw, pages: number): Pick<Guest, 'vcpus' | 'dirtyRingSize' | 'workloads'> => ({
  vcpus: draw.one([1, 2, 3]),
  dirtyRingSize: draw.one([256, 512, 1024]),
  workloads: [
    { kind: 'uniform', region: { startPage: 0, pages }, writesPerSecond: 5000 + draw.below(60_000) },
    ...Array.from({ length: draw.below(2) }, () => workloadOf(draw, pages)),
  ],
});

const hintOf = (draw: Draw, pages: number): Guest['freePageHint'] => ({
  ranges: Array.from({ length: 1 + draw.below(3) }, () => {
    const { startPage, pages: size } = regionOf(draw, pages);
    return { fromPage: startPage, toPage: startPage + size };
  }),
  pagesPerMs: draw.one([1024, 1, 7, 100]),
});

const vcpuLimitOf = (draw: Draw) => ({
  'throttle-trigger-threshold': draw.one([50, 1, 20]),
  'vcpu-dirty-limit': draw.one([1, 1 + draw.below(60), 10]),
  'x-vcpu-dirty-limit-period': draw.one([1000, 100, 1 + draw.below(1000)]),
});

function throttleOf(draw: Draw) {
  const initial = draw.one([20, 1, 99, 1 + draw.below(99)]);
  return {
    'throttle-trigger-threshold': draw.one([50, 1, 100, 1 + draw.below(100)]),
    'cpu-throttle-initial': initial,
    'cpu-throttle-increment': draw.one([10, 1, 99, 1 + draw.below(99)]),
    'cpu-throttle-tailslow': draw.below(2) === 1,
    'max-cpu-throttle': initial + draw.below(100 - initial),
  };
}

type GuestRam = Omit<Guest, keyof typeof PLAIN_HOSTING>;
function guestOf(draw: Draw, pages: number): GuestRam {
  const all: PageRange = { fromPage: 0, toPage: pages };
  const some = (): PageRange => {
    const { startPage, pages: size } = regionOf(draw, pages);
    return { fromPage: startPage, toPage: startPage + size };
  };
  return {
    ramBytes: pages * PAGE_BYTES,
    firmware: draw.one(['bare', 'small-bios', 'pc']),
    stoppedBeforeMigrate: draw.below(12) === 11,
    nonzeroRanges: draw.one([() => [all], () => [some(), some()], () => [some()], () => []])(),
    workloads: Array.from({ length: draw.one([1, 0, 2, 1, 3]) }, () => workloadOf(draw, pages)),
  };
}

/** Writes at least one working set again and again, so that there is a second round, and a third. */
function busyGuestOf(draw: Draw, pages: number): GuestRam {
  const guest = guestOf(draw, pages);
  const size = Math.ceil(pages / draw.one([3, 1, 2, 8]));
  const region = { startPage: draw.below(pages - size + 1), pages: size };
  const writesPerSecond = draw.one([10, 3, 1, 40]) * size;
  const kind = draw.one(['uniform', 'sequential', 'zipf'] as const);
  const more = kind === 'zipf' ? { exponent: 1 } : kind === 'sequential' ? { startIndex: 0 } : {};
  const busy = { kind, region, writesPerSecond, ...more } as Pattern;
  return { ...guest, stoppedBeforeMigrate: false, workloads: [busy, ...guest.workloads] };
}

function regionOf(draw: Draw, pages: number): Region {
  const size = 1 + draw.below(draw.one([pages, pages, 8]));
  return { startPage: draw.below(pages - size + 1), pages: size };
}

function workloadOf(draw: Draw, ramPages: number): Workload {
  switch (draw.below(6)) {
    case 5:
      return { kind: 'phases', phases: phasesOf(draw, ramPages), repeats: draw.below(3) !== 2 };
    case 4:
      return { kind: 'dirty-curve', ...curveOf(draw, ramPages) };
    default:
      return patternOf(draw, ramPages);
  }
}

function phasesOf(draw: Draw, ramPages: number): Phase[] {
  return Array.from({ length: 1 + draw.below(3) }, () => ({
    ms: 1 + draw.below(draw.one([900, 30])),
    pattern: draw.below(4) === 3 ? null : patternOf(draw, ramPages),
  }));
}

function curveOf(draw: Draw, ramPages: number): Pick<DirtyCurve, 'region' | 'points'> {
  const region = regionOf(draw, ramPages);
  let at: CurvePoint = { periodMs: 0, pages: 0 };
  const points = Array.from({ length: 1 + draw.below(3) }, () => {
    at = { periodMs: at.periodMs + 1 + draw.below(900), pages: Math.min(region.pages, at.pages + draw.below(400)) };
    return at;
  });
  return { region, points };
}

function patternOf(draw: Draw, ramPages: number): Pattern {
  const kind = draw.one(['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf'] as const);
  const base = { region: regionOf(draw, ramPages), writesPerSecond: rateOf(draw) };
  const { pages } = base.region;
  switch (kind) {
    case 'sequential':
      return { kind, ...base, startIndex: draw.below(pages) };
    case 'hot-cold':
      if (pages === 1) return { kind: 'uniform', ...base };
      return { kind, ...base, hotPages: 1 + draw.below(pages - 1), hotShare: draw.one([0.9, 0.5, 0, 1]) };
    case 'bursts':
      return { kind, ...base, ...burstsOf(draw) };
    case 'zipf':
      return { kind, ...base, exponent: draw.one([1, 0.5, 1.2, 2]) };
    default:
      return { kind, ...base };
  }
}

const rateOf = (draw: Draw): number => draw.one([draw.below(20_000), draw.below(300), 2000, 0.5, 0]);

/** From half of the RAM to ten times the RAM a second. */
const speedOf = (draw: Draw, pages: number): number =>
  Math.max(10_000, Math.round(draw.one([2, 1, 5, 10, 0.5]) * pages * PAGE_BYTES));

function linkOf(draw: Draw, pages: number, kind: Link['kind'] | undefined): Link {
  if ((kind ?? draw.one(['fast', 'wire', 'wire'])) === 'fast') {
    return { kind: 'fast', windowMs: draw.one([100, 100, 101, 150]) };
  }
  const bytesPerSecond = draw.one([
    speedOf(draw, pages),
    speedOf(draw, pages),
    speedOf(draw, pages),
    null,
    1e9,
    4_104_000,
    1e9,
    10_000,
  ]);
  return { kind: 'wire', bytesPerSecond };
}

/** Takes a second or more for the RAM, so that several periods pass. */
const slowLinkOf = (draw: Draw, pages: number): Link => ({
  kind: 'wire',
  bytesPerSecond: Math.max(10_000, Math.round(draw.one([0.7, 0.3, 1]) * pages * PAGE_BYTES)),
});

/** Now and then several changes at one instant, or as fast as the host for a while. */
function changingLinkOf(draw: Draw, pages: number): Link {
  const speeds = (): number => draw.one([speedOf(draw, pages), speedOf(draw, pages), 20_000, 1e9]);
  const bytesPerSecond = speeds();
  const changes = Array.from({ length: 1 + draw.below(4) }, () => ({
    atMs: draw.one([draw.below(20_000) / 10, draw.below(1500), draw.below(10) * 100]),
    bytesPerSecond: draw.one([speeds(), speeds(), speeds(), null]),
  }));
  return { kind: 'wire', bytesPerSecond, changes: changes.toSorted((a, b) => a.atMs - b.atMs) };
}

const limitOf = (draw: Draw): number => draw.one([30, 1 + draw.below(100), 300, 5, 0, 1, 2_000_000]);

/** The small ones: a limit of 0 a window, of 1 byte, of less than a page, of a few pages. */
function bandwidthOf(draw: Draw, pages: number): number {
  const small = draw.one([0, 9, 10, 1000, 200_000]);
  return draw.one([speedOf(draw, pages), speedOf(draw, pages), 0, small, 134_217_728]);
}

function qemuOf(
  draw: Draw,
  release: ReleaseName,
  devices: 'none' | 'one' | 'any',
  mayMap: boolean,
  mayRefuse: boolean,
): Qemu {
  const any = devices === 'any';
  return {
    release,
    untrackedRule: draw.one(any ? [...RULES.slice(0, 6), ...RULES] : ['knob', 'all-dirty', 'skip-precopy', 'blocker']),
    viommu: any && draw.below(4) === 3 && mayMap,
    onlyMigratable: any && draw.below(4) === 3 && mayRefuse,
    allowRestricted: any && draw.below(2) === 1,
    bandwidthSource: draw.one(['measured', 'max-bandwidth', 'avail-switchover-bandwidth']),
    'x-clear-bitmap-shift': 18,
  };
}

/** Several devices agree more often than not on what would keep them from migrating together. */
function devicesOf(
  draw: Draw,
  pages: number,
  kind: 'none' | 'one' | 'any',
  odd: boolean,
  several: boolean,
): VfioDevice[] {
  if (kind === 'none') return [];
  if (kind === 'one') return draw.below(2) === 1 ? [deviceOf(draw, pages, 0, PLAIN)] : [];
  const precopies = draw.below(3) > 0;
  const common: Common = {
    any: true,
    odd,
    container: draw.one(['iommufd', 'type1', 'iommufd-tracking', 'type1-pinned']),
    deviceLogging: draw.below(2) === 1,
    p2p: draw.below(4) > 0 || !odd,
    precopies,
  };
  const count = draw.one([1, 2, 0, 3, 1, 2, 4]);
  return Array.from({ length: several ? count : Math.min(1, count) }, (_, i) => deviceOf(draw, pages, i, common));
}
interface Common {
  readonly any: boolean;
  readonly odd: boolean;
  readonly container: VfioDevice['container'];
  readonly deviceLogging: boolean;
  readonly p2p: boolean;
  readonly precopies: boolean;
}
const PLAIN: Common = {
  any: false,
  odd: false,
  container: 'iommufd',
  deviceLogging: false,
  p2p: false,
  precopies: false,
};

function deviceOf(draw: Draw, pages: number, index: number, common: Common): VfioDevice {
  const { any, odd } = common;
  const dma = dmaOf(draw, pages);
  const container = draw.one<VfioDevice['container']>(
    any
      ? [common.container, common.container, common.container, 'iommufd', 'type1', 'type1-pinned', 'iommufd-tracking']
      : ['iommufd', 'type1-pinned', 'type1', 'iommufd'],
  );
  const precopy = common.precopies && draw.below(4) > 0;
  const stopCopyBytes = draw.one(any ? [65_536, 0, 1, 300_000, 1_500_000] : [0, 1, 65_536]);
  const off = (): boolean => any && draw.below(12) === 11;
  return {
    name: `0000:0${index + 1}:00.0`,
    dma,
    container,
    deviceLogging: any && (draw.below(8) === 7) !== common.deviceLogging,
    protocol: odd ? draw.one(['any', 'any', 'any', 'any', 'v1', 'v2', 'v2']) : 'any',
    precopy,
    p2p: odd ? (draw.below(12) === 11) !== common.p2p : common.p2p,
    stopCopyBytes,
    initialBytes: precopy ? draw.below(draw.one([stopCopyBytes + 1, 1, stopCopyBytes + 1])) : 0,
    dirtyBytesPerSecond: precopy ? draw.one([draw.below(14_000), 0, 10_000, 5_000_000]) : 0,
    saveBytesPerSecond: any ? draw.one([null, 50_000_000, null, 1_000_000]) : null,
    loadBytesPerSecond: any ? draw.one([null, 50_000_000, 1_000_000]) : null,
    dataSizeFails: off(),
    failsEntering: off() ? draw.one(['stop-copy', 'stopped', 'pre-copy']) : null,
    stopMs: draw.one([0, 0.5, 1, 20]),
    p2pMs: any ? draw.one([0, 0.25, 3]) : 0,
    resumeMs: draw.one([0, 0.5, 20]),
    properties: {
      'enable-migration': odd ? draw.one(['on', 'on', 'on', 'on', 'auto', 'auto', 'off']) : 'on',
      'x-pre-copy-dirty-page-tracking': !(any && draw.below(5) === 4),
      'x-device-dirty-page-tracking': !off(),
    },
  };
}

function dmaOf(draw: Draw, pages: number): DmaWorkload {
  const kind = draw.one(['ring', 'random', 'none', 'bursts'] as const);
  if (kind === 'none') return { kind };
  const base = { region: regionOf(draw, pages), writesPerSecond: rateOf(draw) };
  return kind === 'bursts' ? { kind, ...base, ...burstsOf(draw) } : { kind, ...base };
}

function burstsOf(draw: Draw): { onMs: number; offMs: number; phaseMs: number } {
  const onMs = draw.one([50, 1, 7.5, 300]);
  const offMs = draw.one([50, 1, 12.25, 1000]);
  return { onMs, offMs, phaseMs: draw.one([0, onMs, (onMs + offMs) / 3]) };
}

function actionsOf(draw: Draw, pages: number, stops: boolean, avail: boolean): Action[] {
  return Array.from({ length: draw.one([0, 1, 0, 2, 4]) }, () => actionOf(draw, pages, stops, avail)).sort(
    (a, b) => a.atMs - b.atMs,
  );
}

function actionOf(draw: Draw, pages: number, stops: boolean, avail: boolean): Action {
  const atMs = draw.one([draw.below(5000) / 10, draw.below(2000), draw.below(50) * 100]);
  const set = (parameters: Partial<MigrationParameters>): Action => ({
    atMs,
    execute: 'migrate-set-parameters',
    arguments: parameters,
  });
  const always: (() => Action)[] = [
    () => set({ 'max-bandwidth': bandwidthOf(draw, pages) }),
    () => set({ 'downtime-limit': limitOf(draw) }),
    () => ({ atMs, execute: 'migrate-continue' }),
    () => ({ atMs, execute: 'migrate_cancel' }),
    () => ({ atMs, fault: 'channel-error' }),
  ];
  const withStops: (() => Action)[] = [
    ...always,
    () => ({ atMs, execute: 'stop' }),
    () => ({ atMs, execute: 'cont' }),
    () => set(avail ? { 'avail-switchover-bandwidth': speedOf(draw, pages) } : { 'downtime-limit': limitOf(draw) }),
  ];
  return draw.one(stops ? withStops : always)();
}
