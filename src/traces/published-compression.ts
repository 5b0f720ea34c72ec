import { simulate } from '../engine/simulation.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { GIB, PAGE_BYTES } from '../units.ts';
import { VS4 } from './published-numbers.ts';

/** A sixteenth of the guest: an idle one is compressed once, page by page, so its bytes grow with its size alone. */
const SCALE = 16;

/** What the data of VS-4 comes to on the wire: one pass of an idle guest whose pages compress as published, GiB. */
export function compressedWireGib(): number {
  const ramBytes = Math.round((VS4.plainGib * GIB) / SCALE / PAGE_BYTES) * PAGE_BYTES;
  const { outcome } = simulate(
    scenarioWith({
      guest: {
        ramBytes,
        firmware: 'bare',
        content: { compressionRatio: VS4.ratio, incompressibleShare: 0, compressMsPerPage: cpuMsPerPage() },
      },
      link: { kind: 'wire', bytesPerSecond: VS4.linkBitsPerSecond / 8 },
      parameters: { 'max-bandwidth': 0 },
      capabilities: { compress: true },
    }),
    { keyframeBudgetBytes: 0 },
  ).timeline();
  return (outcome!.transferredBytes * SCALE) / GIB;
}

/** What the published share of a core is for each page, while the compressed data goes over the link. */
export const cpuMsPerPage = (): number => {
  const seconds = (VS4.compressedGib * GIB * 8) / VS4.linkBitsPerSecond;
  return (VS4.cores * seconds * 1000) / ((VS4.plainGib * GIB) / PAGE_BYTES);
};
