import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { writesPerSecondOf } from '../scenario/workload-parts.ts';

/** Who goes first, when not all go at once. */
export type FirstName = 'given' | 'smallest' | 'largest' | 'least-dirty';

/** A guest to be moved. Its link is how fast it could go alone: its share of the common link is never more. */
export interface PlannedGuest {
  readonly name: string;
  readonly scenario: Scenario;
}

/** An evacuation: guests that leave a host over one link. */
export interface Plan {
  /** What the link carries, all guests together. */
  readonly bytesPerSecond: number;
  /** Migrations under way at one time, at most. */
  readonly atOnce: number;
  readonly first: FirstName;
  readonly guests: readonly PlannedGuest[];
}

/** Most guests of one plan. */
export const MOST_GUESTS = 32;

export const FIRST_NAMES: readonly FirstName[] = ['given', 'smallest', 'largest', 'least-dirty'];

/** Indices of the guests in the order in which they start; equals stay in the order given. */
export function startOrder({ guests, first }: Pick<Plan, 'guests' | 'first'>): number[] {
  const keys = guests.map(({ scenario }) => KEYS[first](scenario));
  return guests.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** `all at once`, `one after another, smallest first`, `2 at a time, in the order given`. */
export function orderWords({ atOnce, first, guests }: Order): string {
  if (atOnce >= guests) return t('all at once');
  const pace = atOnce === 1 ? t('one after another') : t('{guests} at a time', { guests: atOnce });
  return t('{pace}, {order}', { pace, order: firstWords(first) });
}

/** An order of so many guests. */
export interface Order extends Pick<Plan, 'atOnce' | 'first'> {
  readonly guests: number;
}

function firstWords(first: FirstName): string {
  switch (first) {
    case 'given':
      return t('in the order given');
    case 'smallest':
      return t('smallest first');
    case 'largest':
      return t('largest first');
    case 'least-dirty':
      return t('least written first');
  }
}

/**
 * The plan in the orders that are worth comparing, each once: its own, all at once, five and two at a time (KubeVirt's
 * limits for a cluster and for one node), and one after another in every order.
 */
export function ordersOf(plan: Plan): Plan[] {
  const wanted: Pick<Plan, 'atOnce' | 'first'>[] = [
    { atOnce: plan.atOnce, first: plan.first },
    { atOnce: plan.guests.length, first: 'given' },
    ...[5, 2].map((atOnce) => ({ atOnce, first: plan.first })),
    ...FIRST_NAMES.map((first) => ({ atOnce: 1, first })),
  ];
  const seen = new Set<string>();
  return wanted
    .map((order) => ({ ...plan, ...order }))
    .filter((each) => {
      const key = `${Math.min(each.atOnce, each.guests.length)} ${startOrder(each).join(' ')}`;
      const isNew = !seen.has(key) && !(each.atOnce >= plan.guests.length && seen.has('all'));
      seen.add(key);
      if (each.atOnce >= plan.guests.length) seen.add('all');
      return isNew;
    });
}

const KEYS: Readonly<Record<FirstName, (scenario: Scenario) => number>> = {
  given: () => 0,
  smallest: ({ guest }) => guest.ramBytes,
  largest: ({ guest }) => -guest.ramBytes,
  'least-dirty': ({ guest }) => guest.workloads.reduce((sum, workload) => sum + writesPerSecondOf(workload), 0),
};
