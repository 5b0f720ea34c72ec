/**
 * The engine's only source of chance: xoshiro128**, state in four words, so that a snapshot is a copy of them.
 * Integers only, hence the same on every platform.
 * @source Blackman and Vigna, xoshiro128** 1.1 (public domain)
 */
export type RandomState = Uint32Array;

/** A state that depends on `seed` and `stream`, so that writers draw independently of each other. */
export function seedRandom(seed: number, stream: number): RandomState {
  const state = new Uint32Array(4);
  let x = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0;
  for (let i = 0; i < 4; i++) {
    x = (x + 0x9e3779b9) >>> 0; // splitmix32, which never leaves all four words zero
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    state[i] = (z ^ (z >>> 16)) >>> 0;
  }
  return state;
}

/**
 * Fills `out[0..count)` with numbers drawn uniformly from `base` to `base + range - 1`.
 * @param range 1 to 2^31
 */
export function fillUniform(state: RandomState, base: number, range: number, out: Uint32Array, count: number): void {
  let s0 = state[0]!;
  let s1 = state[1]!;
  let s2 = state[2]!;
  let s3 = state[3]!;
  const scale = range / 4294967296; // a power of two below, so the product is exact enough to stay below `range`
  for (let i = 0; i < count; i++) {
    const product = Math.imul(s1, 5);
    const drawn = Math.imul((product << 7) | (product >>> 25), 9);
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = (s3 << 11) | (s3 >>> 21);
    out[i] = (base + (drawn >>> 0) * scale) | 0; // the store wraps it back to unsigned; without |0 it is three times slower
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}
