import { describe, expect, it } from 'vitest';
import { type ScenarioChanges, scenarioWith } from '../scenario/defaults.ts';
import { GIB } from '../units.ts';
import { incomparable } from './incomparable.ts';
import { openingVariants, type Variant } from './variants.ts';

const variant = (id: string, changes: ScenarioChanges = {}): Variant => ({
  id,
  title: id,
  note: '',
  scenario: scenarioWith({ parameters: { 'downtime-limit': id.length }, ...changes }),
});
const one = variant('A');

describe('variants that cannot be compared', () => {
  it.each<[string, readonly Variant[], RegExp]>([
    ['none', [], /^A comparison needs at least two variants\. /],
    ['one', [one], /^A comparison needs at least two variants\. /],
    ['ten', Array.from({ length: 10 }, (_, i) => variant('A'.repeat(i + 1))), /^At most 9 variants .* there are 10\. /],
    ['another seed', [one, variant('BB', { seed: 7 })], /^"A" has seed 1, "BB" seed 7: chance, /],
    [
      'more RAM',
      [one, variant('BB', { guest: { ramBytes: 2 * GIB } })],
      /^"A" has 1 GiB of RAM, "BB" 2 GiB: their pages /,
    ],
    [
      'other firmware',
      [one, variant('BB', { guest: { firmware: 'bare' } })],
      /^"A" has the firmware blocks pc, "BB" bare: /,
    ],
    ['other memory', [one, variant('BB', { guest: { nonzeroRanges: [] } })], /would not start from the same memory\.$/],
    ['a fast link', [one, variant('BB', { link: { kind: 'fast', windowMs: 100 } })], /they share no clock\.$/],
    [
      'other hosts',
      [one, variant('BB', { host: 'recorded' })],
      /^"A" runs on the ideal hosts, "BB" on the recorded ones: /,
    ],
    ['less patience', [one, variant('BB', { horizonMs: 5000 })], /^"A" is given up after 60 s, "BB" after 5 s: /],
    ['the same run', [one, { ...one, id: 'B', title: 'B' }], /^"A" and "B" are the same run\. /],
    ['another name only', [one, variant('B', { name: 'B' })], /^"A" and "B" are the same run\. /],
  ])('%s', (_, variants, reason) => {
    expect(incomparable(variants)?.reason).toMatch(reason);
  });

  it('may differ in everything else', () => {
    const other = { link: { kind: 'wire', bytesPerSecond: 1e6 }, sla: 'none' } as const;
    expect(incomparable([one, variant('BB'), variant('CCC', other)])).toBeNull();
  });

  it('are not those of the opening comparison', () => {
    const variants = openingVariants(scenarioWith({}));
    expect(incomparable(variants)).toBeNull();
    expect(new Set(variants.map(({ id }) => id)).size).toBe(8);
  });
});
