import * as fc from 'fast-check';
import type {
  Action,
  DmaWorkload,
  Link,
  LinkChange,
  Management,
  Pattern,
  Region,
  ReleaseName,
  Scenario,
  UntrackedRuleName,
  VfioDevice,
  Workload,
} from '../engine/scenario.ts';
import { PAGE_BYTES } from '../units.ts';
import { impossible } from './combinations.ts';
import { scenarioWith } from './defaults.ts';
import { MANAGEMENTS, managedBy } from './management.ts';
import { RELEASES, underRelease } from './releases.ts';
import { RULES } from './rules.ts';

/**
 * Random valid scenarios, for property tests: 64 to 4,096 pages, every kind of workload, release, rule, link, host and
 * action, and up to three devices of every kind. A run ends within 5 simulated seconds and makes at most some 500,000 page writes, so that a hundred of
 * them take a second. Speeds are of the size of the RAM: most runs end after two or three syncs, one in six after more.
 */
export function arbitraryScenario(limits: ArbitraryLimits = {}): fc.Arbitrary<Scenario> {
  return fc.integer({ min: 64, max: limits.maxPages ?? 4096 }).chain((pages) => scenarioOf(pages, limits));
}

/** Narrows what `arbitraryScenario` makes; left out, everything occurs. */
export interface ArbitraryLimits {
  readonly maxPages?: number;
  readonly link?: Link['kind'];
  /** At most so many VFIO devices; false: none, true: up to three. */
  readonly devices?: boolean | number;
  readonly releases?: readonly ReleaseName[];
  /** Of rules for untracked devices. */
  readonly rules?: readonly UntrackedRuleName[];
  /** False: no commands and no faults while it runs. */
  readonly actions?: boolean;
}

function scenarioOf(pages: number, limits: ArbitraryLimits): fc.Arbitrary<Scenario> {
  return (
    fc
      .record({
        name: fc.string({ maxLength: 20 }),
        seed: fc.nat(2 ** 32 - 1),
        guest: fc.record({
          ramBytes: fc.constant(pages * PAGE_BYTES),
          firmware: fc.constantFrom('bare', 'small-bios', 'pc'),
          stoppedBeforeMigrate: often(false, true),
          throttleEffect: fc.constantFrom('ideal', 'kvm-measured'),
          vcpus: fc.constantFrom(1, 2, 255),
          dirtyRingSize: fc.constantFrom(0, 1024, 4096),
          logClearing: often<Scenario['guest']['logClearing']>('at-sync', 'by-chunk'),
          sharedRam: often(false, true),
          freePageHint: freePageHint(pages),
          nonzeroRanges: nonzeroRanges(pages),
          workloads: fc.array(workload(pages), { maxLength: 3 }),
          content,
        }),
        link: link(pages, limits.link),
        host: fc.constantFrom('ideal', 'recorded'),
        extraSyncMsPerGib: often(0, 500),
        devices: devices(pages, limits.devices),
        qemu: fc.record({
          release: fc.constantFrom(...(limits.releases ?? RELEASES)),
          untrackedRule: fc.constantFrom(...(limits.rules ?? RULES)),
          viommu: seldom,
          onlyMigratable: seldom,
          allowRestricted: fc.boolean(),
          bandwidthSource: fc.constantFrom('max-bandwidth', 'measured', 'avail-switchover-bandwidth'),
          'x-clear-bitmap-shift': fc.constantFrom(18, 6, 7),
        }),
        sla: often<Scenario['sla']>('downtime-limit', 'none'),
        parameters: fc.record({
          'downtime-limit': downtimeLimit,
          'max-bandwidth': maxBandwidth(pages),
          'avail-switchover-bandwidth': fc.oneof(fc.constant(0), speed(pages)),
          'xbzrle-cache-size': fc.nat(13).map((power) => PAGE_BYTES * 2 ** power),
          ...throttleParameters,
        }),
        capabilities: fc
          .record({
            'pause-before-switchover': often(false, true),
            'return-path': fc.boolean(),
            'x-ignore-shared': fc.boolean(),
            ack: fc.boolean(),
            moves: fc.constantFrom(null, null, null, 'postcopy-ram', 'postcopy-preempt'),
            xbzrle: seldom,
            compress: seldom,
            slows: fc.constantFrom(null, 'auto-converge', 'dirty-limit'),
          })
          .map(({ ack, slows, moves, ...others }) => ({
            ...others,
            ...(moves && { 'postcopy-ram': true, [moves]: true, 'x-ignore-shared': false, compress: false }),
            'switchover-ack': ack && others['return-path'],
            ...(slows && { [slows]: true }),
          })),
        actions: limits.actions === false ? fc.constant([]) : actions(pages),
        management: limits.actions === false ? fc.constant(null) : management,
        horizonMs: often(5000, 400),
      })
      // QEMU takes dirty-limit only with a ring
      .map((made) =>
        made.guest.dirtyRingSize > 0 ? made : { ...made, capabilities: { ...made.capabilities, 'dirty-limit': false } },
      )
      .map(({ management: tool, ...others }) => scenarioWith({ ...others, ...(tool && { management: tool }) }))
      .map((scenario) => underRelease(scenario, scenario.qemu.release))
      .filter((scenario) => impossible(scenario) === null)
  );
}

