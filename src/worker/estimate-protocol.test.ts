import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Measured } from '../sweep/study/measure.ts';
import { type EstimatedPoint, packEstimates, unpackEstimates } from './estimate-protocol.ts';

const count = fc.nat(2 ** 40);
const run: fc.Arbitrary<Measured> = fc.record({
  status: fc.constantFrom<Measured['status']>(
    'completed',
    'cancelled',
    'failed',
    'refused',
    'realize-error',
    'not-converged',
    'impossible',
  ),
  downtimeMs: fc.option(count),
  guestPauseMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  totalTimeMs: count,
  sentBytes: count,
  downtimeBytes: count,
  normalPages: count,
  duplicatePages: count,
  redundantPages: count,
  remainingPages: count,
  stalePages: count,
  syncs: count,
  throttlePercent: fc.nat(99),
  slowdown: fc.double({ min: 0, max: 1, noNaN: true }),
  digest: fc.constant(''),
});
const point: fc.Arbitrary<EstimatedPoint> = fc.oneof(
  fc.record({ point: fc.nat(100_000), run, keepsPromise: fc.boolean() }),
  fc.record({ point: fc.nat(100_000), run: fc.constant(null), keepsPromise: fc.constant(false) }),
);

it('hands over every figure of every point as it was', () => {
  fc.assert(
    fc.property(fc.array(point), (points) => {
      expect(unpackEstimates(packEstimates(points))).toEqual(points);
    }),
  );
});
