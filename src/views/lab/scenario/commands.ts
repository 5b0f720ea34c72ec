import type { Action, MigrationParameters, ReleaseName, Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { FIELDS, has } from '../../../store/fields.ts';
import { type PARAMETER_UNITS, parametersOf } from '../action-words.ts';

/** What a control can make an action do; a `migrate-set-parameters` sets one parameter here, in a file also more or none. */
export type CommandKind =
  | 'downtime-limit'
  | 'max-bandwidth'
  | 'avail-switchover-bandwidth'
  | 'max-postcopy-bandwidth'
  | 'migrate-start-postcopy'
  | 'migrate-recover'
  | 'migrate-resume'
  | 'xbzrle-cache-size'
  | ThrottleParameter
  | 'migrate_cancel'
  | 'migrate-continue'
  | 'stop'
  | 'cont'
  | 'channel-error';

/** Those of auto-converge and dirty-limit. */
type ThrottleParameter =
  | 'throttle-trigger-threshold'
  | 'cpu-throttle-initial'
  | 'cpu-throttle-increment'
  | 'cpu-throttle-tailslow'
  | 'max-cpu-throttle'
  | 'vcpu-dirty-limit'
  | 'x-vcpu-dirty-limit-period';

interface CommandOption {
  readonly value: CommandKind;
  readonly label: string;
  readonly detail: string;
}

/** Those that the release has. */
export const commandOptions = (release: ReleaseName): readonly CommandOption[] =>
  KINDS.filter((kind) => !isLater(kind) || has(release, kind)).map((value) => ({ value, ...OPTIONS[value]() }));

const LATER = ['avail-switchover-bandwidth', 'vcpu-dirty-limit', 'x-vcpu-dirty-limit-period'] as const;
const isLater = (kind: CommandKind): kind is (typeof LATER)[number] => LATER.some((name) => name === kind);

/** QEMU's own words, in every language. */
const set = (parameter: keyof MigrationParameters, label: string) => ({
  label,
  detail: `migrate-set-parameters ${parameter}`,
});

/** In the order of the list. */
const OPTIONS: Record<CommandKind, () => Omit<CommandOption, 'value'>> = {
  'downtime-limit': () => set('downtime-limit', t('Set the downtime limit')),
  'max-bandwidth': () => set('max-bandwidth', t('Set the bandwidth cap')),
  'avail-switchover-bandwidth': () => set('avail-switchover-bandwidth', t('Set the bandwidth for the switchover')),
  'max-postcopy-bandwidth': () => set('max-postcopy-bandwidth', t('Set the cap of post-copy')),
  'migrate-start-postcopy': () => ({
    label: t('Start post-copy'),
    detail: t('migrate-start-postcopy: the guest moves at the next look, its pages follow.'),
  }),
  'migrate-recover': () => ({
    label: t('Listen again (destination)'),
    detail: t('migrate-recover: after a broken channel, before the source connects again.'),
  }),
  'migrate-resume': () => ({
    label: t('Connect again'),
    detail: t('migrate with resume: ends a pause of post-copy.'),
  }),
  'xbzrle-cache-size': () => ({
    label: t('Set the cache of XBZRLE'),
    detail: t('migrate-set-parameters xbzrle-cache-size: it starts empty again.'),
  }),
  'throttle-trigger-threshold': () => set('throttle-trigger-threshold', t('Set what is too fast')),
  'cpu-throttle-initial': () => set('cpu-throttle-initial', t('Set the first step')),
  'cpu-throttle-increment': () => set('cpu-throttle-increment', t('Set each further step')),
  'cpu-throttle-tailslow': () => set('cpu-throttle-tailslow', t('Set smaller steps near the end')),
  'max-cpu-throttle': () => set('max-cpu-throttle', t('Set the highest throttle')),
  'vcpu-dirty-limit': () => set('vcpu-dirty-limit', t('Set what each vCPU may dirty')),
  'x-vcpu-dirty-limit-period': () => set('x-vcpu-dirty-limit-period', t('Set how often that is measured')),
  migrate_cancel: () => ({
    label: t('Cancel'),
    detail: t('migrate_cancel: the guest goes on at the source, before post-copy.'),
  }),
  'migrate-continue': () => ({
    label: t('Continue'),
    detail: t('migrate-continue: ends the wait of pause-before-switchover.'),
  }),
  stop: () => ({
    label: t('Stop the guest'),
    detail: t('stop: it stands still, and the migration goes on.'),
  }),
  cont: () => ({
    label: t('Let the guest run'),
    detail: t('cont: ends a stop; refused during the switchover.'),
  }),
  'channel-error': () => ({ label: t('The channel breaks'), detail: t('No command: the connection is lost.') }),
};
const KINDS = Object.keys(OPTIONS) as readonly CommandKind[];

/** Null when the action is none of the kinds: several parameters at once, or none. */
export function kindOf(action: Action): CommandKind | null {
  if ('fault' in action) return action.fault;
  if (action.execute === 'migrate') return 'migrate-resume';
  if (action.execute !== 'migrate-set-parameters') return action.execute;
  const [name, ...others] = parametersOf(action);
  const kind = KINDS.find((each) => each === name) ?? null;
  return others.length === 0 ? kind : null;
}

/** The action of that kind at that time; a parameter is set to its default at first. */
export function actionOf(kind: CommandKind, atMs: number): Action {
  switch (kind) {
    case 'downtime-limit':
    case 'max-bandwidth':
    case 'xbzrle-cache-size':
    case 'avail-switchover-bandwidth':
    case 'throttle-trigger-threshold':
    case 'cpu-throttle-initial':
    case 'cpu-throttle-increment':
    case 'cpu-throttle-tailslow':
    case 'max-cpu-throttle':
    case 'vcpu-dirty-limit':
    case 'x-vcpu-dirty-limit-period':
    case 'max-postcopy-bandwidth':
      return { atMs, execute: 'migrate-set-parameters', arguments: { [kind]: FIELDS[kind].defaultValue } };
    case 'channel-error':
      return { atMs, fault: kind };
    case 'migrate-resume':
      return { atMs, execute: 'migrate', resume: true };
    default:
      return { atMs, execute: kind };
  }
}

/** The engine takes them by time. */
export const withActions = (scenario: Scenario, actions: readonly Action[]): Scenario => ({
  ...scenario,
  actions: actions.toSorted((a, b) => a.atMs - b.atMs),
});

/** One more, after the others: a downtime limit of a second. */
export function addAction(scenario: Scenario): Scenario {
  const last = scenario.actions.at(-1);
  const atMs = last ? last.atMs + 1000 : 5000;
  return withActions(scenario, [
    ...scenario.actions,
    { atMs, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 1000 } },
  ]);
}

/** What a command sets the parameter to: the label of its control. */
export const newValueWords = (name: keyof typeof PARAMETER_UNITS): string => NEW_VALUES[name]();

const NEW_VALUES: Record<keyof typeof PARAMETER_UNITS, () => string> = {
  'downtime-limit': () => t('New downtime limit'),
  'max-bandwidth': () => t('New bandwidth cap'),
  'avail-switchover-bandwidth': () => t('New bandwidth for the switchover'),
  'max-postcopy-bandwidth': () => t('New bandwidth cap in post-copy'),
  'throttle-trigger-threshold': () => t('New too fast is'),
  'cpu-throttle-initial': () => t('New first step'),
  'cpu-throttle-increment': () => t('New each further step'),
  'cpu-throttle-tailslow': () => t('New smaller steps near the end'),
  'max-cpu-throttle': () => t('New at most'),
  'xbzrle-cache-size': () => t('New cache'),
  'compress-threads': () => t('New compressing threads'),
  'vcpu-dirty-limit': () => t('New each vCPU may dirty'),
  'x-vcpu-dirty-limit-period': () => t('New measured every'),
  'multifd-channels': () => t('New channels'),
};
