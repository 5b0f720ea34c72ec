import type { UntrackedRuleName } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { Lesson } from '../lesson.ts';
import { withCard } from '../passthrough.ts';

const RULES: readonly { readonly name: string; readonly rule: UntrackedRuleName }[] = [
  { name: 'refuse to migrate', rule: 'blocker' },
  { name: 'skip pre-copy', rule: 'skip-precopy' },
  { name: 'mark everything dirty', rule: 'all-dirty' },
];
const run = (index: number, limitMs: number) => {
  const { name, rule } = RULES[index]!;
  return {
    name: t(name),
    scenario: withCard(
      `Untracked: ${name}`,
      {},
      {
        qemu: { release: '7.2', untrackedRule: rule },
        parameters: { 'downtime-limit': limitMs },
      },
    ),
  };
};

export const SKIP_BLOCK_MARK: Lesson = {
  id: 'skip-block-mark',
  title: 'Skip, block, or mark everything',
  question: 'Nobody can tell what a device wrote. What should a hypervisor do?',
  knobs: [
    {
      name: 'limit',
      label: 'Downtime limit',
      quantity: 'ms',
      stops: [0, 300, 1000, 2000, 4000, 5000, 8000],
      start: 300,
    },
    {
      name: 'rule',
      label: 'What is done',
      quantity: 'count',
      stops: RULES.map((_, i) => i),
      start: 1,
      words: RULES.map(({ name }) => name),
    },
  ],
  values: {
    whole: {
      quantity: 'ms',
      of: ([one]) =>
        one?.scenario.link.kind === 'wire'
          ? (1000 * one.scenario.guest.ramBytes) / one.scenario.link.bytesPerSecond!
          : null,
    },
    'skip-pause': { quantity: 'ms', of: (runs) => runs[1]?.timeline.outcome?.guestPauseMs ?? null },
    'mark-sent': { quantity: 'bytes', of: (runs) => runs.at(-1)?.timeline.outcome?.transferredBytes ?? null },
  },
  steps: [
    {
      id: 'three',
      title: 'Three answers',
      prose: [
        '*Refuse.* QEMU 7.2 does not migrate such a guest at all: the device is a [[blocker]]. Nothing is lost, and nothing moves.',
        '*Skip pre-copy.* Stop the guest first, and send all of memory then. Nothing is written any more, so nothing can be missed. It is correct, and the pause is the whole of memory: {skip-pause} here. The patch of May 2022 did this, whatever the [[downtime-limit]] says.',
        '*Mark everything.* At each look every page counts as dirty. Nothing is lost and every promise is kept, so below the limit it never ends: {mark-sent} sent, and the guest still runs where it was. That is what QEMU 8.0 does. The limit is {limit}; raise it.',
      ],
      runs: ({ limit }) => RULES.map((_, i) => run(i, limit!)),
      figure: 'runs',
    },
    {
      id: 'limit',
      title: 'The promise',
      prose: [
        'What divides them is the limit. With {rule} and {limit}: sending all of this guest takes {whole}, so a limit below that cannot be kept by anybody who has to send all of it while it stands still.',
        'Skipping breaks it without a word. Refusing and marking keep it, and do not migrate. Above {whole} marking everything ends after one pass, in time; skipping saves that pass, and is as long a pause.',
        'Who is right depends on what the owner was promised, and QEMU cannot say “nothing”: the limit always has a value. See [[limit-zero]] for what 0 means.',
      ],
      runs: ({ rule, limit }) => [run(rule!, limit!)],
      figure: 'curve',
      formula: {
        text: '{P} ≥ {M} ÷ {B}',
        symbols: [
          { sign: 'P', means: 'the limit, if it is to be kept', value: 'limit', mark: 'threshold' },
          { sign: 'M', means: 'memory', value: 'ram', mark: 'remaining' },
          { sign: 'B', means: 'the link', value: 'link', mark: 'bandwidth' },
        ],
      },
    },
    {
      id: 'predict',
      title: 'A limit of five seconds',
      prose: ['All of memory takes 4.3 s over this link. The limit is raised to 5 s. Nobody tracks the card.'],
      runs: () => [run(2, 5000), run(1, 5000)],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'Which of the two rules stops the guest for longer?',
        options: [
          { id: 'skip', text: 'Skipping: all of memory goes while it stands still' },
          { id: 'mark', text: 'Marking everything: it sends all of memory twice' },
          { id: 'same', text: 'Neither: about the same' },
        ],
        answer: (runs) => {
          const [mark, skip] = runs.map(({ timeline }) => timeline.outcome!.guestPauseMs!);
          return Math.abs(mark! - skip!) < 0.1 * skip! ? 'same' : mark! > skip! ? 'mark' : 'skip';
        },
        because:
          'Both stop it for about {pause}: all of memory is dirty at the last look, either way. What marking did before was for nothing, but it had measured the bandwidth by then and *knew* that it would fit.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: [
        'The rule is to mark everything dirty, as QEMU 8.0 does. The limit is 300 ms, the link carries 125 MB/s.',
      ],
      runs: () => [{ ...run(2, 300), name: '512 MiB' }],
      figure: 'curve',
      question: {
        kind: 'number',
        ask: 'How much memory may a guest have for this to converge at all?',
        quantity: 'bytes',
        stops: [4, 8, 12, 16, 24, 32, 36, 48, 64, 96, 128, 192, 256, 384, 512].map((mib) => mib * 1024 * 1024),
        start: 512 * 1024 * 1024,
        answer: ([one]) => one!.timeline.decisions.at(-1)!.thresholdBytes,
        tolerance: 0.15,
        because:
          'All of it has to fit below the threshold, {threshold}. The guest of this lesson has {ram}, and sent {sent} in {end} in vain.',
      },
    },
  ],
};
