import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parametersOf } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { simulate } from '../simulation.ts';
import { akoush } from './akoush.ts';
import { akoushAverage, akoushHistory } from './akoush-rounds.ts';
import { cloudsim } from './cloudsim.ts';
import { distinctPagesOf } from './distinct-pages.ts';
import { distinctWriter } from './distinct-writer.ts';
import { modelInputs } from './inputs.ts';
import { liu } from './liu.ts';
import type { ModelInputs } from './model.ts';
import { MODELS } from './models.ts';
import { predictInWindows, windowForm } from './qemu-windows.ts';
import { simgrid } from './simgrid.ts';
import { uniformWriter } from './uniform-writer.ts';

/** 4 GiB at 100 pages a ms of 4,096 bytes, 300 ms; nobody writes. */
const IDLE: ModelInputs = {
  pages: 1_048_576,
  nonzeroPages: 1_048_576,
  bytesPerMs: 409_600,
  stopBytesPerMs: 409_600,
  maxBandwidth: 0,
  downtimeLimitMs: 300,
  writesPerSecond: 0,
  workingSetPages: 0,
  distinctPages: () => 0,
  setupMs: 0,
  pauseMs: 0,
  horizonMs: 1e9,
};
/** As many distinct pages a ms, without end. */
const steadily = (pagesPerMs: number): Partial<ModelInputs> => ({ distinctPages: (ms) => pagesPerMs * ms });
const capped = (maxBandwidth: number, downtimeLimitMs: number) => ({
  ...IDLE,
  maxBandwidth,
  bytesPerMs: maxBandwidth / 1000,
  downtimeLimitMs,
});

describe('the window in closed form (sheet 8.0)', () => {
  it.each([
    [134217728, 300, { pagesPerWindow: 3271, thresholdBytes: 40272606, mostPagesBelow: 9832 }],
    [33554432, 300, { pagesPerWindow: 818, thresholdBytes: 10071270, mostPagesBelow: 2458 }],
    [33554432, 1600, { mostPagesBelow: 13113 }],
    [33554432, 1900, { pagesPerWindow: 818 }],
    [33554432, 0, { thresholdBytes: 0, mostPagesBelow: -1 }],
  ])('at %i bytes a second and %i ms', (maxBandwidth, limitMs, expected) => {
    expect(windowForm(capped(maxBandwidth, limitMs))).toMatchObject(expected);
  });

  it('a slower link takes the place of the cap', () => {
    const form = windowForm({ maxBandwidth: 134217728, bytesPerMs: 12_500, downtimeLimitMs: 300 });
    expect(form).toMatchObject({ pagesPerWindow: 304, bytesPerMs: 12_500, thresholdBytes: 3_750_000 });
  });
});

