import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageLayout, type PageView, pagesPerCell } from './page-cells.ts';
import { CATEGORIES, DESTINATION, type PagePlanes, pageColours, paintPages, SOURCE } from './page-painter.ts';
import { packed, palette } from './palette.ts';

const light = pageColours('light');
const colourOf = (name: keyof (typeof palette)['light']) => packed(palette.light[name]);
/** The lines of the two patterns: nearly `dirty` and `clean`. */
const [RULE, STRIKE] = light.subarray(CATEGORIES + 6) as unknown as [number, number];
const NAMES = [
  'bitmap',
  'vcpuLog',
  'delivered',
  'nonzero',
  'sentLow',
  'sentHigh',
  'dmaLog',
  'untracked',
  'byDma',
  'free',
  'discarded',
  'requested',
] as const;
type PlaneName = (typeof NAMES)[number];

describe('paintPages', () => {
  it('agrees with counting and colouring page by page', () => {
    fc.assert(
      fc.property(scene, ({ planes, layout, view, ended }) => {
        const painted = paint(planes, layout, view, ended);
        const expected = paintPlainly(planes, layout, view, ended);
        expect([...painted.counts]).toEqual(expected.counts);
        expect(painted.source).toEqual(expected.source);
        expect(painted.destination).toEqual(expected.destination);
      }),
      { numRuns: 400 },
    );
  });

  it('counts every page of the view once on each side, and no padding', () => {
    fc.assert(
      fc.property(scene, ({ planes, layout, view, ended }) => {
        const { counts } = paint(planes, layout, view, ended);
        const shown = pagesOf(layout).filter((slot) => slot >= view.fromSlot && slot < view.toSlot).length;
        const sum = (side: Record<string, number>) => Object.values(side).reduce((all, i) => all + counts[i]!, 0);
        expect([sum(SOURCE), sum(DESTINATION)]).toEqual([shown, shown]);
      }),
    );
  });

  it('shows one page in its own cell in the pure colour of its category', () => {
    const source = (planes: PlaneName[]) => onePage(planes).source;
    expect(source([])).toBe(colourOf('clean'));
    expect(source(['bitmap', 'nonzero'])).toBe(colourOf('waiting'));
    expect(source(['bitmap', 'byDma', 'sentLow'])).toBe(colourOf('dma'));
    expect(source(['untracked', 'sentLow', 'nonzero'])).toBe(colourOf('dma'));
    expect(source(['vcpuLog', 'sentLow', 'nonzero'])).toBe(colourOf('dirty'));
    expect(source(['delivered', 'sentLow', 'nonzero'])).toBe(colourOf('dirty'));
    expect(source(['sentLow', 'nonzero'])).toBe(colourOf('sent'));
    expect(source(['sentHigh', 'nonzero'])).toBe(colourOf('sent2'));
    expect(source(['sentLow', 'sentHigh', 'nonzero'])).toBe(colourOf('sent3'));

    const destination = (planes: PlaneName[], ended = false) => onePage(planes, ended).destination;
    expect(destination([])).toBe(colourOf('clean'));
    expect(destination(['sentLow', 'nonzero'])).toBe(colourOf('sent2'));
    expect(destination(['sentLow', 'bitmap', 'nonzero'])).toBe(colourOf('behind'));
    expect(destination(['sentLow', 'bitmap', 'delivered', 'nonzero'])).toBe(colourOf('sent2'));
    expect(destination(['sentLow', 'vcpuLog'])).toBe(colourOf('behind'));
    expect(destination(['sentLow', 'untracked'])).toBe(colourOf('behind'));
    expect(destination(['sentLow', 'untracked'], true)).toBe(colourOf('stale'));
    expect(destination([], true)).toBe(colourOf('stale'));

    expect(source(['bitmap', 'discarded', 'sentLow'])).toBe(RULE);
    expect(destination(['bitmap', 'discarded', 'sentLow'])).toBe(light[DESTINATION.discarded]);
    expect(destination(['bitmap', 'discarded'])).toBe(colourOf('clean'));
    expect(destination(['discarded', 'sentLow', 'nonzero'])).toBe(colourOf('sent2'));
    const requested = onePage(['bitmap', 'discarded', 'requested']);
    expect(requested).toEqual({ source: colourOf('ink'), destination: colourOf('ink') });
  });

  it('hatches zero pages along diagonals, four cells apart', () => {
    const planes = planesOf(256, { sentLow: range(0, 256) });
    const { source } = paint(planes, oneBlock(256), { fromSlot: 0, toSlot: 256, columns: 16, rows: 16 }, false);
    source.forEach((pixel, cell) => {
      const isLine = ((cell % 16) + Math.floor(cell / 16)) % 4 === 0;
      expect(pixel).toBe(isLine ? colourOf('zeroHatch') : colourOf('zero'));
    });
  });

  it('rules what is only at the source, and strikes out what the destination threw away', () => {
    const all = range(0, 256);
    const planes = planesOf(256, { sentLow: all, nonzero: all, bitmap: all, discarded: all });
    const view = { fromSlot: 0, toSlot: 256, columns: 16, rows: 16 };
    const { source, destination, counts } = paint(planes, oneBlock(256), view);
    source.forEach((pixel, cell) => {
      expect(pixel).toBe(Math.floor(cell / 16) % 4 === 0 ? RULE : light[SOURCE.onlyHere]);
    });
    destination.forEach((pixel, cell) => {
      expect(pixel).toBe(cell % 4 === 0 ? STRIKE : light[DESTINATION.discarded]);
    });
    expect([counts[SOURCE.onlyHere], counts[DESTINATION.discarded]]).toEqual([256, 256]);
  });

  it('marks one page in 4,096 that a CPU waits for with a cross, and with one cell where a cell is a page', () => {
    const slots = 64 * 4096;
    const planes = planesOf(slots, { bitmap: [9 * 4096 + 77], discarded: [9 * 4096 + 77], requested: [9 * 4096 + 77] });
    const inked = (view: PageView) => {
      const { source, destination } = paint(planes, oneBlock(slots), view);
      const cells = (pixels: number[]) => pixels.flatMap((pixel, cell) => (pixel === colourOf('ink') ? cell : []));
      expect(cells(destination)).toEqual(cells(source));
      return cells(source);
    };
    expect(inked({ fromSlot: 0, toSlot: slots, columns: 8, rows: 8 })).toEqual([1, 8, 9, 10, 17]);
    expect(inked({ fromSlot: 9 * 4096, toSlot: 9 * 4096 + 100, columns: 10, rows: 10 })).toEqual([77]);
    expect(inked({ fromSlot: 0, toSlot: 9 * 4096, columns: 8, rows: 8 })).toEqual([]);
  });

  it('paints a cell in alarm for one lost page among 4,096, as a checkerboard', () => {
    const slots = 64 * 4096;
    const planes = planesOf(slots, { sentLow: range(0, slots), nonzero: range(0, slots), untracked: [5000, 9000] });
    const view = { fromSlot: 0, toSlot: slots, columns: 8, rows: 8 };
    const { destination, counts } = paint(planes, oneBlock(slots), view, true);
    expect(destination[1]).toBe(colourOf('staleCheck'));
    expect(destination[2]).toBe(colourOf('stale'));
    expect(destination[3]).toBe(colourOf('sent2'));
    expect(counts[DESTINATION.lost]).toBe(2);
  });

  it('tints every cell that holds a waiting page, and shows as many in its pure colour as are waiting', () => {
    const slots = 64 * 4096;
    const every = (n: number) => range(0, slots).filter((slot) => slot % n === 0);
    const view = { fromSlot: 0, toSlot: slots, columns: 64, rows: 64 };
    const sourceWith = (waiting: number[]) =>
      paint(
        planesOf(slots, { sentLow: range(0, slots), nonzero: range(0, slots), bitmap: waiting }),
        oneBlock(slots),
        view,
      ).source;
    const few = sourceWith(every(64));
    expect(few.filter((pixel) => pixel === colourOf('sent'))).toEqual([]);
    for (const n of [2, 4, 8]) {
      const share = sourceWith(every(n)).filter((pixel) => pixel === colourOf('waiting')).length / 4096;
      expect(share).toBeCloseTo(1 / n, 1.5);
    }
  });

  it('paints cells beyond the view and padding in the ground, and counts them nowhere', () => {
    const layout = {
      slots: 64,
      blocks: [
        { name: 'a', firstSlot: 0, pages: 2 },
        { name: 'b', firstSlot: 32, pages: 1 },
      ],
    };
    const { source, counts } = paint(
      planesOf(64, {}),
      layout,
      { fromSlot: 0, toSlot: 64, columns: 10, rows: 10 },
      false,
    );
    expect(
      [...source].map((pixel, slot) => (pixel === colourOf('bg') ? -1 : slot)).filter((slot) => slot >= 0),
    ).toEqual([0, 1, 32]);
    expect(counts[SOURCE.unsent]).toBe(3);
  });

  it('paints memory that both sides share in ground with lines, on both sides alike, and counts it nowhere', () => {
    const layout = {
      slots: 96,
      blocks: [{ name: 'b', firstSlot: 64, pages: 1 }],
      ignored: [{ name: 'a', firstSlot: 0, pages: 40 }],
    };
    const view = { fromSlot: 0, toSlot: 96, columns: 10, rows: 10 };
    const { source, destination, counts } = paint(planesOf(96, {}), layout, view, false);
    const shared = source.slice(0, 40);
    expect([...new Set(shared)].toSorted()).toEqual([colourOf('bg'), colourOf('zeroHatch')].toSorted());
    expect(destination.slice(0, 40)).toEqual(shared);
    expect(new Set(source.slice(40, 64))).toEqual(new Set([colourOf('bg')]));
    expect(counts.reduce((sum, pages) => sum + pages)).toBe(2);
  });
});

