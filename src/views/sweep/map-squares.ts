import { median } from 'd3';
import { isoLevels, isoLines } from '../../charts/iso-lines.ts';
import type { MapContent, MapSquare } from '../../charts/phase-map.tsx';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { type Finding, keptShare } from '../../sweep/study/findings.ts';
import { frontierOf, type PhaseGrid, rowsOf } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { axisName, FIGURES, ticksOf } from './words.ts';

/** The least and the most of a figure, over all that is compared. */
export interface FigureRange {
  readonly least: number;
  readonly most: number;
}

/** What a map shows: its squares, the frontier, and over them the lines of another figure; ticks about so many each way. */
export function mapContent(
  plan: Plan,
  grid: PhaseGrid,
  shows: SweepFigure,
  lines: Exclude<SweepFigure, 'keeps'> | null,
  ranges: { readonly colour: FigureRange | null; readonly lines: FigureRange | null },
  ticks: { readonly across: number; readonly up: number },
): MapContent {
  const [across, up] = plan.axes;
  const isBytes = lines === 'sentBytes';
  const levels = ranges.lines && lines ? isoLevels(ranges.lines.least, ranges.lines.most, isBytes) : [];
  const [columns, rows] = [grid.across.length, rowsOf(grid)];
  return {
    columns,
    rows,
    squares: mapSquares(grid, shows, ranges.colour),
    frontier: frontierOf(grid),
    isoLines: lines
      ? isoLines(
          grid.squares.map((square) => completedFigure(square, lines)),
          columns,
          rows,
          levels,
        ).map((line) => ({ ...line, label: FIGURES[lines].text(line.value) }))
      : [],
    across: { title: axisName(across!.field), ticks: ticksOf(across!.field, grid.across, ticks.across) },
    up: up ? { title: axisName(up.field), ticks: ticksOf(up.field, grid.up, ticks.up) } : { title: '', ticks: [] },
  };
}

/** Colours go from the least to the most of what succeeds, by their order of size where they differ much. */
export function mapSquares(grid: PhaseGrid, shows: SweepFigure, range: FigureRange | null): readonly MapSquare[] {
  const { across, squares } = grid;
  const { least, most } = range ?? { least: 0, most: 0 };
  const isLog = least > 0 && most / least > 30;
  const shareOf = (value: number): number => {
    if (most === least) return 0.5;
    return isLog ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  };
  return squares.map((square, i): MapSquare => {
    if (!square) return null;
    const shown = square.keepsPromise === null ? (coarseNeighbour(squares, i, across.length) ?? square) : square;
    const value = keptFigure(shown, shows);
    const share = keptShare(shown);
    return {
      share: value === null ? null : shareOf(value),
      state: share === null ? 'unknown' : share === 1 ? 'keeps' : share === 0 ? 'breaks' : 'partly',
      keptShare: share ?? 0,
      isSure: square.by === 'pages',
      isOdd: square.disagrees,
    };
  });
}

/** The least and the most of the figure, of what succeeds; null when nothing does. */
export const figureRange = (findings: readonly (Finding | null)[], shows: SweepFigure): FigureRange | null =>
  rangeOf(findings.map((finding) => keptFigure(finding, shows)));

/** The same of what completes, whether or not it keeps the promise: lines go on where the colour ends. */
export const completedRange = (findings: readonly (Finding | null)[], shows: SweepFigure): FigureRange | null =>
  rangeOf(findings.map((finding) => completedFigure(finding, shows)));

function rangeOf(values: readonly (number | null)[]): FigureRange | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least > most ? null : { least, most };
}

/** The middle of the seeds that keep the promise; null where none does. */
function keptFigure(finding: Finding | null, shows: SweepFigure): number | null {
  const { of } = FIGURES[shows];
  const [first, second] = finding?.kept ?? [];
  if (!first) return null;
  return second ? (median(finding!.kept.flatMap((run) => of(run) ?? [])) ?? null) : of(first);
}

/** The middle of the seeds that complete; null where none does. */
export function completedFigure(finding: Finding | null, shows: SweepFigure): number | null {
  if (!finding?.run) return null;
  if (finding.runs.length < 2) return finding.run.status === 'completed' ? FIGURES[shows].of(finding.run) : null;
  const { runs } = finding;
  return median(runs.flatMap((run) => (run.status === 'completed' ? (FIGURES[shows].of(run) ?? []) : []))) ?? null;
}

/** While the answers come in coarse grid by coarse grid: the nearest one to the lower left that is there. */
function coarseNeighbour(squares: PhaseGrid['squares'], at: number, columns: number): Finding | null {
  const [x, y] = [at % columns, Math.floor(at / columns)];
  for (let stride = 2; stride <= 64; stride *= 2) {
    const square = squares[(y - (y % stride)) * columns + x - (x % stride)];
    if (square && square.keepsPromise !== null) return square;
  }
  return null;
}
