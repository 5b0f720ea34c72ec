import { parseArgs } from 'node:util';
import type { Scenario } from '../engine/scenario.ts';
import { type ReleaseChange, type ReleaseRow, releaseTable } from '../sweep/release-table.ts';
import { variantNamed } from '../sweep/variant-named.ts';
import { wrapped } from '../sweep/wrapped.ts';
import { formatBytes, formatCount, formatMs } from '../units.ts';
import type { Command } from './cli.ts';
import type { Io } from './io.ts';
import { scenarioNamed, withSeed } from './scenario-argument.ts';

export const releasesCommand: Command = {
  help: `Usage: npm run -s cli -- releases <scenario.json | preset> [options]

Runs the scenario under every release, and says what came out otherwise than under the release before and which flags of
the table of releases bring that. It is found by experiment: the older release is run again with flags of the newer one.

  --variant <spec>   change the scenario first, in the words of "compare": as-released, P5+limit=4s
  --json             one object a line: release, outcome, changes
  --seed <n>         another seed than the scenario's, 0 to 4294967295
`,
  run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, seed: { type: 'string' }, variant: { type: 'string' } },
    });
    const named = withSeed(scenarioNamed('releases', positionals, io), values.seed);
    const { scenario } = variantNamed(named, values.variant ?? 'base');
    const rows = rowsWithProgress(scenario, io);
    for (const row of rows) io.out(values.json ? `${JSON.stringify(row)}\n` : inWords(row));
    return 0;
  },
};

function rowsWithProgress(scenario: Scenario, io: Io): readonly ReleaseRow[] {
  const table = releaseTable(scenario);
  for (let runs = 1; ; runs++) {
    const step = table.next();
    if (io.terminal) io.err(ERASE_LINE);
    if (step.done) return step.value;
    const { release, flags } = step.value;
    if (io.terminal) io.err(`run ${runs}: ${release}${flags.length === 0 ? '' : `, by ${flags.join(', ')}`}`);
  }
}

const ERASE_LINE = '\r\u001b[2K';

function inWords({ release, outcome, changes }: ReleaseRow): string {
  const stopped = outcome.downtimeMs === null ? '' : `, guest stopped for ${formatMs(outcome.downtimeMs)}`;
  const lost = outcome.stalePages === 0 ? '' : `, ${formatCount(outcome.stalePages)} pages lost`;
  const sent = `, ${formatMs(outcome.totalTimeMs)} in all, ${formatBytes(outcome.sentBytes)} sent`;
  const head = `${release.padEnd(4)}  ${outcome.status}${stopped}${outcome.sentBytes === 0 ? '' : sent}${lost}`;
  return `${[head, ...changes.flatMap(changeInWords)].join('\n')}\n`;
}

const changeInWords = ({ what, before, after, by, flags }: ReleaseChange): readonly string[] =>
  wrapped(`${what}: ${before} -> ${after}${CAUSE[by]}${flags.join(', ')}`, {
    first: '        ',
    rest: '          ',
    columns: 120,
  });

const CAUSE: Readonly<Record<ReleaseChange['by'], string>> = {
  alone: ', by ',
  together: ', by all of ',
  none: ', by no flag of the table',
};
