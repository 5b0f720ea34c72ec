import { MIB } from '../../units.ts';
import { classroom, GIGABIT } from '../classroom.ts';
import type { Lesson, MadeRun } from '../lesson.ts';

const guest = (limitMs: number, hotMiB: number) =>
  classroom(`Limit ${limitMs} ms`, {
    guest: {
      workloads: [
        {
          kind: 'hot-cold',
          region: { startPage: 0, pages: 98_304 },
          writesPerSecond: 160_000,
          hotPages: (hotMiB * MIB) / 4096,
          hotShare: 0.95,
        },
      ],
    },
    parameters: { 'downtime-limit': limitMs },
    horizonMs: 30_000,
  });
const LIMITS = [50, 100, 200, 300, 400, 500, 750, 1000, 1500, 2000, 4000] as const;
const run = (limitMs: number, hotMiB: number) => ({ name: `${limitMs} ms`, scenario: guest(limitMs, hotMiB) });

/** The lowest limit of those tried with which it completed, ms. */
const smallest = (runs: readonly MadeRun[]): number | null =>
  runs.find(({ timeline }) => timeline.outcome?.status === 'completed')?.scenario.parameters['downtime-limit'] ?? null;

export const CHOOSING_A_LIMIT: Lesson = {
  id: 'choosing-a-limit',
  title: 'Choosing a downtime limit',
  question: 'Which limit is high enough to end, and no higher?',
  knobs: [
    {
      name: 'limit',
      label: 'Downtime limit',
      quantity: 'ms',
      stops: LIMITS,
      start: 400,
    },
    {
      name: 'hot',
      label: 'Memory that is written all the time',
      quantity: 'bytes',
      stops: [8, 16, 32, 64, 96].map((mib) => mib * MIB),
      start: 32 * MIB,
    },
  ],
  values: {
    smallest: { quantity: 'ms', of: smallest },
    'smallest-total': {
      quantity: 'ms',
      of: (runs) =>
        runs.find(({ timeline }) => timeline.outcome?.status === 'completed')?.timeline.outcome?.totalTimeMs ?? null,
    },
    'floor-pause': { quantity: 'ms', of: (_, { hot }) => (1000 * hot!) / GIGABIT },
    'link-bytes': {
      quantity: 'bytes a second',
      of: ([one]) => (one?.scenario.link.kind === 'wire' ? one.scenario.link.bytesPerSecond : null),
    },
    'last-total': { quantity: 'ms', of: (runs) => runs.at(-1)?.timeline.outcome?.totalTimeMs ?? null },
  },
  steps: [
    {
      id: 'floor',
      title: 'A floor under every limit',
      prose: [
        'Most guests write some pages all the time: a [[hot-set]]. This one has {hot} of it. However many passes there are, it is dirty again at every look. So what a look finds has a floor, and a limit below it is never met.',
        'At 125 MB/s the hot set alone is worth {floor-pause}. With a limit of {limit} the last look left {look-after} to send.',
        'Patience does not help against it. A higher limit does, or a faster link, or a calmer guest.',
      ],
      runs: ({ limit, hot }) => [run(limit!, hot! / MIB)],
      figure: 'curve',
      formula: {
        text: '{L} > {H} ÷ {B}',
        symbols: [
          { sign: 'L', means: 'downtime limit', value: 'limit', mark: 'threshold' },
          { sign: 'H', means: 'hot set', value: 'hot', mark: 'found' },
          { sign: 'B', means: 'bandwidth', value: 'bandwidth', mark: 'bandwidth' },
        ],
      },
    },
    {
      id: 'knee',
      title: 'The knee',
      prose: [
        'Here is the same guest under eleven limits. Below {smallest} it does not end. From there on it does: slowly at first, after {smallest-total}, and a little sooner with every step.',
        'Beyond the knee a higher limit buys little time, and the pause grows with it: QEMU stops as soon as it *may*, so what is allowed is used. The right limit is a little above the knee, with room for a busier hour.',
        'Change the hot set to {hot} and see the knee move.',
      ],
      runs: ({ hot }) => LIMITS.map((limit) => run(limit, hot! / MIB)),
      figure: 'limits',
      formula: {
        text: '{k} > {H} ÷ {B}',
        symbols: [
          { sign: 'k', means: 'lowest limit that ended', value: 'smallest', mark: 'limit' },
          { sign: 'H', means: 'hot set', value: 'hot', mark: 'pause' },
          { sign: 'B', means: 'the link', value: 'link-bytes', mark: 'total' },
        ],
      },
    },
    {
      id: 'tools',
      title: 'Let a tool raise it',
      prose: [
        'Nobody knows the hot set beforehand. So tools begin low and raise the limit while the migration runs: [[nova|OpenStack Nova]] in steps up to a most, oVirt at each stall, [[kubevirt|KubeVirt]] by what the rounds show. The screen Compare has eight of them on one guest.',
        'With {limit} this guest took {total} and stood still for {pause}. A tool that begins at 50 ms and climbs finds the knee by itself, and pays with the passes before it.',
        'What must not happen is a limit nobody meant: QEMU’s default is 300 ms, and [[limit-zero|0]] is not “as short as possible”.',
      ],
      runs: ({ limit, hot }) => [run(limit!, hot! / MIB)],
      figure: 'curve',
    },
    {
      id: 'predict',
      title: 'Where is the knee',
      prose: [
        'The guest writes a hot set of 64 MiB all the time, and 33 MB/s elsewhere. The link carries 125 MB/s. Limits from 50 ms to 4 s are tried.',
      ],
      runs: () => LIMITS.map((limit) => run(limit, 64)),
      figure: 'limits',
      question: {
        kind: 'number',
        ask: 'Which is the lowest of them with which it ends?',
        quantity: 'ms',
        stops: LIMITS,
        start: 50,
        answer: (runs) => smallest(runs)!,
        tolerance: 0.01,
        because:
          'It ends from {smallest} on. 64 MiB alone are 537 ms of this link, so 500 ms cannot be enough; the next limit that was tried is.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['The limit of a guest with a hot set of 32 MiB is raised from 1 s to 4 s.'],
      runs: () => [run(4000, 32), run(1000, 32)],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'What does the owner get for three seconds more?',
        options: [
          { id: 'seconds', text: 'A migration that is over two seconds sooner, and a pause three seconds longer' },
          { id: 'nothing', text: 'Nothing: it would stop after one second anyway' },
          { id: 'much', text: 'A migration in a tenth of the time' },
        ],
        answer: (runs) => {
          const [high, low] = runs.map(({ timeline }) => timeline.outcome!);
          if (high!.guestPauseMs! - low!.guestPauseMs! < 500) return 'nothing';
          return high!.totalTimeMs < 0.2 * low!.totalTimeMs ? 'much' : 'seconds';
        },
        because:
          'It was over after {total} rather than {last-total}, and the guest stood still for {pause}. A limit is not a wish: whatever is allowed is spent.',
      },
    },
  ],
};
