import * as fc from 'fast-check';
import { PAGE_BYTES } from '../units.ts';
import { capabilitiesWith, deviceWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf, qemuWith } from './devices.testing.ts';
import { SETUP_BYTES } from './link/host-costs.ts';
import { blockNameBytes, NORMAL_PAGE_BYTES } from './link/wire.ts';
import type { Scenario, VfioDevice, Workload } from './scenario.ts';

/* Test support: the notation of the semantics sheet, 8.0. */

/** Guests of the closed forms. */
export const PAGES = fc.integer({ min: 64, max: 3000 });
/** From 49 to 650 pages a window. */
export const BANDWIDTH = fc.integer({ min: 2_000_000, max: 27_000_000 });
/** From here on a window sends fewer pages than fit below T, so RAM is never drained inside one. */
export const LIMIT = fc.integer({ min: 120, max: 900 });
/** No capability. */
export const BARE = capabilitiesWith();
/** A physical device in a type1 container: every page is dirty at every sync. */
export const type1: VfioDevice = deviceWith({ container: 'type1' });

/** What one window sends. */
export interface BurstOf {
  readonly pages: number;
  readonly bytes: number;
}

/** Sheet 8.0: X, p and Wb. The first window also carries setup and the name of the block. */
export function windowsOf(bandwidth: number): { first: BurstOf; full: BurstOf } {
  const limit = Math.trunc(bandwidth / 10);
  const framing = 18;
  const more = SETUP_BYTES + blockNameBytes('pc.ram');
  const pages = Math.trunc((limit - 5) / NORMAL_PAGE_BYTES) + 1;
  const firstPages = Math.trunc((limit - 5 - more) / NORMAL_PAGE_BYTES) + 1;
  return {
    first: { pages: firstPages, bytes: firstPages * NORMAL_PAGE_BYTES + framing + more },
    full: { pages, bytes: pages * NORMAL_PAGE_BYTES + framing },
  };
}

/** m: the most pages for which "remaining < T" holds. */
export const mostBelow = ({ bytes }: BurstOf, limitMs: number): number =>
  Math.ceil(Math.trunc((bytes / 100) * limitMs) / PAGE_BYTES) - 1;

/** n: windows until `pages` are below T. */
export const windowsToSend = (pages: number, full: BurstOf, limitMs: number): number =>
  Math.max(0, Math.ceil((pages - mostBelow(full, limitMs)) / full.pages));

/** Of `clean` pages, how many `writes` uniform writes over `pages` leave untouched. */
export function missedPages(clean: number, pages: number, writes: number): { mean: number; sigma: number } {
  const one = (1 - 1 / pages) ** writes;
  const two = (1 - 2 / pages) ** writes;
  const variance = clean * one * (1 - one) + clean * (clean - 1) * (two - one * one);
  return { mean: clean * one, sigma: Math.sqrt(Math.max(0, variance)) };
}

/** Every page of the region in turn. */
export const inTurn = (startPage: number, pages: number, writesPerSecond: number): Workload => ({
  kind: 'sequential',
  region: { startPage, pages },
  writesPerSecond,
  startIndex: 0,
});

/** What the closed forms speak of. */
export interface Law {
  readonly pages: number;
  readonly bandwidth: number;
  readonly limitMs: number;
  readonly workloads?: readonly Workload[];
}

/** A fast link, every page with content, one burst a window. */
export const guest = ({ pages, bandwidth, limitMs, workloads = [] }: Law): Scenario => ({
  format: 2,
  name: '',
  seed: 1,
  guest: {
    ramBytes: pages * PAGE_BYTES,
    firmware: 'bare',
    stoppedBeforeMigrate: false,
    ...PLAIN_HOSTING,
    nonzeroRanges: [{ fromPage: 0, toPage: pages }],
    workloads,
  },
  link: { kind: 'fast', windowMs: 100 },
  host: 'ideal',
  pageCpuNs: 0,
  sendCores: 4,
  extraSyncMsPerGib: 0,
  devices: [],
  qemu: qemuWith(),
  postcopy: NO_POSTCOPY,
  sla: 'downtime-limit',
  parameters: parametersOf(limitMs, bandwidth),
  capabilities: BARE,
  actions: [],
  horizonMs: 20_000,
});
