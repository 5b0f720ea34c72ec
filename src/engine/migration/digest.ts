/** 8 hex digits over a hash and counters below 2^53. */
export function digestOf(hash: number, ...counters: readonly number[]): string {
  let h = hash;
  for (const counter of counters) {
    h = Math.imul(h ^ (counter >>> 0), 0x01000193);
    h = Math.imul(h ^ Math.floor(counter / 4294967296), 0x85ebca6b);
    h ^= h >>> 13;
  }
  return (h >>> 0).toString(16).padStart(8, '0');
}
