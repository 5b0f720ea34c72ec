import type { Action, MigrationParameters, ReleaseName, Scenario } from '../engine/scenario.ts';

/** Oldest first. */
export const RELEASES: readonly ReleaseName[] = [
  '7.0',
  '7.1',
  '7.2',
  '8.0',
  '8.1',
  '8.2',
  '9.0',
  '9.1',
  '9.2',
  '10.0',
  '10.1',
];

/**
 * The first release that has each thing a scenario may ask for by QEMU's name, or whose trackers it may use.
 * @source semantics sheet 0 and 5.5
 */
export const SINCE = {
  'avail-switchover-bandwidth': '8.2',
  'switchover-ack': '8.1',
  'postcopy-preempt': '7.1',
  'multifd-refuses-postcopy': '8.1',
  'multifd-with-postcopy': '10.1',
  deviceLogging: '8.0',
  'iommufd-tracking': '9.1',
} as const satisfies Record<string, ReleaseName>;

/** Whether the release has it. */
export const has = (release: ReleaseName, thing: keyof typeof SINCE): boolean =>
  RELEASES.indexOf(release) >= RELEASES.indexOf(SINCE[thing]);

/**
 * The scenario under another release, without what that release would refuse by name: an unknown parameter is as by
 * default, an unknown capability off, and a command that sets nothing else is left out.
 */
export function underRelease(scenario: Scenario, release: ReleaseName): Scenario {
  const { parameters, capabilities, actions } = scenario;
  const moved = { ...scenario, qemu: { ...scenario.qemu, release } };
  const withParameters = has(release, 'avail-switchover-bandwidth')
    ? moved
    : {
        ...moved,
        parameters: { ...parameters, 'avail-switchover-bandwidth': 0 },
        actions: actions.some(setsAvailable) ? actions.flatMap(withoutAvailable) : actions,
      };
  const known = Object.fromEntries(CAPABILITIES.filter((name) => !has(release, name)).map((name) => [name, false]));
  return Object.keys(known).length === 0
    ? withParameters
    : { ...withParameters, capabilities: { ...capabilities, ...known } };
}

const CAPABILITIES = ['switchover-ack', 'postcopy-preempt'] as const;

const setsAvailable = (action: Action): boolean =>
  'arguments' in action && action.arguments['avail-switchover-bandwidth'] !== undefined;

function withoutAvailable(action: Action): Action[] {
  if (!('arguments' in action) || !setsAvailable(action)) return [action];
  const { 'avail-switchover-bandwidth': _, ...others }: Partial<MigrationParameters> = action.arguments;
  return Object.keys(others).length > 0 ? [{ ...action, arguments: others }] : [];
}