/** The documented rules, one page at a time. */
function paintPlainly(planes: PagePlanes, layout: PageLayout, view: PageView, ended: boolean) {
  const size = pagesPerCell(view);
  const counts = new Array<number>(CATEGORIES).fill(0);
  const source: number[] = [];
  const destination: number[] = [];
  const real = new Set(pagesOf(layout));
  for (let cell = 0; cell < view.columns * view.rows; cell++) {
    const [x, y] = [cell % view.columns, Math.floor(cell / view.columns)];
    const start = view.fromSlot + cell * size;
    const slots = range(start, Math.min(start + size, view.toSlot)).filter((slot) => real.has(slot));
    const sources = slots.map((slot) => sourceOf(planes, slot));
    const destinations = slots.map((slot) => destinationOf(planes, slot, ended));
    for (const category of [...sources, ...destinations]) counts[category]!++;
    const { onlyHere, device, waiting, dirty } = SOURCE;
    source.push(dot(sources, [SOURCE.requested, onlyHere, device, waiting, dirty], x, y));
    const { discarded, behind } = DESTINATION;
    destination.push(dot(destinations, [DESTINATION.requested, discarded, behind], x, y));
  }
  for (const slot of real) {
    if (!isSet(planes, 'requested', slot) || slot < view.fromSlot || slot >= view.toSlot) continue;
    const cell = Math.floor((slot - view.fromSlot) / size);
    const [x, y] = [cell % view.columns, Math.floor(cell / view.columns)];
    const beside = [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ] as const;
    for (const [a, b] of size === 1 ? [[x, y] as const] : [[x, y] as const, ...beside]) {
      const other = b * view.columns + a;
      const isInside = a >= 0 && a < view.columns && b >= 0 && view.fromSlot + other * size < view.toSlot;
      if (isInside) source[other] = destination[other] = colourOf('ink');
    }
  }
  return { counts, source, destination };
}

