import { expect, it } from 'vitest';
import type { LinkChange } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { MOST } from '../scenario/limits.ts';
import { parseScenario } from '../scenario/schema.ts';
import { MIB } from '../units.ts';
import { Evacuation } from './evacuation.ts';
import { ownScenario } from './link-share.ts';

const withChanges = (changes: readonly LinkChange[]) =>
  scenarioWith({ link: { kind: 'wire', bytesPerSecond: 1_000_000, changes } });

it('is kept whole while it fits, its first speed being that at migrate', () => {
  const changes = [
    { atMs: 0, bytesPerSecond: 20_000 },
    { atMs: 5, bytesPerSecond: 30_000 },
  ];
  expect(ownScenario(withChanges(changes), 10, 1)).toEqual({
    scenario: scenarioWith({
      link: { kind: 'wire', bytesPerSecond: 20_000, changes: [{ atMs: 5, bytesPerSecond: 30_000 }] },
    }),
    isExact: true,
  });
});

it('becomes means that carry as much when it does not', () => {
  const changes = Array.from({ length: 1200 }, (_, i) => ({ atMs: i, bytesPerSecond: 20_000 + (i % 7) * 10_000 }));
  const { scenario, isExact } = ownScenario(withChanges(changes), 1200, 100);
  expect(isExact).toBe(false);
  if (scenario.link.kind === 'fast') throw new Error('a wire was shared');
  const { bytesPerSecond, changes: means = [] } = scenario.link;
  expect(means.length).toBeLessThan(100);
  const carried = (speeds: readonly LinkChange[]) =>
    speeds.reduce(
      (sum, { atMs, bytesPerSecond: speed }, i) => sum + ((speeds[i + 1]?.atMs ?? 1200) - atMs) * speed!,
      0,
    );
  expect(carried([{ atMs: 0, bytesPerSecond }, ...means])).toBeCloseTo(carried(changes), -3);
});

it('of guests that sleep out their windows at odd times is a scenario that a file can hold, and near what they did', () => {
  const guests = Array.from({ length: 8 }, (_, i) => ({
    name: `guest ${i}`,
    scenario: scenarioWith({
      seed: i,
      guest: { ramBytes: (320 + 16 * i) * MIB, firmware: 'bare' },
      parameters: { 'max-bandwidth': 20_000_000 + 1_300_000 * i },
    }),
  }));
  const evacuation = new Evacuation({ bytesPerSecond: 250_000_000, atOnce: 8, first: 'given', guests });
  evacuation.advance(Infinity);
  const { own, guests: ended } = evacuation.outcome();
  expect(own.some(({ isExact }) => !isExact)).toBe(true);
  own.forEach(({ scenario }, i) => {
    expect(parseScenario(JSON.parse(JSON.stringify(scenario)), 'own')).toEqual(scenario);
    const { totalTimeMs } = simulate(scenario).timeline().outcome!;
    expect(Math.abs(totalTimeMs / ended[i]!.totalTimeMs! - 1)).toBeLessThan(0.03);
  });
  expect(MOST.linkChanges).toBe(1000);
});
