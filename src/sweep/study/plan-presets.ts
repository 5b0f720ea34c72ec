import { scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { MEASURED_GUEST, measuredWorkload } from '../../scenario/measured-curve.ts';
import { preset } from '../../scenario/presets.ts';
import { GIB, MIB, PAGE_BYTES } from '../../units.ts';
import { NO_PROMISE, type Plan } from './plan.ts';
import { USUAL_CELLS } from './plan-schema.ts';

/** A plan that is worth seeing. */
export interface PlanPreset {
  readonly id: string;
  /** The question, as a person would ask it. */
  readonly title: string;
  /** What there is to see, one or two sentences. */
  readonly teaches: string;
  readonly plan: Plan;
}

const planOf = (changes: Pick<Plan, 'scenario' | 'axes'> & Partial<Plan>): Plan => ({
  format: 1,
  name: '',
  design: { kind: 'grid' },
  repeats: 1,
  constraints: [],
  promise: { ...NO_PROMISE, downtimeMs: 'limit' },
  questions: [],
  mostCells: USUAL_CELLS,
  ...changes,
});

/** A guest of 4 GiB whose CPUs write a 1 GiB hot set, on 10 Gbit/s without a cap. */
const busy = scenarioWith({
  guest: {
    ramBytes: 4 * GIB,
    workloads: [
      {
        kind: 'hot-cold',
        region: { startPage: 0, pages: 524_288 },
        writesPerSecond: 100_000,
        hotPages: 131_072,
        hotShare: 0.9,
      },
    ],
  },
  qemu: { release: '9.2' },
  parameters: { 'max-bandwidth': 0 },
  horizonMs: 30_000,
});

/** Guest and link of VS-1 are so many times smaller, which leaves every time as it is. */
export const VS1_THINNED = 64;
/** 100 Mbps to 40 Gbps, both binary in the source. */
const VS1_BITS_PER_SECOND = [100 * MIB, ...[1, 2, 2.5, 5, 10, 25, 40].map((gbps) => gbps * GIB)];
const VS1_DATA_PAGES = Math.round(
  (MEASURED_GUEST.totalPages / VS1_THINNED) * (1 - MEASURED_GUEST.zeroPages / MEASURED_GUEST.sampledPages),
);

const SIX_SETTINGS: Plan['axes'] = [
  { field: 'writesPerSecond', scale: 'log', from: 10_000, to: 300_000, steps: 16 },
  { field: 'downtime-limit', scale: 'log', from: 30, to: 3000, steps: 16 },
  { field: 'linkBytesPerSecond', scale: 'log', from: 625_000_000, to: 5_000_000_000, steps: 16 },
  { field: 'hotShare', scale: 'linear', from: 0.5, to: 1, steps: 16 },
  { field: 'zeroShare', scale: 'linear', from: 0, to: 0.5, steps: 16 },
  { field: 'release', scale: 'list', values: ['7.2', '8.2', '9.2', '10.1'] },
];

/** In the order of the picker; the first is what a first visit sees. */
export const PLAN_PRESETS: readonly PlanPreset[] = [
  {
    id: 'limit-and-writes',
    title: 'Which downtime limit does a busy guest need?',
    teaches:
      'Up to some rate the limit hardly matters; beyond it only a limit that holds the whole hot set ends the migration.',
    plan: planOf({
      name: 'Limit against write rate',
      scenario: busy,
      axes: [
        { field: 'writesPerSecond', scale: 'log', from: 10_000, to: 1_000_000, steps: 64 },
        { field: 'downtime-limit', scale: 'log', from: 10, to: 10_000, steps: 64 },
      ],
      promise: NO_PROMISE,
      questions: [{ find: 'smallest', field: 'downtime-limit', from: 1, to: 20_000 }],
    }),
  },
  {
    id: 'vs-1',
    title: 'Does the measured memcached guest converge?',
    teaches:
      'The published table of a 32 GiB guest, bandwidth across and downtime limit up, as QEMU 7.2 migrates it. Below the map stand the published times, the rule that gives all of them, and where QEMU differs and why.',
    plan: planOf({
      name: 'VS-1',
      scenario: scenarioWith({
        guest: {
          ramBytes: (MEASURED_GUEST.totalPages / VS1_THINNED) * PAGE_BYTES,
          firmware: 'bare',
          workloads: [measuredWorkload(VS1_DATA_PAGES)],
          nonzeroRanges: [{ fromPage: 0, toPage: VS1_DATA_PAGES }],
        },
        parameters: { 'max-bandwidth': 0 },
        horizonMs: 2_100_000,
      }),
      axes: [
        {
          field: 'linkBytesPerSecond',
          scale: 'list',
          values: VS1_BITS_PER_SECOND.map((bits) => Math.round(bits / 8 / VS1_THINNED)),
        },
        { field: 'downtime-limit', scale: 'list', values: [125, 250, 500, 1000, 5000, 2_000_000] },
      ],
      promise: NO_PROMISE,
    }),
  },
  {
    id: 'vgpu-limit',
    title: 'How large may a vGPU guest be when the limit is its completion time?',
    teaches:
      'KubeVirt sets the downtime limit of a vGPU guest to its whole completion time, 150 s for each GiB; QEMU takes at most 2,000 s, so above 13.3 GiB it cannot be expressed and the map is empty.',
    plan: planOf({
      name: 'vGPU: limit is completion time',
      scenario: scenarioWith({
        guest: { ramBytes: 8 * GIB },
        devices: [
          vfioDevice({
            container: 'type1',
            dma: { kind: 'ring', region: { startPage: 0, pages: 65_536 }, writesPerSecond: 20_000 },
          }),
        ],
        horizonMs: 3_600_000,
      }),
      axes: [
        { field: 'ramBytes', scale: 'linear', from: GIB, to: 24 * GIB, steps: 24 },
        { field: 'downtime-limit', scale: 'linear', from: 0, to: 2_000_000, steps: 41 },
      ],
      constraints: [{ field: 'downtime-limit', is: '>=', than: 'ramBytes', times: 150_000 / GIB }],
    }),
  },
  {
    id: 'auto-converge',
    title: 'What does slowing the guest change?',
    teaches:
      'The same map twice, without and with auto-converge. Take "Guest slowed" for the colour or the lines to see what it costs.',
    plan: planOf({
      name: 'Auto-converge',
      scenario: busy,
      axes: [
        { field: 'writesPerSecond', scale: 'log', from: 30_000, to: 1_000_000, steps: 16 },
        { field: 'downtime-limit', scale: 'log', from: 30, to: 3000, steps: 12 },
        { field: 'auto-converge', scale: 'list', values: [false, true] },
      ],
      promise: NO_PROMISE,
    }),
  },
  {
    id: 'which-setting',
    title: 'Which of six settings matters most?',
    teaches: 'Morris: walks that change one setting at a time, over the whole range of each.',
    plan: planOf({
      name: 'Which setting',
      scenario: busy,
      axes: SIX_SETTINGS,
      design: { kind: 'morris', trajectories: 20, levels: 4, seed: 1 },
      promise: NO_PROMISE,
    }),
  },
  {
    id: 'six-settings',
    title: 'What do migrations that stop briefly have in common?',
    teaches:
      'Six settings spread evenly over their ranges: choose a short stop on its axis, and see what is left on the others.',
    plan: planOf({
      name: 'Six settings',
      scenario: busy,
      axes: SIX_SETTINGS,
      design: { kind: 'latin-hypercube', points: 300, seed: 1 },
      promise: NO_PROMISE,
    }),
  },
  {
    id: 'releases-and-rules',
    title: 'Which release does what with a device nobody tracks?',
    teaches:
      'Each release with each answer given in the thread: who refuses, who stops at once, who marks everything dirty, who loses writes.',
    plan: planOf({
      name: 'Releases and rules',
      scenario: preset('first-visit').scenario,
      axes: [
        { field: 'release', scale: 'list', values: ['7.0', '7.2', '8.0', '8.1', '8.2', '9.0', '9.2', '10.0', '10.1'] },
        {
          field: 'untrackedRule',
          scale: 'list',
          values: [
            'as-released',
            'blocker',
            'skip-precopy',
            'all-dirty',
            'check-sla',
            'core-notion',
            'knob',
            'fail-fast',
            'native-only',
          ],
        },
      ],
    }),
  },
];