describe('the formulas of the sheet', () => {
  /** 8.2: every page of the working set is dirty again at each sync. */
  const saturating = (pages: number, maxBandwidth: number, limitMs: number) => {
    const inputs = { ...capped(maxBandwidth, limitMs), pages, nonzeroPages: pages, horizonMs: 60_000 };
    return predictInWindows(inputs, () => pages);
  };

  it('8.2: 56 MiB rewritten all the time end at 1900 ms, never at 1600 ms', () => {
    expect(saturating(14336, 33554432, 1600).converges).toBe(false);
    expect(saturating(14336, 33554432, 1600).passes).toBe(300); // a sync every two windows
    expect(saturating(14336, 33554432, 1900)).toMatchObject({ converges: true, passes: 1 });
    expect(saturating(51200, 33554432, 300).passes).toBe(10); // a sync every six seconds
  });

  it('8.3: a distinct writer converges if and only if it is slower than the goodput, within the stated bounds', () => {
    const draws = fc.record({
      pages: fc.integer({ min: 20_000, max: 2_000_000 }),
      ratio: fc.double({ min: 0.01, max: 0.95, noNaN: true }),
      limitMs: fc.integer({ min: 100, max: 2000 }), // below a window's worth it may hunt for ever
    });
    fc.assert(
      fc.property(draws, ({ pages, ratio, limitMs }) => {
        const at = { ...capped(134217728, limitMs), pages, nonzeroPages: pages };
        const { pagesPerWindow: p, mostPagesBelow: m } = windowForm(at);
        fc.pre(pages > m);
        const perMs = (ratio * p) / 100;
        const { totalTimeMs, downtimeMs, converges, passes } = distinctWriter.predict({ ...at, ...steadily(perMs) });
        expect(converges).toBe(true);
        const seconds = (totalTimeMs![0] - downtimeMs![0]) / 1000;
        expect(seconds).toBeGreaterThanOrEqual((pages - m) / (10 * p) - 1e-9);
        // a pass may end with R' just above m, and one page more costs a whole window
        expect(seconds).toBeLessThanOrEqual((pages - m) / (10 * p * (1 - ratio)) + 0.1 / (1 - ratio) + 0.1);
        const laws = Math.ceil(Math.log((pages - m) / p) / Math.log(1 / ratio)) + 1;
        if (pages - m > p) expect(passes).toBeLessThanOrEqual(laws + 2 + 1 / (1 - ratio));
      }),
    );
    const fast = { ...capped(134217728, 300), ...steadily(40), horizonMs: 100_000 };
    expect(distinctWriter.predict(fast).converges).toBe(false);
  });

  it.each([
    [1.1, 0.176],
    [1.5, 0.583],
    [2, 0.797],
    [3, 0.941],
  ])('8.4: a uniform writer at %f of the goodput settles at a share of %f', (rho, share) => {
    const set = 1_000_000;
    const { pagesPerWindow: p } = windowForm(capped(134217728, 0));
    const inputs = { ...capped(134217728, 1), pages: set, nonzeroPages: set, horizonMs: 1e8 };
    const uniform = { ...inputs, workingSetPages: set, writesPerSecond: rho * p * 10 };
    const { converges, curves } = uniformWriter.predict({ ...uniform, horizonMs: 3e7 });
    expect(converges).toBe(false);
    // what each sync left to send is the beginning of each pass but the first
    const found = curves[0]!.remainingBytes.filter((_, i) => i > 0 && i % 2 === 0).map((bytes) => bytes / 4096);
    expect(found.length).toBeGreaterThan(10);
    expect(found.at(-1)! / set).toBeCloseTo(share, 2);
  });

  it('8.4: a uniform writer below the goodput converges, and so does any whose set fits the limit', () => {
    const inputs = { ...IDLE, workingSetPages: 500_000, writesPerSecond: 80_000 };
    expect(uniformWriter.predict(inputs).converges).toBe(true);
    const fitting = { ...inputs, workingSetPages: 20_000, writesPerSecond: 9e6 };
    expect(uniformWriter.predict(fitting).converges).toBe(true);
  });

  it('8.6: a limit of 0 makes one pass, and sends in the pause what it dirtied', () => {
    const inputs = { ...IDLE, downtimeLimitMs: 0, ...steadily(10) };
    const { passes, downtimeMs } = distinctWriter.predict(inputs);
    expect(passes).toBe(1);
    expect(downtimeMs![0]).toBeCloseTo(1_048_576 * 0.1 * (4104 / 4096) ** 2 * 0.01, -3);
  });
});

