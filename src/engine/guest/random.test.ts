import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillUniform, seedRandom } from './random.ts';

const drawn = (state: Uint32Array, base: number, range: number, count: number): number[] => {
  const out = new Uint32Array(count);
  fillUniform(state, base, range, out, count);
  return [...out];
};

describe('random numbers', () => {
  it('are those of the reference implementation of xoshiro128** 1.1', () => {
    expect(drawn(Uint32Array.of(1, 2, 3, 4), 0, 2 ** 32, 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('go on where they stopped', () => {
    const state = seedRandom(5, 1);
    const parts = [...drawn(state, 0, 1000, 7), ...drawn(state, 0, 1000, 13)];
    expect(parts).toEqual(drawn(seedRandom(5, 1), 0, 1000, 20));
  });

  it('have a seed for each stream, never all zero', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2000), (seed, stream) => {
        expect(seedRandom(seed, stream)).not.toEqual(seedRandom(seed, stream + 1));
        expect(seedRandom(seed, stream)).not.toEqual(seedRandom((seed + 1) % 2 ** 32, stream));
        expect(seedRandom(seed, stream).some((word) => word !== 0)).toBe(true);
      }),
    );
  });

  it('stay in their range, whatever it is', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 30), fc.integer({ min: 1, max: 2 ** 31 }), (seed, base, range) => {
        const numbers = drawn(seedRandom(seed, 0), base, range, 50);
        expect(numbers.filter((number) => number < base || number >= base + range)).toEqual([]);
      }),
    );
  });

  it.each([7, 100, 1024])('fall on each of %d numbers equally often, within 5 sigma', (range) => {
    const count = range * 1000;
    const hits = new Float64Array(range);
    for (const number of drawn(seedRandom(2022, 3), 0, range, count)) hits[number]!++;
    const sigma = Math.sqrt(1000 * (1 - 1 / range));
    expect(Math.max(...hits.map((hit) => Math.abs(hit - 1000)))).toBeLessThan(5 * sigma);
    const chiSquare = hits.reduce((sum, hit) => sum + (hit - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chiSquare - (range - 1))).toBeLessThan(5 * Math.sqrt(2 * range));
  });

  it('of two streams have nothing in common', () => {
    const a = drawn(seedRandom(1, 0), 0, 2 ** 31, 20_000);
    const b = drawn(seedRandom(1, 1), 0, 2 ** 31, 20_000);
    const half = 2 ** 30;
    const together = a.filter((number, i) => number < half === b[i]! < half).length;
    expect(Math.abs(together - 10_000)).toBeLessThan(5 * Math.sqrt(5000));
  });
});
