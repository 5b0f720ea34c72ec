import type { MapSquare } from '../../charts/phase-map.tsx';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import type { PhaseGrid, Square } from '../../sweep/study/phase-grid.ts';
import { FIGURES } from './words.ts';

/** Colours go from the least to the most of what succeeds, by their order of size where they differ much. */
export function mapSquares(grid: PhaseGrid, shows: SweepFigure): readonly MapSquare[] {
  const { across, squares } = grid;
  const { least, most } = figureRange(grid, shows) ?? { least: 0, most: 0 };
  const isLog = least > 0 && most / least > 30;
  const shareOf = (value: number): number => {
    if (most === least) return 0.5;
    return isLog ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  };
  return squares.map((square, i): MapSquare => {
    if (!square) return null;
    const shown = square.keepsPromise === null ? (coarseNeighbour(squares, i, across.length) ?? square) : square;
    const value = figureOf(shown, shows);
    return {
      share: value === null ? null : shareOf(value),
      state: shown.keepsPromise === null ? 'unknown' : shown.keepsPromise ? 'keeps' : 'breaks',
      isSure: square.by === 'pages',
      isOdd: square.disagrees,
    };
  });
}

/** The least and the most of the figure, of what succeeds; null when nothing does. */
export function figureRange(
  { squares }: PhaseGrid,
  shows: SweepFigure,
): { readonly least: number; readonly most: number } | null {
  const values = squares.flatMap((square) => figureOf(square, shows) ?? []);
  return values.length === 0 ? null : { least: Math.min(...values), most: Math.max(...values) };
}

const figureOf = (square: Square | null, shows: SweepFigure): number | null =>
  square?.run && square.keepsPromise ? FIGURES[shows].of(square.run) : null;

/** While the answers come in coarse grid by coarse grid: the nearest one to the lower left that is there. */
function coarseNeighbour(squares: PhaseGrid['squares'], at: number, columns: number): Square | null {
  const [x, y] = [at % columns, Math.floor(at / columns)];
  for (let stride = 2; stride <= 64; stride *= 2) {
    const square = squares[(y - (y % stride)) * columns + x - (x % stride)];
    if (square && square.keepsPromise !== null) return square;
  }
  return null;
}