describe('the formulas of others', () => {
  it('Liu: the geometric series, and no end when more is dirtied than sent', () => {
    const inputs = { ...IDLE, ...steadily(50) }; // lambda is a half
    const { passes, sentBytes, downtimeMs, totalTimeMs } = liu.predict(inputs);
    const ramBytes = IDLE.pages * 4096;
    expect(passes).toBe(6); // 10,486 ms halved six times is 164 ms
    expect(sentBytes![0]).toBeCloseTo((ramBytes * (1 - 0.5 ** 7)) / 0.5);
    expect(downtimeMs![0]).toBeCloseTo(163.84);
    expect(totalTimeMs![0]).toBeCloseTo(sentBytes![0] / 409_600);
    expect(liu.predict({ ...inputs, ...steadily(101), horizonMs: 60_000 }).converges).toBe(false);
  });

  it('Akoush: bounds of once and of five times the memory', () => {
    const { totalTimeMs, downtimeMs } = akoush.predict({ ...IDLE, setupMs: 10, pauseMs: 20 });
    expect(totalTimeMs![0]).toBeCloseTo(30 + 10_485.76);
    expect(totalTimeMs![1]).toBeCloseTo(30 + 5 * 10_485.76 - 0.01);
    expect(downtimeMs).toEqual([20, 20 + 10_485.76]);
  });

  it('Akoush, AVG and HIST: Xen ends after few pages, after 29 rounds, or after three times the memory', () => {
    const halving = akoushAverage.predict({ ...IDLE, ...steadily(50) });
    expect(halving).toMatchObject({ converges: true, passes: 15 }); // 1,048,576 pages halved 15 times is 32
    expect(akoushAverage.predict({ ...IDLE, ...steadily(99) }).passes).toBe(4); // 1 + 0.99 + 0.98 of the memory is below 3
    const settled = { ...IDLE, distinctPages: (ms: number) => Math.min(100, ms) };
    expect(akoushHistory.predict({ ...settled, bytesPerMs: 4096 }).passes).toBe(29);
    expect(akoushHistory.predict(settled).passes).toBe(2); // 100 pages take a ms, which dirties one
    expect(akoushAverage.predict(settled)).toMatchObject({ passes: 2 });
  });

  it('SimGrid: the same rounds as Liu while the cap does not bite, nine tenths of RAM where it does', () => {
    const inputs = { ...IDLE, ...steadily(50) };
    expect(simgrid.predict(inputs).totalTimeMs![0]).toBeCloseTo(liu.predict(inputs).totalTimeMs![0]);
    const { curves, converges } = simgrid.predict({ ...IDLE, ...steadily(200), horizonMs: 30_000 });
    expect(converges).toBe(false);
    expect(curves[0]!.remainingBytes[2]).toBeCloseTo(0.9 * IDLE.pages * 4096);
  });

  it('CloudSim: twice the time of what is in use, and not a word about downtime', () => {
    const { totalTimeMs, downtimeMs } = cloudsim.predict({ ...IDLE, nonzeroPages: IDLE.pages / 2 });
    expect(totalTimeMs![0]).toBeCloseTo(10_485.76);
    expect(downtimeMs).toBeNull();
  });

  it('every formula ends or reaches the horizon, with finite figures and a line that goes forward', () => {
    const draws = fc.record({
      pages: fc.integer({ min: 1, max: 3_000_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      bytesPerMs: fc.integer({ min: 100, max: 10_000_000 }),
      downtimeLimitMs: fc.integer({ min: 0, max: 2_000_000 }),
      perMs: fc.integer({ min: 0, max: 2000 }),
      setShare: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(draws, ({ pages, share, bytesPerMs, downtimeLimitMs, perMs, setShare }) => {
        const workingSetPages = Math.floor(pages * setShare);
        const inputs = {
          ...IDLE,
          pages,
          nonzeroPages: Math.floor(pages * share),
          bytesPerMs,
          stopBytesPerMs: bytesPerMs,
          downtimeLimitMs,
          writesPerSecond: perMs * 1000,
          workingSetPages,
          distinctPages: (ms: number) => Math.min(workingSetPages, perMs * ms),
          horizonMs: 100_000,
        };
        for (const { name, predict } of MODELS) {
          const { converges, totalTimeMs, downtimeMs, sentBytes, curves } = predict(inputs);
          expect(totalTimeMs !== null, name).toBe(converges);
          for (const bounds of [totalTimeMs, downtimeMs, sentBytes]) {
            if (bounds === null) continue;
            expect(bounds.every(Number.isFinite), name).toBe(true);
            expect(bounds[0], name).toBeLessThanOrEqual(bounds[1]);
          }
          for (const { atMs, remainingBytes } of curves) {
            expect(atMs.length, name).toBe(remainingBytes.length);
            expect(
              atMs.every((ms, i) => i === 0 || ms >= atMs[i - 1]!),
              name,
            ).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a formula is given of a scenario', () => {
  const golden = GOLDEN_TRACES[0]!.scenario;
  const region = { startPage: 0, pages: 5000 };
  const wired = {
    ...golden,
    link: { kind: 'wire', bytesPerSecond: 2e8 } as const,
    parameters: parametersOf(300, 33554432),
    guest: {
      ...golden.guest,
      ramBytes: 128 * 1024 ** 2,
      firmware: 'bare' as const,
      nonzeroRanges: [
        { fromPage: 0, toPage: 20_000 },
        { fromPage: 10_000, toPage: 25_000 },
      ],
      workloads: [{ kind: 'uniform' as const, region, writesPerSecond: 2000 }],
    },
  };

  it('counts pages once, and takes the slower of cap and link', () => {
    const inputs = modelInputs(wired)!;
    expect(inputs).toMatchObject({ pages: 32_768, nonzeroPages: 25_000, workingSetPages: 5000, writesPerSecond: 2000 });
    expect(inputs.bytesPerMs).toBeCloseTo(33_554.4, 0);
    expect(inputs.stopBytesPerMs).toBeCloseTo(200_000);
    expect(inputs.distinctPages(1000)).toBeCloseTo(5000 * (1 - Math.exp(-0.4)));
  });

  it('has nothing to give when nothing limits the speed', () => {
    const unlimited = { ...wired, link: { kind: 'wire', bytesPerSecond: null } as const, host: 'ideal' as const };
    expect(modelInputs({ ...unlimited, parameters: parametersOf(300, 0) })).toBeNull();
  });

  it('a stopped guest writes nothing', () => {
    const stopped = { ...wired, guest: { ...wired.guest, stoppedBeforeMigrate: true } };
    expect(modelInputs(stopped)).toMatchObject({ writesPerSecond: 0, workingSetPages: 0 });
  });

  it.each([
    { kind: 'sequential', region, writesPerSecond: 3000, startIndex: 0 },
    { kind: 'uniform', region, writesPerSecond: 9000 },
    { kind: 'hot-cold', region, writesPerSecond: 9000, hotPages: 500, hotShare: 0.8 },
    { kind: 'bursts', region, writesPerSecond: 9000, onMs: 30, offMs: 20, phaseMs: 0 },
    { kind: 'zipf', region, writesPerSecond: 9000, exponent: 1 },
  ] as const)('expects as many distinct pages of a $kind writer as the engine finds', (workload) => {
    // an endless first pass is what a limit of 0 gives: the last sync finds all that was dirtied
    const scenario = {
      ...wired,
      guest: { ...wired.guest, workloads: [workload], nonzeroRanges: [{ fromPage: 0, toPage: 32_768 }] },
      parameters: parametersOf(0, 67108864),
    };
    const { syncs } = simulate(scenario).timeline();
    const last = syncs.at(-1)!;
    const expected = distinctPagesOf(workload)(last.atMs - syncs[0]!.atMs);
    expect(Math.abs(last.byVcpuPages - expected)).toBeLessThan(5 * Math.sqrt(expected) + 5);
  });

  it('the uniform writer stays within a window and 3 % of the bytes of the engine on a plain run', () => {
    const nonzeroRanges = [{ fromPage: 0, toPage: 32_768 }];
    const scenario = { ...wired, guest: { ...wired.guest, nonzeroRanges } };
    const run = simulate(scenario).timeline().outcome!;
    const { totalTimeMs, sentBytes } = uniformWriter.predict(modelInputs(scenario)!);
    expect(Math.abs(totalTimeMs![0] - run.totalTimeMs)).toBeLessThan(110);
    expect(Math.abs(sentBytes![0] / (run.precopyBytes + run.downtimeBytes) - 1)).toBeLessThan(0.03);
  });
});
