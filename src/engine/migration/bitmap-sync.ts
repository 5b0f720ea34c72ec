import type { SyncRecord } from '../record.ts';
import type { SyncReport } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { digestOf } from './digest.ts';

/**
 * One look at the dirty log, and what is counted with it.
 * @param report what the containers say beside the logs
 * @param syncMs how long it takes; the pages are those dirtied until `nowMs`
 * @source QEMU migration/ram.c, migration_bitmap_sync(), migration_update_rates()
 */
export function bitmapSync(accounts: Accounts, report: SyncReport, nowMs: number, syncMs: number): void {
  const { state: s, ram, recorder } = accounts;
  const remainingBeforePages = ram.state.dirtyPages;
  accounts.point(nowMs);
  s.syncs++;
  s.lastPeriodMs ??= Math.floor(nowMs);
  const found = ram.sync(report);
  s.periodDirtyPages += found.byVcpuPages + found.byDmaPages + found.allDirtyPages;
  s.remainingAtLastSyncPages = ram.state.dirtyPages;
  const periodDirtyPages = s.periodDirtyPages;
  const periodClosed = closePeriod(s, Math.floor(nowMs + syncMs));
  const record: SyncRecord = {
    ...accounts.counters(),
    index: s.syncs,
    atMs: nowMs,
    vmStopped: !s.vmRunning,
    remainingBeforePages,
    ...found,
    periodDirtyPages,
    periodClosed,
    digest: digestOf(ram.state.hash, s.streamBytes, ram.state.normalPages, ram.state.dirtyPages),
  };
  s.lastSync = record;
  recorder.syncs.push(record);
  recorder.events.push({ atMs: nowMs + syncMs, side: 'source', event: 'MIGRATION_PASS', data: { pass: s.syncs } });
  accounts.point(nowMs + syncMs);
}

/** The rate period ends with the first sync more than 1000 ms after the last end. @returns whether it did */
function closePeriod(s: Accounts['state'], endMs: number): boolean {
  const elapsedMs = endMs - s.lastPeriodMs!;
  if (elapsedMs <= 1000) return false;
  s.dirtyPagesRate = Math.trunc((s.periodDirtyPages * 1000) / elapsedMs);
  s.periodDirtyPages = 0;
  s.lastPeriodMs = endMs;
  return true;
}
