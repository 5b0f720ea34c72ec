import { t } from '../language/t.ts';
import type { Fault } from './input-error.ts';
import { shown } from './words.ts';

/*
 * Format 1 knew at most one device, whose `dirtyTracking` said in one word who tracks its writes, release 7.2 and four
 * rules, of which `blocker` was the default. Files of that format and links `s=1.` stay readable: everything else in
 * them means what it means today.
 */

/** The same run in the format of today, unchecked like what came in; or what is wrong with a word of format 1. */
export function fromFormat1(
  file: Readonly<Record<string, unknown>>,
): { readonly json: Record<string, unknown> } | { readonly fault: Fault } {
  const devices = Array.isArray(file.devices) ? file.devices : [];
  const unknown = devices.findIndex((device) => isObject(device) && !isTracking(device.dirtyTracking));
  if (unknown >= 0)
    return {
      fault: {
        field: `devices.${unknown}.dirtyTracking`,
        fault: t('{value} is not known here', { value: shown(devices[unknown].dirtyTracking) }),
        advice: t('Known in format 1 are {names}.', { names: Object.keys(CONTAINERS).join(', ') }),
      },
    };
  const { qemu = {} } = file;
  return {
    json: {
      ...file,
      format: 2,
      ...(devices.length > 0 && { devices: devices.map(deviceOf) }),
      ...(isObject(qemu) && { qemu: { untrackedRule: 'blocker', ...qemu, ...releaseOf(qemu, devices) } }),
    },
  };
}

const CONTAINERS = {
  none: { container: 'iommufd' },
  type1: { container: 'type1' },
  device: { container: 'iommufd', deviceLogging: true },
} as const;

function deviceOf(device: unknown): unknown {
  if (!isObject(device) || device.dirtyTracking === undefined) return device;
  const { dirtyTracking, ...others } = device;
  return { ...others, ...CONTAINERS[dirtyTracking as keyof typeof CONTAINERS] };
}

/** A device that logs its writes was a what-if under 7.2, which does not use such a log; 8.0 is the first that does. */
function releaseOf({ release = '7.2' }: Readonly<Record<string, unknown>>, devices: readonly unknown[]) {
  const logs = devices.some((device) => isObject(device) && device.dirtyTracking === 'device');
  return logs && release === '7.2' ? { release: '8.0' } : {};
}

const isTracking = (word: unknown): boolean =>
  word === undefined || (typeof word === 'string' && Object.hasOwn(CONTAINERS, word));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
