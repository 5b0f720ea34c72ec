/**
 * Max-min fair shares of a link: everybody has the same, but nobody more than it can take, and what one leaves the
 * others have.
 * @param bytesPerSecond what the link carries
 * @param caps the most that each can take, bytes a second; `Infinity` where only the link bounds it
 * @returns bytes a second for each, in the order of `caps`
 */
export function fairShares(bytesPerSecond: number, caps: readonly number[]): number[] {
  const shares = caps.map(() => 0);
  const bySmallest = caps.map((_, i) => i).sort((a, b) => caps[a]! - caps[b]!);
  let left = bytesPerSecond;
  bySmallest.forEach((i, done) => {
    shares[i] = Math.min(caps[i]!, left / (caps.length - done));
    left -= shares[i];
  });
  return shares;
}
