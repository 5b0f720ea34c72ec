import { t } from '../../language/t.ts';
import { MIB } from '../../units.ts';
import { classroom, writing } from '../classroom.ts';
import type { Lesson, Setting } from '../lesson.ts';

/** So small and so slow that the life of one page can be told. */
const SLOW_LINK = 8_000_000;
const guest = (writes: number) =>
  classroom(`16 MiB, ${writes} writes a second`, {
    guest: { ramBytes: 16 * MIB, workloads: writing(writes, 8 * MIB) },
    link: { kind: 'wire', bytesPerSecond: SLOW_LINK },
    parameters: { 'max-bandwidth': SLOW_LINK, 'downtime-limit': 100 },
  });
const asSet = ({ writes }: Setting) => [{ name: t('the guest'), scenario: guest(writes!) }];

/** A page that the first pass sends after its last write: the sync finds it all the same. */
const SENT_IN_VAIN = 1598;

export const DIRTY_BITMAP: Lesson = {
  id: 'dirty-bitmap',
  title: 'The dirty bitmap, and when it is cleared',
  question: 'How does QEMU know what to send again, and why does it send some pages for nothing?',
  knobs: [
    {
      name: 'writes',
      label: 'Pages the guest writes a second',
      quantity: 'write rate',
      stops: [50, 100, 200, 300, 450, 600, 1000],
      start: 300,
    },
  ],
  steps: [
    {
      id: 'log-and-bitmap',
      title: 'A log, and a bitmap',
      prose: [
        'Two lists are kept, a bit for each page. The [[dirty-log]] belongs to the kernel: a bit is set when a CPU writes the page. The [[migration-bitmap|bitmap]] belongs to QEMU: a bit is set while the page must be sent.',
        'At first all bits of the bitmap are set. A page that is sent loses its bit there. What is written meanwhile is only in the log: QEMU does not know of it yet.',
        'The figure follows one page of a small guest that writes {writes}: when it was written, when a [[sync]] found it, when it was sent. Take another page, and another.',
      ],
      runs: asSet,
      figure: 'page',
      page: SENT_IN_VAIN,
    },
    {
      id: 'sync',
      title: 'Cleared when asked, not when sent',
      prose: [
        'A [[sync]] moves the log into the bitmap: every bit of the log is cleared, and what was not waiting already is added. That is the only time the log is cleared. *Sending a page does not clear it.*',
        'So take a page that is written after a sync and sent after that. The destination has its newest content. But the bit in the log still stands, the next sync finds it, and the page is sent again although nothing changed. At {writes} that came to {vain-pages}, {vain-share} of all that was sent.',
        'It must be so. Between the moment a bit is cleared and the moment a page is read, a write might slip through and be lost. QEMU clears first and reads later, and pays with a few pages. (Newer kernels let it clear 1 GiB at a time, just before the first page of that is sent; in a guest of this size there is hardly a difference.)',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{A} = {B} + {N}',
        symbols: [
          { sign: 'A', means: 'remaining after the second sync', value: 'second-after', mark: 'remaining' },
          { sign: 'B', means: 'remaining before it', value: 'second-before', mark: 'sync' },
          { sign: 'N', means: 'newly found', value: 'first-found', mark: 'found' },
        ],
      },
    },
    {
      id: 'rate',
      title: 'What the dirty rate does not say',
      prose: [
        'A page that is written a hundred times between two syncs is one bit. And a page that is waiting anyway is not counted again. So `dirty-pages-rate` is how fast bits go from 0 to 1, not how fast the guest writes.',
        'Here the guest writes {write-rate}, and QEMU’s [[dirty-rate]] ends at {reported-rate}. The shorter the time between two syncs, the nearer they come to each other.',
        'At {writes}, compare the two.',
      ],
      runs: asSet,
      figure: 'curve',
    },
    {
      id: 'predict',
      title: 'Written after the sync, sent after the write',
      prose: [
        'At 1.0 s a sync clears the log. At 1.2 s the guest writes a page that waits in the bitmap. At 1.5 s that page is sent, with its new content. Then nobody writes it again.',
      ],
      runs: () => [{ name: t('the guest'), scenario: guest(300) }],
      figure: 'page',
      page: SENT_IN_VAIN,
      question: {
        kind: 'pick',
        ask: 'What happens to it?',
        options: [
          { id: 'once', text: 'It is done: the destination has the newest content' },
          { id: 'again', text: 'It is found by the next sync and sent again, for nothing' },
          { id: 'lost', text: 'It is lost: the log was cleared before the write' },
        ],
        answer: ([run]) => {
          const { redundantPages, audit } = run!.timeline.outcome!;
          return audit.stalePages > 0 ? 'lost' : redundantPages > 0 ? 'again' : 'once';
        },
        because:
          'In the run beside it {vain-pages} were sent although the destination had them, and {lost-pages} were lost. In the figure a hollow mark is a page sent for nothing.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['A guest of 16 MiB writes 600 pages a second at random within 8 MiB. The link carries 8 MB/s.'],
      runs: () => [{ name: t('the guest'), scenario: guest(600) }],
      figure: 'curve',
      question: {
        kind: 'number',
        ask: 'The first pass takes about two seconds. How much does the sync after it find?',
        quantity: 'bytes',
        stops: Array.from({ length: 17 }, (_, n) => (n * MIB) / 2),
        start: 8 * MIB,
        answer: ([run]) => (run!.timeline.syncs[1]!.byVcpuPages + run!.timeline.syncs[1]!.byDmaPages) * 4096,
        tolerance: 0.2,
        because:
          'It found {first-found} after {first-pass}. There were more writes than that, but a page that is hit twice is one page: of {first-found-pages} some were written several times.',
      },
    },
  ],
};
