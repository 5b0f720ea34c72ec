import { deviceWith } from './devices.testing.ts';
import type { SyncRecord, Timeline } from './record.ts';
import type { Scenario } from './scenario.ts';
import { type Observer, Simulation } from './simulation.ts';

/** Test support: one thing that an `Observer` was told, one page each. */
export type PageLogEntry =
  | {
      readonly kind: 'written';
      readonly slot: number;
      readonly by: 'vcpu' | 'dma';
      readonly tracked: boolean;
      readonly atMs: number;
    }
  | { readonly kind: 'sent'; readonly slot: number; readonly atMs: number }
  | { readonly kind: 'synced'; readonly index: number; readonly vmStopped: boolean };

/** Test support: everything that happened to every page, in order, beside the timeline of the run. */
export interface LoggedRun {
  readonly log: readonly PageLogEntry[];
  readonly timeline: Timeline;
  readonly simulation: Simulation;
}

export function loggedRun(scenario: Scenario): LoggedRun {
  const log: PageLogEntry[] = [];
  const observer: Observer = {
    written: (slots, count, by, tracked, atMs) => {
      for (const slot of slots.subarray(0, count)) log.push({ kind: 'written', slot, by, tracked, atMs });
    },
    sent: (word, pages, _zero, _redundant, atMs) => {
      for (let bit = 0; bit < 32; bit++)
        if ((pages & (1 << bit)) !== 0) log.push({ kind: 'sent', slot: word * 32 + bit, atMs });
    },
    synced: ({ index, vmStopped }: SyncRecord) => log.push({ kind: 'synced', index, vmStopped }),
  };
  const simulation = new Simulation(scenario, { observer });
  simulation.runToEnd();
  return { log, timeline: simulation.timeline(), simulation };
}

/** Test support: instants of a run, evenly spread, the end among them. */
export function* instantsOf(scenario: Scenario, count: number): Generator<Simulation> {
  const { endMs } = new Simulation(scenario).runToEnd();
  const simulation = new Simulation(scenario);
  for (let i = 0; i < count; i++) {
    simulation.advanceTo((endMs * i) / count);
    yield simulation;
  }
  simulation.runToEnd();
  yield simulation;
}

/** Test support: slots of every page of the run. */
export const slotsOf = ({ layout }: Simulation): number[] =>
  layout.blocks.flatMap(({ firstSlot, pages }) => Array.from({ length: pages }, (_, page) => firstSlot + page));

/** Test support: the scenario with every write of its device untracked. */
export const untrackedUnder = (scenario: Scenario, untrackedRule: Scenario['qemu']['untrackedRule']): Scenario => ({
  ...scenario,
  qemu: { ...scenario.qemu, untrackedRule },
  devices: [
    deviceWith({
      dma: { kind: 'random', region: { startPage: 0, pages: 64 }, writesPerSecond: 3000 },
      stopMs: 1.5,
    }),
  ],
});
