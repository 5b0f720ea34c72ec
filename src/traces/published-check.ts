import { dirtyCurve } from '../engine/models/dirty-curve.ts';
import { liu } from '../engine/models/liu.ts';
import type { ModelInputs } from '../engine/models/model.ts';
import { MIB, PAGE_BYTES } from '../units.ts';
import { compressedWireGib, cpuMsPerPage } from './published-compression.ts';
import { managementChecks } from './published-management.ts';
import {
  VS1_LIMITS_MS,
  VS1_SAMPLE,
  VS1_TIMES,
  VS2,
  VS3,
  VS4,
  VS7,
  VS7_FIRST_ROUNDS,
  VS7_MUNCHER,
} from './published-numbers.ts';

/** One published number and ours beside it. */
export interface PublishedCheck {
  /** `VS-1` and so on. */
  readonly series: string;
  readonly source: string;
  readonly what: string;
  readonly published: string;
  readonly ours: string;
  /** Share, ours against published; null where it is a yes or no. */
  readonly error: number | null;
  /** Share that is allowed, ours but for VS-1: the sources give none. Null: nothing is asserted of it. */
  readonly tolerance: number | null;
  readonly holds: boolean;
  /** Why it misses, or what the figure is; '' when there is nothing to say. */
  readonly cause: string;
}

/** Every published number that a formula, or a run under a managing tool, can be held against. */
export const publishedChecks = (): readonly PublishedCheck[] => [
  vs1(),
  ...vs2(),
  ...vs3(),
  ...managementChecks(),
  ...vs4(),
  ...vs7(),
];

/** One cell of VS-1: the published total time and ours, in whole seconds; null does not converge. */
export interface Vs1Cell {
  readonly bandwidth: string;
  readonly limitMs: number;
  readonly published: number | null;
  readonly ours: number | null;
  /** Before the final copy. */
  readonly rounds: number;
}

export const vs1Cells = (): readonly Vs1Cell[] =>
  VS1_TIMES.flatMap(({ name, bitsPerSecond, seconds }) =>
    VS1_LIMITS_MS.map((limitMs, i) => {
      const { totalTimeMs, passes } = dirtyCurve.predict(vs1Inputs(bitsPerSecond / 8000, limitMs));
      const ours = totalTimeMs && Math.ceil(totalTimeMs[0] / 1000);
      return { bandwidth: name, limitMs, published: seconds[i]!, ours, rounds: passes };
    }),
  );

/** Linear from nothing through the sampled points; beyond the last with the last slope, up to all that holds something. */
function vs1Inputs(bytesPerMs: number, downtimeLimitMs: number): ModelInputs {
  const { sampledPages, sampledZeroPages, totalPages, dirty } = VS1_SAMPLE;
  const scale = totalPages / sampledPages;
  const nonzeroPages = (sampledPages - sampledZeroPages) * scale;
  const distinctPages = (ms: number) => {
    const after = dirty.findIndex(([at]) => at >= ms);
    const i = after < 0 ? dirty.length - 1 : after;
    const [[fromMs, from], [toMs, to]] = [dirty[i - 1] ?? [0, 0], dirty[i]!];
    return Math.min((from + ((ms - fromMs) / (toMs - fromMs)) * (to - from)) * scale, nonzeroPages);
  };
  return {
    ...bare(totalPages, bytesPerMs, downtimeLimitMs),
    nonzeroPages,
    distinctPages,
    workingSetPages: nonzeroPages,
  };
}

/** Nothing but RAM and a wire. */
const bare = (pages: number, bytesPerMs: number, downtimeLimitMs: number): ModelInputs => ({
  pages,
  nonzeroPages: pages,
  bytesPerMs,
  stopBytesPerMs: bytesPerMs,
  maxBandwidth: 0,
  downtimeLimitMs,
  writesPerSecond: 0,
  workingSetPages: pages,
  distinctPages: () => 0,
  setupMs: 0,
  pauseMs: 0,
  horizonMs: Infinity,
});

function vs1(): PublishedCheck {
  const cells = vs1Cells();
  const right = cells.filter(({ published, ours }) => published === ours).length;
  return {
    series: 'VS-1',
    source: 'Gudkov, qemu-devel, 2023',
    what: 'total time to the second, 8 bandwidths × 6 limits',
    published: `${cells.length} cells`,
    ours: `${right} of ${cells.length} equal`,
    error: (cells.length - right) / cells.length,
    tolerance: 0,
    holds: right === cells.length,
    cause: 'closed form: model dirty-curve',
  };
}

function vs2(): PublishedCheck[] {
  const source = 'KubeVirt VEP 291';
  const number = numbersOf('VS-2', source);
  const { ramp, fixed, exponentialMs, ramBytes, dirtyBitsPerSecond } = VS2;
  const mibPerSecond = ({ dataMib, totalSeconds }: typeof ramp) => dataMib / totalSeconds;
  const bulkSeconds = ({ totalSeconds, convergenceSeconds }: typeof ramp) => totalSeconds - convergenceSeconds;
  const total = liu.predict({
    ...bare(ramBytes / PAGE_BYTES, (mibPerSecond(fixed) * MIB) / 1000, 300),
    distinctPages: (ms) => ((dirtyBitsPerSecond / 8000) * ms) / PAGE_BYTES,
  }).totalTimeMs!;
  return [
    number('throughput without the ramp against that with it, MiB/s', mibPerSecond(fixed), mibPerSecond(ramp), 0.01),
    number('bulk copy without the ramp against that with it, s', bulkSeconds(fixed), bulkSeconds(ramp), 0.01),
    number('last step of the exponential ramp, ms', exponentialMs.at(-1)!, 150 * 1.5 ** 5, 0.001),
    {
      ...number('fixed limit: total time from the mean dirty rate, s', fixed.totalSeconds, total[0] / 1000, null),
      cause:
        'Liu’s base model: one dirty rate for all rounds. The guest’s working set is bounded, so its first long rounds dirty far less than 650 Mbit/s would.',
    },
  ];
}

