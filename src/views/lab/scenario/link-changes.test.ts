import { expect, it } from 'vitest';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { addLinkChange, linkChangesOf, withLinkChanges } from './link-changes.ts';

const gigabit = scenarioWith({ link: { kind: 'wire', bytesPerSecond: 125_000_000 } });

it('adds a drop, then the way back, and so on', () => {
  const twice = addLinkChange(addLinkChange(gigabit));
  expect(linkChangesOf(twice)).toEqual([
    { atMs: 5000, bytesPerSecond: 12_500_000 },
    { atMs: 15_000, bytesPerSecond: 125_000_000 },
  ]);
  expect(linkChangesOf(addLinkChange(twice)).at(-1)).toEqual({ atMs: 25_000, bytesPerSecond: 12_500_000 });
});

it('keeps changes by time, and a link without changes is the link that it was', () => {
  const late = { atMs: 9, bytesPerSecond: null };
  const early = { atMs: 3, bytesPerSecond: 10_000 };
  const changed = withLinkChanges(gigabit, [late, early]);
  expect(linkChangesOf(changed)).toEqual([early, late]);
  expect(withLinkChanges(changed, [])).toEqual(gigabit);
});

it('knows no changes of the link for tests', () => {
  const fast = scenarioWith({ link: { kind: 'fast', windowMs: 100 } });
  expect(addLinkChange(fast)).toBe(fast);
  expect(linkChangesOf(fast)).toEqual([]);
});
