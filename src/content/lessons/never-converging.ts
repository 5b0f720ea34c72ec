import { t } from '../../language/t.ts';
import type { ScenarioChanges } from '../../scenario/defaults.ts';
import { MIB } from '../../units.ts';
import { classroom, GIGABIT, writing } from '../classroom.ts';
import type { Lesson, Setting } from '../lesson.ts';

const REGION = 384 * MIB;
const guest = (writes: number, name = `Writes ${writes} pages a second`, changes: ScenarioChanges = {}) =>
  classroom(name, { guest: { workloads: writing(writes, REGION), vcpus: 4 }, horizonMs: 40_000, ...changes });
const TOO_FAST = 48_000;

/** What may help; the first of them nothing. */
const HELPS: readonly { readonly name: string; readonly changes: ScenarioChanges }[] = [
  { name: 'no help', changes: {} },
  { name: 'auto-converge', changes: { capabilities: { 'auto-converge': true } } },
  { name: 'a limit of 4 s', changes: { parameters: { 'downtime-limit': 4000 } } },
  {
    name: 'a link of 4 Gbit/s',
    changes: { link: { kind: 'wire', bytesPerSecond: 4 * GIGABIT }, parameters: { 'max-bandwidth': 4 * GIGABIT } },
  },
  {
    name: 'XBZRLE',
    changes: { capabilities: { xbzrle: true }, parameters: { 'xbzrle-cache-size': 512 * MIB } },
  },
  {
    name: 'post-copy',
    changes: {
      capabilities: { 'postcopy-ram': true, 'postcopy-blocktime': true },
      postcopy: { startAfterPasses: 3, roundTripMs: 0.1, queuedBytes: 212_992 },
    },
  },
];
const helped = (index: number) => {
  const { name, changes } = HELPS[index]!;
  return {
    name: index === 0 ? t('without help') : t('with {help}', { help: t(name) }),
    scenario: guest(TOO_FAST, name, changes),
  };
};
const asSet = ({ writes }: Setting) => [{ name: t('the guest'), scenario: guest(writes!) }];

export const NEVER_CONVERGING: Lesson = {
  id: 'never-converging',
  title: 'Never converging, and what helps',
  question: 'How can one tell that it will never end, and what does each remedy cost?',
  knobs: [
    {
      name: 'writes',
      label: 'Pages the guest writes a second',
      quantity: 'write rate',
      stops: [8000, 16_000, 24_000, 28_000, 32_000, 36_000, 48_000],
      start: 48_000,
    },
    {
      name: 'help',
      label: 'Remedy',
      quantity: 'count',
      stops: HELPS.map((_, i) => i),
      start: 1,
      words: HELPS.map(({ name }) => name),
    },
  ],
  values: {
    ratio: {
      quantity: 'share',
      of: ([run], { writes }) =>
        run?.scenario.link.kind === 'wire' ? (writes! * 4096) / run.scenario.link.bytesPerSecond! : null,
    },
    'plain-end': { quantity: 'ms', of: (runs) => runs.at(-1)?.timeline.outcome?.endMs ?? null },
    'plain-sent': { quantity: 'bytes', of: (runs) => runs.at(-1)?.timeline.outcome?.transferredBytes ?? null },
  },
  steps: [
    {
      id: 'ratio',
      title: 'Faster than the link',
      prose: [
        'This guest writes {writes}, anywhere in 384 MiB. The link carries 125 MB/s. The ratio is {ratio}.',
        'Beyond 100 % every pass finds as much as the one before. The curve becomes a saw without end: {end} later there had been {syncs} looks and {sent} sent, and QEMU would go on for ever. It has no limit of passes and no timeout; whoever started it has to end it.',
        'Go down with the rate, step by step. Near 100 % it does end, after many passes; and above it, sometimes, because pages are hit twice.',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{r} = {W} ÷ {B}',
        symbols: [
          { sign: 'r', means: 'ratio of the two speeds', value: 'ratio', mark: 'found' },
          { sign: 'W', means: 'what the guest writes', value: 'writes', mark: 'found' },
          { sign: 'B', means: 'bandwidth', value: 'bandwidth', mark: 'bandwidth' },
        ],
      },
    },
    {
      id: 'remedies',
      title: 'Five remedies',
      prose: [
        'The same guest with {help}. Change it, and see what it costs. Without help it was not over after {plain-end}, with {plain-sent} sent.',
        '[[auto-converge|Auto-converge]] takes CPU time from the guest, a step at a time: it takes long, and helps only if CPUs do the writing. A higher limit is paid in downtime. A faster link is paid by whoever owns it. [[xbzrle|XBZRLE]] sends what changed in a page, if little did. [[postcopy|Post-copy]] moves the guest first and its memory after it, so it always ends; while it lasts, each host has half of the guest.',
      ],
      runs: ({ help }) => [helped(help!), helped(0)],
      figure: 'runs',
    },
    {
      id: 'predict',
      title: 'Slow it down',
      prose: [
        'The guest writes 48,000 pages a second (197 MB/s), the link carries 125 MB/s. With auto-converge its CPUs lose 20 % of their time at first, then 10 % more at every second high period. A period is high when more than half of what was sent became dirty again.',
      ],
      runs: () => [helped(1), helped(0)],
      figure: 'runs',
      question: {
        kind: 'number',
        ask: 'By how much are its CPUs slowed when it ends?',
        quantity: 'percent',
        stops: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99],
        start: 0,
        answer: ([run]) => Math.max(...run!.timeline.throttle.map(({ state }) => state)),
        tolerance: 0.05,
        because:
          'By {throttle}, in {throttle-steps} steps, after {total}. Each step needs two high periods, so the time goes into waiting for them. It ends as soon as one look finds less than the threshold.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['The guest that never converges is moved by post-copy after its third sync.'],
      runs: () => [helped(5), helped(0)],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'For how long does it stand still?',
        options: [
          { id: 'ms', text: 'A few milliseconds, and then its CPUs wait for pages one at a time' },
          { id: 'limit', text: 'About the downtime limit, 300 ms' },
          { id: 'long', text: 'For seconds: everything that is left must go first' },
        ],
        answer: ([run]) => {
          const { guestPauseMs } = run!.timeline.outcome!;
          return guestPauseMs! < 50 ? 'ms' : guestPauseMs! < 600 ? 'limit' : 'long';
        },
        because:
          'It stood still for {pause}. Then it asked for {requests} pages that were not there yet; the longest wait was {longest-wait}.',
      },
    },
  ],
};
