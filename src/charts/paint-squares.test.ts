import { describe, expect, it } from 'vitest';
import { squarePixels, unsureStrokes } from './paint-squares.ts';
import { packed } from './palette.ts';
import { mapColours } from './phase-colours.ts';
import type { MapSquare } from './phase-map.tsx';

const square = (state: NonNullable<MapSquare>['state'], isSure: boolean, share: number | null = null): MapSquare => ({
  share,
  state,
  keptShare: state === 'keeps' ? 1 : 0,
  isSure,
  isOdd: false,
});

describe('the squares of a map', () => {
  const colours = mapColours('light');

  it('are pixels with the upper row first, clear where there is none', () => {
    const squares = [square('keeps', true, 0), square('keeps', true, 1), square('unknown', false), null];
    const pixels = new Uint32Array(squarePixels({ columns: 2, rows: 2, squares }, colours).buffer);
    expect([...pixels]).toEqual([packed(colours.unknown), 0, packed(colours.scale[0]!), packed(colours.scale.at(-1)!)]);
  });

  it('have one stroke for all that continue each other, and none where they are confirmed or unknown', () => {
    const unsure = square('breaks', false);
    const squares = [
      ...[unsure, unsure, square('breaks', true)],
      ...[unsure, unsure, unsure],
      ...[square('unknown', false), null, unsure],
    ];
    expect(unsureStrokes({ columns: 3, rows: 3, squares })).toEqual([
      { column: 0, row: 1, length: 1 },
      { column: 0, row: 0, length: 3 },
      { column: 1, row: 0, length: 2 },
    ]);
  });

  it('are each crossed once, whatever their number', () => {
    for (const [columns, rows] of [
      [1, 1],
      [5, 2],
      [2, 5],
      [7, 7],
    ] as const) {
      const squares = Array.from({ length: columns * rows }, (_, i) => square('keeps', i % 3 === 0, 0.5));
      const crossed = unsureStrokes({ columns, rows, squares }).flatMap(({ column, row, length }) =>
        Array.from({ length }, (_, step) => (row + step) * columns + column + step),
      );
      expect(crossed.toSorted((a, b) => a - b)).toEqual(squares.flatMap((each, i) => (each!.isSure ? [] : [i])));
    }
  });
});
