import { t } from '../../language/t.ts';
import { vfioDevice } from '../../scenario/defaults.ts';
import { MIB } from '../../units.ts';
import { classroom, writing } from '../classroom.ts';
import type { Lesson, Setting } from '../lesson.ts';

const TEN_GIGABIT = 1_250_000_000;
const guest = (stateMiB: number, returnPath = false) =>
  classroom(`Device with ${stateMiB} MiB of state`, {
    guest: { workloads: writing(6000) },
    link: { kind: 'wire', bytesPerSecond: TEN_GIGABIT },
    parameters: { 'max-bandwidth': TEN_GIGABIT },
    capabilities: { 'return-path': returnPath },
    qemu: { release: '8.1' },
    devices: [
      vfioDevice({
        deviceLogging: true,
        stopCopyBytes: stateMiB * MIB,
        stopMs: 5,
        resumeMs: 5,
        loadBytesPerSecond: 500_000_000,
      }),
    ],
  });
const asSet = ({ state }: Setting) => [{ name: t('the guest'), scenario: guest(state! / MIB) }];

export const DOWNTIME: Lesson = {
  id: 'downtime',
  title: 'What downtime is made of',
  question: 'The guest stands still. For what, and who counts it?',
  knobs: [
    {
      name: 'state',
      label: 'State of the device',
      quantity: 'bytes',
      stops: [1, 16, 64, 128, 256, 320].map((mib) => mib * MIB),
      start: 128 * MIB,
    },
  ],
  values: {
    uncounted: {
      quantity: 'ms',
      of: ([run]) => {
        const { guestPauseMs, downtimeMs } = run!.timeline.outcome!;
        return guestPauseMs === null || downtimeMs === null ? null : guestPauseMs - downtimeMs;
      },
    },
  },
  steps: [
    {
      id: 'parts',
      title: 'Part after part',
      prose: [
        'At the [[switchover]] the CPUs stop, then the device, which took {device-stop-time}. Now nothing writes any more, and a last [[sync]] finds what was written since the one before. The rest of memory goes, {ram-bytes} in {ram-time}; then the [[device-state]], {state} in {device-time}; then a little more. Then the destination loads it and runs.',
        'A device’s state counts against the [[threshold]] like memory: the more state, the less memory may remain, and the more passes come first.',
      ],
      runs: asSet,
      figure: 'pause',
      formula: {
        text: '{P} = {c} + {d} + {r} + {s} + …',
        symbols: [
          { sign: 'P', means: 'pause of the guest', value: 'pause', mark: 'pause' },
          { sign: 'c', means: 'CPUs stop', value: 'vm-stop-time', mark: 'vm-stop' },
          { sign: 'd', means: 'the device stops', value: 'device-stop-time', mark: 'device-stop' },
          { sign: 'r', means: 'memory that was left', value: 'ram-time', mark: 'ram' },
          { sign: 's', means: 'state of the device', value: 'device-time', mark: 'device-state' },
        ],
      },
    },
    {
      id: 'who-counts',
      title: 'Two clocks',
      prose: [
        'QEMU’s source counts from just before the stop until it has sent everything: [[downtime]], here {downtime}. The guest counts from its last instruction there to its first instruction here: {pause}. Between them lie {uncounted} in which the destination loaded what had arrived, which the source cannot see.',
        'With a [[return-path]] the source waits for the destination’s word, and both numbers are the same. Without one, a large state that loads slowly is missing from the figure that everybody quotes. Try {state}.',
        'The limit knows nothing of loading either: it is compared with bytes to be *sent*.',
      ],
      runs: asSet,
      figure: 'pause',
      formula: {
        text: '{P} = {D} + {l}',
        symbols: [
          { sign: 'P', means: 'pause of the guest', value: 'pause', mark: 'pause' },
          { sign: 'D', means: 'downtime, as QEMU reports it', value: 'downtime', mark: 'ram' },
          { sign: 'l', means: 'loading, seen by nobody', value: 'uncounted', mark: 'destination-load' },
        ],
      },
    },
    {
      id: 'predict',
      title: 'A large state',
      prose: [
        'A device has 256 MiB of state, sent once it is stopped. The link carries 10 Gbit/s (1.25 GB/s), the destination loads 500 MB/s, and the downtime limit is 300 ms.',
      ],
      runs: () => [{ name: t('256 MiB of state'), scenario: guest(256) }],
      figure: 'pause',
      question: {
        kind: 'number',
        ask: 'For how long does the guest stand still?',
        quantity: 'ms',
        stops: [
          50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 1000, 1200,
          1500,
        ],
        start: 300,
        answer: ([run]) => run!.timeline.outcome!.guestPauseMs!,
        tolerance: 0.15,
        because:
          'It stood still for {pause}. QEMU reports {downtime}, near its limit. The other {uncounted} are 256 MiB at 500 MB/s on the destination: the largest part, and in no number that the source shows.',
      },
    },
    {
      id: 'check',
      title: 'Check',
      prose: ['The same device, with the capability `return-path`.'],
      runs: () => [{ name: t('with a return path'), scenario: guest(256, true) }],
      figure: 'pause',
      question: {
        kind: 'pick',
        ask: 'What changes?',
        options: [
          { id: 'shorter', text: 'The guest is stopped for a shorter time' },
          { id: 'honest', text: 'The guest is stopped as long as before, and QEMU reports all of it' },
          { id: 'nothing', text: 'Nothing' },
        ],
        answer: ([run]) => {
          const { guestPauseMs, downtimeMs } = run!.timeline.outcome!;
          return guestPauseMs! < 500 ? 'shorter' : Math.abs(guestPauseMs! - downtimeMs!) < 5 ? 'honest' : 'nothing';
        },
        because:
          'The guest stood still for {pause} and QEMU reports {downtime}. The migration also ends later by that time, since the source waits: {total}.',
      },
    },
  ],
};
