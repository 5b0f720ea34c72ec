import { t } from '../../language/t.ts';
import type { Release } from '../migration/releases.ts';
import type { DmaTracker } from '../record.ts';
import type { ContainerName, VfioDevice } from '../scenario.ts';

/** Who tells QEMU which pages a device wrote, and why it is this one. */
export interface TrackerChoice {
  readonly tracker: DmaTracker;
  /** One sentence. */
  readonly reason: string;
  /**
   * No tracker covers the device's container, so the rule for untracked devices decides. False for a device whose IOMMU
   * domain does not log beside one that does: QEMU counts the container as tracked.
   */
  readonly untracked: boolean;
  /** While the guest runs nobody asks the container: a device of it has `x-pre-copy-dirty-page-tracking` off. */
  readonly deferred: boolean;
}

/**
 * Chooses a tracker for each container and says it for each device.
 * @source QEMU hw/vfio/common.c vfio_get_dirty_bitmap() v8.0, vfio_devices_all_device_dirty_tracking() v9.1;
 * semantics sheet 5.5
 */
export function chooseTrackers(devices: readonly VfioDevice[], release: Release): readonly TrackerChoice[] {
  return devices.map((device) => {
    const container = devices.filter((other) => isIommufd(other.container) === isIommufd(device.container));
    const choice = chooseFor(device, container, release);
    const isAsked = container.every(({ properties }) => properties['x-pre-copy-dirty-page-tracking']);
    return { ...choice, deferred: !choice.untracked && !isAsked };
  });
}

const isIommufd = (name: ContainerName): boolean => name === 'iommufd' || name === 'iommufd-tracking';

function chooseFor(
  device: VfioDevice,
  container: readonly VfioDevice[],
  release: Release,
): Omit<TrackerChoice, 'deferred'> {
  const without = container.filter((other) => !logsItself(other, release));
  if (release.deviceLogging && without.length === 0) {
    return {
      tracker: 'device',
      untracked: false,
      reason: t('The device logs its own writes, as all of its container do.'),
    };
  }
  const notLogging =
    release.deviceLogging && logsItself(device, release)
      ? t('The device could log its writes, but {other} in the same container does not, and all have to.', {
          other: without[0]!.name,
        })
      : device.deviceLogging && !release.deviceLogging
        ? t('The device could log its writes, but QEMU {release} does not know how to ask it.', {
            release: release.name,
          })
        : '';
  if (!isIommufd(device.container)) {
    const pinned = container.every((other) => other.container === 'type1-pinned');
    return {
      tracker: pinned ? 'pinned pages' : 'every page',
      untracked: false,
      reason: after(
        notLogging,
        pinned
          ? t('The type1 container tracks, and reports the pages that are pinned at every sync.')
          : t('The type1 container tracks, and reports every mapped page at every sync.'),
      ),
    };
  }
  if (release.iommuTracking && container.some((other) => other.container === 'iommufd-tracking')) {
    return device.container === 'iommufd-tracking'
      ? { tracker: 'iommu', untracked: false, reason: after(notLogging, t('The IOMMU logs what the device writes.')) }
      : {
          tracker: 'nobody',
          untracked: false,
          reason: after(
            notLogging,
            t("The container counts as tracked because another domain logs, but the device's own does not."),
          ),
        };
  }
  const tooOld =
    device.container === 'iommufd-tracking'
      ? t("QEMU {release} does not use the IOMMU's log.", { release: release.name })
      : t('iommufd gives no dirty tracking here, nor does its compatibility layer for type1.');
  return { tracker: 'nobody', untracked: true, reason: after(notLogging, tooOld) };
}

/** Two sentences, or the one that there is. */
const after = (first: string, second: string): string => (first === '' ? second : `${first} ${second}`);

/** From 9.1 on the property can forbid it. */
function logsItself({ deviceLogging, properties }: VfioDevice, release: Release): boolean {
  return deviceLogging && (!release.iommuTracking || properties['x-device-dirty-page-tracking']);
}
