import type { Scenario } from '../engine/scenario.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { region, uniform, WHOLE_LINK } from '../scenario/thread-guest.ts';
import { bytesToPages, GIB, MIB } from '../units.ts';
import type { Plan } from './plan.ts';
import type { GuestGroup } from './plan-file.ts';

/** A plan as a person edits it: guests by groups. */
export interface GroupedPlan extends Omit<Plan, 'guests'> {
  readonly groups: readonly GuestGroup[];
}

/** What is seen first: three kinds of guests on 10 Gbit/s; the database writes more than its share carries until others are gone. */
export const OPENING: GroupedPlan = {
  bytesPerSecond: 1_250_000_000,
  atOnce: 8,
  first: 'given',
  groups: [
    {
      name: 'app',
      count: 3,
      scenario: guest('app', 2, {
        kind: 'hot-cold',
        region: region(bytesToPages(GIB)),
        writesPerSecond: 12_000,
        hotPages: bytesToPages(128 * MIB),
        hotShare: 0.9,
      }),
    },
    { name: 'db', count: 1, scenario: guest('db', 4, uniform(bytesToPages(GIB), 60_000)) },
    { name: 'web', count: 4, scenario: guest('web', 1, uniform(bytesToPages(256 * MIB), 2000)) },
  ],
};

function guest(name: string, gib: number, workload: Scenario['guest']['workloads'][number]): Scenario {
  return scenarioWith({
    name,
    guest: { ramBytes: gib * GIB, workloads: [workload] },
    parameters: { 'max-bandwidth': WHOLE_LINK },
  });
}
