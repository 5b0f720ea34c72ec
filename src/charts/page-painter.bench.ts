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

let state = 7;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state;
}
/** One bit in 32, anywhere. */
const few = () => random() & random() & random() & random() & random();
const all = () => -1;
const none = () => 0;
const plane = (word: (index: number) => number) => Uint32Array.from({ length: slots / 32 }, (_, i) => word(i));
const half = slots / 64;

const firstPass: PagePlanes = {
  bitmap: plane((i) => (i < half ? 0 : -1)),
  vcpuLog: plane(few),
  delivered: plane(none),
  nonzero: plane(all),
  sentLow: plane((i) => (i < half ? -1 : 0)),
  sentHigh: plane(none),
  dmaLog: null,
  untracked: null,
  byDma: null,
  free: null,
  discarded: null,
  requested: null,
};
const laterPass: PagePlanes = {
  ...firstPass,
  bitmap: plane(few),
  delivered: plane(few),
  sentLow: plane(all),
  sentHigh: plane(few),
  dmaLog: plane((i) => (i < 2000 ? random() : 0)),
  byDma: plane((i) => (i < 2000 ? random() : 0)),
};
const noise: PagePlanes = {
  bitmap: plane(random),
  vcpuLog: plane(random),
  delivered: plane(random),
  nonzero: plane(random),
  sentLow: plane(random),
  sentHigh: plane(random),
  dmaLog: plane(random),
  untracked: null,
  byDma: plane(random),
  free: null,
  discarded: null,
  requested: null,
};

bench('64 GiB to 256 x 128, first pass half done', () => paintPages(firstPass, layout, view, colours, false, out));
bench('64 GiB to 256 x 128, one page in 32 of each kind', () =>
  paintPages(laterPass, layout, view, colours, false, out),
);
bench('64 GiB to 256 x 128, all planes at random', () => paintPages(noise, layout, view, colours, false, out));
