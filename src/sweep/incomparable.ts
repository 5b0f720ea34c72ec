import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
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
    return { reason: t('A comparison needs at least two variants. Add another one.') };
  if (variants.length > COMPARED.most)
    return {
      reason: t('At most {most} variants can be compared at once, and there are {count}. Remove some.', {
        most: COMPARED.most,
        count: variants.length,
      }),
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
    return say({ a: t(a.title), b: t(b.title) }, a.scenario, b.scenario);
  }
  return null;
}

/** What all variants must have in common, and how it is said when they have not. */
const GROUND: readonly {
  readonly differ: (a: Scenario, b: Scenario) => boolean;
  readonly say: (titles: { readonly a: string; readonly b: string }, a: Scenario, b: Scenario) => string;
}[] = [
  {
    differ: (a, b) => a.seed !== b.seed,
    say: (titles, a, b) =>
      t('"{a}" has seed {seedOfA}, "{b}" seed {seedOfB}: chance, not the settings, would tell them apart.', {
        ...titles,
        seedOfA: String(a.seed),
        seedOfB: String(b.seed),
      }),
  },
  {
    differ: (a, b) => a.guest.ramBytes !== b.guest.ramBytes,
    say: (titles, a, b) =>
      t('"{a}" has {bytesOfA} of RAM, "{b}" {bytesOfB}: their pages cannot be laid over each other.', {
        ...titles,
        bytesOfA: formatBytes(a.guest.ramBytes),
        bytesOfB: formatBytes(b.guest.ramBytes),
      }),
  },
  {
    differ: (a, b) => a.guest.firmware !== b.guest.firmware,
    say: (titles, a, b) =>
      t('"{a}" has the firmware blocks {blocksOfA}, "{b}" {blocksOfB}: their pages cannot be laid over each other.', {
        ...titles,
        blocksOfA: a.guest.firmware,
        blocksOfB: b.guest.firmware,
      }),
  },
  {
    differ: (a, b) => JSON.stringify(a.guest.nonzeroRanges) !== JSON.stringify(b.guest.nonzeroRanges),
    say: (titles) =>
      t(
        '"{a}" holds other zero pages at migrate, "{b}" has its own: they would not start from the same memory.',
        titles,
      ),
  },
  {
    differ: (a, b) => a.link.kind !== b.link.kind,
    say: (titles, a, b) =>
      t(
        '"{a}" runs on a {linkOfA} link, "{b}" on a {linkOfB} one: on a fast link sending takes no time, so they share no clock.',
        { ...titles, linkOfA: a.link.kind, linkOfB: b.link.kind },
      ),
  },
  {
    differ: (a, b) => a.host !== b.host,
    say: (titles, a, b) =>
      t(
        '"{a}" runs on the {hostsOfA} hosts, "{b}" on the {hostsOfB} ones: the hosts, not the settings, would tell their times apart.',
        { ...titles, hostsOfA: a.host, hostsOfB: b.host },
      ),
  },
  {
    differ: (a, b) => a.horizonMs !== b.horizonMs,
    say: (titles, a, b) =>
      t('"{a}" is given up after {timeOfA}, "{b}" after {timeOfB}: one would have longer to converge.', {
        ...titles,
        timeOfA: formatMs(a.horizonMs),
        timeOfB: formatMs(b.horizonMs),
      }),
  },
];

function sameTwice(variants: readonly Variant[]): { reason: string } | null {
  const seen = new Map<string, Variant>();
  for (const variant of variants) {
    const run = JSON.stringify({ ...variant.scenario, name: '' });
    const before = seen.get(run);
    if (before)
      return {
        reason: t('"{a}" and "{b}" are the same run. Remove one of them or change it.', {
          a: t(before.title),
          b: t(variant.title),
        }),
      };
    seen.set(run, variant);
  }
  return null;
}
