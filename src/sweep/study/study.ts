import type { Scenario } from '../../engine/scenario.ts';
import { InputError } from '../../scenario/input-error.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Cell } from './cells.ts';
import { keeps, type Measured, measure } from './measure.ts';
import type { Plan, Promised } from './plan.ts';
import { roundsOf } from './rounds.ts';

/** A cell and what came of it: a row of the results. */
export interface Row {
  readonly cell: Cell;
  readonly run: Measured;
  readonly keepsPromise: boolean;
}

/** What came of a scenario, run page by page. Values that together are no scenario give a result that says so. */
export const runOf = (scenario: Scenario): Measured => (isScenario(scenario) ? measure(scenario) : IMPOSSIBLE);

/** The row of a cell whose run is known. */
export const rowFrom = (promise: Promised, cell: Cell, run: Measured): Row => ({
  cell,
  run,
  keepsPromise: keeps(run, promise, cell.scenario),
});

/**
 * Every row of a plan, one after another; `known` may give what an earlier study found. For one thread: the pool and the queue
 * hand the cells of each round of `roundsOf` to others and come to the same rows.
 */
export function* study(
  plan: Plan,
  known: (cell: Cell) => Measured | undefined = () => undefined,
): Generator<Row, void> {
  const rounds = roundsOf(plan);
  let round = rounds.next();
  while (!round.done) {
    const rows: Row[] = [];
    for (const cell of round.value) {
      const row = rowFrom(plan.promise, cell, known(cell) ?? runOf(cell.scenario));
      rows.push(row);
      yield row;
    }
    round = rounds.next(endingsOf(rows));
  }
}

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

function isScenario(scenario: Scenario): boolean {
  try {
    parseScenario(scenario, 'cell');
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const IMPOSSIBLE: Measured = {
  status: 'impossible',
  downtimeMs: null,
  guestPauseMs: null,
  totalTimeMs: 0,
  sentBytes: 0,
  downtimeBytes: 0,
  normalPages: 0,
  duplicatePages: 0,
  redundantPages: 0,
  remainingPages: 0,
  stalePages: 0,
  syncs: 0,
  throttlePercent: 0,
  slowdown: 0,
  digest: '',
};
