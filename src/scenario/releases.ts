import type { Action, MigrationCapabilities, MigrationParameters, ReleaseName, Scenario } from '../engine/scenario.ts';
import { DEFAULT_CAPABILITIES, DEFAULT_PARAMETERS } from './defaults.ts';

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
  'dirty-limit': '8.1',
  'vcpu-dirty-limit': '8.1',
  'x-vcpu-dirty-limit-period': '8.1',
  deviceLogging: '8.0',
  'iommufd-tracking': '9.1',
} as const satisfies Record<string, ReleaseName>;

/** The first release that no longer has it. @source QEMU docs/about/removed-features.rst; semantics sheet 7.2 */
export const GONE_IN = { compress: '9.1', 'compress-threads': '9.1' } as const satisfies Record<string, ReleaseName>;

/** Parameters and capabilities among them. */
export const GONE_PARAMETERS = ['compress-threads'] as const;
export const GONE_CAPABILITIES = ['compress'] as const;

/** Whether the release still has it. */
export const stillHas = (release: ReleaseName, thing: keyof typeof GONE_IN): boolean =>
  RELEASES.indexOf(release) < RELEASES.indexOf(GONE_IN[thing]);

/** Whether the release has it. */
export const has = (release: ReleaseName, thing: keyof typeof SINCE): boolean =>
  RELEASES.indexOf(release) >= RELEASES.indexOf(SINCE[thing]);

/** Those of a scenario that not every release has. */
export const LATER_PARAMETERS = [
  'avail-switchover-bandwidth',
  'vcpu-dirty-limit',
  'x-vcpu-dirty-limit-period',
] as const satisfies (keyof MigrationParameters & keyof typeof SINCE)[];
export const LATER_CAPABILITIES = [
  'switchover-ack',
  'dirty-limit',
  'postcopy-preempt',
] as const satisfies (keyof MigrationCapabilities & keyof typeof SINCE)[];

/**
 * The scenario under another release, without what that release would refuse by name: an unknown parameter is as by
 * default, an unknown capability off, and a command that sets nothing else is left out.
 */
export function underRelease(scenario: Scenario, release: ReleaseName): Scenario {
  const { parameters, capabilities, actions } = scenario;
  const unknown = [
    ...LATER_PARAMETERS.filter((name) => !has(release, name)),
    ...GONE_PARAMETERS.filter((name) => !stillHas(release, name)),
  ];
  const off = [
    ...LATER_CAPABILITIES.filter((name) => !has(release, name)),
    ...GONE_CAPABILITIES.filter((name) => !stillHas(release, name)),
  ];
  const setsUnknown = actions.some((action) => unknown.some((name) => sets(action, name)));
  return {
    ...scenario,
    qemu: { ...scenario.qemu, release },
    parameters: { ...parameters, ...picked(DEFAULT_PARAMETERS, unknown) },
    capabilities: { ...capabilities, ...picked(DEFAULT_CAPABILITIES, off) },
    actions: setsUnknown ? actions.flatMap((action) => withoutSetting(action, unknown)) : actions,
  };
}

const sets = (action: Action, name: keyof MigrationParameters): boolean =>
  'arguments' in action && action.arguments[name] !== undefined;

const picked = <T extends object, Name extends keyof T>(from: T, names: readonly Name[]): Pick<T, Name> =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>;

function withoutSetting(action: Action, unknown: readonly (keyof MigrationParameters)[]): Action[] {
  if (!('arguments' in action) || !unknown.some((name) => sets(action, name))) return [action];
  const others = Object.entries(action.arguments).filter(([name]) => !unknown.some((each) => each === name));
  return others.length > 0 ? [{ ...action, arguments: Object.fromEntries(others) }] : [];
}