/** Pages sorted by category, and the one at the place that the noise names. */
function dot(categories: number[], asking: number[], x: number, y: number): number {
  if (categories.length === 0) return colourOf('bg');
  if (categories.includes(DESTINATION.lost)) return colourOf((x + y) % 2 === 0 ? 'stale' : 'staleCheck');
  const fraction = (value: number) => value - Math.floor(value);
  const noise = fraction(52.9829189 * fraction(0.06711056 * x + 0.00583715 * y));
  const shown = categories.toSorted((a, b) => a - b)[Math.floor(noise * categories.length)]!;
  if (shown === SOURCE.onlyHere && y % 4 === 0) return RULE;
  if (shown === DESTINATION.discarded && x % 4 === 0) return STRIKE;
  if (asking.includes(shown)) return plain(shown);
  const number = (category: number) => categories.filter((each) => each === category).length;
  const loudest = asking.reduce((most, category) => (number(category) > number(most) ? category : most));
  if (number(loudest) > 0) return quarterWay(plain(shown), plain(loudest));
  if ((x + y) % 4 === 0 && shown === SOURCE.zero) return colourOf('zeroHatch');
  if ((x + y) % 4 === 0 && shown === DESTINATION.zero) return light[CATEGORIES + 1]!;
  return plain(shown);
}

