import type { LinkChange, Scenario } from '../../../engine/scenario.ts';

/** When the link's speed changes, and to what; none of the link for tests. */
export const linkChangesOf = ({ link }: Pick<Scenario, 'link'>): readonly LinkChange[] =>
  link.kind === 'wire' ? (link.changes ?? []) : [];

/** The link with these changes, by time; without any it says nothing of changes. */
export function withLinkChanges(scenario: Scenario, changes: readonly LinkChange[]): Scenario {
  if (scenario.link.kind === 'fast') return scenario;
  const { changes: _, ...link } = scenario.link;
  if (changes.length === 0) return { ...scenario, link };
  return { ...scenario, link: { ...link, changes: changes.toSorted((a, b) => a.atMs - b.atMs) } };
}

/** One more: a tenth of the speed for ten seconds, or back to the first speed after such a drop. */
export function addLinkChange(scenario: Scenario): Scenario {
  if (scenario.link.kind === 'fast') return scenario;
  const changes = linkChangesOf(scenario);
  const { bytesPerSecond } = scenario.link;
  const last = changes.at(-1);
  const isDown = last !== undefined && last.bytesPerSecond !== bytesPerSecond;
  const dropped = Math.max(LEAST, Math.round((bytesPerSecond ?? HOST) / 10));
  return withLinkChanges(scenario, [
    ...changes,
    { atMs: last ? last.atMs + 10_000 : 5000, bytesPerSecond: isDown ? bytesPerSecond : dropped },
  ]);
}

/** What a link carries at least, and what stands for "as fast as the host". */
const LEAST = 10_000;
const HOST = 1_250_000_000;
