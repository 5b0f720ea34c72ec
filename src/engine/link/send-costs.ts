import type { Scenario } from '../scenario.ts';
import { HOST_COSTS } from './host-costs.ts';
import { NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from './wire.ts';

/** Milliseconds that a record spends on its way out: the slower of link and host. */
export interface SendCosts {
  readonly newPageMs: number;
  readonly resentPageMs: number;
  readonly zeroPageMs: number;
  /** A page in post-copy. */
  readonly postcopyPageMs: number;
  readonly byteMs: number;
}

/** @param bytesPerSecond what the link carries; `null`: as fast as the host can. A fast link takes no time whatever it is. */
export function sendCosts({ link, host }: Scenario, bytesPerSecond: number | null): SendCosts {
  if (link.kind === 'fast') return { newPageMs: 0, resentPageMs: 0, zeroPageMs: 0, postcopyPageMs: 0, byteMs: 0 };
  const costs = HOST_COSTS[host];
  const byteMs = bytesPerSecond === null ? 0 : 1000 / bytesPerSecond;
  return {
    newPageMs: Math.max(costs.newPageMs, NORMAL_PAGE_BYTES * byteMs),
    resentPageMs: Math.max(costs.resentPageMs, NORMAL_PAGE_BYTES * byteMs),
    zeroPageMs: Math.max(costs.zeroPageMs, ZERO_PAGE_BYTES * byteMs),
    postcopyPageMs: Math.max(costs.postcopyPageMs, NORMAL_PAGE_BYTES * byteMs),
    byteMs,
  };
}

/** What the link carries at `migrate`; `null`: as fast as the host can. */
export const speedAtMigrate = ({ link }: Scenario): number | null =>
  link.kind === 'wire' ? link.bytesPerSecond : null;
