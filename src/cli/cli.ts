import { InputError } from '../scenario/input-error.ts';
import { admissionCommand } from './admission-command.ts';
import { askCommand } from './ask-command.ts';
import { compareCommand } from './compare-command.ts';
import { evacuateCommand } from './evacuate-command.ts';
import { fidelityCommand } from './fidelity-command.ts';
import { type ExitCode, type Io, UsageError } from './io.ts';
import { planSchemaCommand } from './plan-schema-command.ts';
import { predictCommand } from './predict-command.ts';
import { presetsCommand } from './presets-command.ts';
import { releasesCommand } from './releases-command.ts';
import { runCommand } from './run-command.ts';
import { sensitivityCommand } from './sensitivity-command.ts';
import { sweepCommand } from './sweep-command.ts';
import { sweepWorkerCommand } from './sweep-worker-command.ts';

/** One command: its help, and what it does with the arguments behind its name. */
export interface Command {
  readonly help: string;
  /** @throws UsageError or InputError for input that cannot be used */
  readonly run: (args: string[], io: Io) => ExitCode | Promise<ExitCode>;
}

/** The command line: `args` as typed, without the program's name. Errors are one line on standard error. */
export function runCli(args: readonly string[], io: Io): ExitCode | Promise<ExitCode> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h') {
    io.out(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    io.err(name === '' ? HELP : `${name}: no such command; the commands are ${Object.keys(COMMANDS).join(', ')}\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(command.help);
    return 0;
  }
  const failed = (error: unknown): ExitCode => {
    const line = lineOf(error);
    if (line === null) throw error;
    io.err(`${line}\n`);
    return 2;
  };
  try {
    const code = command.run(rest, io);
    return code instanceof Promise ? code.catch(failed) : code;
  } catch (error) {
    return failed(error);
  }
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: runCommand,
  compare: compareCommand,
  releases: releasesCommand,
  sweep: sweepCommand,
  'sweep-worker': sweepWorkerCommand,
  ask: askCommand,
  sensitivity: sensitivityCommand,
  'plan-schema': planSchemaCommand,
  evacuate: evacuateCommand,
  admission: admissionCommand,
  predict: predictCommand,
  presets: presetsCommand,
  fidelity: fidelityCommand,
};

const HELP = `Usage: npm run -s cli -- <command> [options]

  run <scenario.json | preset>       simulate one migration and print its outcome
  compare <scenario.json | preset>   run variants of it side by side and print a table of outcomes
  releases <scenario.json | preset>  run it under every release and say what changes, and by which flag
  sweep <plan.json>                  make every run of a plan and write one row a run
  sweep-worker                       make runs for a sweep that another machine asked for, over a Redis
  ask <plan.json>                    answer the questions of a plan: the smallest limit, the least bandwidth, why it fails
  sensitivity <plan.json>            say what each axis of a plan does to what comes out, over its whole range
  plan-schema                        print the JSON schema of plan files
  evacuate <plan.json>               move many guests off a host over one link
  admission                          list which VFIO devices each release lets migrate
  predict <trace.json>...            predict recorded migrations from their configuration
  presets                            list the presets, one line each
  fidelity                           write docs/fidelity.md from the recordings of the project

Each command explains itself with --help. Exit code: 0 done, 1 ended otherwise than asked, 2 bad input.
`;

function lineOf(error: unknown): string | null {
  if (error instanceof InputError) return error.advice === '' ? error.message : `${error.message}. ${error.advice}`;
  if (error instanceof UsageError) return error.message;
  // parseArgs explains at length; its first sentence names the fault.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message.split('. ')[0]!;
  return null;
}
