import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockAround,
  CLOSEST_SLOTS,
  moveTo,
  nameOfRange,
  pageAt,
  rangeOfBlock,
  wholeGuest,
  zoomAround,
  zoomTo,
} from './page-zoom.ts';

const layout = {
  slots: 1_048_576 + 96,
  blocks: [
    { name: 'pc.ram', firstSlot: 0, pages: 1_048_576 },
    { name: 'pc.bios', firstSlot: 1_048_576, pages: 64 },
    { name: 'pc.rom', firstSlot: 1_048_640, pages: 2 },
  ],
};
const anyRange = fc
  .tuple(fc.nat(layout.slots - 1), fc.nat(layout.slots - 1))
  .map(([a, b]) => zoomTo(layout, { fromSlot: Math.min(a, b), toSlot: Math.max(a, b) + 1 }));

describe('zooming', () => {
  it('stays inside the guest, keeps the slot in sight and never comes too close', () => {
    fc.assert(
      fc.property(
        anyRange,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.5, 0.8, 1.25, 2),
        (range, at, factor) => {
          const slot = Math.min(range.fromSlot + Math.floor(at * (range.toSlot - range.fromSlot)), range.toSlot - 1);
          const next = zoomAround(layout, range, slot, factor);
          expect(next.fromSlot).toBeGreaterThanOrEqual(0);
          expect(next.toSlot).toBeLessThanOrEqual(layout.slots);
          expect(next.toSlot - next.fromSlot).toBeGreaterThanOrEqual(CLOSEST_SLOTS);
          expect(slot).toBeGreaterThanOrEqual(next.fromSlot);
          expect(slot).toBeLessThan(next.toSlot);
        },
      ),
    );
  });

  it('out of anything ends at the whole guest', () => {
    expect(zoomAround(layout, { fromSlot: 700_000, toSlot: 1_000_000 }, 800_000, 16)).toEqual(wholeGuest(layout));
  });

  it('to one page shows its neighbourhood', () => {
    expect(zoomTo(layout, { fromSlot: 1000, toSlot: 1001 })).toEqual({ fromSlot: 968, toSlot: 1032 });
    expect(zoomTo(layout, { fromSlot: 0, toSlot: 1 })).toEqual({ fromSlot: 0, toSlot: 64 });
  });

  it('moves without changing the length', () => {
    expect(moveTo(layout, { fromSlot: 0, toSlot: 100 }, 1e9)).toEqual({
      fromSlot: layout.slots - 100,
      toSlot: layout.slots,
    });
  });
});

describe('names', () => {
  it('finds the block of a range', () => {
    expect(blockAround(layout, { fromSlot: 5, toSlot: 1000 })?.name).toBe('pc.ram');
    expect(blockAround(layout, { fromSlot: 5, toSlot: 1_048_600 })).toBeNull();
    expect(blockAround(layout, rangeOfBlock(layout.blocks[2]!))?.name).toBe('pc.rom');
  });

  it('names pages as a person would', () => {
    expect(nameOfRange(layout, { fromSlot: 1024, toSlot: 1056 })).toBe('pages 1,024 to 1,055 of pc.ram');
    expect(nameOfRange(layout, { fromSlot: 1_048_583, toSlot: 1_048_584 })).toBe('page 7 of pc.bios');
    expect(nameOfRange(layout, { fromSlot: 1_048_640, toSlot: 1_048_672 })).toBe('pages 0 to 1 of pc.rom');
    expect(nameOfRange(layout, { fromSlot: 1_048_574, toSlot: 1_048_578 })).toBe(
      'pc.ram page 1,048,574 to pc.bios page 1',
    );
    expect(nameOfRange(layout, { fromSlot: 1_048_650, toSlot: 1_048_660 })).toBe('no page');
    expect(pageAt(layout, 1_048_641)).toEqual({ block: 'pc.rom', page: 1 });
    expect(pageAt(layout, 1_048_642)).toBeNull();
  });
});
