import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelWidth, lineTouches, placeLabels } from './place-labels.ts';

const bounds = { x: 0, y: 0, width: 400, height: 200 };

describe('placeLabels', () => {
  it('never lets two labels touch, nor one leave the figure', () => {
    const wish = fc.record({
      key: fc.uuid(),
      texts: fc.constantFrom(['sync 2 finds 1,032 MiB', 'sync 2'], ['now']),
      places: fc.array(
        fc.record({ x: fc.nat(400), y: fc.nat(200), anchor: fc.constantFrom('start' as const, 'end' as const) }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const rects = placeLabels(wishes, bounds, 12).map(({ text, x, y, anchor }) => {
          const left = anchor === 'start' ? x : x - labelWidth(text, 12);
          return { left, right: left + labelWidth(text, 12), top: y - 11.4, bottom: y + 3.6 };
        });
        for (const [i, a] of rects.entries()) {
          expect(a.left >= 0 && a.top >= 0 && a.right <= 400 && a.bottom <= 200).toBe(true);
          for (const b of rects.slice(i + 1))
            expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
        }
      }),
    );
  });

  it('takes fewer words before it gives up', () => {
    const places = [{ x: 330, y: 100, anchor: 'start' as const }];
    const texts = ['sync 2 finds 1,032 MiB', 'sync 2'];
    expect(placeLabels([{ key: 'a', texts, places }], bounds, 12).map((label) => label.text)).toEqual(['sync 2']);
    expect(placeLabels([{ key: 'a', texts, places }], bounds, 12, () => true)).toEqual([]);
  });
});

describe('lineTouches', () => {
  const rect = { x: 100, y: 100, width: 50, height: 20 };
  it.each([
    ['passes above', [0, 300], [90, 90], false],
    ['crosses', [0, 300], [0, 220], true],
    ['ends before', [0, 90], [110, 110], false],
    ['jumps through', [120, 120], [0, 300], true],
    ['jumps beside', [160, 160], [0, 300], false],
    ['cuts a corner', [90, 120], [140, 105], true],
  ])('a line that %s', (_, xs, ys, touches) => {
    expect(lineTouches(rect, xs, ys)).toBe(touches);
  });
});
