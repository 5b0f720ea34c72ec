import type { Action, ReleaseName, Scenario } from '../../../engine/scenario.ts';
import { FIELDS, has } from '../../../store/fields.ts';
import { parametersOf } from '../action-words.ts';

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
  OPTIONS.filter(({ value }) => !isLater(value) || has(release, value));

const LATER = ['avail-switchover-bandwidth', 'vcpu-dirty-limit', 'x-vcpu-dirty-limit-period'] as const;
const isLater = (kind: CommandKind): kind is (typeof LATER)[number] => LATER.some((name) => name === kind);

const setOption = (value: ThrottleParameter, label: string): CommandOption => ({
  value,
  label,
  detail: `migrate-set-parameters ${value}`,
});

const OPTIONS: readonly CommandOption[] = [
  { value: 'downtime-limit', label: 'Set the downtime limit', detail: 'migrate-set-parameters downtime-limit' },
  { value: 'max-bandwidth', label: 'Set the bandwidth cap', detail: 'migrate-set-parameters max-bandwidth' },
  {
    value: 'avail-switchover-bandwidth',
    label: 'Set the bandwidth for the switchover',
    detail: 'migrate-set-parameters avail-switchover-bandwidth',
  },
  {
    value: 'max-postcopy-bandwidth',
    label: 'Set the cap of post-copy',
    detail: 'migrate-set-parameters max-postcopy-bandwidth',
  },
  {
    value: 'migrate-start-postcopy',
    label: 'Start post-copy',
    detail: 'migrate-start-postcopy: the guest moves at the next look, its pages follow.',
  },
  {
    value: 'migrate-recover',
    label: 'Listen again (destination)',
    detail: 'migrate-recover: after a broken channel, before the source connects again.',
  },
  { value: 'migrate-resume', label: 'Connect again', detail: 'migrate with resume: ends a pause of post-copy.' },
  {
    value: 'xbzrle-cache-size',
    label: 'Set the cache of XBZRLE',
    detail: 'migrate-set-parameters xbzrle-cache-size: it starts empty again.',
  },
  setOption('throttle-trigger-threshold', 'Set what is too fast'),
  setOption('cpu-throttle-initial', 'Set the first step'),
  setOption('cpu-throttle-increment', 'Set each further step'),
  setOption('cpu-throttle-tailslow', 'Set smaller steps near the end'),
  setOption('max-cpu-throttle', 'Set the highest throttle'),
  setOption('vcpu-dirty-limit', 'Set what each vCPU may dirty'),
  setOption('x-vcpu-dirty-limit-period', 'Set how often that is measured'),
  {
    value: 'migrate_cancel',
    label: 'Cancel',
    detail: 'migrate_cancel: the guest goes on at the source, before post-copy.',
  },
  {
    value: 'migrate-continue',
    label: 'Continue',
    detail: 'migrate-continue: ends the wait of pause-before-switchover.',
  },
  { value: 'stop', label: 'Stop the guest', detail: 'stop: it stands still, and the migration goes on.' },
  { value: 'cont', label: 'Let the guest run', detail: 'cont: ends a stop; refused during the switchover.' },
  { value: 'channel-error', label: 'The channel breaks', detail: 'No command: the connection is lost.' },
];

/** Null when the action is none of the kinds: several parameters at once, or none. */
export function kindOf(action: Action): CommandKind | null {
  if ('fault' in action) return action.fault;
  if (action.execute === 'migrate') return 'migrate-resume';
  if (action.execute !== 'migrate-set-parameters') return action.execute;
  const [name, ...others] = parametersOf(action);
  const kind = OPTIONS.find(({ value }) => value === name)?.value ?? null;
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