/** A first step of up to half the time, and a maximum from there on. */
const throttleParameters = {
  'throttle-trigger-threshold': fc.integer({ min: 1, max: 100 }),
  'cpu-throttle-initial': fc.integer({ min: 1, max: 50 }),
  'cpu-throttle-increment': fc.integer({ min: 1, max: 99 }),
  'cpu-throttle-tailslow': fc.boolean(),
  'max-cpu-throttle': fc.integer({ min: 50, max: 99 }),
  'vcpu-dirty-limit': fc.constantFrom(1, 10, 1000),
  'x-vcpu-dirty-limit-period': fc.integer({ min: 1, max: 1000 }),
};

const content = fc.record({
  changedBytes: fc.integer({ min: 1, max: 4096 }),
  changesAt: fc.constantFrom('same-place', 'new-place'),
  compressionRatio: fc.integer({ min: 1, max: 9 }),
  incompressibleShare: fc.constantFrom(0, 0.25, 1),
  compressMsPerPage: fc.constantFrom(0, 0.05),
});

/** True once in sixteen times: most of such guests are refused, and then there is nothing to see. */
const seldom: fc.Arbitrary<boolean> = fc.nat(15).map((n) => n === 0);

/** Seven times in eight the first, so that the common case is tested most. */
const often = <Value>(common: Value, rare: Value): fc.Arbitrary<Value> =>
  fc.oneof({ arbitrary: fc.constant(common), weight: 7 }, { arbitrary: fc.constant(rare), weight: 1 });

const nonzeroRanges = (pages: number) =>
  fc.oneof(
    fc.constant([{ fromPage: 0, toPage: pages }]),
    fc.array(
      region(pages).map(({ startPage, pages }) => ({ fromPage: startPage, toPage: startPage + pages })),
      { maxLength: 3 },
    ),
  );

const freePageHint = (pages: number) =>
  fc.oneof(
    { arbitrary: fc.constant(null), weight: 3 },
    {
      arbitrary: fc.record({
        ranges: fc.array(
          region(pages).map(({ startPage, pages }) => ({ fromPage: startPage, toPage: startPage + pages })),
          { maxLength: 3 },
        ),
        pagesPerMs: fc.constantFrom(1, 100, 1024),
      }),
      weight: 1,
    },
  );

const region = (pages: number): fc.Arbitrary<Region> =>
  fc
    .integer({ min: 1, max: pages })
    .chain((size) => fc.nat(pages - size).map((startPage) => ({ startPage, pages: size })));

const writesPerSecond = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 30_000 }),
  fc.constant(0.5),
);
const periodMs = fc.integer({ min: 1, max: 2000 });
const period = fc
  .record({ onMs: periodMs, offMs: periodMs, place: fc.nat(999) })
  .map(({ onMs, offMs, place }) => ({ onMs, offMs, phaseMs: Math.floor(((onMs + offMs) * place) / 1000) }));

const workload = (pages: number): fc.Arbitrary<Workload> =>
  fc.oneof({ arbitrary: pattern(pages), weight: 6 }, phases(pages), dirtyCurve(pages));

