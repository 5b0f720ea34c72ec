import { t } from '../../language/t.ts';
import { bytesToPages, MIB } from '../../units.ts';
import { classroom } from '../classroom.ts';
import type { Lesson } from '../lesson.ts';

const guest = (dataMiB: number, name = `${dataMiB} MiB of data`) =>
  classroom(name, {
    guest: { nonzeroRanges: dataMiB === 0 ? [] : [{ fromPage: 0, toPage: bytesToPages(dataMiB * MIB) }] },
  });
const run = (dataMiB: number) => ({
  name: t('{bytes} of data', { bytes: `${dataMiB} MiB` }),
  scenario: guest(dataMiB),
});

export const WHAT_IS_COPIED: Lesson = {
  id: 'what-is-copied',
  title: 'What is copied',
  question: 'What goes over the link when a guest moves, and what does not?',
  knobs: [
    {
      name: 'data',
      label: 'Memory that holds data',
      quantity: 'bytes',
      stops: [0, 32, 64, 128, 192, 256, 320, 384, 448, 512].map((mib) => mib * MIB),
      start: 256 * MIB,
    },
  ],
  steps: [
    {
      id: 'pages',
      title: 'Memory goes page by page',
      prose: [
        'A guest is, above all, its memory. This one has {ram} of it: {pages}, each a [[page]] of 4 KiB. {data} hold data. The rest was never touched, and reads as zeros.',
        'QEMU sends every page once. A page with data is its 4,096 bytes and 8 bytes that say where it belongs. A [[zero-page]] is 9 bytes: where it belongs, and that there is nothing in it. So {data-pages} and {zero-pages} of zeros became {sent} on the link, in {total}.',
        'Change how much of memory holds data, and see what the link carries.',
      ],
      runs: ({ data }) => [run(data! / MIB)],
      figure: 'parts',
      formula: {
        text: '{W} ≈ {n} × 4,104 B + {z} × 9 B',
        symbols: [
          { sign: 'W', means: 'bytes of RAM on the link', value: 'sent', mark: 'wire' },
          { sign: 'n', means: 'pages with data', value: 'data-pages', mark: 'data' },
          { sign: 'z', means: 'pages of zeros', value: 'zero-pages', mark: 'zero' },
        ],
      },
    },
    {
      id: 'predict',
      title: 'Twice the memory, as much data',
      prose: [
        'A tool that looks at the size of a guest alone would say: twice the memory, twice the time. Here are two guests with 128 MiB of data each. One has 512 MiB of memory, the other 1 GiB.',
      ],
      runs: () => [
        { name: t('1 GiB, 128 MiB of data'), scenario: doubled() },
        { name: t('512 MiB, 128 MiB of data'), scenario: guest(128) },
      ],
      figure: 'runs',
      question: {
        kind: 'pick',
        ask: 'How much longer does the larger guest take?',
        options: [
          { id: 'same', text: 'Hardly any longer' },
          { id: 'half', text: 'Half as long again' },
          { id: 'twice', text: 'Twice as long' },
        ],
        answer: (runs) => {
          const [large, small] = runs.map(({ timeline }) => timeline.outcome!.totalTimeMs);
          const longer = large! / small!;
          return longer < 1.25 ? 'same' : longer < 1.75 ? 'half' : 'twice';
        },
        because:
          'It took {total}, {longer} as long as the smaller one: {zero-pages} of zeros are {zero-bytes}. What QEMU shows as `remaining` counts each of them as 4 KiB, which is why the curve falls so steeply through empty memory.',
      },
    },
    {
      id: 'rest',
      title: 'What else there is',
      prose: [
        'Beside memory goes the state of the machine: registers of the CPUs, timers, each emulated device. On a plain machine that is about 110 kB, sent while the guest stands still. Here {other-bytes} were not memory, with all framing.',
        'A passed-through device adds its [[device-state]], which may be far more. Disks are usually not copied at all: both hosts reach the same storage. And [[shared-memory]] that both sides map on one host can be left out.',
        'And nothing holds the guest still meanwhile: no page is locked, and it goes on writing. That is the next lesson.',
      ],
      runs: ({ data }) => [run(data! / MIB)],
      figure: 'parts',
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['A guest of 512 MiB holds 384 MiB of data. Nobody writes.'],
      runs: () => [run(384)],
      figure: 'parts',
      question: {
        kind: 'number',
        ask: 'How many bytes of RAM go over the link?',
        quantity: 'bytes',
        stops: Array.from({ length: 33 }, (_, n) => n * 32 * MIB),
        start: 512 * MIB,
        answer: ([only]) => only!.timeline.outcome!.transferredBytes,
        tolerance: 0.1,
        because:
          '{data-pages} with data at 4,104 bytes and {zero-pages} of zeros at 9: {sent}. The zeros are {zero-bytes} of it.',
      },
    },
  ],
  values: {
    longer: {
      quantity: 'times',
      of: ([large, small]) =>
        large && small ? large.timeline.outcome!.totalTimeMs / small.timeline.outcome!.totalTimeMs : null,
    },
    'zero-bytes': { quantity: 'bytes', of: ([one]) => (one ? one.timeline.outcome!.duplicatePages * 9 : null) },
  },
};

function doubled() {
  const { guest: small, ...rest } = guest(128, '1 GiB, 128 MiB of data');
  return { ...rest, guest: { ...small, ramBytes: 1024 * MIB } };
}
