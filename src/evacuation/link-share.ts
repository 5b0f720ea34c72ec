import type { LinkChange, Scenario } from '../engine/scenario.ts';

/** What one guest had of the link, as a scenario of its own. */
export interface OwnScenario {
  readonly scenario: Scenario;
  /** Its run is bit for bit that of the evacuation; else the share is given as means over stretches of time. */
  readonly isExact: boolean;
}

/**
 * @param scenario with every change of the link that sharing brought
 * @param most changes that a scenario may have
 */
export function ownScenario(scenario: Scenario, endMs: number, most: number): OwnScenario {
  if (scenario.link.kind === 'fast') return { scenario, isExact: true };
  const { changes = [], bytesPerSecond } = scenario.link;
  const [first, ...later] = changes;
  const start = first?.atMs === 0 ? first.bytesPerSecond : bytesPerSecond;
  const kept = first?.atMs === 0 ? later : changes;
  const isExact = kept.length <= most && kept.every(({ bytesPerSecond }) => isWhole(bytesPerSecond)) && isWhole(start);
  if (isExact) return { scenario: { ...scenario, link: linkOf(start, kept) }, isExact };
  const [mean, ...means] = meansOf([{ atMs: 0, bytesPerSecond: start }, ...kept], endMs, most);
  return { scenario: { ...scenario, link: linkOf(mean!.bytesPerSecond, means) }, isExact };
}

const linkOf = (bytesPerSecond: number | null, changes: readonly LinkChange[]): Scenario['link'] => ({
  kind: 'wire',
  bytesPerSecond,
  ...(changes.length > 0 && { changes }),
});

const isWhole = (bytesPerSecond: number | null): boolean => bytesPerSecond === null || Number.isInteger(bytesPerSecond);

/** Means over stretches of equal length, in whole bytes a second; stretches of one speed are one. */
function meansOf(speeds: readonly LinkChange[], endMs: number, most: number): LinkChange[] {
  const stretchMs = Math.max(1, Math.ceil(endMs / Math.min(most, 200)));
  const means: LinkChange[] = [];
  let i = 0;
  for (let fromMs = 0; fromMs < endMs; fromMs += stretchMs) {
    const toMs = Math.min(fromMs + stretchMs, endMs);
    let sum = 0;
    for (; ; i++) {
      const { atMs, bytesPerSecond } = speeds[i]!;
      const untilMs = Math.min(speeds[i + 1]?.atMs ?? Infinity, toMs);
      sum += Math.max(0, untilMs - Math.max(atMs, fromMs)) * (bytesPerSecond ?? 0);
      if ((speeds[i + 1]?.atMs ?? Infinity) >= toMs) break;
    }
    const bytesPerSecond = Math.round(sum / (toMs - fromMs));
    if (means.at(-1)?.bytesPerSecond !== bytesPerSecond) means.push({ atMs: fromMs, bytesPerSecond });
  }
  return means.length > 0 ? means : [{ atMs: 0, bytesPerSecond: speeds[0]!.bytesPerSecond }];
}