const plain = (category: number) => light[category]!;
const quarterWay = (from: number, to: number) =>
  [0, 8, 16, 24].reduce((pixel, shift) => {
    const [a, b] = [(from >>> shift) & 255, (to >>> shift) & 255];
    return pixel + Math.round(a + (b - a) / 4) * 2 ** shift;
  }, 0);

function sourceOf(planes: PagePlanes, slot: number): number {
  const has = (name: PlaneName) => isSet(planes, name, slot);
  if (has('requested')) return SOURCE.requested;
  if (has('discarded') && has('bitmap')) return SOURCE.onlyHere;
  if (has('dmaLog') || has('untracked') || (has('byDma') && (has('bitmap') || has('delivered')))) return SOURCE.device;
  if (has('bitmap')) return SOURCE.waiting;
  if (has('vcpuLog') || has('delivered')) return SOURCE.dirty;
  const times = (has('sentHigh') ? 2 : 0) + (has('sentLow') ? 1 : 0);
  if (times === 0) return SOURCE.unsent;
  if (!has('nonzero')) return SOURCE.zero;
  return times === 1 ? SOURCE.once : times === 2 ? SOURCE.twice : SOURCE.more;
}

function destinationOf(planes: PagePlanes, slot: number, ended: boolean): number {
  const has = (name: PlaneName) => isSet(planes, name, slot);
  if (has('requested')) return DESTINATION.requested;
  if (has('discarded') && has('bitmap')) {
    return has('sentLow') || has('sentHigh') ? DESTINATION.discarded : DESTINATION.missing;
  }
  if (!has('sentLow') && !has('sentHigh')) {
    if (has('free') && !has('bitmap')) return DESTINATION.free;
    return ended ? DESTINATION.lost : DESTINATION.missing;
  }
  if ((has('bitmap') && !has('delivered')) || has('vcpuLog') || has('dmaLog') || has('untracked'))
    return ended ? DESTINATION.lost : DESTINATION.behind;
  return has('nonzero') ? DESTINATION.upToDate : DESTINATION.zero;
}

const isSet = (planes: PagePlanes, name: PlaneName, slot: number) =>
  (((planes[name]?.[slot >> 5] ?? 0) >>> (slot & 31)) & 1) === 1;