function vs3(): PublishedCheck[] {
  const number = numbersOf('VS-3', 'KubeVirt VEP 248, kubevirt/kubevirt#17544');
  const { plateauMib, bandwidthBitsPerSecond, expectedDowntimeSeconds, dirtyBitsPerSecond, oddsOfFour, marginMs } = VS3;
  const bytesPerMs = bandwidthBitsPerSecond / 8000;
  const [least, most] = expectedDowntimeSeconds;
  const downtimeSeconds = (plateauMib * MIB) / bytesPerMs / 1000;
  const { converges } = liu.predict({
    ...bare((10.2 * 1024 * MIB) / PAGE_BYTES, bytesPerMs, 300),
    distinctPages: (ms) => ((dirtyBitsPerSecond / 8000) * ms) / PAGE_BYTES,
    horizonMs: 420_000,
  });
  return [
    {
      ...number('plateau: expected downtime, s', least, downtimeSeconds, 0),
      published: `${least} to ${most}`,
      error: Math.max(0, least - downtimeSeconds, downtimeSeconds - most) / most,
      holds: downtimeSeconds >= least && downtimeSeconds <= most,
    },
    number('odds that one of four samples is at or below the median', oddsOfFour, 1 - 0.5 ** 4, 0),
    number('margin of 4 % on 62.5 MB at 500 Mbit/s, ms', marginMs, (62.5e6 * 1.04) / (500e6 / 8000), 0.001),
    {
      series: 'VS-3',
      source: 'KubeVirt VEP 248, kubevirt/kubevirt#17544',
      what: 'converges before the forced switch at 420 s, limit 300 ms',
      published: 'no',
      ours: converges ? 'yes' : 'no',
      error: null,
      tolerance: 0,
      holds: !converges,
      cause: 'more is dirtied than sent; the height of the plateau needs the working set, which is not published',
    },
  ];
}

function vs4(): PublishedCheck[] {
  const { plainGib, compressedGib, ratio } = VS4;
  const number = numbersOf('VS-4', 'KubeVirt VEP 246');
  return [
    {
      ...number('12 GiB against 3.3 GiB on the wire, ratio', ratio, plainGib / compressedGib, 0.02),
      cause:
        'the published ratio is rounded; that migrations come to succeed is not predicted: their dirty rate is not published',
    },
    {
      ...number(
        '12 GiB at that ratio in a run of the engine, GiB on the wire',
        compressedGib,
        compressedWireGib(),
        0.03,
      ),
      cause: `the ratio is given to it, and 12 bytes a record come on top; by \`compress\`, not by multifd as published. 0.4 core over that time are ${shown(cpuMsPerPage() * 1000)} µs a page`,
    },
  ];
}

function vs7(): PublishedCheck[] {
  const number = numbersOf('VS-7', 'Clark et al., NSDI 2005');
  const { rewrittenMb, lastRoundMb, stopMbitPerSecond, downtimeSeconds } = VS7_MUNCHER;
  return [
    ...VS7.flatMap(({ run, roundsMb, totalMb, guestMb, ratio }) => {
      const sum = roundsMb.reduce((a, b) => a + b, 0);
      return [
        number(`${run}: sum of its rounds, MB`, totalMb, sum, 0.006),
        number(`${run}: ratio to the guest`, ratio, sum / guestMb, 0.01),
      ];
    }),
    ...VS7_FIRST_ROUNDS.map(({ run, megabytes, seconds, mbitPerSecond }) => ({
      ...number(`${run}: speed of the first round, Mbit/s`, mbitPerSecond, (megabytes * 8) / seconds, null),
      cause: 'the lower limit of the rate, as reported',
    })),
    number('MMuncher: time of its last round, s', downtimeSeconds, (lastRoundMb * 8) / stopMbitPerSecond, 0.015),
    {
      ...number(
        'MMuncher: downtime of a saturating writer, s',
        downtimeSeconds,
        (rewrittenMb * 8) / stopMbitPerSecond,
        null,
      ),
      cause:
        'Sheet 8.2: all 256 MB are dirty at every sync. Xen skips in a round what is dirty again already, and 33.5 MB were clean when it stopped.',
    },
  ];
}

/** @returns what makes a check of a number; without a tolerance nothing is asserted */
const numbersOf =
  (series: string, source: string) =>
  (what: string, published: number, ours: number, tolerance: number | null): PublishedCheck => {
    const error = ours / published - 1;
    const holds = tolerance === null || Math.abs(error) <= tolerance;
    return { series, source, what, published: shown(published), ours: shown(ours), error, tolerance, holds, cause: '' };
  };

const shown = (value: number): string => String(Number(value.toPrecision(4)));
