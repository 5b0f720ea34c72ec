import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOfSlot, fitCells, type PageView, pagesPerCell, rangeRects, slotsOfCell } from './page-cells.ts';

const anyView = fc
  .record({
    fromSlot: fc.nat(5000),
    span: fc.integer({ min: 1, max: 5000 }),
    columns: fc.integer({ min: 1, max: 40 }),
    rows: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ fromSlot, span, columns, rows }): PageView => ({ fromSlot, toSlot: fromSlot + span, columns, rows }));

describe('the cells of a view', () => {
  it('show every slot once', () => {
    fc.assert(
      fc.property(anyView, fc.nat(), (view, at) => {
        const slot = view.fromSlot + (at % (view.toSlot - view.fromSlot));
        const cell = cellOfSlot(view, slot);
        const slots = slotsOfCell(view, cell);
        expect(cell).toBeLessThan(view.columns * view.rows);
        expect(slots && slots.fromSlot <= slot && slot < slots.toSlot).toBe(true);
      }),
    );
  });

  it('beyond the view have no slots', () => {
    const view = { fromSlot: 100, toSlot: 110, columns: 4, rows: 4 };
    expect(slotsOfCell(view, 9)).toEqual({ fromSlot: 109, toSlot: 110 });
    expect(slotsOfCell(view, 10)).toBeNull();
    expect(slotsOfCell(view, -1)).toBeNull();
  });

  it('of a stretch of slots are covered by its rectangles, each once', () => {
    fc.assert(
      fc.property(anyView, fc.nat(6000), fc.nat(6000), (view, a, b) => {
        const range = { fromSlot: Math.min(a, b) + view.fromSlot - 500, toSlot: Math.max(a, b) + view.fromSlot - 500 };
        const covered = rangeRects(view, range).flatMap((rect) =>
          Array.from(
            { length: rect.columns * rect.rows },
            (_, i) => (rect.row + Math.floor(i / rect.columns)) * view.columns + rect.column + (i % rect.columns),
          ),
        );
        const expected = Array.from({ length: view.columns * view.rows }, (_, cell) => cell).filter((cell) => {
          const slots = slotsOfCell(view, cell);
          return (
            slots && slots.fromSlot < range.toSlot && slots.toSlot > range.fromSlot && range.toSlot > range.fromSlot
          );
        });
        expect(covered.toSorted((x, y) => x - y)).toEqual(expected);
      }),
    );
  });
});

describe('fitCells', () => {
  it('shows every slot in cells of whole device pixels, not too many, that stay inside the box', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 2 ** 28 }),
        fc.integer({ min: 280, max: 1800 }),
        fc.integer({ min: 100, max: 900 }),
        fc.constantFrom(1, 1.25, 1.5, 2, 3),
        (slots, width, height, ratio) => {
          const { columns, rows, cellPx } = fitCells(slots, width, height, ratio);
          const pages = pagesPerCell({ fromSlot: 0, toSlot: slots, columns, rows });
          expect(columns * rows * pages).toBeGreaterThanOrEqual(slots);
          expect(columns * cellPx).toBeLessThanOrEqual(width);
          expect(rows * cellPx).toBeLessThanOrEqual(height);
          expect(columns * rows).toBeLessThanOrEqual(65_536);
          expect(cellPx * ratio).toBeCloseTo(Math.round(cellPx * ratio));
        },
      ),
    );
  });

  it('fills two thirds of a box as of the Lab or more, in small cells, from 1 GiB to 1 TiB', () => {
    for (const slots of [2 ** 18, 2 ** 20 + 160, 2 ** 24 + 160, 2 ** 28])
      for (const width of [300, 362, 480, 620, 900, 1900]) {
        const { rows, cellPx } = fitCells(slots, width, width / 2, 1);
        expect((rows * cellPx) / (width / 2)).toBeGreaterThan(0.64);
        expect(cellPx).toBeLessThanOrEqual(7);
      }
  });

  it('shows a handful of pages as squares that a finger can hit', () => {
    const grid = fitCells(64, 362, 181, 1);
    expect(grid.cellPx).toBeGreaterThan(20);
    expect(pagesPerCell({ fromSlot: 0, toSlot: 64, ...grid })).toBe(1);
  });
});
