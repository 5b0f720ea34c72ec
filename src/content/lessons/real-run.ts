import type { Lesson, MadeRun } from '../lesson.ts';

/** Recordings that come with the app, with what a reader should look at. */
const RECORDINGS = [
  { name: 'seq-256m-cap64-r1', words: 'a guest that writes its pages in turn' },
  { name: 'uni-512m-cap128-r1', words: 'a guest that writes at random' },
  { name: 'uni-tight-128m-cap32-r1', words: 'one that writes nearly as fast as the cap' },
  { name: 'zero-heavy-1g-cap64', words: 'one that is mostly zeros' },
] as const;

const recorded = ([run]: readonly MadeRun[]) => run?.recorded;

export const REAL_RUN: Lesson = {
  id: 'real-run',
  title: 'Reading a real run',
  question: 'What does a real QEMU do, and how near does the engine come?',
  knobs: [
    {
      name: 'recording',
      label: 'Recorded migration',
      quantity: 'count',
      stops: RECORDINGS.map((_, i) => i),
      start: 1,
      words: RECORDINGS.map(({ words }) => words),
    },
  ],
  values: {
    'real-total': { quantity: 'ms', of: (runs) => recorded(runs)?.totalMs ?? null },
    'real-downtime': { quantity: 'ms', of: (runs) => recorded(runs)?.downtimeMs ?? null },
    'real-syncs': { quantity: 'count', of: (runs) => recorded(runs)?.syncs ?? null },
    'real-sent': { quantity: 'bytes', of: (runs) => recorded(runs)?.sentBytes ?? null },
    'total-error': {
      quantity: 'share',
      of: (runs) => {
        const real = recorded(runs)?.totalMs;
        return real ? Math.abs(runs[0]!.timeline.outcome!.totalTimeMs - real) / real : null;
      },
    },
    cap: { quantity: 'bytes a second', of: ([run]) => run?.scenario.parameters['max-bandwidth'] ?? null },
  },
  steps: [
    {
      id: 'overlay',
      title: 'Measured and predicted',
      prose: [
        'This is a migration that happened: QEMU 7.2 under KVM, two processes, {recording}. The dashed line is what it reported. The full line is what the engine makes of its *configuration* alone; it has not seen the outcome.',
        'It took {real-total}, and {total} was predicted: {total-error} off. It synced {real-syncs} times, predicted {syncs}; it reported {real-downtime} of downtime, predicted {downtime}.',
        'The screen Fidelity has every recording with its errors, those that are wide of the mark too.',
      ],
      runs: () => [],
      recording: ({ recording }) => RECORDINGS[recording!]!.name,
      figure: 'recording',
      formula: {
        text: '{e} = |{p} − {m}| ÷ {m}',
        symbols: [
          { sign: 'e', means: 'error', value: 'total-error', mark: 'predicted' },
          { sign: 'p', means: 'predicted total time', value: 'total', mark: 'predicted' },
          { sign: 'm', means: 'measured total time', value: 'real-total', mark: 'recorded' },
        ],
      },
    },
    {
      id: 'shape',
      title: 'What to look for',
      prose: [
        'A straight fall is a link, or a cap, at work: its slope is {cap} here. A jump is a [[sync]], as high as what was found. Teeth that shrink converge; teeth of one height do not. A fall steeper than the cap is empty memory, since a [[zero-page]] counts 4 KiB and costs 9 bytes.',
        'With {recording}, look at the last teeth: they hover just above the [[threshold]] until one look is lucky.',
        'Where the lines part late, chance is at work: which pages the guest hit. The engine draws from the same distribution, not the same dice.',
      ],
      runs: () => [],
      recording: ({ recording }) => RECORDINGS[recording!]!.name,
      figure: 'recording',
    },
    {
      id: 'predict',
      title: 'Draw it first',
      prose: [
        'A guest of 1 GiB, of which seven pages in eight are zero. `max-bandwidth` is 64 MiB/s. It was recorded, and the engine runs the same configuration.',
      ],
      runs: () => [],
      recording: () => 'zero-heavy-1g-cap64',
      figure: 'recording',
      question: {
        kind: 'draw',
        ask: 'Draw what remains, from the first instant to the last.',
        because:
          'It took {total}, measured {real-total}, and {sent} went over the link, measured {real-sent}. Zeros fall away as fast as QEMU can find them.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: [
        'A guest of 128 MiB writes at random, just below what the cap sends. It was recorded until it completed.',
      ],
      runs: () => [],
      recording: () => 'uni-tight-128m-cap32-r1',
      figure: 'recording',
      question: {
        kind: 'pick',
        ask: 'How many looks does the engine expect before one finds little enough?',
        options: [
          { id: 'few', text: 'Three or four' },
          { id: 'some', text: 'Five to ten' },
          { id: 'many', text: 'More than ten' },
        ],
        answer: ([run]) => {
          const { dirtySyncCount } = run!.timeline.outcome!;
          return dirtySyncCount < 5 ? 'few' : dirtySyncCount <= 10 ? 'some' : 'many';
        },
        because:
          'The engine made {syncs}, the recording has {real-syncs}. Near the edge one look decides, and chance decides that look: the number is a guess for both, the shape is not.',
      },
    },
  ],
};
