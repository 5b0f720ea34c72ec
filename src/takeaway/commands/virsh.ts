import type { MigrationCapabilities } from '../../engine/scenario.ts';
import { MIB } from '../../units.ts';
import { type CommandBlock, type CommandLine, command, gap, remark } from './block.ts';
import {
  CHANNEL_ERROR,
  type ConfiguredRun,
  capabilitiesToSet,
  type Parameter,
  parametersToSet,
  postcopyWish,
  type Step,
  stepsOf,
  stepWhen,
} from './settings.ts';

/**
 * The migration as libvirt is told of it; `guest` and `destination` stand for the reader's. Options as libvirt's manual
 * page has them; nothing of this block was run against a libvirt.
 * @source libvirt docs/manpages/virsh.rst, tools/virsh-domain.c
 */
export function virshBlock(run: ConfiguredRun): CommandBlock {
  const { scenario } = run;
  const { parameters } = scenario;
  const steps = stepsOf(run);
  const wish = postcopyWish(scenario);
  const others = Object.fromEntries(parametersToSet(scenario).filter(([name]) => !isOption(name)));
  const limitMs = parameters['downtime-limit'];
  const unsaid = capabilitiesToSet(scenario).flatMap((name) => UNSAID[name] ?? []);
  return {
    id: 'virsh',
    title: 'virsh',
    file: 'virsh.sh',
    lines: [
      remark(
        `Switchover, for libvirt over QEMU ${scenario.qemu.release}. The domain is called guest, the other host destination.`,
      ),
      ...unsaid.map(remark),
      ...(unsaid.length > 0
        ? [
            remark(
              'Set through the monitor it would not stay: libvirt sets the capabilities itself when it begins (not verified).',
            ),
          ]
        : []),
      gap,
      ...(Object.keys(others).length > 0
        ? [remark('virsh has no option for these:'), command(monitorLine('migrate-set-parameters', others))]
        : []),
      ...limitLines(limitMs),
      ...(scenario.guest.stoppedBeforeMigrate ? [command('virsh suspend guest')] : []),
      ...steps.filter(({ beforeMigrate }) => beforeMigrate).flatMap(stepLines),
      ...bandwidthRemarks(parametersToSet(scenario)),
      command(joined(migrateWords(run))),
      ...(wish ? [gap, remark(`${wish} (in another shell)`), command('virsh migrate-postcopy guest')] : []),
      ...steps.filter(({ beforeMigrate }) => !beforeMigrate).flatMap(stepLines),
    ],
  };
}

function migrateWords({ scenario }: ConfiguredRun): readonly string[] {
  const { capabilities, parameters: p } = scenario;
  const methods = [...(capabilities.xbzrle ? ['xbzrle'] : []), ...(capabilities.compress ? ['mt'] : [])];
  return [
    'virsh migrate --live --verbose',
    ...(p['max-bandwidth'] > 0 ? [`--bandwidth ${mib(p['max-bandwidth'])}`] : []),
    ...(p['avail-switchover-bandwidth'] > 0
      ? [`--available-switchover-bandwidth ${mib(p['avail-switchover-bandwidth'])}`]
      : []),
    ...(capabilities['auto-converge']
      ? [
          '--auto-converge',
          `--auto-converge-initial ${p['cpu-throttle-initial']}`,
          `--auto-converge-increment ${p['cpu-throttle-increment']}`,
        ]
      : []),
    ...(methods.length > 0 ? [`--compressed --comp-methods ${methods.join(',')}`] : []),
    ...(capabilities.xbzrle ? [`--comp-xbzrle-cache ${p['xbzrle-cache-size']}`] : []),
    ...(capabilities.compress ? [`--comp-mt-threads ${p['compress-threads']}`] : []),
    ...(capabilities.multifd ? [`--parallel --parallel-connections ${p['multifd-channels']}`] : []),
    ...(capabilities['postcopy-ram'] ? ['--postcopy'] : []),
    ...(capabilities['postcopy-ram'] && p['max-postcopy-bandwidth'] > 0
      ? [`--postcopy-bandwidth ${mib(p['max-postcopy-bandwidth'])}`]
      : []),
    'guest qemu+ssh://destination/system',
  ];
}

