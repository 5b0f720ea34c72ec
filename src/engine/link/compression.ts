import { PAGE_BYTES } from '../../units.ts';
import type { PageContent } from '../scenario.ts';

/**
 * What compression makes of a page, without any record around it. One model for every method: the scenario says what its pages
 * compress to and what that costs.
 * @param slot which page: some do not compress, the same ones each time
 * @returns bytes on the wire, and the CPU time of the thread that compressed it
 */
export function compressedPage(content: PageContent, slot: number): { readonly bytes: number; readonly cpuMs: number } {
  const { compressionRatio, incompressibleShare, compressMsPerPage: cpuMs } = content;
  if (incompressibleShare > 0 && shareOf(slot) < incompressibleShare) return { bytes: PAGE_BYTES, cpuMs };
  return { bytes: Math.ceil(PAGE_BYTES / compressionRatio), cpuMs };
}

/** A fixed number of each slot, evenly spread from 0 to 1. */
function shareOf(slot: number): number {
  let hash = Math.imul(slot ^ (slot >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
