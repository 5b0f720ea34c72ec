import { type CommandBlock, type CommandLine, command, gap, remark, type Side } from './block.ts';
import { CONNECT, LISTEN } from './qmp.ts';
import {
  CHANNEL_ERROR,
  type ConfiguredRun,
  capabilitiesToSet,
  destinationParameters,
  parametersToSet,
  postcopyWish,
  type Step,
  stepsOf,
  stepWhen,
} from './settings.ts';

/** The migration as lines of the human monitor. @source QEMU hmp-commands.hx, migration/migration-hmp-cmds.c */
export function hmpBlock(run: ConfiguredRun): CommandBlock {
  const { scenario } = run;
  const capabilities = (on: Side) =>
    ['events', ...capabilitiesToSet(scenario)].map((name) => command(`migrate_set_capability ${name} on`, on));
  const steps = stepsOf(run);
  const wish = postcopyWish(scenario);
  const stepLines = (step: Step): CommandLine[] => {
    if (step.execute === CHANNEL_ERROR) return [remark(`${stepWhen(step)} the connection breaks.`)];
    const { lines, on } = hmpOf(step);
    return [
      remark(`${stepWhen(step)}${on === 'destination' ? ' (on the destination)' : ''}`),
      ...lines.map((line) => command(line, on)),
    ];
  };
  return {
    id: 'hmp',
    title: 'HMP',
    file: 'hmp.txt',
    lines: [
      remark(
        'Switchover. Lines for the human monitors, source.hmp and destination.hmp; those that begin with # are for you.',
      ),
      gap,
      remark('On the destination:'),
      ...capabilities('destination'),
      ...destinationParameters(scenario).map(([name, value]) => command(setLine(name, value), 'destination')),
      command(`migrate_incoming ${LISTEN}`, 'destination'),
      gap,
      remark('On the source:'),
      ...capabilities('source'),
      ...parametersToSet(scenario).map(([name, value]) => command(setLine(name, value), 'source')),
      ...(scenario.guest.stoppedBeforeMigrate ? [command('stop', 'source')] : []),
      ...steps.filter(({ beforeMigrate }) => beforeMigrate).flatMap(stepLines),
      command(`migrate -d ${CONNECT}`, 'source'),
      ...(wish ? [remark(wish), command('migrate_start_postcopy', 'source')] : []),
      ...steps.filter(({ beforeMigrate }) => !beforeMigrate).flatMap(stepLines),
    ],
  };
}

/** Two bandwidths are read in MiB when they have no suffix, so these always have one. */
function setLine(name: string, value: unknown): string {
  const text = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
  return `migrate_set_parameter ${name} ${text}${IN_MIB.has(name) ? 'B' : ''}`;
}
const IN_MIB: ReadonlySet<string> = new Set(['max-bandwidth', 'avail-switchover-bandwidth']);

/** The names of the human monitor do not follow from those of QMP. */
function hmpOf({ execute, arguments: given }: Step): { readonly lines: readonly string[]; readonly on: Side } {
  switch (execute) {
    case 'migrate-set-parameters':
      return { lines: Object.entries(given).map(([name, value]) => setLine(name, value)), on: 'source' };
    case 'migrate-set-capabilities':
      return { lines: capabilityLines(given), on: 'source' };
    case 'migrate':
      return { lines: [`migrate -d -r ${CONNECT}`], on: 'source' };
    case 'migrate-recover':
      return { lines: [`migrate_recover ${LISTEN}`], on: 'destination' };
    case 'migrate-continue':
      return { lines: ['migrate_continue pre-switchover'], on: 'source' };
    default:
      return { lines: [execute.replaceAll('-', '_')], on: 'source' };
  }
}

const capabilityLines = ({ capabilities = [] }: Readonly<Record<string, unknown>>): readonly string[] =>
  (capabilities as readonly { capability: string; state: boolean }[]).map(
    ({ capability, state }) => `migrate_set_capability ${capability} ${state ? 'on' : 'off'}`,
  );
