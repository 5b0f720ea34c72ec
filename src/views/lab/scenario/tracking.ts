import type { DeviceAdmission, DmaTracker } from '../../../engine/record.ts';
import type { Scenario } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { type TrackingName, trackingOf } from '../../../store/fields.ts';

/** `differs`: not all devices are tracked by the same. */
export type TrackingChoice = TrackingName | 'no-device' | 'differs';

export function sharedTracking({ devices }: Scenario): TrackingChoice {
  const [first, ...others] = devices.map(trackingOf);
  if (!first) return 'no-device';
  return others.every((other) => other === first) ? first : 'differs';
}

/** Who tracks a device in a run, in the middle of a sentence. */
export const trackerWords = (tracker: DmaTracker): string => TRACKER_WORDS[tracker]();

const TRACKER_WORDS: Readonly<Record<DmaTracker, () => string>> = {
  device: () => t('its own log'),
  iommu: () => t('the log of the IOMMU'),
  'every page': () => t('the container, with every page'),
  'pinned pages': () => t('the container, with pinned pages'),
  nobody: () => t('nobody'),
};

/** What QEMU said when the device was added. */
export const verdictWords = (verdict: DeviceAdmission['verdict']): string => VERDICT_WORDS[verdict]();

const VERDICT_WORDS: Readonly<Record<DeviceAdmission['verdict'], () => string>> = {
  allowed: () => t('Let through without a word.'),
  warned: () => t('Let through with a warning:'),
  blocked: () => t('Blocks every migration:'),
  'realize-error': () => t('Refused, so QEMU does not start:'),
};
