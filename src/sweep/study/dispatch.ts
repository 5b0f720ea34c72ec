import type { Scenario } from '../../engine/scenario.ts';
import { addressOf } from './address.ts';
import type { Cell } from './cells.ts';
import type { Measured } from './measure.ts';
import type { Plan } from './plan.ts';
import { roundsOf } from './rounds.ts';
import { endingsOf, type Row, rowFrom } from './row.ts';

/** One that makes runs: a worker thread, a web worker. It has one chunk at a time. */
export interface Hand {
  /**
   * Makes the runs one after another and tells each at once, in order. Rejects when the hand died; what it had not told is then
   * given to another.
   */
  run(scenarios: readonly Scenario[], onRun: (run: Measured) => void): Promise<void>;
  end(): void;
}

/** Results by their addresses; what is not known is not in it. */
export type Found = ReadonlyMap<string, Measured>;

/** How a plan is carried out by several hands. */
export interface Dispatch {
  /** Starts a hand; also in place of one that died. */
  readonly hand: () => Hand;
  readonly hands: number;
  /** Results of earlier studies, by their addresses; asked for some cells at a time. */
  readonly known?: (addresses: readonly string[]) => Found | Promise<Found>;
  /** Called for each row when it is there, in any order; `isNew` when it had to be run. */
  readonly onRow: (row: Row, isNew: boolean) => void;
  /** The cells of a round, before it begins. */
  readonly onRound?: (cells: readonly Cell[]) => void;
  /** The order in which the cells of a round are run; left out: that of the plan. */
  readonly order?: (cells: readonly Cell[]) => readonly Cell[];
  /** Lets others have the thread for a moment; called between batches of cells. */
  readonly breathe?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Carries out a plan, round by round. The rows are those of `study`, whoever makes the runs.
 * @returns the rows, in order of the plan; when stopped by `signal`, those that are there
 * @throws Error when a cell ended `MOST_TRIES` hands, with what the last one said
 */
export async function dispatch(plan: Plan, work: Dispatch): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const rounds = roundsOf(plan);
  const hands = Array.from({ length: work.hands }, () => work.hand());
  try {
    for (let round = rounds.next(); !round.done && !work.signal?.aborted; ) {
      work.onRound?.(round.value);
      const made = await oneRound(plan, round.value, hands, work);
      rows.push(...made);
      if (made.length < round.value.length) break;
      round = rounds.next(endingsOf(made));
    }
  } finally {
    for (const hand of hands) hand.end();
  }
  return rows.toSorted((a, b) => a.cell.index - b.cell.index);
}

async function oneRound(plan: Plan, cells: readonly Cell[], hands: Hand[], work: Dispatch): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const add = (cell: Cell, run: Measured, isNew: boolean): void => {
    const row = rowFrom(plan.promise, cell, run);
    rows.push(row);
    work.onRow(row, isNew);
  };
  const open: Cell[] = [];
  for (let from = 0; from < cells.length && !work.signal?.aborted; from += BATCH) {
    const batch = cells.slice(from, from + BATCH);
    const addresses = work.known ? batch.map(({ scenario }) => addressOf(scenario)) : [];
    const found = await work.known?.(addresses);
    batch.forEach((cell, i) => {
      const run = found?.get(addresses[i]!);
      if (run) add(cell, run, false);
      else open.push(cell);
    });
    await work.breathe?.();
  }
  const wanted = work.order?.(open) ?? open;
  const chunks = chunksOf(wanted, hands.length);
  const stopped = whenAborted(work.signal);
  const next = (): Chunk | undefined => (work.signal?.aborted ? undefined : chunks.shift());
  await Promise.all(
    hands.map(async (_, i) => {
      for (let chunk = next(); chunk; chunk = next()) {
        const { cells: mine, tries } = chunk;
        let told = 0;
        try {
          const scenarios = mine.map(({ scenario }) => scenario);
          await Promise.race([hands[i]!.run(scenarios, (run) => add(mine[told++]!, run, true)), stopped]);
        } catch (error) {
          if (work.signal?.aborted) return;
          if (told === 0 && tries + 1 >= MOST_TRIES) throw error;
          hands[i]!.end();
          hands[i] = work.hand();
          chunks.unshift({ cells: mine.slice(told), tries: told === 0 ? tries + 1 : 0 });
        }
      }
    }),
  );
  return rows;
}

/** Rejects when the signal comes, so that nobody waits for a hand that is in the middle of a long run. */
function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });
}

interface Chunk {
  readonly cells: readonly Cell[];
  /** Hands that died over its first cell. */
  readonly tries: number;
}

/** A cell that ends so many hands is at fault itself. */
const MOST_TRIES = 3;
/** Cells whose results are looked for at once. */
const BATCH = 128;
/** Few enough that the hands end at about the same time, so many that messages cost nothing. */
const MOST_IN_CHUNK = 16;

function chunksOf(cells: readonly Cell[], hands: number): Chunk[] {
  const size = Math.max(1, Math.min(MOST_IN_CHUNK, Math.floor(cells.length / (hands * 4))));
  const chunks: Chunk[] = [];
  for (let from = 0; from < cells.length; from += size)
    chunks.push({ cells: cells.slice(from, from + size), tries: 0 });
  return chunks;
}
