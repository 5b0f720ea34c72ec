import { parseArgs } from 'node:util';
import { MOST } from '../scenario/limits.ts';
import { addressOf } from '../sweep/study/address.ts';
import { type Dispatch, dispatch, type Hand } from '../sweep/study/dispatch.ts';
import type { Plan } from '../sweep/study/plan.ts';
import { parsePlanText } from '../sweep/study/plan-schema.ts';
import { csvOf, jsonOf, parquetOf } from '../sweep/study/results-file.ts';
import type { Row } from '../sweep/study/row.ts';
import { formatCount, formatMs } from '../units.ts';
import type { Command } from './cli.ts';
import { type ExitCode, type Io, readUserFile, UsageError } from './io.ts';
import { type Journal, openJournal } from './journal.ts';
import { askAtQueue } from './queue-hand.ts';

/** More than there are threads in a rack, so that none of them waits. */
const JOBS_IN_QUEUE = 256;

export const sweepCommand: Command = {
  help: `Usage: npm run -s cli -- sweep <plan.json> [options]

Makes every run of a plan, page by page, on all cores but one, and writes one row a run. docs/sweep.md explains plans.

  --out <file>    .csv, .json or .parquet; without it CSV on standard output
  --jobs <n>      so many threads; with --queue so many jobs in the queue at a time, ${JOBS_IN_QUEUE} unless given
  --resume        go on with an interrupted sweep to the same --out; it writes the same file as if it had not been interrupted
  --queue <address>  redis://host:6379: the runs are made by every sweep-worker there, see docs/several-machines.md

Ctrl-C stops it; what was run is kept in <file>.partial until the sweep is whole. Exit code 1: interrupted.
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        jobs: { type: 'string' },
        resume: { type: 'boolean' },
        queue: { type: 'string' },
      },
    });
    const plan = planNamed('sweep', positionals, io);
    const { out } = values;
    if (out !== undefined && !(kindOf(out) in WRITERS))
      throw new UsageError(`--out: ${out} ends in none of ${Object.keys(WRITERS).join(', ')}`);
    if (values.resume && out === undefined)
      throw new UsageError('--resume needs --out, the file of the interrupted sweep');
    const { queue } = values;
    const hands = queue !== undefined && values.jobs === undefined ? JOBS_IN_QUEUE : jobsOf(values.jobs, io);
    const journal = out === undefined ? null : openJournal(io, out, values.resume ?? false);
    const asking = queue === undefined ? null : await askAtQueue(queue, io);
    const rows = await carriedOut(plan, journal, asking?.hand ?? io.hand, hands, io).finally(() => asking?.close());
    if (io.interrupted.aborted) return interrupted(rows.length, journal, io);
    if (out === undefined) io.out(csvOf(plan, rows));
    else {
      io.write(out, await WRITERS[kindOf(out)]!(plan, rows));
      if (io.exists(journal!.path)) io.remove(journal!.path);
    }
    return 0;
  },
};

/** The one plan that `command` was given. @throws UsageError for none or several, InputError for a file that is no plan */
export function planNamed(command: string, [name, ...more]: readonly string[], io: Io): Plan {
  if (name === undefined || more.length > 0) throw new UsageError(`${command} takes one plan file`);
  return parsePlanText(readUserFile(io, name, MOST.fileBytes), name);
}

/** All cores but one, unless told. @throws UsageError for what is no number of threads */
export function jobsOf(text: string | undefined, io: Io): number {
  if (text === undefined) return Math.max(1, io.cores - 1);
  const jobs = Number(text);
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > 1024)
    throw new UsageError(`--jobs: ${text} is not a number from 1 to 1,024`);
  return jobs;
}

/** Every row of a plan, with progress on a terminal; those that the journal knows are not run again, and new ones go into it. */
export async function carriedOut(
  plan: Plan,
  journal: Journal | null,
  hand: () => Hand,
  hands: number,
  io: Io,
): Promise<readonly Row[]> {
  const progress = progressOf(io);
  const work: Dispatch = {
    hand,
    hands,
    known: () => journal?.known ?? new Map(),
    onRound: (cells) => progress.expect(cells.length),
    onRow: ({ cell, run }, isNew) => {
      if (isNew) journal?.add(addressOf(cell.scenario), run);
      progress.done(isNew);
    },
    signal: io.interrupted,
  };
  try {
    return await dispatch(plan, work);
  } finally {
    progress.end();
  }
}

function interrupted(rows: number, journal: Journal | null, io: Io): ExitCode {
  io.err(
    journal
      ? `interrupted after ${formatCount(rows)} runs; go on with --resume\n`
      : `interrupted after ${formatCount(rows)} runs; they are lost, as there was no --out\n`,
  );
  return 1;
}

const kindOf = (path: string): string => /\.[a-z]+$/.exec(path)?.[0] ?? '';

const WRITERS: Readonly<Record<string, (plan: Plan, rows: readonly Row[]) => string | Promise<Uint8Array>>> = {
  '.csv': csvOf,
  '.json': jsonOf,
  '.parquet': parquetOf,
};

/** On a terminal one line: how many of how many, and how long the rest will take at the pace so far. */
function progressOf(io: Io) {
  const startMs = io.wallMs();
  let shownMs = startMs;
  let all = 0;
  let done = 0;
  let made = 0;
  return {
    expect(cells: number) {
      all += cells;
    },
    done(isNew: boolean) {
      done++;
      if (isNew) made++;
      const nowMs = io.wallMs();
      if (!io.terminal || made === 0 || nowMs - shownMs < PERIOD_MS) return;
      shownMs = nowMs;
      const leftMs = ((nowMs - startMs) / made) * (all - done);
      io.err(`${ERASE_LINE}${formatCount(done)} of ${formatCount(all)} runs, ${formatMs(leftMs)} left`);
    },
    end() {
      if (shownMs > startMs) io.err(ERASE_LINE);
    },
  };
}

const PERIOD_MS = 500;
const ERASE_LINE = '\r\u001b[2K';
