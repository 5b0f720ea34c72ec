import { t } from '../../language/t.ts';
import { pagesToBytes } from '../../units.ts';
import { classroom, GIGABIT, writing } from '../classroom.ts';
import type { Lesson, Setting } from '../lesson.ts';
import { foundPages } from '../measures.ts';

const guest = (writes: number, bytesPerSecond: number) =>
  classroom(`Writes ${writes} pages a second`, {
    guest: { workloads: writing(writes) },
    link: { kind: 'wire', bytesPerSecond },
    parameters: { 'max-bandwidth': bytesPerSecond, 'downtime-limit': 100 },
  });
const asSet = ({ writes, speed }: Setting) => [{ name: t('the guest'), scenario: guest(writes!, speed!) }];
const PREDICTED = () => [{ name: t('the guest'), scenario: guest(12_000, GIGABIT) }];

export const ONE_PASS: Lesson = {
  id: 'one-pass',
  title: 'Why one pass is not enough',
  question: 'Why is memory sent again and again, and why does that ever end?',
  knobs: [
    {
      name: 'writes',
      label: 'Pages the guest writes a second',
      quantity: 'write rate',
      stops: [0, 1000, 2000, 4000, 8000, 12_000, 16_000, 20_000, 24_000, 28_000, 32_000, 40_000],
      start: 12_000,
    },
    {
      name: 'speed',
      label: 'Speed of the link',
      quantity: 'bits a second',
      stops: [0.25, 0.5, 1, 2, 4, 8].map((factor) => factor * GIGABIT),
      start: GIGABIT,
    },
  ],
  values: {
    'second-pass': {
      quantity: 'ms',
      of: ([run]) => {
        const [, from, to] = run?.timeline.syncs ?? [];
        return from && to ? to.atMs - from.atMs : null;
      },
    },
    'second-found': {
      quantity: 'bytes',
      of: ([run]) => {
        const third = run?.timeline.syncs[2];
        return third ? pagesToBytes(foundPages(third)) : null;
      },
    },
    shrink: {
      quantity: 'share',
      of: ([run]) => {
        const [, second, third] = run?.timeline.syncs ?? [];
        return second && third && foundPages(second) > 0 ? foundPages(third) / foundPages(second) : null;
      },
    },
  },
  steps: [
    {
      id: 'meanwhile',
      title: 'The guest goes on writing',
      prose: [
        'Sending {ram} over {speed} takes a while: the first [[pass]] over memory took {first-pass}. All that time the guest ran, and wrote {writes}.',
        'A page that was sent and then written is old on the destination. When QEMU looked, it [[sync|found]] {first-found} to send again. With nothing written there would be no second pass: move the rate to 0 and see.',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{t} ≈ {M} ÷ {B}',
        symbols: [
          { sign: 't', means: 'time of the first pass', value: 'first-pass', mark: 'pass' },
          { sign: 'M', means: 'memory to send', value: 'ram', mark: 'remaining' },
          { sign: 'B', means: 'bandwidth', value: 'bandwidth', mark: 'bandwidth' },
        ],
      },
    },
    {
      id: 'shrinks',
      title: 'Each pass is shorter than the last',
      prose: [
        'The second pass has less to send, so it is over sooner: {second-pass} after {first-pass}. In a shorter time the guest dirties less, {second-found} after {first-found}, and so on. That is [[pre-copy]]: passes that shrink, until what is left can be sent while the guest stands still.',
        'How fast they shrink is the ratio of two speeds: how fast pages become [[dirty]], and how fast they leave. At {writes} over {speed} each pass found {shrink} of what the one before had found. Nearer to 100 % it takes many passes; well beyond it, it never ends.',
        'The guest writes within 256 MiB only: that is its [[working-set]]. However long a pass takes, it cannot find more.',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{r} ≈ {F} ÷ ({B} × {t})',
        symbols: [
          { sign: 'r', means: 'what the second sync found of the first', value: 'shrink', mark: 'sync' },
          { sign: 'F', means: 'found after the first pass', value: 'first-found', mark: 'found' },
          { sign: 'B', means: 'bandwidth', value: 'bandwidth', mark: 'bandwidth' },
          { sign: 't', means: 'time of the first pass', value: 'first-pass', mark: 'pass' },
        ],
      },
    },
    {
      id: 'predict',
      title: 'Draw the curve',
      prose: [
        'A guest of 512 MiB writes 12,000 pages a second (49 MB/s) within 256 MiB. The link carries 1 Gbit/s (125 MB/s). It may be stopped for 100 ms.',
      ],
      runs: PREDICTED,
      figure: 'curve',
      question: {
        kind: 'draw',
        ask: 'Draw how many bytes remain to be sent, from the first instant to the last.',
        because:
          'It fell for {first-pass}, jumped to {second-after} when QEMU looked, and did so {syncs} times in {total}. Between two looks it is a straight line: the link knows one speed.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['The same guest on a link of twice the speed.'],
      runs: () => [
        { name: '2 Gbit/s', scenario: guest(12_000, 2 * GIGABIT) },
        { name: '1 Gbit/s', scenario: guest(12_000, GIGABIT) },
      ],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'The first pass takes half as long. What about the bytes sent in all?',
        options: [
          { id: 'same', text: 'As many: the guest writes as fast as before' },
          { id: 'fewer', text: 'Fewer: less time to write in, so less to send again' },
          { id: 'more', text: 'More: a faster link sends more' },
        ],
        answer: (runs) => {
          const [fast, slow] = runs.map(({ timeline }) => timeline.outcome!.transferredBytes);
          return fast! < slow! * 0.95 ? 'fewer' : fast! > slow! * 1.05 ? 'more' : 'same';
        },
        because:
          '{sent} in all, in {total}. Twice the speed is worth more than half the time: every pass is shorter, and each gives the guest less time to make work for the next.',
      },
    },
  ],
};
