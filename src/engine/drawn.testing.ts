import * as fc from 'fast-check';
import { DRAWS, type Limits, scenarioOf } from './plain-scenario.testing.ts';
import type { Scenario } from './scenario.ts';

/** Test support: random scenarios for properties; see `scenarioOf` for what they are like. */
export const drawnScenario = (limits?: Limits): fc.Arbitrary<Scenario> =>
  fc
    .noBias(fc.array(fc.nat(2 ** 31 - 1), { minLength: DRAWS, maxLength: DRAWS }))
    .map((draws) => scenarioOf(draws, limits));

/** Checks `holds` on `numRuns` random scenarios. What fails is shown as drawn: shrinking it takes minutes and helps little. */
export function forScenarios(holds: (scenario: Scenario) => void, numRuns = 150, limits?: Limits): void {
  fc.assert(fc.property(drawnScenario(limits), holds), { numRuns, endOnFailure: true });
}
