import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { withField } from '../src/sweep/study/cells.ts';
import { estimate } from '../src/sweep/study/measure.ts';
import { busyGuest } from './busy-guest.ts';
import { writeRandomBits } from './engine.ts';

export interface StudyFigures {
  /** Runs of a 64 GiB guest at count level in a second of one core's time, and while it writes a million random bits. */
  readonly countedPerSecond: number;
  readonly countedPerReference: number;
  /** The same for a map of 64x64 of them, write rate against downtime limit, of which many do not converge. */
  readonly mapCellsPerSecond: number;
  /** Runs of a 4 GiB guest page by page, on all cores. */
  readonly pagedPerMinute: number;
  readonly cores: number;
}

/** How many runs of a sweep are made, at both speeds: guests that write all over their RAM, each run with another rate. */
export async function measureStudy(): Promise<StudyFigures> {
  const counted = Array.from({ length: 3000 }, (_, i) => busyGuest(64, 3.125e9, 100_000 + i * 30));
  const steps = Array.from({ length: 64 }, (_, i) => i / 63);
  const map = steps.flatMap((x) =>
    steps.map((y) =>
      withField(busyGuest(64, 3.125e9, Math.round(15_000 * 100 ** x)), 'downtime-limit', Math.round(10 * 1000 ** y)),
    ),
  );
  const countedPerSecond = perSecond(counted, estimate);
  const referencePerSecond = perSecond(Array.from({ length: 300 }), () => writeRandomBits(2 ** 20, 1_000_000));
  const cores = availableParallelism();
  return {
    countedPerSecond,
    countedPerReference: countedPerSecond / referencePerSecond,
    mapCellsPerSecond: perSecond(map, estimate),
    pagedPerMinute: await pagedPerMinute(cores),
    cores,
  };
}

/** In a second of processor time, collecting garbage included, so that other programs do not count. Three times; the first warms up. */
function perSecond<Each>(all: readonly Each[], run: (each: Each) => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    for (const each of all) run(each);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  return all.length / Math.min(...times.slice(1));
}

/** Each core makes its runs on its own; the slowest counts. */
async function pagedPerMinute(cores: number): Promise<number> {
  const workers = Array.from({ length: cores }, () => new Worker(new URL('./paged-runs.js', import.meta.url)));
  const answer = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await Promise.all(workers.map(answer));
  const startMs = performance.now();
  const made = workers.map(answer);
  for (const worker of workers) worker.postMessage(RUNS_EACH);
  await Promise.all(made);
  const tookMs = performance.now() - startMs;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (cores * RUNS_EACH * 60_000) / tookMs;
}

const RUNS_EACH = 200;
