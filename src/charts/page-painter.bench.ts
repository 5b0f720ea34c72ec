import { bench } from 'vitest';
import { CATEGORIES, type PagePlanes, pageColours, paintPages } from './page-painter.ts';

const slots = 2 ** 24; // 64 GiB of 4 KiB
const layout = { slots, blocks: [{ name: 'pc.ram', firstSlot: 0, pages: slots }] };
const view = { fromSlot: 0, toSlot: slots, columns: 256, rows: 128 };
const out = {
  source: new Uint32Array(256 * 128),
  destination: new Uint32Array(256 * 128),
  counts: new Float64Array(CATEGORIES),
};
const colours = pageColours('light');
const scattered = planesOf(0x10);
const dense = planesOf(0xffffffff);

bench('64 GiB to 256 x 128, one page in 32 dirty', () => paintPages(scattered, layout, view, colours, false, out));
bench('64 GiB to 256 x 128, every plane at random', () => paintPages(dense, layout, view, colours, false, out));

/** Everything sent up to three times; the logs hold random bits under `mask`. */
function planesOf(mask: number): PagePlanes {
  let state = 7;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
  const plane = (mask: number) => Uint32Array.from({ length: slots / 32 }, () => random() & mask);
  return {
    bitmap: plane(mask),
    vcpuLog: plane(mask),
    delivered: plane(mask),
    nonzero: plane(-1),
    sentLow: plane(-1),
    sentHigh: plane(mask),
    dmaLog: plane(mask & 0x11111111),
    untracked: null,
    byDma: plane(mask & 0x11111111),
  };
}