const phases = (pages: number): fc.Arbitrary<Workload> =>
  fc.record({
    kind: fc.constant('phases' as const),
    phases: fc.array(
      fc.record({ ms: periodMs, pattern: fc.oneof({ arbitrary: pattern(pages), weight: 3 }, fc.constant(null)) }),
      { minLength: 1, maxLength: 3 },
    ),
    repeats: fc.boolean(),
  });

const dirtyCurve = (pages: number): fc.Arbitrary<Workload> =>
  region(pages).chain((within) =>
    fc.uniqueArray(periodMs, { minLength: 1, maxLength: 4 }).chain((periods) =>
      fc
        .array(fc.nat(within.pages), { minLength: periods.length, maxLength: periods.length })
        .map((counts): Workload => {
          const byPages = counts.toSorted((a, b) => a - b);
          const points = periods
            .toSorted((a, b) => a - b)
            .map((period, i) => ({ periodMs: period, pages: byPages[i]! }));
          return { kind: 'dirty-curve', region: within, points };
        }),
    ),
  );

const pattern = (pages: number): fc.Arbitrary<Pattern> =>
  fc.record({ region: region(pages), writesPerSecond }).chain((base): fc.Arbitrary<Pattern> => {
    const most = base.region.pages - 1;
    const kinds: fc.Arbitrary<Pattern>[] = [
      fc.record({ startIndex: fc.nat(most) }).map((more) => ({ kind: 'sequential', ...base, ...more })),
      fc.constant({ kind: 'uniform', ...base }),
      period.map((times) => ({ kind: 'bursts', ...base, ...times })),
      fc.constantFrom(0.5, 1, 1.2, 2).map((exponent) => ({ kind: 'zipf', ...base, exponent })),
    ];
    if (most > 0)
      kinds.push(
        fc
          .record({ hotPages: fc.integer({ min: 1, max: most }), hotShare: fc.constantFrom(0, 0.5, 0.9, 1) })
          .map((more) => ({ kind: 'hot-cold', ...base, ...more })),
      );
    return fc.oneof(...kinds);
  });

/** Bytes a second that send the RAM in between a tenth of a second and two seconds. */
const speed = (pages: number) =>
  fc.constantFrom(0.5, 0.8, 1, 2, 5, 10).map((share) => Math.max(10_000, Math.round(share * pages * PAGE_BYTES)));

function link(pages: number, kind: Link['kind'] | undefined): fc.Arbitrary<Link> {
  const wire = fc
    .oneof({ arbitrary: speed(pages), weight: 7 }, { arbitrary: fc.constant(null), weight: 1 })
    .chain((bytesPerSecond) =>
      linkChanges(pages).map((changes): Link => ({ kind: 'wire', bytesPerSecond, ...changes })),
    );
  const fast = fc.constantFrom(100, 100, 101, 150).map((windowMs): Link => ({ kind: 'fast', windowMs }));
  if (kind === undefined) return fc.oneof(wire, fast);
  return kind === 'wire' ? wire : fast;
}

/** Most links keep their speed. */
const linkChanges = (pages: number): fc.Arbitrary<{ readonly changes?: readonly LinkChange[] }> =>
  fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    {
      arbitrary: fc
        .array(fc.record({ atMs: fc.nat(4000), bytesPerSecond: speed(pages) }), { minLength: 1, maxLength: 3 })
        .map((changes) => ({ changes: changes.toSorted((a, b) => a.atMs - b.atMs) })),
      weight: 1,
    },
  );

const maxBandwidth = (pages: number) =>
  fc.oneof({ arbitrary: speed(pages), weight: 7 }, { arbitrary: fc.constantFrom(0, 134_217_728), weight: 1 });

const downtimeLimit = fc.oneof(
  fc.constantFrom(0, 1, 300, 2_000_000),
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 100 }),
);

function devices(pages: number, most: boolean | number = true): fc.Arbitrary<readonly VfioDevice[]> {
  const maxLength = typeof most === 'number' ? most : most ? 3 : 0;
  // Several devices are refused by 8.0 and 8.1.
  const few = fc.array(device(pages), { maxLength: Math.min(maxLength, 1) });
  return fc
    .oneof({ arbitrary: few, weight: 2 }, fc.array(device(pages), { maxLength }))
    .map((made) => made.map((each, i) => ({ ...each, name: `0000:0${i + 1}:00.0` })));
}

