import type { ReleaseName } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { DeviceChanges } from '../../scenario/defaults.ts';
import type { Lesson } from '../lesson.ts';
import { withCard } from '../passthrough.ts';

/** Who may tell QEMU what a device wrote; the release is the first that knows them. */
const TRACKERS: readonly { readonly name: string; readonly device: DeviceChanges; readonly release: ReleaseName }[] = [
  { name: 'the device’s own log', device: { deviceLogging: true }, release: '8.0' },
  { name: 'a mediated device’s pinned pages', device: { container: 'type1-pinned' }, release: '7.2' },
  { name: 'a type1 container', device: { container: 'type1' }, release: '7.2' },
  { name: 'nobody', device: {}, release: '8.0' },
];
const run = (index: number) => {
  const { name, device, release } = TRACKERS[index]!;
  return {
    name: t('tracked by {tracker}', { tracker: t(name) }),
    scenario: withCard(`Tracked by ${name}`, device, { qemu: { release } }),
  };
};

export const DEVICES: Lesson = {
  id: 'devices',
  title: 'Devices that write behind the CPU’s back',
  question: 'Why can a passed-through device keep a guest from ever moving?',
  knobs: [
    {
      name: 'tracker',
      label: 'Who tells QEMU what the device wrote',
      quantity: 'count',
      stops: TRACKERS.map((_, i) => i),
      start: 0,
      words: TRACKERS.map(({ name }) => name),
    },
  ],
  values: {
    mapped: { quantity: 'bytes', of: ([one]) => one?.scenario.guest.ramBytes ?? null },
    'by-cpu': {
      quantity: 'bytes',
      of: ([one]) => {
        const second = one?.timeline.syncs[1];
        return second ? second.byVcpuPages * 4096 : null;
      },
    },
    'found-each': {
      quantity: 'bytes',
      of: ([one]) => {
        const second = one?.timeline.syncs[1];
        return second ? (second.byDmaPages + second.allDirtyPages) * 4096 : null;
      },
    },
  },
  steps: [
    {
      id: 'dma',
      title: 'Two kinds of writes',
      prose: [
        'When a CPU writes a page, the processor can note it: that is the [[dirty-log]]. A passed-through device writes memory by [[dma|DMA]], past the CPU. The processor notes nothing.',
        'Somebody else has to say what the device wrote. Here it is {tracker}. The card writes 8,000 pages a second, round and round a ring of 16 MiB. At the second sync {found-each} were reported for it.',
        'Change who reports. A good report is a few pages; a poor one is everything, every time; and then what remains never falls below the threshold.',
      ],
      runs: ({ tracker }) => [run(tracker!)],
      figure: 'curve',
      formula: {
        text: '{N} = {c} + {d}',
        symbols: [
          { sign: 'N', means: 'found by the second sync', value: 'first-found', mark: 'found' },
          { sign: 'c', means: 'written by CPUs', value: 'by-cpu', mark: 'sync' },
          { sign: 'd', means: 'reported for the device', value: 'found-each', mark: 'found' },
        ],
      },
    },
    {
      id: 'trackers',
      title: 'Who can report',
      prose: [
        'A [[type1]] container reports every mapped page as dirty at every look, since the IOMMU lets the device write anywhere: *perpetually dirty*. If the device pins the pages it uses, as mediated devices do, only [[pinned-pages|those]] are reported.',
        'A device may keep a log of its own ([[device-logging|device logging]], from QEMU 8.0 on), or the [[iommu]] may (from 9.1 on). Then exactly what was written is reported, and the guest converges like any other.',
        'And some have none of these. What QEMU does then was the question of the mail thread that this laboratory began with; it is the next lesson. Below: {tracker}, and all four on one scale.',
      ],
      runs: () => TRACKERS.map((_, i) => run(i)),
      figure: 'runs',
    },
    {
      id: 'predict',
      title: 'Every page, every time',
      prose: [
        'A physical card behind a type1 container. The guest has 512 MiB, the link carries 125 MB/s, the limit is 300 ms.',
      ],
      runs: () => [withHorizon(13_000)],
      figure: 'curve',
      question: {
        kind: 'draw',
        ask: 'Draw what remains over the first 13 seconds.',
        because:
          'A saw: every look finds all {mapped} dirty again. {syncs} looks in {end}, {sent} sent, and it is where it began, for ever. It could end only if all of memory fitted into the limit.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: [
        'The guest of this lesson with a card that logs its own writes, 8,000 pages a second (33 MB/s) into a ring of 16 MiB.',
      ],
      runs: () => [run(0)],
      figure: 'curve',
      question: {
        kind: 'pick',
        ask: 'The first pass takes four seconds, so the card writes 32,000 pages meanwhile. How many of them does the sync find?',
        options: [
          { id: 'all', text: 'About 32,000: each write counts' },
          { id: 'ring', text: '4,096: the pages of the ring, each once' },
          { id: 'none', text: 'None: the CPU did not see them' },
        ],
        answer: ([one]) => {
          const found = one!.timeline.syncs[1]!.byDmaPages;
          return found === 0 ? 'none' : found <= 4096 ? 'ring' : 'all';
        },
        because:
          'A log has a bit a page. A ring that goes round eight times is still {found-each}. That is why a network card may converge at any packet rate, and a device that writes all over memory may not.',
      },
    },
  ],
};

/** The type1 container, looked at for so long. */
function withHorizon(horizonMs: number) {
  const { name, scenario } = run(2);
  return { name, scenario: { ...scenario, horizonMs } };
}
