import { signedPercent, table } from './fidelity.ts';
import type { CardCell } from './fidelity-card.ts';
import { formulaFidelity } from './formula-fidelity.ts';
import type { Prediction } from './predict.ts';
import { type PublishedCheck, publishedChecks } from './published-check.ts';

/** Published numbers, then each formula against the recordings: two sections in markdown. */
export const publishedReport = (predictions: readonly Prediction[]): string =>
  [
    '## Published numbers',
    'What papers and mailing lists print, and what comes out here: of a formula (`src/engine/models`), of a run under a tool that manages',
    'guests (`docs/management.md`), or of the arithmetic that ties their own figures together. Only VS-1 comes with a tolerance, to the second; the others are ours, set with the figures in',
    'view and up to three times what their printed digits leave open. Without one nothing is asserted.\n',
    table(
      ['series', 'source', 'figure', 'published', 'here', 'error', 'tolerance', 'holds', 'remark'],
      publishedChecks().map(rowOf),
    ),
    `As reported, read at second hand and never asserted:\n\n${AS_REPORTED.map((line) => `- ${line}`).join('\n')}\n`,
    'VS-10, the rules of simulators: SimGrid’s and CloudSim’s are the formulas of that name in the next table.\n',
    '## Formulas against the recordings',
    'The same recordings as above, where no command was given on the way and something limits the speed. The error is that of',
    'the total time; within the bounds of Akoush et al. it is 0. The worst of those that send all RAM is a guest of zero pages.',
    'The engine’s own error is in the summary.\n',
    table(
      ['formula', 'source', 'converges', 'median error', '90th percentile', 'worst', 'neglects'],
      formulaFidelity(predictions).map(({ model, compared, converges, totalTimeErrors: errors }) => [
        model.title,
        model.source,
        `${converges} of ${compared}`,
        percentAt(errors, 0.5),
        percentAt(errors, 0.9),
        percentAt(errors, 1),
        model.neglects,
      ]),
    ),
  ].join('\n');

const rowOf = (check: PublishedCheck): string[] => [
  check.series,
  check.source,
  check.what,
  check.published,
  check.ours,
  signedPercent(check.error),
  check.tolerance === null
    ? ''
    : check.tolerance === 0
      ? 'exact'
      : `${Number((check.tolerance * 100).toPrecision(2))} %`,
  check.tolerance === null ? 'not asserted' : check.holds ? 'yes' : 'no',
  check.cause,
];

/** What was not read at its source is told and never held against anything. */
export const AS_REPORTED: readonly string[] = [
  'Akoush et al. bound the total time by once and five times the memory; their models AVG and HIST, with Xen’s stop rules, are formulas below.',
  'The rounds of Clark et al. are not re-read in the paper, only their sums checked.',
  'Xen of 2005 raised its rate by 50 Mbit/s a round, from 100 to 500 Mbit/s.',
  'Liu’s refined model takes off the pages that are dirty again when their turn comes, by constants of its machine. QEMU sends those all the same: its skip ratio is 0, and the refined model is the base model.',
  'Published accuracy of others: Gudkov 6 to 7 %; Liu et al. more than 90 % right; Nathan et al. (SoCC 2015) put the 90th percentile of the models before theirs at 46 % on KVM, of their own at 12 %.',
];

/** VS-1 cell by cell, as a section in markdown. */
export const vs1Report = (cells: readonly CardCell[]): string =>
  [
    '## VS-1, cell by cell',
    'Seconds, up to the whole one; - does not converge. Page by page: the engine with the assumptions of the table’s author, as',
    'settings. RAM is sent whole before the next look, which a downtime limit of 1 ms does until a look finds little enough and the',
    'limit is raised; the speed is given (`avail-switchover-bandwidth`); and each round reads the curve from its origin, for which the',
    'guest starts over at each look. The last is no guest’s doing: in twice the time a steady guest dirties at most twice the pages,',
    'and this one was counted at 33 pages in 125 ms and 78 in 250. As QEMU: the same curve as a steady guest, QEMU’s own looks in mid-',
    'round, and the speed it measures.\n',
    table(
      ['bandwidth', 'limit', 'published', 'closed form', 'page by page', 'as QEMU', 'why QEMU differs'],
      cells.map(({ bandwidth, limitMs, published, closedForm, pageLevel, asQemu, cause }) => [
        bandwidth,
        limitMs === null ? 'unlimited' : `${limitMs} ms`,
        ...[published, closedForm, pageLevel, asQemu].map((seconds) => (seconds === null ? '-' : String(seconds))),
        cause,
      ]),
    ),
  ].join('\n');

function percentAt(errors: readonly number[], share: number): string {
  const error = errors[Math.max(Math.ceil(errors.length * share) - 1, 0)];
  return error === undefined ? '' : `${(error * 100).toFixed(1)} %`;
}
