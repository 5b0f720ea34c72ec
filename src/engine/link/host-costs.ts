import { GIB } from '../../units.ts';
import { WINDOW_MS } from '../migration/rate-window.ts';
import type { HostName, Scenario } from '../scenario.ts';

/** What the hosts add to the time that bytes take on the link. One set for every run, never tuned to one. */
export interface HostCosts {
  /** From `migrate` to status active. */
  readonly setupMs: number;
  /** One bitmap sync: fixed, and per GiB of RAM. */
  readonly syncMs: number;
  readonly syncMsPerGiB: number;
  /** How late a sleeping migration thread wakes. */
  readonly wakeLateMs: number;
  /** Copying a page to the wire, for pages new to the destination (which has to allocate them) and for pages it has. */
  readonly newPageMs: number;
  readonly resentPageMs: number;
  /** Finding a page all zero and sending its record. */
  readonly zeroPageMs: number;
  /** Comparing a page with its cached copy and encoding what differs. */
  readonly xbzrlePageMs: number;
  /** From the stop request until the CPUs stand still. */
  readonly vmStopMs: number;
  /** Saving the state of everything that is not RAM or VFIO. */
  readonly otherStateMs: number;
  /** Bytes of it: all bytes of a stream that are neither RAM records, nor the section framing of RAM, nor setup. */
  readonly otherStateBytes: number;
  /** Bytes of it that describe it, as JSON: not sent at the start of post-copy. */
  readonly descriptionBytes: number;
  /** Finding and sending the list of pages to throw away, at the start of post-copy, at least. */
  readonly discardMs: number;
  /** From the last byte of the device state to RESUME on the destination, in post-copy. */
  readonly postcopyLoadMs: number;
  /** Copying a page to the wire in post-copy, where the destination places it with a call to the kernel of its own. */
  readonly postcopyPageMs: number;
  /** From the last byte to RESUME on the destination; part of the source's downtime only with a return path. */
  readonly destinationLoadMs: number;
}

/** Bytes of stream header, configuration and setup sections. @source semantics sheet 2.7, observed on a pc machine */
export const SETUP_BYTES = 196;

/**
 * `ideal`: only bytes take time, and the stop takes 1 ms. `recorded`: the two-core machine of the recordings; wire speed,
 * sync, stop and device times as its notes state them (0.4 GB/s for new pages, 2 GB/s for known ones, 0.2 us a zero page). They do not
 * time XBZRLE: that is the 1.5 to 2.2 GB/s reported with the patch that brought it. The four of post-copy are from its two
 * recordings: 3 ms and 6.4 ms at the switch, 1.26 GB/s, and 13 kB of state beside the description.
 */
export const HOST_COSTS: Record<HostName, HostCosts> = {
  ideal: {
    setupMs: 1,
    syncMs: 0,
    syncMsPerGiB: 0,
    wakeLateMs: 0,
    newPageMs: 0,
    resentPageMs: 0,
    zeroPageMs: 0,
    xbzrlePageMs: 0,
    vmStopMs: 1,
    otherStateMs: 0,
    otherStateBytes: 110_000,
    descriptionBytes: 97_000,
    discardMs: 0,
    postcopyLoadMs: 0,
    postcopyPageMs: 0,
    destinationLoadMs: 0,
  },
  recorded: {
    setupMs: 1.25,
    syncMs: 0.067,
    syncMsPerGiB: 0.023,
    wakeLateMs: 0.15,
    newPageMs: 4104 / 0.4e6,
    resentPageMs: 4104 / 2e6,
    zeroPageMs: 0.0002,
    xbzrlePageMs: 4096 / 2e6,
    vmStopMs: 0.3,
    otherStateMs: 1,
    otherStateBytes: 112_757 - SETUP_BYTES,
    descriptionBytes: 99_300,
    discardMs: 3,
    postcopyLoadMs: 6.4,
    postcopyPageMs: 0.00326,
    destinationLoadMs: 1,
  },
};

/** The costs in force: `syncMs` is that of the whole guest, and a fast link leaves nothing but the length of its window. */
export function hostCosts({ host, guest, link, extraSyncMsPerGib }: Scenario): HostCosts {
  const costs = HOST_COSTS[host];
  if (link.kind === 'fast') {
    return {
      ...costs,
      setupMs: 0,
      syncMs: 0,
      vmStopMs: 0,
      otherStateMs: 0,
      discardMs: 0,
      postcopyLoadMs: 0,
      postcopyPageMs: 0,
      wakeLateMs: link.windowMs - WINDOW_MS,
    };
  }
  return { ...costs, syncMs: costs.syncMs + ((costs.syncMsPerGiB + extraSyncMsPerGib) * guest.ramBytes) / GIB };
}
