import type { Scenario } from '../engine/scenario.ts';
import { formatBytes, formatMs } from '../units.ts';
import type { Variant } from './variants.ts';

/** Fewest and most variants that stand side by side. */
export const COMPARED = { fewest: 2, most: 9 } as const;

/**
 * Why these variants cannot be compared, one or two sentences for a person, or null when they can. What is compared has one
 * seed, one guest at `migrate`, one clock and one patience, and differs in something.
 */
export function incomparable(variants: readonly Variant[]): { readonly reason: string } | null {
  const [first, ...others] = variants;
  if (!first || variants.length < COMPARED.fewest)
    return { reason: 'A comparison needs at least two variants. Add another one.' };
  if (variants.length > COMPARED.most)
    return {
      reason: `At most ${COMPARED.most} variants can be compared at once, and there are ${variants.length}. Remove some.`,
    };
  for (const other of others) {
    const reason = differentGround(first, other);
    if (reason !== null) return { reason };
  }
  return sameTwice(variants);
}

function differentGround(a: Variant, b: Variant): string | null {
  for (const { differ, say } of GROUND) {
    if (!differ(a.scenario, b.scenario)) continue;
    const [saidOfA, saidOfB, why] = say(a.scenario, b.scenario);
    return `"${a.title}" ${saidOfA}, "${b.title}" ${saidOfB}: ${why}.`;
  }
  return null;
}

/** What all variants must have in common, and how it is said when they have not. */
const GROUND: readonly {
  readonly differ: (a: Scenario, b: Scenario) => boolean;
  readonly say: (a: Scenario, b: Scenario) => readonly [ofA: string, ofB: string, why: string];
}[] = [
  {
    differ: (a, b) => a.seed !== b.seed,
    say: (a, b) => [`has seed ${a.seed}`, `seed ${b.seed}`, 'chance, not the settings, would tell them apart'],
  },
  {
    differ: (a, b) => a.guest.ramBytes !== b.guest.ramBytes,
    say: (a, b) => [
      `has ${formatBytes(a.guest.ramBytes)} of RAM`,
      formatBytes(b.guest.ramBytes),
      'their pages cannot be laid over each other',
    ],
  },
  {
    differ: (a, b) => a.guest.firmware !== b.guest.firmware,
    say: (a, b) => [
      `has the firmware blocks ${a.guest.firmware}`,
      b.guest.firmware,
      'their pages cannot be laid over each other',
    ],
  },
  {
    differ: (a, b) => JSON.stringify(a.guest.nonzeroRanges) !== JSON.stringify(b.guest.nonzeroRanges),
    say: () => ['holds other zero pages at migrate', 'has its own', 'they would not start from the same memory'],
  },
  {
    differ: (a, b) => a.link.kind !== b.link.kind,
    say: (a, b) => [
      `runs on a ${a.link.kind} link`,
      `on a ${b.link.kind} one`,
      'on a fast link sending takes no time, so they share no clock',
    ],
  },
  {
    differ: (a, b) => a.host !== b.host,
    say: (a, b) => [
      `runs on the ${a.host} hosts`,
      `on the ${b.host} ones`,
      'the hosts, not the settings, would tell their times apart',
    ],
  },
  {
    differ: (a, b) => a.horizonMs !== b.horizonMs,
    say: (a, b) => [
      `is given up after ${formatMs(a.horizonMs)}`,
      `after ${formatMs(b.horizonMs)}`,
      'one would have longer to converge',
    ],
  },
];

function sameTwice(variants: readonly Variant[]): { reason: string } | null {
  const seen = new Map<string, Variant>();
  for (const variant of variants) {
    const run = JSON.stringify({ ...variant.scenario, name: '' });
    const before = seen.get(run);
    if (before)
      return { reason: `"${before.title}" and "${variant.title}" are the same run. Remove one of them or change it.` };
    seen.set(run, variant);
  }
  return null;
}
