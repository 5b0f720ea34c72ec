import type { Cell } from './cells.ts';
import type { Measured } from './measure.ts';
import type { Promised } from './plan.ts';
import { keeps } from './promise.ts';

/** A cell and what came of it: a row of the results. */
export interface Row {
  readonly cell: Cell;
  readonly run: Measured;
  readonly keepsPromise: boolean;
}

/** The row of a cell whose run is known. */
export const rowFrom = (promise: Promised, cell: Cell, run: Measured): Row => ({
  cell,
  run,
  keepsPromise: keeps(run, promise, cell.scenario),
});

/** How each point of a round ended, over its repeats, for the next round. */
export function endingsOf(rows: readonly Row[]): ReadonlyMap<number, string> {
  const endings = new Map<number, string>();
  for (const { cell, keepsPromise } of rows) {
    const ending = keepsPromise ? 'kept' : 'broken';
    const before = endings.get(cell.point);
    endings.set(cell.point, before === undefined || before === ending ? ending : 'both');
  }
  return endings;
}
