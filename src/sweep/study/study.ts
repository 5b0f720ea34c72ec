import type { Scenario } from '../../engine/scenario.ts';
import { InputError } from '../../scenario/input-error.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Cell } from './cells.ts';
import { type Measured, measure } from './measure.ts';
import type { Plan } from './plan.ts';
import { roundsOf } from './rounds.ts';
import { endingsOf, type Row, rowFrom } from './row.ts';

/** What came of a scenario, run page by page. Values that together are no scenario give a result that says so. */
export const runOf = (scenario: Scenario): Measured => (isScenario(scenario) ? measure(scenario) : IMPOSSIBLE);

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
