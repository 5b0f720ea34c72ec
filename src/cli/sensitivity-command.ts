import { parseArgs } from 'node:util';
import { type Finding, findingsOf, keptShare } from '../sweep/study/findings.ts';
import type { Measured } from '../sweep/study/measure.ts';
import type { Plan } from '../sweep/study/plan.ts';
import { type AxisEffect, sensitivityOf } from '../sweep/study/sensitivity.ts';
import { formatBytes, formatCount, formatMs, formatShare } from '../units.ts';
import type { Command } from './cli.ts';
import { UsageError } from './io.ts';
import { carriedOut, jobsOf, planNamed } from './sweep-command.ts';

export const sensitivityCommand: Command = {
  help: `Usage: npm run -s cli -- sensitivity <plan.json> [options]

What each axis of a plan does to what comes out, for its whole range, page by page: Morris' elementary effects. A plan of another design
is walked through in 20 trajectories of 4 levels.

  --trajectories <n>  so many walks instead; each has one run more than axes, and that for each repeat
  --json              one object a line for each figure and axis
  --jobs <n>          so many threads

Mean size (mu*): how much the axis matters. Mean (mu): in which direction. Deviation (sigma): how much that depends on the others, or on
where the axis stands. Steps of which one end did not complete are left out of times and bytes.
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, jobs: { type: 'string' }, trajectories: { type: 'string' } },
    });
    const plan = walked(planNamed('sensitivity', positionals, io), values.trajectories);
    const rows = await carriedOut(plan, null, io.hand, jobsOf(values.jobs, io), io);
    if (io.interrupted.aborted) {
      io.err(`interrupted after ${formatCount(rows.length)} runs\n`);
      return 1;
    }
    const findings = findingsOf(plan, new Map(), new Map(rows.map((row) => [row.cell.index, row])));
    for (const [figure, { of, text }] of Object.entries(FIGURES)) {
      const effects = sensitivityOf(plan, findings, of);
      if (values.json) for (const effect of effects) io.out(`${JSON.stringify({ figure, ...asObject(effect) })}\n`);
      else io.out(inWords(figure, effects, text));
    }
    return 0;
  },
};

/** @throws UsageError for a plan without axes, or for what is no number of trajectories */
function walked(plan: Plan, asked: string | undefined): Plan {
  if (plan.axes.length === 0) throw new UsageError('sensitivity needs a plan with axes');
  const { design } = plan;
  const usual = design.kind === 'morris' ? design : ({ kind: 'morris', trajectories: 20, levels: 4, seed: 1 } as const);
  if (asked === undefined) return { ...plan, design: usual };
  const trajectories = Number(asked);
  if (!/^\d+$/.test(asked) || trajectories < 2 || trajectories > 10_000)
    throw new UsageError(`--trajectories: ${asked} is not a number from 2 to 10,000`);
  return { ...plan, design: { ...usual, trajectories } };
}

type NumberOf = (finding: Finding) => number | null;
/** The mean of the seeds that completed. */
const ofCompleted =
  (figure: (run: Measured) => number | null): NumberOf =>
  ({ runs }) => {
    const values = runs.flatMap((run) => (run.status === 'completed' ? (figure(run) ?? []) : []));
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };

const FIGURES: Readonly<Record<string, { readonly of: NumberOf; readonly text: (value: number) => string }>> = {
  success: { of: keptShare, text: formatShare },
  guestPauseMs: { of: ofCompleted((run) => run.guestPauseMs ?? run.downtimeMs), text: formatMs },
  totalTimeMs: { of: ofCompleted((run) => run.totalTimeMs), text: formatMs },
  sentBytes: { of: ofCompleted((run) => run.sentBytes), text: formatBytes },
  slowdown: { of: ofCompleted((run) => run.slowdown), text: formatShare },
};

const asObject = ({ field, meanSize, mean, deviation, count, strongest }: AxisEffect) => ({
  field,
  meanSize,
  mean,
  deviation,
  steps: count,
  strongest,
});

function inWords(figure: string, effects: readonly AxisEffect[], text: (value: number) => string): string {
  if (effects.length === 0) return `${figure}: no step had a figure at both ends.\n`;
  const signed = (value: number): string => (value < 0 ? `-${text(-value)}` : text(value));
  const table = [
    ['axis', 'mean size', 'mean', 'deviation', 'steps'],
    ...effects.map(({ field, meanSize, mean, deviation, count }) => [
      field,
      text(meanSize),
      signed(mean),
      text(deviation),
      String(count),
    ]),
  ];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return `${figure}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
