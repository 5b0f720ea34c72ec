import { describe, expect, it } from 'vitest';
import { fillUniform, seedRandom } from './random.ts';

describe('xoshiro128**', () => {
  it('follows the published recurrence', () => {
    const state = Uint32Array.of(1, 2, 3, 4);
    const out = new Uint32Array(5);
    fillUniform(state, 0, 2 ** 32, out, 5);
    expect([...out]).toEqual(published([1, 2, 3, 4], 5));
  });

  it('goes on where it stopped, however the draws are grouped', () => {
    const [a, b] = [seedRandom(7, 0), seedRandom(7, 0)];
    const whole = new Uint32Array(100);
    fillUniform(a, 5, 1000, whole, 100);
    const parts = [30, 1, 69].flatMap((count) => {
      const part = new Uint32Array(count);
      fillUniform(b, 5, 1000, part, count);
      return [...part];
    });
    expect(parts).toEqual([...whole]);
  });

  it('draws each number of its range equally often, within 5 sigma', () => {
    const [range, draws] = [100, 200_000];
    const out = new Uint32Array(draws);
    fillUniform(seedRandom(3, 1), 40, range, out, draws);
    const counts = new Map<number, number>();
    for (const value of out) counts.set(value, (counts.get(value) ?? 0) + 1);
    expect([Math.min(...counts.keys()), Math.max(...counts.keys())]).toEqual([40, 139]);
    const mean = draws / range;
    const sigma = Math.sqrt(mean * (1 - 1 / range));
    for (const count of counts.values()) expect(Math.abs(count - mean)).toBeLessThan(5 * sigma);
  });

  it('gives each stream and each seed a sequence of its own', () => {
    const first = [0, 1, 2].flatMap((seed) => [0, 1, 1000].map((stream) => seedRandom(seed, stream).join()));
    expect(new Set(first).size).toBe(9);
  });
});

/** Straight from the paper, on BigInt. */
function published(seed: readonly number[], count: number): number[] {
  const word = (x: bigint) => x & 0xffffffffn;
  const turn = (x: bigint, k: bigint) => word((x << k) | (x >> (32n - k)));
  const s = seed.map(BigInt);
  return Array.from({ length: count }, () => {
    const result = word(turn(word(s[1]! * 5n), 7n) * 9n);
    const t = word(s[1]! << 9n);
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = turn(s[3]!, 11n);
    return Number(result);
  });
}
