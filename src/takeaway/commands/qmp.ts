import { type CommandBlock, type CommandLine, command, gap, remark, type Side } from './block.ts';
import {
  CHANNEL_ERROR,
  type ConfiguredRun,
  capabilitiesToSet,
  destinationParameters,
  type Parameter,
  parametersToSet,
  postcopyWish,
  type Step,
  stepsOf,
  stepWhen,
} from './settings.ts';

/** Where the destination listens and where the source finds it; the name stands for the reader's host. */
export const LISTEN = 'tcp:0:4444';
export const CONNECT = 'tcp:destination:4444';

/** The migration as QMP commands, one a line. */
export function qmpBlock(run: ConfiguredRun): CommandBlock {
  const { scenario } = run;
  const names = capabilitiesToSet(scenario);
  const capabilities = ['events', ...names].map((capability) => ({ capability, state: true }));
  const steps = stepsOf(run);
  const wish = postcopyWish(scenario);
  const said = (execute: string, args: object | null, on: Side) =>
    command(JSON.stringify(args ? { execute, arguments: args } : { execute }), on);
  const setUp = (on: 'source' | 'destination', parameters: readonly Parameter[]): CommandLine[] => [
    said('qmp_capabilities', null, on),
    said('migrate-set-capabilities', { capabilities }, on),
    ...(parameters.length > 0 ? [said('migrate-set-parameters', Object.fromEntries(parameters), on)] : []),
  ];
  const stepLines = (step: Step): CommandLine[] => {
    if (step.execute === CHANNEL_ERROR) return [remark(`${stepWhen(step)} the connection breaks.`)];
    const { execute, args, on } = qmpOf(step);
    return [remark(`${stepWhen(step)}${on === 'destination' ? ' (on the destination)' : ''}`), said(execute, args, on)];
  };
  return {
    id: 'qmp',
    title: 'QMP',
    file: 'qmp.txt',
    lines: [
      remark(
        'Switchover. One command a line, into the sockets source.qmp and destination.qmp; lines that begin with # are for you.',
      ),
      gap,
      remark('On the destination:'),
      ...setUp('destination', destinationParameters(scenario)),
      said('migrate-incoming', { uri: LISTEN }, 'destination'),
      gap,
      remark('On the source:'),
      ...setUp('source', parametersToSet(scenario)),
      ...(scenario.guest.stoppedBeforeMigrate ? [said('stop', null, 'source')] : []),
      ...steps.filter(({ beforeMigrate }) => beforeMigrate).flatMap(stepLines),
      said('migrate', { uri: CONNECT }, 'source'),
      ...(wish ? [remark(wish), said('migrate-start-postcopy', null, 'source')] : []),
      ...steps.filter(({ beforeMigrate }) => !beforeMigrate).flatMap(stepLines),
    ],
  };
}

/** What a step says in QMP, and to whom. */
function qmpOf({ execute, arguments: given }: Step): { execute: string; args: object | null; on: Side } {
  switch (execute) {
    case 'migrate':
      return { execute, args: { uri: CONNECT, ...given }, on: 'source' };
    case 'migrate-recover':
      return { execute, args: { uri: LISTEN }, on: 'destination' };
    case 'migrate-continue':
      return { execute, args: { state: 'pre-switchover', ...given }, on: 'source' };
    default:
      return { execute, args: Object.keys(given).length > 0 ? given : null, on: 'source' };
  }
}
