/**
 * State on its way while the guest is stopped: what a device still has, or all that is neither RAM nor VFIO. It goes at
 * the pace of the slower of link and host, and a change of the link's speed counts from its instant on.
 */
export interface Transfer {
  readonly sinceMs: number;
  readonly leftBytes: number;
  /** How fast the host gives it; `Infinity`: as fast as the link takes it. */
  readonly hostBytesPerSecond: number;
  /** What follows the last byte. */
  readonly thenMs: number;
}

/** When it is over, as long as a byte takes `byteMs` on the link. */
export const transferEndMs = ({ sinceMs, leftBytes, hostBytesPerSecond, thenMs }: Transfer, byteMs: number): number =>
  sinceMs + Math.max(leftBytes * byteMs, (leftBytes * 1000) / hostBytesPerSecond) + thenMs;

/** What is left of it at `nowMs`, a byte having taken `byteMs` until then; null once the last byte has gone. */
export function transferLeft(transfer: Transfer, byteMs: number, nowMs: number): Transfer | null {
  const msPerByte = Math.max(byteMs, 1000 / transfer.hostBytesPerSecond);
  const leftBytes = transfer.leftBytes - (nowMs - transfer.sinceMs) / msPerByte;
  return leftBytes > 0 ? { ...transfer, sinceMs: nowMs, leftBytes } : null;
}
