import { parseArgs } from 'node:util';
import type { Outcome, RunStatus } from '../engine/record.ts';
import { Simulation } from '../engine/simulation.ts';
import { formatBytes, formatCount, formatMs } from '../units.ts';
import type { Command } from './cli.ts';
import { UsageError } from './io.ts';
import { runWithProgress } from './progress.ts';
import { scenarioNamed, withSeed } from './scenario-argument.ts';

export const runCommand: Command = {
  help: `Usage: npm run -s cli -- run <scenario.json | preset> [options]

Simulates one migration and prints its outcome. See "presets" for the names of presets.

  --json                  the outcome as one object on one line
  --decisions             one JSON object a line for each decision of the migration loop, instead of the outcome;
                          with --json the outcome follows as the last line
  --seed <n>              another seed than the scenario's, 0 to 4294967295
  --fail-unless <status>  exit code 1 when the run ends otherwise: ${statuses().join(', ')}
`,
  run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        decisions: { type: 'boolean' },
        seed: { type: 'string' },
        'fail-unless': { type: 'string' },
      },
    });
    const wanted = values['fail-unless'];
    if (wanted !== undefined && !statuses().some((status) => status === wanted))
      throw new UsageError(`--fail-unless: ${wanted} is not a status; they are ${statuses().join(', ')}`);
    const scenario = withSeed(scenarioNamed('run', positionals, io), values.seed);
    const simulation = new Simulation(scenario, { keyframeBudgetBytes: 0 });
    const outcome = runWithProgress(simulation, io);
    if (values.decisions)
      for (const decision of simulation.timeline().decisions) io.out(`${JSON.stringify(decision)}\n`);
    if (values.json) io.out(`${JSON.stringify(report(simulation, outcome))}\n`);
    else if (!values.decisions) io.out(inWords(simulation, outcome));
    return wanted === undefined || wanted === outcome.status ? 0 : 1;
  },
};

function statuses(): readonly RunStatus[] {
  return ['completed', 'cancelled', 'failed', 'refused', 'realize-error', 'not-converged'];
}

function report(simulation: Simulation, outcome: Outcome) {
  const { admission, log } = simulation.timeline();
  return {
    status: outcome.status,
    verdict: outcome.verdict.headline,
    totalTimeMs: outcome.totalTimeMs,
    setupTimeMs: outcome.setupTimeMs,
    downtimeMs: outcome.downtimeMs,
    transferredBytes: outcome.transferredBytes,
    precopyBytes: outcome.precopyBytes,
    downtimeBytes: outcome.downtimeBytes,
    multifdBytes: outcome.multifdBytes,
    normalPages: outcome.normalPages,
    duplicatePages: outcome.duplicatePages,
    dirtySyncCount: outcome.dirtySyncCount,
    stalePages: outcome.audit.stalePages,
    messages: log.map(({ text }) => text),
    blockedReasons: admission.blockedReasons,
    digest: outcome.digest,
    queryMigrate: simulation.instant().queryMigrate,
  };
}

function inWords(simulation: Simulation, outcome: Outcome): string {
  const { log } = simulation.timeline();
  const rows: [string, string][] = [
    ['status', outcome.status],
    ['total time', formatMs(outcome.totalTimeMs)],
    ['setup time', formatMs(outcome.setupTimeMs)],
    ['downtime', outcome.downtimeMs === null ? '-' : formatMs(outcome.downtimeMs)],
    ['transferred', `${formatBytes(outcome.transferredBytes)} (${formatCount(outcome.transferredBytes)} bytes)`],
    ['before the stop', formatBytes(outcome.ramRunningBytes)],
    ['during the stop', formatBytes(outcome.ramStoppedBytes)],
    ['normal pages', formatCount(outcome.normalPages)],
    ['zero pages', formatCount(outcome.duplicatePages)],
    ['bitmap syncs', formatCount(outcome.dirtySyncCount)],
    ['stale pages', formatCount(outcome.audit.stalePages)],
    ['digest', outcome.digest],
  ];
  return [
    outcome.verdict.headline,
    outcome.verdict.why,
    '',
    ...rows.map(([name, value]) => `${name.padEnd(16)}${value}`),
    ...(log.length > 0 ? ['', ...log.map(({ atMs, level, text }) => `${formatMs(atMs)} ${level}: ${text}`)] : []),
    '',
  ].join('\n');
}
