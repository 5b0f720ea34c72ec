import type { Management } from '../../engine/scenario.ts';
import { MIB } from '../../units.ts';
import { type CommandBlock, command, gap, remark } from './block.ts';
import { type ConfiguredRun, capabilitiesToSet, notInCommands, parametersToSet, stepsOf } from './settings.ts';

/**
 * What of the run a KubeVirt cluster can be told of a group of guests. Nothing of it was given to a cluster.
 * @source kubevirt staging/src/kubevirt.io/api/migrations/v1alpha1/types.go
 */
export function kubevirtBlock(run: ConfiguredRun): CommandBlock {
  const { scenario } = run;
  const { capabilities, parameters, management } = scenario;
  const name = labelOf(scenario.name);
  const timeout = timeoutOf(management);
  const spec = [
    `  allowAutoConverge: ${capabilities['auto-converge']}`,
    ...(parameters['max-bandwidth'] > 0 ? [`  bandwidthPerMigration: ${quantity(parameters['max-bandwidth'])}`] : []),
    ...(timeout === null ? [] : [`  completionTimeoutPerGiB: ${timeout}`]),
    `  allowPostCopy: ${capabilities['postcopy-ram']}`,
    ...(lastResortOf(management) === 'pause' ? ['  allowWorkloadDisruption: true'] : []),
  ];
  return {
    id: 'kubevirt',
    title: 'KubeVirt',
    file: 'migration-policy.yaml',
    lines: [
      remark('Switchover. For virtual machine instances with the label below; kubectl apply -f migration-policy.yaml'),
      ...unsaid(run).map(remark),
      gap,
      command(
        [
          'apiVersion: migrations.kubevirt.io/v1alpha1',
          'kind: MigrationPolicy',
          'metadata:',
          `  name: ${name}`,
          'spec:',
          '  selectors:',
          '    virtualMachineInstanceSelector:',
          `      switchover: ${name}`,
          ...spec,
        ].join('\n'),
      ),
    ],
  };
}

/** What a MigrationPolicy has no field for. */
function unsaid(run: ConfiguredRun): readonly string[] {
  const { scenario } = run;
  const { parameters, capabilities, management, postcopy } = scenario;
  const odd = parametersToSet(scenario).flatMap(([name, value]) =>
    name === 'max-bandwidth' ? [] : [`${name} ${value}`],
  );
  const others = capabilitiesToSet(scenario).filter((name) => name !== 'auto-converge' && name !== 'postcopy-ram');
  return [
    ...notInCommands(scenario),
    `It has no field for ${[...odd, ...others].join(', ')}.`,
    ...(parameters['max-bandwidth'] === 0 ? ['No bandwidthPerMigration: the run has no limit.'] : []),
    ...(capabilities['postcopy-ram'] && postcopy.startAfterPasses !== null
      ? [`KubeVirt begins post-copy at its completion timeout, not after ${postcopy.startAfterPasses} passes.`]
      : []),
    ...(timeoutOf(management) === null
      ? ['completionTimeoutPerGiB stays as the cluster has it: the run has no such timeout.']
      : []),
    ...(stepsOf(run).length > 0 ? ['Commands during the migration have no place in a policy.'] : []),
    `Which QEMU runs is the cluster's affair; the run is of ${scenario.qemu.release}.`,
  ];
}

const settingsOf = (management: Management | undefined): Readonly<Record<string, unknown>> => ({
  ...management?.settings,
});
const timeoutOf = (management: Management | undefined): number | null => {
  const seconds = settingsOf(management).timeoutSecondsPerGib;
  return management?.policy.startsWith('kubevirt') && typeof seconds === 'number'
    ? Math.max(1, Math.round(seconds))
    : null;
};
const lastResortOf = (management: Management | undefined): unknown =>
  management?.policy.startsWith('kubevirt') ? settingsOf(management).lastResort : null;

/** A Kubernetes quantity of bytes. */
const quantity = (bytes: number): string => (bytes % MIB === 0 ? `${bytes / MIB}Mi` : String(bytes));

/** A name that Kubernetes takes for an object and for a label: at most 63 of a-z, 0-9 and -, a letter or digit at both ends. */
function labelOf(name: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFKD')
    .match(/[a-z0-9]+/g) ?? ['run'];
  return words.join('-').slice(0, 63).replace(/-+$/, '');
}
