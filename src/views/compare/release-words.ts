import { t } from '../../language/t.ts';
import type { ReleaseChange } from '../../sweep/release-table.ts';

/** Which differences between two releases bring a change, as the end of a sentence. */
export function causeWords({ by, flags }: Pick<ReleaseChange, 'by' | 'flags'>): string {
  const names = flags.map(flagWords);
  if (by === 'none' || names.length === 0) return t('by none of the differences in the table of releases');
  if (names.length === 1) return t('by {difference}', { difference: names[0]! });
  const differences = names.join('; ');
  return by === 'alone'
    ? t('by any of: {differences}', { differences })
    : t('by these together: {differences}', { differences });
}

/** A flag of the table of releases in plain words; its own name when it has none here. */
export const flagWords = (flag: string): string => t(FLAGS[flag] ?? flag);

/** The flags that have plain words. */
export const FLAGS: Readonly<Record<string, string>> = {
  family: 'the order of the steps in the migration loop',
  exactWhen: 'when devices are asked for exact sizes',
  syncWhen: 'when the dirty log is looked at',
  completeWhen: 'what is compared with the threshold',
  handlerOrder: 'whether devices send while RAM is not done',
  transferredCounts: 'what ram.transferred counts',
  availSwitchoverBandwidth: 'avail-switchover-bandwidth',
  multifdSyncs: 'when the channels of multifd are brought in step',
  zeroPagesIn: 'zero pages in the packets of multifd',
  switchoverAck: 'switchover-ack',
  countsHighDirtyAlways: 'counting high dirty periods while auto-converge is off',
  periodicSync: 'the extra sync of auto-converge every 5 s',
  alwaysVisitsDevice: 'the status device before every switchover',
  postcopyAskedFirst: 'when post-copy is asked about',
  refusesCancelInPostcopy: 'whether post-copy can be cancelled',
  recoverSetup: 'the status postcopy-recover-setup',
  vfioRefusesPostcopy: 'VFIO devices beside postcopy-ram',
  reportsDowntimeInPostcopy: 'what query-migrate lists',
  vfioProtocol: 'the protocol that devices speak',
  vfioPrecopy: 'devices that send state while they run',
  vfioP2p: 'stopping peer-to-peer DMA first',
  enableMigration: 'the property enable-migration and its default',
  deviceLogging: 'devices that log their own writes',
  iommuTracking: 'an IOMMU that logs writes',
  exactCountsPrecopyTwice: 'how the exact size of a device is counted',
  untracked: 'what is done with a device that nobody tracks',
  fallbackReachable: 'the all-dirty fallback, no longer reached (by reading, not verified)',
  severalDevices: 'what several devices need',
  viommu: 'a vIOMMU beside VFIO devices',
  logsWithoutTracker: 'starting a log that is not there',
  reportsMissedZeroCopy: 'what query-migrate lists',
  reportsSkipped: 'what query-migrate lists',
  reportsEveryError: 'when query-migrate shows an error',
};
