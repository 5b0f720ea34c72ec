import type { Pattern, Region, Workload } from '../engine/scenario.ts';
import { bytesToPages } from '../units.ts';
import { LIMITS } from './limits.ts';
import { measuredWorkload } from './measured-curve.ts';

/** A kind of guest that one can name: what it does to its memory, and the workloads that do it. */
export interface WorkloadKind {
  readonly id: string;
  readonly name: string;
  /** One sentence. */
  readonly says: string;
  /** Of a guest with so much RAM that makes about so many writes a second while it is busy. */
  readonly build: (ramBytes: number, writesPerSecond: number) => readonly Workload[];
}

/** @throws RangeError for an id that no kind has */
export function workloadKind(id: string): WorkloadKind {
  const found = WORKLOAD_KINDS.find((each) => each.id === id);
  if (!found) throw new RangeError(`no kind of workload named ${id}`);
  return found;
}

/** Plain patterns first, then what programs do. */
export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  { id: 'idle', name: 'Idle', says: 'Nothing is written, so one pass is enough.', build: () => [] },
  kind('sequential', 'Sequential', 'Page after page through half of the RAM, and round again.', (ram, rate) => [
    sequential(share(ram, 0, 1 / 2), rate),
  ]),
  kind('uniform', 'Uniform', 'Each write hits any page of half of the RAM with the same chance.', (ram, rate) => [
    uniform(share(ram, 0, 1 / 2), rate),
  ]),
  kind('hot-cold', 'Hot and cold', 'Nine writes in ten hit a few hot pages, the others the rest.', (ram, rate) => [
    {
      kind: 'hot-cold',
      region: share(ram, 0, 1 / 2),
      writesPerSecond: rate,
      hotPages: share(ram, 0, 1 / 32).pages,
      hotShare: 0.9,
    },
  ]),
  kind('zipf', 'Zipf', 'A few pages, scattered over RAM, are written very often, many seldom.', (ram, rate) => [
    { kind: 'zipf', region: share(ram, 0, 3 / 4), writesPerSecond: rate, exponent: 1.1 },
  ]),
  kind('bursts', 'Bursts', 'Uniform for half a second, then nothing for a second and a half.', (ram, rate) => [
    { kind: 'bursts', region: share(ram, 0, 1 / 2), writesPerSecond: rate, onMs: 500, offMs: 1500, phaseMs: 0 },
  ]),
  kind('phases', 'Phases', 'A busy time, a quieter one elsewhere, a pause, and from the beginning.', (ram, rate) => [
    phases([
      [2000, uniform(share(ram, 0, 1 / 2), rate)],
      [1500, uniform(share(ram, 1 / 2, 1 / 4), rate / 4)],
      [1000, null],
    ]),
  ]),
  kind(
    'dirty-curve',
    'Measured curve',
    'A key-value store as it was measured: a small part is written at once, the rest over minutes.',
    (ram) => [measuredWorkload(share(ram, 0, 3 / 4).pages)],
  ),
  kind(
    'gc',
    'Garbage collection',
    'Objects are made page after page in the young generation; now and then the survivors are copied to the old one.',
    (ram, rate) => [
      phases([
        [1600, sequential(share(ram, 1 / 8, 1 / 4), rate / 2)],
        [400, sequential(share(ram, 1 / 2, 3 / 8), 2 * rate)],
      ]),
    ],
  ),
  kind(
    'database',
    'Database flush',
    'Rows change all over the buffer pool, and every few seconds its log and checkpoint are written in one go.',
    (ram, rate) => [
      uniform(share(ram, 0, 5 / 8), rate / 4),
      phases([
        [2500, null],
        [500, sequential(share(ram, 3 / 4, 1 / 8), 2 * rate)],
      ]),
    ],
  ),
  kind('compile', 'Compile', 'One compiler after another fills fresh memory and leaves it behind.', (ram, rate) => [
    phases(Array.from({ length: 8 }, (_, i) => [750, uniform(share(ram, i / 10, 1 / 5), rate)])),
  ]),
  kind('packet-ring', 'Packet ring', 'A network driver writes the few buffers of its ring in turn.', (ram, rate) => [
    sequential({ startPage: share(ram, 1 / 2, 1).startPage, pages: Math.min(2048, share(ram, 0, 1 / 16).pages) }, rate),
  ]),
  kind('vgpu', 'vGPU', 'Frames go through a large ring, four times as fast as the others write.', (ram, rate) => [
    sequential(share(ram, 1 / 2, 1 / 4), 4 * rate),
  ]),
  kind('boot', 'Boot', 'The memory is filled once from its start, then little happens.', (ram, rate) => [
    phases([[sweepMs(share(ram, 0, 5 / 8).pages, 2 * rate), sequential(share(ram, 0, 5 / 8), 2 * rate)]], false),
    uniform(share(ram, 0, 1 / 16), rate / 20),
  ]),
];

function kind(id: string, name: string, says: string, of: (ramPages: number, rate: number) => readonly Workload[]) {
  return {
    id,
    name,
    says,
    build: (ramBytes: number, writesPerSecond: number) => of(bytesToPages(ramBytes), writesPerSecond),
  };
}

/** How long one sweep takes, as far as a phase may last. */
const sweepMs = (pages: number, writesPerSecond: number): number =>
  Math.min(LIMITS.periodMs.max, Math.max(1, Math.round((pages * 1000) / writesPerSecond)));

/** Part of RAM; both numbers are shares of it. */
const share = (ramPages: number, start: number, size: number): Region => ({
  startPage: Math.floor(ramPages * start),
  pages: Math.max(1, Math.floor(ramPages * size)),
});

const uniform = (region: Region, writesPerSecond: number): Pattern => ({ kind: 'uniform', region, writesPerSecond });

const sequential = (region: Region, writesPerSecond: number): Pattern => ({
  kind: 'sequential',
  region,
  writesPerSecond,
  startIndex: 0,
});

const phases = (list: readonly (readonly [ms: number, pattern: Pattern | null])[], repeats = true): Workload => ({
  kind: 'phases',
  phases: list.map(([ms, pattern]) => ({ ms, pattern })),
  repeats,
});
