import { t } from '../../language/t.ts';
import { MIB } from '../../units.ts';
import { classroom, GIGABIT, writing } from '../classroom.ts';
import type { Lesson, Setting } from '../lesson.ts';

const guest = (limitMs: number, cap = GIGABIT, link = GIGABIT) =>
  classroom(`Limit ${limitMs} ms`, {
    guest: { workloads: writing(12_000) },
    link: { kind: 'wire', bytesPerSecond: link },
    parameters: { 'max-bandwidth': cap, 'downtime-limit': limitMs },
  });
const asSet = ({ limit, cap }: Setting) => [{ name: t('the guest'), scenario: guest(limit!, cap!) }];

export const WHEN_TO_STOP: Lesson = {
  id: 'when-to-stop',
  title: 'When may we stop',
  question: 'Which two numbers does QEMU compare, and where do they come from?',
  knobs: [
    {
      name: 'limit',
      label: 'Downtime limit',
      quantity: 'ms',
      stops: [0, 30, 100, 200, 300, 500, 1000, 2000],
      start: 300,
    },
    {
      name: 'cap',
      label: 'max-bandwidth',
      quantity: 'bytes a second',
      stops: [0.5, 0.6, 0.75, 1].map((share) => share * GIGABIT),
      start: GIGABIT,
    },
  ],
  values: {
    ratio: {
      quantity: 'share',
      of: ([run]) => {
        const { guestPauseMs } = run!.timeline.outcome!;
        return guestPauseMs === null ? null : guestPauseMs / run!.scenario.parameters['downtime-limit'];
      },
    },
  },
  steps: [
    {
      id: 'threshold',
      title: 'What fits into the limit',
      prose: [
        'The owner allows a pause: the [[downtime-limit]], here {limit}. QEMU turns it into bytes. What the link can carry in that time is the [[threshold]], and it is what remains to be sent that is compared with it.',
        'At {bandwidth} and {limit} the threshold is {threshold}. The guest is stopped once less than that remains, and for {pause} it stood still.',
        'Move the limit. At 0 nothing is ever below the threshold, yet it ends: see [[limit-zero]].',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{T} = {B} × {L}',
        symbols: [
          { sign: 'T', means: 'threshold', value: 'threshold', mark: 'threshold' },
          { sign: 'B', means: 'measured bandwidth', value: 'bandwidth', mark: 'bandwidth' },
          { sign: 'L', means: 'downtime limit', value: 'limit', mark: 'pause' },
        ],
      },
    },
    {
      id: 'look',
      title: 'Below it, look again',
      prose: [
        'What remains is a belief: it is what the last [[sync]] left, less what was sent. The guest has been writing since. So when it falls below the threshold QEMU does not stop the guest. It makes a sync, and compares again.',
        'Each circle in the figure is such a look. Most find too much, and a new [[pass]] begins. There were {syncs} here: one at the start, one while the guest stood still, and the others between.',
        'A pass therefore ends a little early, with up to {threshold} unsent. Those go in the next one.',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{R} < {T}',
        symbols: [
          { sign: 'R', means: 'remaining at the last look, before it', value: 'last-before', mark: 'sync' },
          { sign: 'T', means: 'threshold', value: 'threshold', mark: 'threshold' },
        ],
      },
    },
    {
      id: 'estimate',
      title: 'The bandwidth is an estimate',
      prose: [
        'Nobody tells QEMU what the link can do. It counts what left in a [[window]] of about 100 ms and divides. Until the first window has closed it knows nothing, and the threshold is 0.',
        'A cap falsifies the measure. With `max-bandwidth` at {cap}, no window measures more, so the threshold is {threshold}. But once the guest is stopped the cap is lifted, and the rest goes at the speed of the link, 1 Gbit/s. The pause was {pause}: {ratio} of what was allowed.',
        'Lower the cap: the owner allowed {limit} and gets a shorter pause for more passes. From QEMU 8.2 on `avail-switchover-bandwidth` says what the link will do then: see [[switchover-bandwidth]].',
      ],
      runs: asSet,
      figure: 'curve',
      formula: {
        text: '{B} = {w} ÷ {t}',
        symbols: [
          { sign: 'B', means: 'bandwidth of the last window', value: 'bandwidth', mark: 'bandwidth' },
          { sign: 'w', means: 'bytes that left in it', value: 'window-bytes', mark: 'remaining' },
          { sign: 't', means: 'its length', value: 'window-time', mark: 'total' },
        ],
      },
    },
    {
      id: 'predict',
      title: 'Twice the limit',
      prose: [
        'The same guest is migrated with a limit of 500 ms, and with 1 s. It writes 49 MB/s, the link carries 125 MB/s.',
      ],
      runs: () => [
        { name: t('limit 1 s'), scenario: guest(1000) },
        { name: t('limit 500 ms'), scenario: guest(500) },
      ],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'How much sooner is the migration over with the higher limit?',
        options: [
          { id: 'half', text: 'In about half the time' },
          { id: 'little', text: 'A little sooner: the last passes were short anyway' },
          { id: 'later', text: 'Later: the pause is longer' },
        ],
        answer: (runs) => {
          const [high, low] = runs.map(({ timeline }) => timeline.outcome!.totalTimeMs);
          return high! > low! ? 'later' : high! < 0.7 * low! ? 'half' : 'little';
        },
        because:
          'It took {total}, and the guest stood still for {pause}. Passes shrink like a geometric series: the last ones cost little time, so a higher limit saves little, and every millisecond of it is spent.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['A link carries 2 Gbit/s, all of it allowed. The downtime limit is 200 ms.'],
      runs: () => [{ name: t('limit 200 ms'), scenario: guest(200, 2 * GIGABIT, 2 * GIGABIT) }],
      figure: 'curve',
      question: {
        kind: 'number',
        ask: 'How high is the threshold?',
        quantity: 'bytes',
        stops: Array.from({ length: 41 }, (_, n) => n * 4 * MIB),
        start: 100 * MIB,
        answer: ([run]) => run!.timeline.decisions.at(-1)!.thresholdBytes,
        tolerance: 0.15,
        because: '250 MB/s for 0.2 s are 50 MB. The engine measured {bandwidth} and had a threshold of {threshold}.',
      },
    },
  ],
};
