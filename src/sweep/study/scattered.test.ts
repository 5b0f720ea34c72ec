import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scattered } from './scattered.ts';

it('has each place once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }), (sizes) => {
      const count = sizes.reduce((product, size) => product * size, 1);
      expect([...scattered(sizes)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
    { numRuns: 50 },
  );
});

it('comes coarse grid by coarse grid', () => {
  const places = [...scattered([4, 8])].map((place) => [Math.floor(place / 8), place % 8]);
  expect(places.slice(0, 2)).toEqual([
    [0, 0],
    [0, 4],
  ]);
  expect(places.slice(0, 8).every(([x, y]) => x! % 2 === 0 && y! % 2 === 0)).toBe(true);
});
