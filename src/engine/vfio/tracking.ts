import type { UntrackedRule } from '../policy/rule.ts';
import { untrackedRule } from '../policy/rules.ts';
import type { Admission, LogLine } from '../record.ts';
import type { Qemu, VfioDevice } from '../scenario.ts';

/** How the DMA writes of the scenario's device reach a sync, decided once when the device is added. */
export interface Tracking {
  /** A sync finds every mapped page dirty. */
  readonly everyPage: boolean;
  /** The rule in force; null when somebody tracks the device, or there is none. */
  readonly rule: UntrackedRule | null;
  readonly admission: Admission;
  /** Printed before `migrate`. */
  readonly log: readonly LogLine[];
}

/**
 * Selects who tracks the device and what follows when nobody does.
 * @source QEMU hw/vfio/common.c vfio_get_iommu_info_migration(), hw/vfio/migration.c vfio_migration_probe() v7.2;
 * a device that logs its own writes came with 8.0 (vfio_get_dirty_bitmap) and is offered under 7.2 rules for comparison
 */
export function selectTracking(devices: readonly VfioDevice[], qemu: Qemu): Tracking {
  const device = devices[0];
  if (!device)
    return { everyPage: false, rule: null, admission: { trackers: [], blockedReasons: [], error: null }, log: [] };
  const rule = device.dirtyTracking === 'none' ? untrackedRule(qemu.untrackedRule) : null;
  const blocker = rule?.realize.blocker ?? null;
  const warning = rule?.realize.warning ?? null;
  return {
    everyPage: device.dirtyTracking === 'type1' || rule?.reports === 'every page',
    rule,
    admission: {
      trackers: [{ device: device.name, tracking: device.dirtyTracking, reason: REASONS[device.dirtyTracking] }],
      blockedReasons: blocker === null ? [] : [blocker],
      error: blocker,
    },
    log: warning === null ? [] : [{ atMs: 0, level: 'warning', text: warning.replace('%s', device.name) }],
  };
}

const REASONS: Record<VfioDevice['dirtyTracking'], string> = {
  none: 'The container reports no dirty tracking, as behind iommufd’s compatibility layer.',
  type1: 'The type1 container tracks, and for a physical device reports every mapped page at every sync.',
  device: 'The device logs the pages it writes (QEMU uses this from 8.0 on).',
};
