import { pagesToBytes } from '../../units.ts';
import { popcount, setRange } from '../memory/page-planes.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import type { Release } from '../migration/releases.ts';
import type { Scenario } from '../scenario.ts';
import type { Admitted } from './admission.ts';
import { reportsForUntracked } from './told-beforehand.ts';

/**
 * Where a device's writes are written down. `logged`: in a log that each sync reads and clears. `deferred`: in a log that
 * is read once the devices have stopped. `hidden`: nowhere, or only the container's reports cover them.
 */
export type DeviceLog = 'logged' | 'deferred' | 'hidden';

/** What one sync learns from the containers, beside the logs. */
export interface SyncReport {
  /** Every migratable page is reported. */
  readonly everyPage: boolean;
  /** Pages that are reported each time, one bit a page; null for none. */
  readonly pages: Uint32Array | null;
  /** The deferred log is read and cleared. */
  readonly deferred: boolean;
}

/** How the DMA writes of the scenario's devices reach a sync, decided once when the devices are added. */
export interface Tracking extends Admitted {
  /** One entry a device. */
  readonly logs: readonly DeviceLog[];
  /** RAM that devices can reach and that is migrated, in bytes. */
  readonly mappedRamBytes: number;
  /** A sync while the guest runs finds every page dirty. */
  readonly everyPage: boolean;
  readonly report: (vmRunning: boolean) => SyncReport;
}

/** @source QEMU hw/vfio/common.c vfio_sync_dirty_bitmap(); semantics sheet 5.5, 5.6 */
export function trackingOf(scenario: Scenario, release: Release, layout: RamLayout, admitted: Admitted): Tracking {
  const { admission, log, trackers, rule } = admitted;
  const { devices, qemu } = scenario;
  const reports = trackers.map(({ tracker, untracked, deferred }, i): Report => {
    const everyPage = tracker === 'every page' || (untracked && reportsForUntracked(release, rule));
    if (everyPage) return { pages: qemu.viommu ? 'regions' : 'every', deferred, device: i };
    return { pages: tracker === 'pinned pages' ? 'regions' : 'none', deferred, device: i };
  });
  const regionsOf = (of: readonly Report[]): Uint32Array | null => {
    const reporting = of.filter(({ pages }) => pages === 'regions');
    if (reporting.length === 0) return null;
    const words = new Uint32Array(layout.slots / 32);
    for (const { device } of reporting) {
      const { dma } = devices[device]!;
      if (dma.kind === 'none' || layout.ignored.includes(layout.ram)) continue;
      const from = layout.ram.firstSlot + dma.region.startPage;
      setRange(words, from, from + dma.region.pages);
    }
    return words;
  };
  const reportOf = (of: readonly Report[], deferred: boolean): SyncReport => ({
    everyPage: of.some(({ pages }) => pages === 'every'),
    pages: regionsOf(of),
    deferred,
  });
  const running = reportOf(
    reports.filter(({ deferred }) => !deferred),
    false,
  );
  const stopped = reportOf(reports, true);
  return {
    admission,
    log,
    trackers,
    rule,
    logs: trackers.map(({ tracker, deferred }) =>
      tracker === 'device' || tracker === 'iommu' ? (deferred ? 'deferred' : 'logged') : 'hidden',
    ),
    mappedRamBytes: pagesToBytes(qemu.viommu ? pagesIn(regionsOf(devices.map(reportsItsRegion))) : layout.totalPages),
    everyPage: running.everyPage,
    report: (vmRunning) => (vmRunning ? running : stopped),
  };
}

const reportsItsRegion = (_: unknown, device: number): Report => ({ pages: 'regions', deferred: false, device });
const pagesIn = (words: Uint32Array | null): number =>
  words === null ? 0 : words.reduce((sum, word) => sum + popcount(word), 0);

/** What the container of one device reports beside a log. */
interface Report {
  readonly pages: 'every' | 'regions' | 'none';
  readonly deferred: boolean;
  readonly device: number;
}