/** Blocks at word boundaries; planes of few or many bits, some missing; a view of any size at any place. */
const scene = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
    device: fc.boolean(),
    postcopy: fc.boolean(),
    ended: fc.boolean(),
  })
  .chain(({ sizes, device, postcopy, ended }) => {
    const blocks: { name: string; firstSlot: number; pages: number }[] = [];
    let slots = 0;
    for (const pages of sizes) {
      blocks.push({ name: `block ${slots}`, firstSlot: slots, pages });
      slots = Math.ceil((slots + pages) / 32) * 32;
    }
    const layout: PageLayout = { slots, blocks };
    const real = pagesOf(layout);
    const plane = fc.oneof(
      fc.uniqueArray(fc.nat(real.length - 1), { maxLength: 6 }).map((few) => few.map((i) => real[i]!)),
      fc.uniqueArray(fc.nat(real.length - 1), { maxLength: 6 }).map((few) => real.filter((_, i) => !few.includes(i))),
      fc.integer({ min: 2, max: 5 }).map((n) => real.filter((slot) => slot % n === 0)),
      fc.constant<number[]>([]),
    );
    const view = fc
      .tuple(fc.nat(slots - 1), fc.nat(slots - 1), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .map(([a, b, columns, rows]) => ({ fromSlot: Math.min(a, b), toSlot: Math.max(a, b) + 1, columns, rows }));
    return fc.tuple(fc.tuple(...NAMES.map(() => plane)), view).map(([bits, view]) => {
      const present = NAMES.filter((name) => postcopy || (name !== 'discarded' && name !== 'requested'));
      // a run that has ended waits for no page, and has all of them
      const used = present.filter((name) => !ended || (name !== 'discarded' && name !== 'requested'));
      const named = Object.fromEntries(used.map((name) => [name, bits[NAMES.indexOf(name)]!]));
      return { planes: planesOf(slots, named, device), layout, view, ended };
    });
  });

function planesOf(slots: number, set: Partial<Record<PlaneName, readonly number[]>>, device = true): PagePlanes {
  const plane = (name: PlaneName) => {
    const words = new Uint32Array(Math.ceil(slots / 32));
    for (const slot of set[name] ?? []) words[slot >> 5]! |= 1 << (slot & 31);
    return words;
  };
  return {
    bitmap: plane('bitmap'),
    vcpuLog: plane('vcpuLog'),
    delivered: plane('delivered'),
    nonzero: plane('nonzero'),
    sentLow: plane('sentLow'),
    sentHigh: plane('sentHigh'),
    dmaLog: device ? plane('dmaLog') : null,
    untracked: device ? plane('untracked') : null,
    byDma: device ? plane('byDma') : null,
    free: set.free ? plane('free') : null,
    discarded: set.discarded || set.requested ? plane('discarded') : null,
    requested: set.discarded || set.requested ? plane('requested') : null,
  };
}

function paint(planes: PagePlanes, layout: PageLayout, view: PageView, ended = false) {
  const cells = view.columns * view.rows;
  const out = {
    source: new Uint32Array(cells),
    destination: new Uint32Array(cells),
    counts: new Float64Array(CATEGORIES),
  };
  paintPages(planes, layout, view, light, ended, out);
  return { source: [...out.source], destination: [...out.destination], counts: out.counts };
}

/** The page at a place where no pattern changes its colour. */
function onePage(names: PlaneName[], ended = false) {
  const planes = planesOf(32, Object.fromEntries(names.map((name) => [name, [2]])));
  const painted = paint(planes, oneBlock(3), { fromSlot: 0, toSlot: 3, columns: 3, rows: 1 }, ended);
  return { source: painted.source[2]!, destination: painted.destination[2]! };
}

const oneBlock = (pages: number): PageLayout => ({
  slots: Math.ceil(pages / 32) * 32,
  blocks: [{ name: 'pc.ram', firstSlot: 0, pages }],
});
const pagesOf = (layout: PageLayout) =>
  layout.blocks.flatMap(({ firstSlot, pages }) => range(firstSlot, firstSlot + pages));
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
