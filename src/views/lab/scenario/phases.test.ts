import { describe, expect, it } from 'vitest';
import type { Phases } from '../../../engine/scenario.ts';
import { scenarioWith } from '../../../scenario/defaults.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import { addPhase, movePhase, PHASE_PATTERNS, phaseWords, removePhase, withPattern } from './phases.ts';

const two: Phases = {
  kind: 'phases',
  repeats: true,
  phases: [
    { ms: 2000, pattern: { kind: 'uniform', region: { startPage: 3, pages: 9 }, writesPerSecond: 50 } },
    { ms: 500, pattern: null },
  ],
};
const times = ({ phases }: Phases) => phases.map(({ ms }) => ms);

describe('the phases of a workload', () => {
  it('are added, moved and removed', () => {
    expect(times(addPhase(two))).toEqual([2000, 500, 500]);
    expect(times(movePhase(two, 0, 1))).toEqual([500, 2000]);
    expect(movePhase(two, 0, -1)).toBe(two);
    expect(times(removePhase(two, 0))).toEqual([500]);
  });

  it('take any pattern, over the region and at the rate that they had', () => {
    for (const value of PHASE_PATTERNS) {
      const phases = two.phases.map((phase) => withPattern(phase, value, 100));
      const scenario = scenarioWith({ guest: { workloads: [{ ...two, phases }] } });
      expect(parseScenario(scenario, '')).toEqual(scenario);
      expect(phases[0]?.pattern?.writesPerSecond).toBe(value === 'nothing' ? undefined : 50);
    }
  });

  it('are told in words', () => {
    expect(two.phases.map(phaseWords)).toEqual(['2 s uniform 50 pages/s', '500 ms nothing']);
  });
});