const device = (pages: number): fc.Arbitrary<VfioDevice> =>
  fc
    .record({
      name: fc.constant(''),
      dma: dma(pages),
      container: fc.constantFrom('iommufd', 'iommufd', 'type1', 'type1-pinned', 'iommufd-tracking'),
      deviceLogging: fc.boolean(),
      protocol: fc.oneof({ arbitrary: fc.constant('any' as const), weight: 20 }, fc.constantFrom('v1', 'v2')),
      precopy: fc.boolean(),
      p2p: often(true, false),
      stopCopyBytes: fc.constantFrom(0, 1, 65_536, 1_048_576, 3_000_000),
      initialShare: fc.constantFrom(0, 0.5, 1),
      // Far from the speed of the link: near it a device sends a byte or two an iteration.
      dirtyBytesPerSecond: fc.constantFrom(0, 7, 1000, 1_000_000_000),
      saveBytesPerSecond: fc.constantFrom(null, null, 1_000_000, 100_000_000),
      loadBytesPerSecond: fc.constantFrom(null, null, 1_000_000, 100_000_000),
      dataSizeFails: often(false, true),
      failsEntering: fc.oneof(
        { arbitrary: fc.constant(null), weight: 12 },
        fc.constantFrom('pre-copy', 'stopped', 'stop-copy'),
      ),
      stopMs: fc.constantFrom(0, 0.5, 20),
      p2pMs: fc.constantFrom(0, 0.5, 20),
      resumeMs: fc.constantFrom(0, 0.5, 20),
      properties: fc.record({
        'enable-migration': fc.oneof(
          { arbitrary: fc.constant('on' as const), weight: 12 },
          fc.constantFrom('auto', 'off'),
        ),
        'x-pre-copy-dirty-page-tracking': often(true, false),
        'x-device-dirty-page-tracking': often(true, false),
      }),
    })
    .map(({ initialShare, ...made }) => ({
      ...made,
      // Whole pages: a device that sends and dirties single bytes makes millions of iterations in one run.
      initialBytes: Math.floor((made.stopCopyBytes * initialShare) / PAGE_BYTES) * PAGE_BYTES,
    }));

const dma = (pages: number): fc.Arbitrary<DmaWorkload> =>
  fc.oneof(
    fc.constant<DmaWorkload>({ kind: 'none' }),
    fc.record({ kind: fc.constantFrom('ring', 'random'), region: region(pages), writesPerSecond }),
    fc
      .record({ region: region(pages), writesPerSecond, period })
      .map(({ period, ...base }): DmaWorkload => ({ kind: 'bursts', ...base, ...period })),
  );

const action = (pages: number): fc.Arbitrary<Action> =>
  fc.record({ atMs: fc.integer({ min: 0, max: 50_000 }).map((tenths) => tenths / 10) }).chain(({ atMs }) =>
    fc.oneof(
      downtimeLimit.map(
        (ms): Action => ({ atMs, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': ms } }),
      ),
      maxBandwidth(pages).map(
        (bytes): Action => ({ atMs, execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': bytes } }),
      ),
      fc
        .constantFrom('migrate-continue', 'migrate_cancel', 'stop', 'cont')
        .map((execute): Action => ({ atMs, execute })),
      fc.constant<Action>({ atMs, fault: 'channel-error' }),
    ),
  );

/** One in four is managed. */
const management: fc.Arbitrary<Management | null> = fc.oneof(
  { arbitrary: fc.constant(null), weight: 3 },
  {
    arbitrary: fc.tuple(fc.constantFrom(...MANAGEMENTS), fc.boolean()).map(([name, acts]) => managedBy(name, {}, acts)),
    weight: 1,
  },
);

/** Half of the runs are left alone. */
const actions = (pages: number): fc.Arbitrary<readonly Action[]> =>
  fc.oneof(
    fc.constant([]),
    fc.array(action(pages), { maxLength: 3 }).map((all) => all.toSorted((a, b) => a.atMs - b.atMs)),
  );
