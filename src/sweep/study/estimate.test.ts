import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cannotCount, countedRun } from '../../engine/counts/counted-run.ts';
import type { Pattern, Scenario, Workload } from '../../engine/scenario.ts';
import { simulate } from '../../engine/simulation.ts';
import { scenarioWith } from '../../scenario/defaults.ts';
import { MIB } from '../../units.ts';

const pattern = (pages: number): fc.Arbitrary<Pattern> => {
  const region = fc
    .record({ startPage: fc.integer({ min: 0, max: pages / 2 }), pages: fc.integer({ min: 64, max: pages / 2 }) })
    .map((each) => each);
  const writesPerSecond = fc.integer({ min: 0, max: 40_000 });
  return fc.oneof(
    fc.record({ kind: fc.constant('uniform' as const), region, writesPerSecond }),
    fc.record({
      kind: fc.constant('sequential' as const),
      region,
      writesPerSecond,
      startIndex: fc.integer({ min: 0, max: 63 }),
    }),
    fc
      .record({
        region,
        writesPerSecond,
        hot: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        hotShare: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ region: all, hot, ...rest }) => ({
        kind: 'hot-cold' as const,
        region: all,
        hotPages: Math.ceil(all.pages * hot),
        ...rest,
      })),
    fc.record({
      kind: fc.constant('bursts' as const),
      region,
      writesPerSecond,
      onMs: fc.integer({ min: 50, max: 900 }),
      offMs: fc.integer({ min: 50, max: 900 }),
      phaseMs: fc.integer({ min: 0, max: 50 }),
    }),
  );
};

const workload: fc.Arbitrary<Workload> = fc.oneof(
  { arbitrary: pattern(16_384), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constant('phases' as const),
      phases: fc.array(
        fc.record({ ms: fc.integer({ min: 100, max: 3000 }), pattern: fc.option(pattern(16_384), { freq: 4 }) }),
        { minLength: 1, maxLength: 3 },
      ),
      repeats: fc.boolean(),
    }),
    weight: 1,
  },
);

/** Guests of 64 MiB: large enough that a pass takes several windows, small enough for several seeds page by page. */
const countable: fc.Arbitrary<Scenario> = fc
  .record({
    workloads: fc.array(workload, { maxLength: 2 }),
    dataPages: fc.constantFrom(16_384, 12_000),
    bytesPerSecond: fc.integer({ min: 30_000_000, max: 400_000_000 }),
    maxBandwidth: fc.constantFrom(0, 33_554_432, 134_217_728),
    limitMs: fc.constantFrom(0, 30, 100, 300, 1000),
    release: fc.constantFrom('7.2', '8.0', '8.2', '9.2', '10.1'),
    host: fc.constantFrom('ideal', 'recorded'),
    autoConverge: fc.boolean(),
  })
  .map(({ workloads, dataPages, bytesPerSecond, maxBandwidth, limitMs, release, host, autoConverge }) =>
    scenarioWith({
      guest: { ramBytes: 64 * MIB, workloads, nonzeroRanges: [{ fromPage: 0, toPage: dataPages }] },
      link: { kind: 'wire', bytesPerSecond },
      qemu: { release },
      host,
      parameters: { 'max-bandwidth': maxBandwidth, 'downtime-limit': limitMs },
      capabilities: { 'auto-converge': autoConverge },
      horizonMs: 8000,
    }),
  )
  .filter((scenario) => cannotCount(scenario) === null);

const SEEDS = [1, 2, 3, 4, 5];
/** What one window may send: a run cannot be compared more finely, since chance decides in which window it ends. */
const windowBytes = ({ link, parameters }: Scenario): number => {
  const wire = link.kind === 'wire' ? link.bytesPerSecond! : Infinity;
  const cap = parameters['max-bandwidth'];
  return (cap === 0 ? wire : Math.min(cap, wire)) / 5;
};

