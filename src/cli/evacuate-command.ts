import { parseArgs } from 'node:util';
import { Evacuation, type EvacuationOutcome } from '../evacuation/evacuation.ts';
import { ordersOf, type Plan } from '../evacuation/plan.ts';
import { parsePlanText } from '../evacuation/plan-file.ts';
import { guestTable, type OrderRow, orderRow, orderTable } from '../evacuation/report.ts';
import { MOST } from '../scenario/limits.ts';
import { formatMs } from '../units.ts';
import type { Command } from './cli.ts';
import { type Io, readUserFile, UsageError } from './io.ts';

export const evacuateCommand: Command = {
  help: `Usage: npm run -s cli -- evacuate <plan.json> [--orders] [--json]

Moves many guests off a host over one link, which those who send share fairly, and prints when each started, how long it took, how
long it stood still, and what the whole took.

  --orders   make it in other orders too, and print one line for each
  --json     one object a line: guests, or orders with --orders, and the whole as the last line

A plan:
  { "format": 1, "linkBytesPerSecond": 1250000000, "atOnce": 2, "first": "smallest",
    "guests": [ { "preset": "stopped-guest", "count": 3 }, { "name": "db", "scenario": { "format": 2 } } ] }
atOnce: migrations at one time, all if left out. first: given, smallest, largest or least-dirty. count: so many, seeds in sequence.
`,
  run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { orders: { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('evacuate takes one plan file');
    const plan = parsePlanText(readUserFile(io, file, MOST.fileBytes), file);
    if (values.orders) {
      const rows = ordersOf(plan).map((each) => orderRow(each, evacuated(each, io)));
      io.out(values.json ? lines(rows) : orderTable(rows));
      return 0;
    }
    const outcome = evacuated(plan, io);
    io.out(values.json ? asLines(plan, outcome) : guestTable(plan, outcome));
    return 0;
  },
};

/** Runs to the end; one line of progress on a terminal, taken away again. */
function evacuated(plan: Plan, io: Io): EvacuationOutcome {
  const evacuation = new Evacuation(plan);
  let shownMs = io.wallMs();
  while (!evacuation.finished) {
    evacuation.advance(STRETCH_MS);
    const nowMs = io.wallMs();
    if (!io.terminal || nowMs - shownMs < PERIOD_MS) continue;
    shownMs = nowMs;
    const ended = evacuation.view().guests.filter(({ endMs }) => endMs !== null).length;
    io.err(`${ERASE_LINE}${formatMs(evacuation.nowMs)} simulated, ${ended} of ${plan.guests.length} ended`);
  }
  if (io.terminal) io.err(ERASE_LINE);
  return evacuation.outcome();
}

const asLines = (plan: Plan, outcome: EvacuationOutcome): string =>
  lines([...outcome.guests, orderRow(plan, outcome) satisfies OrderRow]);
const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

const STRETCH_MS = 50;
const PERIOD_MS = 200;
const ERASE_LINE = '\r\u001b[2K';
