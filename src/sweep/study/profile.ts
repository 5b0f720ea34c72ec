import { median } from 'd3';
import type { FieldValue } from '../../scenario/field-values.ts';
import type { Estimated } from './findings.ts';
import type { Measured } from './measure.ts';
import type { PhaseGrid } from './phase-grid.ts';

/** One figure at one square of a row of the map. */
export interface ProfilePoint {
  /** From the left, and from the lower left corner of the map. */
  readonly column: number;
  readonly square: number;
  readonly value: FieldValue;
  /** By expected counts; null where they cannot carry the scenario, have not answered yet, or the run does not complete. */
  readonly counted: number | null;
  /** Of the repeats that were run page by page and completed; null when none did. */
  readonly paged: { readonly least: number; readonly median: number; readonly most: number } | null;
  /** Repeats that were run page by page, and those of them that completed. */
  readonly runs: number;
  readonly completed: number;
  /** Every repeat that ran kept the promise, or else count level says so; null when nothing is known. */
  readonly keepsPromise: boolean | null;
}

/**
 * A figure along the first axis at one row of the map. What a constraint leaves out is left out here. Runs that do not complete
 * have no figure: how long they copied in vain says where they were ended, not how they went.
 * @param of the figure of a run, null where it has none
 */
export function profileOf(
  grid: PhaseGrid,
  row: number,
  estimates: ReadonlyMap<number, Estimated>,
  of: (run: Measured) => number | null,
): readonly ProfilePoint[] {
  const figureOf = (run: Measured | null | undefined): number | null => (run?.status === 'completed' ? of(run) : null);
  return grid.across.flatMap((value, column): ProfilePoint[] => {
    const square = row * grid.across.length + column;
    const found = grid.squares[square];
    if (!found) return [];
    const values = found.runs.flatMap((run) => figureOf(run) ?? []);
    return [
      {
        column,
        square,
        value,
        counted: figureOf(estimates.get(found.point)?.run),
        paged:
          values.length === 0
            ? null
            : { least: Math.min(...values), median: median(values)!, most: Math.max(...values) },
        runs: found.runs.length,
        completed: found.runs.filter(({ status }) => status === 'completed').length,
        keepsPromise: found.keepsPromise,
      },
    ];
  });
}
