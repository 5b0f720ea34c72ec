import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DIFFERENCE, DIFFERENCES, differenceColours, LOST_STATE, paintDifference } from './difference-painter.ts';
import type { PageLayout, PageView } from './page-cells.ts';
import { packed, palette } from './palette.ts';

const colours = differenceColours('light');
const colourOf = (name: keyof (typeof palette)['light']) => packed(palette.light[name]);
const oneBlock = (pages: number): PageLayout => ({
  slots: Math.ceil(pages / 32) * 32,
  blocks: [{ name: 'pc.ram', firstSlot: 0, pages }],
});

it('counts every page of the view once, as comparing them one by one does', () => {
  const states = fc.array(fc.nat(3), { minLength: 96, maxLength: 96 });
  const layout: PageLayout = {
    slots: 96,
    blocks: [
      { name: 'a', firstSlot: 0, pages: 40 },
      { name: 'b', firstSlot: 64, pages: 20 },
    ],
  };
  fc.assert(
    fc.property(states, states, fc.nat(90), fc.integer({ min: 1, max: 12 }), (left, right, fromSlot, columns) => {
      const view = { fromSlot, toSlot: 96, columns, rows: 3 };
      const { counts } = paint(left, right, layout, view);
      const expected = new Array(DIFFERENCES).fill(0);
      for (let slot = fromSlot; slot < 96; slot++) {
        const isPage = slot < 40 || (slot >= 64 && slot < 84);
        if (isPage) expected[kindOf(left[slot]!, right[slot]!)]++;
      }
      expect([...counts]).toEqual(expected);
    }),
  );
});

it('paints a cell in alarm for one lost page among thousands, and tells by the pattern who lost it', () => {
  const slots = 64 * 4096;
  const view = { fromSlot: 0, toSlot: slots, columns: 8, rows: 8 };
  const left = new Uint8Array(slots).fill(1);
  const right = new Uint8Array(slots).fill(1);
  left[1 * 4096 + 5] = LOST_STATE; // a stripe's gap: alarm
  left[4 * 4096] = LOST_STATE; // on the stripe: its second tone
  right[2 * 4096] = LOST_STATE;
  for (const states of [left, right]) states[10 * 4096] = LOST_STATE;
  const { pixels, counts } = paint(left, right, oneBlock(slots), view);
  expect(pixels[1]).toBe(colourOf('stale'));
  expect(pixels[4]).toBe(colourOf('staleCheck'));
  expect(pixels[2]).toBe(colourOf('staleCheck'));
  expect([colourOf('stale'), colourOf('staleCheck')]).toContain(pixels[10]);
  expect(pixels[3]).toBe(colourOf('clean'));
  expect(counts[DIFFERENCE.bothLost]).toBe(1);
});

it('dots other differences by their share, and lets none vanish', () => {
  const slots = 36 * 64;
  const view = { fromSlot: 0, toSlot: slots, columns: 6, rows: 6 };
  const dots = (every: number) => {
    const right = new Uint8Array(slots).map((_, slot) => (slot % every === 0 ? 2 : 1));
    const { pixels } = paint(new Uint8Array(slots).fill(1), right, oneBlock(slots), view);
    return pixels.filter((pixel) => pixel === colourOf('ink3')).length;
  };
  expect(dots(1)).toBe(36);
  expect(dots(2)).toBe(16);
  expect(dots(64)).toBe(4);
});

it('leaves cells without pages in the ground', () => {
  const { pixels } = paint([1, 1], [2, 2], oneBlock(2), { fromSlot: 0, toSlot: 32, columns: 8, rows: 8 });
  expect(pixels[0]).toBe(colourOf('ink3'));
  expect(pixels[40]).toBe(colourOf('bg'));
});

const kindOf = (a: number, b: number): number => {
  if (a === LOST_STATE && b === LOST_STATE) return DIFFERENCE.bothLost;
  if (a === LOST_STATE) return DIFFERENCE.leftLost;
  if (b === LOST_STATE) return DIFFERENCE.rightLost;
  return a === b ? DIFFERENCE.same : DIFFERENCE.differs;
};

function paint(left: ArrayLike<number>, right: ArrayLike<number>, layout: PageLayout, view: PageView) {
  const pixels = new Uint32Array(view.columns * view.rows);
  const counts = new Float64Array(DIFFERENCES);
  paintDifference(Uint8Array.from(left), Uint8Array.from(right), layout, view, colours, pixels, counts);
  return { pixels, counts };
}
