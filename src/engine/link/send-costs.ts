import { PAGE_BYTES } from '../../units.ts';
import type { Release } from '../migration/releases.ts';
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

/**
 * @param bytesPerSecond what the link carries; `null`: as fast as the host can. A fast link takes no time whatever it is.
 * With multifd the channels' threads share the work of a page, as far as there are cores; what a new page costs the hosts of the
 * recordings is not shared, for there two channels were no faster than one thread.
 */
export function sendCosts(scenario: Scenario, release: Release, bytesPerSecond: number | null): SendCosts {
  const { link, host, capabilities } = scenario;
  if (link.kind === 'fast') return { newPageMs: 0, resentPageMs: 0, zeroPageMs: 0, postcopyPageMs: 0, byteMs: 0 };
  const costs = HOST_COSTS[host];
  const { multifd } = capabilities;
  const threads = sendThreads(scenario);
  const byteMs = bytesPerSecond === null ? 0 : 1000 / bytesPerSecond;
  const threadMs = scenario.pageCpuNs / 1e6 / threads;
  const pageBytes = multifd ? PAGE_BYTES : NORMAL_PAGE_BYTES;
  const isZeroPacked = multifd && release.zeroPagesIn === 'packets';
  return {
    newPageMs: Math.max(costs.newPageMs, threadMs, pageBytes * byteMs),
    resentPageMs: Math.max(costs.resentPageMs, threadMs, pageBytes * byteMs),
    zeroPageMs: isZeroPacked ? costs.zeroPageMs / threads : Math.max(costs.zeroPageMs, ZERO_PAGE_BYTES * byteMs),
    postcopyPageMs: Math.max(costs.postcopyPageMs, scenario.pageCpuNs / 1e6, NORMAL_PAGE_BYTES * byteMs),
    byteMs,
  };
}

/** Threads that send pages at the same time: one, or with multifd one a channel, as far as there are cores. */
export const sendThreads = ({ capabilities, parameters, sendCores }: Scenario): number =>
  capabilities.multifd ? Math.min(parameters['multifd-channels'], sendCores) : 1;

/** What the link carries at `migrate`; `null`: as fast as the host can. */
export const speedAtMigrate = ({ link }: Scenario): number | null =>
  link.kind === 'wire' ? link.bytesPerSecond : null;
