import * as fc from 'fast-check';
import type { Scenario } from '../engine/scenario.ts';
import { arbitraryScenario } from '../scenario/arbitrary.ts';
import type { OutcomeRow } from './outcome-rows.ts';

/** Test support: rows as far apart as runs can be, whether or not one run could have all of it. */
export const arbitraryRow = (): fc.Arbitrary<OutcomeRow> =>
  fc.record({
    id: fc.string({ maxLength: 20 }),
    title: fc.string({ maxLength: 120 }),
    note: fc.string({ maxLength: 90 }),
    status: fc.constantFrom('completed', 'cancelled', 'failed', 'refused', 'realize-error', 'not-converged'),
    downtimeMs: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 7_200_000 })),
    totalTimeMs: fc.integer({ min: 0, max: 7_200_000 }),
    sentBytes: bytes(),
    wastedBytes: bytes(),
    stalePages: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 30 })),
    slaKept: fc.constantFrom('yes', 'no', 'no promise', 'not stopped'),
    told: fc.string({ maxLength: 40 }),
  });

const bytes = (): fc.Arbitrary<number> =>
  fc.double({ min: 0, max: 50, noNaN: true }).map((exponent) => Math.floor(2 ** exponent));

/**
 * Test support: random scenarios whose bytes take time. On a link without limit a run that finds everything dirty at every
 * look may look any number of times in one instant, and a property about many runs would wait for it.
 */
export const timedScenario = (maxPages: number): fc.Arbitrary<Scenario> =>
  arbitraryScenario({ link: 'wire', maxPages }).filter(
    ({ link }) => link.kind === 'wire' && link.bytesPerSecond !== null,
  );