describe('count level beside page level', () => {
  const scenarios = fc.sample(countable, { seed: 7, numRuns: 60 });

  it.each(scenarios.map((scenario, i) => [i, scenario] as const))(
    'scenario %s lies where chance puts it',
    (_, scenario) => {
      const pages = SEEDS.map((seed) => simulate({ ...scenario, seed }).timeline().outcome!);
      const counted = countedRun(scenario);
      expect(pages.map(({ status }) => status)).toContain(counted.status);
      const same = pages.filter(({ status }) => status === counted.status);
      const sent = same.map(({ streamBytes }) => streamBytes);
      const spread = Math.max(...sent) - Math.min(...sent);
      const slackBytes = spread / 2 + windowBytes(scenario) / 2 + 0.001 * Math.max(...sent);
      expect(counted.streamBytes).toBeGreaterThan(Math.min(...sent) - slackBytes);
      expect(counted.streamBytes).toBeLessThan(Math.max(...sent) + slackBytes);
      const syncs = same.map(({ dirtySyncCount }) => dirtySyncCount);
      expect(counted.dirtySyncCount).toBeGreaterThanOrEqual(Math.min(...syncs) * 0.8 - 2);
      expect(counted.dirtySyncCount).toBeLessThanOrEqual(Math.max(...syncs) * 1.25 + 2);
    },
  );
});

it('takes many windows at once as if it had made each of them', () => {
  const near = (a: number, b: number): void => {
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, b));
  };
  fc.assert(
    fc.property(countable, fc.integer({ min: 64, max: 4096 }), (small, ramMib) => {
      const scenario = { ...small, guest: grown(small.guest, ramMib * MIB), horizonMs: 60_000 };
      const { throttle, vm, dirtyLimit, ...leapt } = countedRun(scenario);
      const { throttle: throttled, vm: stopped, dirtyLimit: _, ...each } = countedRun(scenario, true);
      expect(leapt).toMatchObject({ status: each.status, dirtySyncCount: each.dirtySyncCount });
      expect(leapt.iterateCalls).toBe(each.iterateCalls);
      for (const key of ['streamBytes', 'downtimeBytes', 'normalPages', 'duplicatePages', 'endMs'] as const)
        near(leapt[key], each[key]);
      expect(leapt.downtimeMs).toBe(each.downtimeMs);
      expect(throttle.map(({ state }) => state)).toEqual(throttled.map(({ state }) => state));
      for (const [i, { atMs }] of throttle.entries()) near(atMs, throttled[i]!.atMs);
      for (const [i, { atMs }] of vm.entries()) near(atMs, stopped[i]!.atMs);
      expect(dirtyLimit).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

/** The same guest with more RAM, all of it data. */
const grown = (guest: Scenario['guest'], ramBytes: number): Scenario['guest'] => ({
  ...guest,
  ramBytes,
  nonzeroRanges: [...guest.nonzeroRanges, { fromPage: 16_384, toPage: ramBytes / 4096 }],
});

describe('without chance the two are the same', () => {
  it.each([
    ['an idle guest', []],
    [
      'a guest that writes in turn',
      [{ kind: 'sequential', region: { startPage: 0, pages: 8192 }, writesPerSecond: 9000, startIndex: 5 }],
    ],
  ] as const)('%s', (_, workloads) => {
    for (const release of ['7.2', '9.2', '10.1'] as const) {
      const scenario = scenarioWith({ guest: { ramBytes: 64 * MIB, firmware: 'bare', workloads }, qemu: { release } });
      const paged = simulate(scenario).timeline().outcome!;
      const counted = countedRun(scenario);
      expect(counted).toMatchObject({
        status: paged.status,
        dirtySyncCount: paged.dirtySyncCount,
        normalPages: paged.normalPages,
      });
      expect(Math.abs(counted.streamBytes - paged.streamBytes)).toBeLessThanOrEqual(2 * 4104);
      expect(Math.abs(counted.endMs - paged.endMs)).toBeLessThan(0.1);
    }
  });
});

it.each([
  ['a link that takes no time', scenarioWith({ link: { kind: 'wire', bytesPerSecond: null } })],
  ['commands while it runs', scenarioWith({ actions: [{ atMs: 5, execute: 'stop' }] })],
  [
    'the pattern zipf',
    scenarioWith({
      guest: { workloads: [{ kind: 'zipf', region: { startPage: 0, pages: 9 }, writesPerSecond: 1, exponent: 1 }] },
    }),
  ],
])('says that it cannot carry %s', (reason, scenario) => {
  expect(cannotCount(scenario)).toBe(reason);
  expect(() => countedRun(scenario)).toThrow(`count level cannot carry ${reason}`);
});
