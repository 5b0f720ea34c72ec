import type { DeviceAdmission, DmaTracker } from '../../../engine/record.ts';
import type { Scenario } from '../../../engine/scenario.ts';
import { type TrackingName, trackingOf } from '../../../store/fields.ts';

/** `differs`: not all devices are tracked by the same. */
export type TrackingChoice = TrackingName | 'no-device' | 'differs';

export function sharedTracking({ devices }: Scenario): TrackingChoice {
  const [first, ...others] = devices.map(trackingOf);
  if (!first) return 'no-device';
  return others.every((other) => other === first) ? first : 'differs';
}

/** Who tracks a device in a run, in the middle of a sentence. */
export const TRACKER_WORDS: Readonly<Record<DmaTracker, string>> = {
  device: 'its own log',
  iommu: 'the log of the IOMMU',
  'every page': 'the container, with every page',
  'pinned pages': 'the container, with pinned pages',
  nobody: 'nobody',
};

/** What QEMU said when the device was added. */
export const VERDICT_WORDS: Readonly<Record<DeviceAdmission['verdict'], string>> = {
  allowed: 'Let through without a word.',
  warned: 'Let through with a warning:',
  blocked: 'Blocks every migration:',
  'realize-error': 'Refused, so QEMU does not start:',
};
