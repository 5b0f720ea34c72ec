import type { Scenario } from '../src/engine/scenario.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { scenarioWith } from '../src/scenario/defaults.ts';
import { bytesToPages, GIB } from '../src/units.ts';

/** A guest whose CPUs write uniformly over all of its RAM, on a link that is its own cap; every page has content. */
export interface EngineCase {
  readonly name: string;
  readonly ramGib: number;
  readonly linkBytesPerSecond: number;
  readonly writesPerSecond: number;
  readonly runs: number;
}

export const ENGINE_CASES: readonly EngineCase[] = [
  { name: '4 GiB', ramGib: 4, linkBytesPerSecond: 1.25e9, writesPerSecond: 50_000, runs: 15 },
  { name: '64 GiB', ramGib: 64, linkBytesPerSecond: 3.125e9, writesPerSecond: 200_000, runs: 9 },
  { name: '1 TiB', ramGib: 1024, linkBytesPerSecond: 12.5e9, writesPerSecond: 1_000_000, runs: 3 },
];

export interface EngineFigures {
  readonly name: string;
  readonly simulatedMs: number;
  /** Wall time of one run with decisions and audit: of the first, the median and the fastest. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly fastestMs: number;
  readonly simulatedSecondsPerSecond: number;
  readonly nsPerPageSent: number;
  readonly nsPerGuestWrite: number;
  readonly bytesPerPage: number;
  readonly pagesSent: number;
  readonly guestWrites: number;
  /** Median time over the time of as many random bit writes as the run makes, into a bitmap of its size. */
  readonly timesReference: number;
}

/**
 * Runs a case several times, and once more without writes: the difference is what the guest's writes cost, syncs of
 * what they dirtied included.
 */
export function measureEngine(each: EngineCase): EngineFigures {
  const idle = timed(each.runs, () => simulateOnce({ ...each, writesPerSecond: 0 }));
  const busy = timed(each.runs, () => simulateOnce(each));
  const { pages, sent, writes, simulatedMs, planeBytes } = busy.result;
  const nsPerPageSent = (median(idle.times) * 1e6) / idle.result.sent;
  const referenceMs = median(timed(Math.min(each.runs, 5), () => writeRandomBits(pages, writes)).times);
  return {
    name: each.name,
    simulatedMs,
    firstMs: busy.times[0]!,
    medianMs: median(busy.times),
    fastestMs: Math.min(...busy.times),
    simulatedSecondsPerSecond: simulatedMs / median(busy.times),
    nsPerPageSent,
    nsPerGuestWrite: (median(busy.times) * 1e6 - sent * nsPerPageSent) / writes,
    bytesPerPage: planeBytes / pages,
    pagesSent: sent,
    guestWrites: writes,
    timesReference: median(busy.times) / referenceMs,
  };
}

function simulateOnce(each: EngineCase): {
  pages: number;
  sent: number;
  writes: number;
  simulatedMs: number;
  planeBytes: number;
} {
  const simulation = new Simulation(scenarioOf(each), { keyframeBudgetBytes: 0 });
  const outcome = simulation.runToEnd();
  if (outcome.status !== 'completed') throw new Error(`${each.name} ended ${outcome.status}`);
  return {
    pages: simulation.layout.totalPages,
    sent: outcome.normalPages + outcome.duplicatePages,
    writes: outcome.vcpuWrites,
    simulatedMs: outcome.endMs,
    planeBytes: Object.values(simulation.planes).reduce((sum, plane) => sum + (plane?.byteLength ?? 0), 0),
  };
}

/** The scenario of a case. */
export function scenarioOf({ name, ramGib, linkBytesPerSecond, writesPerSecond }: EngineCase): Scenario {
  const pages = bytesToPages(ramGib * GIB);
  return scenarioWith({
    name,
    guest: {
      ramBytes: ramGib * GIB,
      firmware: 'small-bios',
      workloads: writesPerSecond ? [{ kind: 'uniform', region: { startPage: 0, pages }, writesPerSecond }] : [],
    },
    link: { kind: 'wire', bytesPerSecond: linkBytesPerSecond },
    parameters: { 'max-bandwidth': linkBytesPerSecond },
    horizonMs: 600_000,
  });
}

/** The reference: as plain a loop as can be, so that a slow machine slows both. */
export function writeRandomBits(pages: number, writes: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(pages / 32));
  let random = 1;
  for (let i = 0; i < writes; i++) {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    const page = ((random >>> 0) * (pages / 4294967296)) | 0;
    bits[page >>> 5]! |= 1 << (page & 31);
  }
  return bits;
}

function timed<Result>(runs: number, run: () => Result): { times: number[]; result: Result } {
  const times: number[] = [];
  let result: Result | undefined;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    result = run();
    times.push(performance.now() - start);
  }
  return { times, result: result! };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