/** Parameters that `virsh migrate` or a command of its own says. */
const isOption = (name: string): boolean => OPTIONS.has(name);
const OPTIONS: ReadonlySet<string> = new Set<Parameter[0]>([
  'downtime-limit',
  'max-bandwidth',
  'avail-switchover-bandwidth',
  'max-postcopy-bandwidth',
  'cpu-throttle-initial',
  'cpu-throttle-increment',
  'xbzrle-cache-size',
  'compress-threads',
  'multifd-channels',
]);

/** What libvirt has no word for. */
const UNSAID: Partial<Record<keyof MigrationCapabilities, string>> = {
  'switchover-ack': 'virsh has no option for switchover-ack.',
  'postcopy-preempt': 'virsh has no option for postcopy-preempt.',
  'postcopy-blocktime': 'virsh has no option for postcopy-blocktime.',
  'dirty-limit': 'virsh has no option for dirty-limit.',
  'x-ignore-shared': 'virsh has no option for x-ignore-shared.',
};

/** Whole MiB, at least one: 0 would be no limit. */
const mib = (bytes: number): number => Math.max(1, Math.round(bytes / MIB));

const bandwidthRemarks = (parameters: readonly Parameter[]): readonly CommandLine[] =>
  parameters.flatMap(([name, value]) =>
    name.endsWith('bandwidth') && Number(value) % MIB !== 0
      ? [remark(`virsh knows whole MiB a second only; ${name} is ${value} bytes a second.`)]
      : [],
  );

/** @source tools/virsh-domain.c, cmdMigrateSetMaxDowntime(): less than 1 is refused */
function limitLines(limitMs: number): readonly CommandLine[] {
  return limitMs < 1
    ? [
        remark('virsh migrate-setmaxdowntime refuses a limit of 0, so it goes through the monitor:'),
        command(monitorLine('migrate-set-parameters', { 'downtime-limit': limitMs })),
      ]
    : [
        remark('If your libvirt refuses it now, give it in another shell as soon as the migration runs.'),
        command(`virsh migrate-setmaxdowntime guest ${limitMs}`),
      ];
}

const monitorLine = (execute: string, args: object | null): string =>
  `virsh qemu-monitor-command guest '${JSON.stringify(args ? { execute, arguments: args } : { execute })}'`;

function stepLines(step: Step): readonly CommandLine[] {
  const when = `${stepWhen(step)}${step.beforeMigrate ? '' : ' (in another shell)'}`;
  if (step.execute === CHANNEL_ERROR) return [remark(`${stepWhen(step)} the connection breaks.`)];
  return [gap, remark(when), ...virshOf(step)];
}

function virshOf({ execute, arguments: given }: Step): readonly CommandLine[] {
  const word = VIRSH[execute];
  if (word) return [command(word)];
  if (execute === 'migrate-set-capabilities')
    return [remark('virsh has no command for a capability; libvirt sets them when the migration begins.')];
  if (execute !== 'migrate-set-parameters')
    return [command(monitorLine(execute, Object.keys(given).length > 0 ? given : null))];
  const { 'downtime-limit': limitMs, 'max-bandwidth': bandwidth, ...others } = given;
  return [
    ...(limitMs === undefined
      ? []
      : Number(limitMs) < 1
        ? [command(monitorLine(execute, { 'downtime-limit': limitMs }))]
        : [command(`virsh migrate-setmaxdowntime guest ${limitMs}`)]),
    ...(bandwidth === undefined
      ? []
      : Number(bandwidth) % MIB === 0 && Number(bandwidth) > 0
        ? [command(`virsh migrate-setspeed guest ${Number(bandwidth) / MIB}`)]
        : [command(monitorLine(execute, { 'max-bandwidth': bandwidth }))]),
    ...(Object.keys(others).length > 0 ? [command(monitorLine(execute, others))] : []),
  ];
}

const VIRSH: Readonly<Record<string, string>> = {
  migrate_cancel: 'virsh domjobabort guest',
  'migrate-start-postcopy': 'virsh migrate-postcopy guest',
  migrate: 'virsh migrate --live --postcopy --postcopy-resume guest qemu+ssh://destination/system',
  stop: 'virsh suspend guest',
  cont: 'virsh resume guest',
};

const joined = (words: readonly string[]): string => words.join(' \\\n  ');
