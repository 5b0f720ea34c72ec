import type { Scenario, VfioDevice } from '../engine/scenario.ts';
import type { FieldValue } from './field-values.ts';
import { type DeviceFieldName, FIRST_DEVICE, fittedDevice, writeDeviceField } from './field-values-device.ts';
import type { TrackingName } from './fields.ts';
import { MOST } from './limits.ts';
import { has, SINCE, underRelease } from './releases.ts';

export const MOST_DEVICES: number = MOST.devices;

/** The scenario with one more device, that writes a ring of pages and that nobody tracks, under a name of its own. */
export function addDevice(scenario: Scenario): Scenario {
  const device = fittedDevice({ ...FIRST_DEVICE, name: freeName(scenario) }, ramPagesOf(scenario));
  return { ...scenario, devices: [...scenario.devices, device] };
}

/** The scenario with that device twice, the second right behind it under a name of its own. */
export function duplicateDevice(scenario: Scenario, index: number): Scenario {
  const device = scenario.devices[index];
  if (!device) return scenario;
  return { ...scenario, devices: scenario.devices.toSpliced(index + 1, 0, { ...device, name: freeName(scenario) }) };
}

export const removeDevice = (scenario: Scenario, index: number): Scenario => ({
  ...scenario,
  devices: scenario.devices.toSpliced(index, 1),
});

/** The scenario with this value in that field of that device. */
export const writeFieldOfDevice = (
  scenario: Scenario,
  index: number,
  name: DeviceFieldName,
  value: FieldValue,
): Scenario => changeDevice(scenario, index, (device) => writeDeviceField(device, name, value, ramPagesOf(scenario)));

/** For what has no field of its own: the name, the start of the region, the place in a period. */
export const changeDevice = (
  scenario: Scenario,
  index: number,
  change: (device: VfioDevice) => VfioDevice,
): Scenario => ({
  ...scenario,
  devices: scenario.devices.map((device, i) =>
    i === index ? fittedDevice(change(device), ramPagesOf(scenario)) : device,
  ),
});

/**
 * The scenario with every device tracked like this, one added if there is none. A release that knows no such tracker gives
 * way to the first that does: nothing would change under it.
 */
export function trackAll(scenario: Scenario, tracking: TrackingName): Scenario {
  const some = scenario.devices.length > 0 ? scenario : addDevice(scenario);
  const tracked = some.devices.reduce((made, _, i) => writeFieldOfDevice(made, i, 'tracking', tracking), some);
  const needs = NEEDED[tracking];
  return needs && !has(scenario.qemu.release, needs) ? underRelease(tracked, SINCE[needs]) : tracked;
}

const NEEDED: Partial<Record<TrackingName, 'deviceLogging' | 'iommufd-tracking'>> = {
  device: 'deviceLogging',
  iommu: 'iommufd-tracking',
};

/** As PCI addresses count: the first device of the next bus that is free. */
function freeName({ devices }: Scenario): string {
  for (let bus = 1; ; bus++) {
    const name = `0000:${bus.toString(16).padStart(2, '0')}:00.0`;
    if (devices.every((device) => device.name !== name)) return name;
  }
}

const ramPagesOf = ({ guest }: Scenario): number => Math.floor(guest.ramBytes / PAGE_BYTES);
const PAGE_BYTES = 4096;
