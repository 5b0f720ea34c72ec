import type { Action, MigrationParameters, ReleaseName, Scenario } from '../engine/scenario.ts';
import { DEFAULT_PARAMETERS } from './defaults.ts';

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
  deviceLogging: '8.0',
  'iommufd-tracking': '9.1',
} as const satisfies Record<string, ReleaseName>;

/** The first release that no longer has it. @source QEMU docs/about/removed-features.rst; semantics sheet 7.2 */
export const GONE_IN = { compress: '9.1', 'compress-threads': '9.1' } as const satisfies Record<string, ReleaseName>;

/** Whether the release still has it. */
export const stillHas = (release: ReleaseName, thing: keyof typeof GONE_IN): boolean =>
  RELEASES.indexOf(release) < RELEASES.indexOf(GONE_IN[thing]);

/** Whether the release has it. */
export const has = (release: ReleaseName, thing: keyof typeof SINCE): boolean =>
  RELEASES.indexOf(release) >= RELEASES.indexOf(SINCE[thing]);

/**
 * The scenario under another release, without what that release would refuse by name: an unknown parameter is as by
 * default, an unknown capability off, and a command that sets nothing else is left out.
 */
export function underRelease(scenario: Scenario, release: ReleaseName): Scenario {
  const moved = { ...scenario, qemu: { ...scenario.qemu, release } };
  const known = unknownParameters(release).reduce(withoutParameter, moved);
  const { capabilities } = known;
  const off = {
    ...(!has(release, 'switchover-ack') && { 'switchover-ack': false }),
    ...(!stillHas(release, 'compress') && { compress: false }),
  };
  return { ...known, capabilities: { ...capabilities, ...off } };
}

/** Parameters that a scenario may hold and the release does not know. */
const unknownParameters = (release: ReleaseName): (keyof MigrationParameters)[] => [
  ...(has(release, 'avail-switchover-bandwidth') ? [] : ['avail-switchover-bandwidth' as const]),
  ...(stillHas(release, 'compress-threads') ? [] : ['compress-threads' as const]),
];

function withoutParameter(scenario: Scenario, name: keyof MigrationParameters): Scenario {
  const { parameters, actions } = scenario;
  const sets = (action: Action): boolean => 'arguments' in action && action.arguments[name] !== undefined;
  return {
    ...scenario,
    parameters: { ...parameters, [name]: DEFAULT_PARAMETERS[name] },
    actions: actions.some(sets)
      ? actions.flatMap((action) => (sets(action) ? withoutArgument(action, name) : [action]))
      : actions,
  };
}

function withoutArgument(action: Action, name: keyof MigrationParameters): Action[] {
  if (!('arguments' in action)) return [action];
  const { [name]: _, ...others }: Partial<MigrationParameters> = action.arguments;
  return Object.keys(others).length > 0 ? [{ ...action, arguments: others }] : [];
}
