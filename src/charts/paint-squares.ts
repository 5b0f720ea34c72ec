import { packed } from './palette.ts';
import { type MapColours, shade } from './phase-colours.ts';
import type { MapContent, MapSquare } from './phase-map.tsx';

/**
 * The squares of a map, from the lower left corner of an empty canvas. A map that follows a slider is painted every few milliseconds, so
 * thousands of squares are one small picture that is drawn large, and the strokes over them a few long ones.
 * @param context in CSS px
 */
export function paintSquares(
  context: CanvasRenderingContext2D,
  map: Pick<MapContent, 'columns' | 'rows' | 'squares'>,
  colours: MapColours,
  squareWidth: number,
  squareHeight: number,
): void {
  const { columns, rows, squares } = map;
  const onSmall = smallContext();
  const small = onSmall.canvas;
  if (small.width !== columns) small.width = columns;
  if (small.height !== rows) small.height = rows;
  onSmall.putImageData(new ImageData(squarePixels(map, colours), columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, columns * squareWidth, rows * squareHeight);
  const yOf = (row: number): number => (rows - row) * squareHeight;
  squares.forEach((square, i) => {
    if (square?.state !== 'partly' && !square?.isOdd) return;
    const [x, row] = [(i % columns) * squareWidth, Math.floor(i / columns)];
    if (square.state === 'partly') {
      const height = square.keptShare * squareHeight;
      context.fillStyle = shade(colours, square.share ?? 0);
      context.fillRect(x, yOf(row) - height, squareWidth, height);
    }
    if (square.isOdd) {
      context.strokeStyle = colours.odd;
      context.strokeRect(x + 1, yOf(row + 1) + 1, squareWidth - 2, squareHeight - 2);
    }
  });
  context.beginPath();
  for (const { column, row, length } of unsureStrokes(map)) {
    context.moveTo(column * squareWidth, yOf(row));
    context.lineTo((column + length) * squareWidth, yOf(row + length));
  }
  context.strokeStyle = colours.unsure;
  context.lineWidth = 1;
  context.stroke();
}

/** Kept: to make one takes longer than to paint a map. Who paints overwrites all of it. */
function smallContext(): OffscreenCanvasRenderingContext2D {
  // read back by each drawing of it, which a canvas in the graphics card's memory would have to wait for
  kept ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  return kept;
}
let kept: OffscreenCanvasRenderingContext2D | null = null;

/** A pixel a square, the upper row first, as `ImageData` holds it; clear where there is none. */
export function squarePixels(
  { columns, rows, squares }: Pick<MapContent, 'columns' | 'rows' | 'squares'>,
  colours: MapColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(columns * rows);
  const unknown = packed(colours.unknown);
  const breaks = packed(colours.breaks);
  const scale = new Map(colours.scale.map((colour) => [colour, packed(colour)]));
  squares.forEach((square, i) => {
    if (!square) return;
    const { state, share } = square;
    const at = (rows - 1 - Math.floor(i / columns)) * columns + (i % columns);
    pixels[at] = state === 'unknown' ? unknown : state === 'keeps' ? scale.get(shade(colours, share ?? 0))! : breaks;
  });
  return new Uint8ClampedArray(pixels.buffer);
}

/** From the lower left corner of a square, across so many. */
export interface Stroke {
  readonly column: number;
  readonly row: number;
  readonly length: number;
}

/** One thin stroke goes across each square that is not yet confirmed: those that continue each other are one. */
export function unsureStrokes({
  columns,
  rows,
  squares,
}: Pick<MapContent, 'columns' | 'rows' | 'squares'>): readonly Stroke[] {
  const isUnsure = (square: MapSquare | undefined): boolean => !!square && !square.isSure && square.state !== 'unknown';
  const strokes: Stroke[] = [];
  for (let start = 1 - rows; start < columns; start++) {
    let length = 0;
    const [first, end] = [Math.max(0, start), Math.min(columns, start + rows)];
    for (let column = first; column <= end; column++) {
      if (column < end && isUnsure(squares[(column - start) * columns + column])) length++;
      else if (length > 0) {
        strokes.push({ column: column - length, row: column - length - start, length });
        length = 0;
      }
    }
  }
  return strokes;
}
