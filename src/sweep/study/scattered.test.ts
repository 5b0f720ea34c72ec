import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scattered } from './scattered.ts';

it('has each number once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), (count) => {
      expect([...scattered(count)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
    { numRuns: 50 },
  );
});

it('after any part of the way no gap is much larger than another', () => {
  const order = scattered(1000);
  for (const part of [8, 32, 128, 500]) {
    const seen = [...order.subarray(0, part)].toSorted((a, b) => a - b);
    const gaps = seen.slice(1).map((at, i) => at - seen[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(2 * (1024 / part)));
  }
});
