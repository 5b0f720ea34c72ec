import type { Scenario } from '../src/engine/scenario.ts';
import { scenarioWith } from '../src/scenario/defaults.ts';
import { estimate, measure } from '../src/sweep/study/measure.ts';
import { GIB } from '../src/units.ts';

export interface StudyFigures {
  /** Runs of a 64 GiB guest at count level, one thread. */
  readonly countedRunsPerSecond: number;
  /** Runs of a 4 GiB guest page by page, one thread. */
  readonly pagedRunsPerMinute: number;
}

/** How many runs of a sweep one thread makes, at both speeds: guests that write all over their RAM, each run with another rate. */
export function measureStudy(): StudyFigures {
  const counted = runsPerSecond(3000, (i) => void estimate(guest(64, 3.125e9, 100_000 + i * 30)));
  const paged = runsPerSecond(300, (i) => void measure(guest(4, 1.25e9, 20_000 + i * 100)));
  return { countedRunsPerSecond: counted, pagedRunsPerMinute: paged * 60 };
}

/** After a tenth of them to warm up. */
function runsPerSecond(runs: number, run: (i: number) => void): number {
  for (let i = 0; i < runs / 10; i++) run(i);
  const startMs = performance.now();
  for (let i = 0; i < runs; i++) run(i);
  return (runs * 1000) / (performance.now() - startMs);
}

function guest(ramGib: number, bytesPerSecond: number, writesPerSecond: number): Scenario {
  const ramBytes = ramGib * GIB;
  return scenarioWith({
    guest: {
      ramBytes,
      firmware: 'bare',
      workloads: [{ kind: 'uniform', region: { startPage: 0, pages: ramBytes / 4096 }, writesPerSecond }],
    },
    link: { kind: 'wire', bytesPerSecond },
    parameters: { 'max-bandwidth': 0 },
    horizonMs: 120_000,
  });
}
