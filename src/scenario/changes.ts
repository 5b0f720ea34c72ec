import type { Scenario, VfioDevice } from '../engine/scenario.ts';
import { DEFAULT_DEVICE, type DeviceChanges, type ScenarioChanges, scenarioWith } from './defaults.ts';

/** What `scenarioWith` needs to make this scenario again: only what differs from the defaults, `{}` if nothing does. */
export function changesOf(scenario: Scenario): ScenarioChanges {
  const defaults = scenarioWith({ guest: { ramBytes: scenario.guest.ramBytes } });
  const ramBytes = scenarioWith({}).guest.ramBytes;
  const changes: Record<string, unknown> = differences(scenario, defaults, [
    'guest',
    'qemu',
    'postcopy',
    'parameters',
    'capabilities',
  ]);
  if (scenario.guest.ramBytes !== ramBytes)
    changes.guest = { ramBytes: scenario.guest.ramBytes, ...(changes.guest as object | undefined) };
  if (scenario.devices.length > 0) changes.devices = scenario.devices.map(deviceChangesOf);
  return changes as ScenarioChanges;
}

const deviceChangesOf = (device: VfioDevice): DeviceChanges => differences(device, DEFAULT_DEVICE, ['properties']);

/** The fields of `value` that differ, those in `inner` field by field. Lists and the link differ as a whole. */
function differences(value: object, base: object, inner: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, mine] of Object.entries(value)) {
    const theirs = (base as Record<string, unknown>)[key];
    if (JSON.stringify(mine) === JSON.stringify(theirs)) continue;
    found[key] = inner.includes(key) ? differences(mine as object, theirs as object, []) : mine;
  }
  return found;
}
