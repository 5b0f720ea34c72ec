import { t } from '../../language/t.ts';
import type { Lesson } from '../lesson.ts';
import { RING, withCard } from '../passthrough.ts';

const guest = (writesPerSecond: number, deviceLogging = false) =>
  withCard(
    `A card that writes ${writesPerSecond} pages a second`,
    { deviceLogging, dma: { kind: 'ring', region: RING, writesPerSecond } },
    deviceLogging ? { qemu: { release: '8.0' } } : { qemu: { release: '7.2', untrackedRule: 'knob' } },
  );
const run = (writes: number) => ({ name: t('nobody asks', {}, 'device'), scenario: guest(writes) });

export const LOST_WRITE: Lesson = {
  id: 'lost-write',
  title: 'The lost write',
  question: 'What does it look like when a migration succeeds and the guest is broken?',
  knobs: [
    {
      name: 'writes',
      label: 'Pages the card writes a second',
      quantity: 'write rate',
      stops: [100, 250, 500, 1000, 2000, 8000],
      start: 1000,
    },
  ],
  values: {
    'ring-bytes': { quantity: 'bytes', of: () => RING.pages * 4096 },
    'late-writes': {
      quantity: 'count',
      of: ([one]) => (one ? Math.round(one.timeline.outcome!.dmaWrites) : null),
    },
  },
  steps: [
    {
      id: 'silence',
      title: 'Completed, and wrong',
      prose: [
        'Suppose QEMU simply did not ask who tracks the card, and migrated. The card writes {writes} into its ring while memory is being sent. No log notes it.',
        'The migration completes in {total}, the pause is {pause}, every number looks well. And {lost-pages} on the destination hold what was there before the card wrote: [[lost-write|lost writes]]. They are the checkered cells.',
        'Nobody says that anything was lost. QEMU’s log has a line that dirty tracking could not be set, and it went on. The guest finds out when it reads a packet that was never there. Move through time, and see when they turn.',
      ],
      runs: ({ writes }) => [run(writes!)],
      figure: 'pages',
      formula: {
        text: '{l} ≤ {w}',
        symbols: [
          { sign: 'l', means: 'pages lost', value: 'lost-pages', mark: 'lost' },
          { sign: 'w', means: 'writes of the card during the migration', value: 'late-writes', mark: 'sent' },
        ],
      },
    },
    {
      id: 'one-page',
      title: 'The life of a lost page',
      prose: [
        'Here is the first of them. It was sent, and then the card wrote it. No [[sync]] found it, because nobody had noted it. It was not sent again.',
        'Compare a page that a CPU writes: the write is noted, the next sync finds it, it is sent. Take other pages, at {writes}. Those below 32,768 are the CPUs’.',
        'From reading its code, QEMU 10.1 does this when such a device is migrated with `enable-migration=on`. No run on hardware has shown it yet; this laboratory says so where it shows it.',
      ],
      runs: ({ writes }) => [run(writes!)],
      figure: 'page',
    },
    {
      id: 'predict',
      title: 'Which writes are lost',
      prose: [
        'The card writes 8,000 pages a second round and round 4,096 pages of its ring, during a migration of nearly five seconds.',
      ],
      runs: () => [run(8000)],
      figure: 'pages',
      question: {
        kind: 'number',
        ask: 'How many pages are lost?',
        quantity: 'pages',
        stops: [0, 256, 512, 1024, 2048, 4096, 8192, 16_384, 36_032, 40_000],
        start: 0,
        answer: ([one]) => one!.timeline.outcome!.audit.stalePages,
        tolerance: 0.05,
        because:
          '{lost-pages}: the whole ring, once. Each was sent at some time, and written after it. {late-writes} writes, but a page is old or it is not.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['The same card, but it logs its own writes, and QEMU 8.0 asks it.'],
      runs: () => [{ name: t('the device is asked'), scenario: guest(8000, true) }],
      figure: 'pages',
      question: {
        kind: 'pick',
        ask: 'How many of its writes are lost?',
        options: [
          { id: 'none', text: 'None of them' },
          { id: 'last', text: 'Those after the last sync' },
          { id: 'all', text: 'As many as before' },
        ],
        answer: ([one]) => {
          const { stalePages } = one!.timeline.outcome!.audit;
          return stalePages === 0 ? 'none' : stalePages < 4096 ? 'last' : 'all';
        },
        because:
          '{lost-pages}. The last [[sync]] comes after the card has been stopped: nothing can write behind it. That order, stop and then ask, is what makes a migration correct.',
      },
    },
  ],
};
