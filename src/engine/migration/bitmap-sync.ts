import { pagesToBytes } from '../../units.ts';
import type { SyncRecord, ThrottleJudgement } from '../record.ts';
import type { SyncReport } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { judgeThrottle } from './auto-converge.ts';
import { digestOf } from './digest.ts';
import { limitGuest } from './dirty-limit.ts';
import type { SyncFindings } from './ram.ts';

/**
 * One look at the dirty log, and what is counted with it.
 * @param report what the containers say beside the logs
 * @param syncMs how long it takes; the pages are those dirtied until `nowMs`
 * @source QEMU migration/ram.c, migration_bitmap_sync(), migration_update_rates(); hw/virtio/virtio-balloon.c,
 * virtio_balloon_free_page_hint_notify()
 */
export function bitmapSync(accounts: Accounts, report: SyncReport, nowMs: number, syncMs: number): void {
  const { state: s, ram, recorder } = accounts;
  const remainingBeforePages = ram.state.dirtyPages;
  accounts.point(nowMs);
  s.syncs++;
  s.lastPeriodMs ??= Math.floor(nowMs);
  const isHinted = s.vmRunning && accounts.hintsFreePages;
  s.hint = isHinted ? { fromMs: nowMs + syncMs, reportedPages: 0 } : null;
  const found = ram.sync(report, nowMs);
  accounts.writes.emptyRings();
  s.periodDirtyPages += found.byVcpuPages + found.byDmaPages + found.allDirtyPages;
  s.remainingAtLastSyncPages = ram.state.dirtyPages;
  const periodDirtyPages = s.periodDirtyPages;
  const isOver = Math.floor(nowMs + syncMs) > s.lastPeriodMs + 1000;
  const throttling = isOver ? throttle(accounts, nowMs) : null;
  if (isOver) closePeriod(accounts, Math.floor(nowMs + syncMs));
  if (recorder.keepsRecords) {
    const judged = { periodDirtyPages, periodClosed: isOver, throttling };
    recorder.syncs.push(syncRecord(accounts, nowMs, remainingBeforePages, found, judged));
    recorder.events.push({ atMs: nowMs + syncMs, side: 'source', event: 'MIGRATION_PASS', data: { pass: s.syncs } });
  }
  accounts.point(nowMs + syncMs);
}

function syncRecord(
  accounts: Accounts,
  atMs: number,
  remainingBeforePages: number,
  found: SyncFindings,
  judged: Pick<SyncRecord, 'periodDirtyPages' | 'periodClosed' | 'throttling'>,
): SyncRecord {
  const { state: s, ram } = accounts;
  return {
    ...accounts.counters(),
    index: s.syncs,
    atMs,
    vmStopped: !s.vmRunning,
    remainingBeforePages,
    ...found,
    ...judged,
    throttlePercent: s.throttlePercent,
    dirtyLimitMBps: s.limit?.limitMBps ?? 0,
    highDirtyCount: s.highDirtyCount,
    digest: digestOf(ram.state.hash, s.streamBytes, ram.state.normalPages, ram.state.dirtyPages),
  };
}

/** @returns what was compared, or null where neither capability is on and nothing is counted */
function throttle(accounts: Accounts, nowMs: number): ThrottleJudgement | null {
  const { state: s, release } = accounts;
  const dirtyBytes = pagesToBytes(s.periodDirtyPages);
  const fromPercent = s.throttlePercent;
  const means = s.autoConverge ? 'auto-converge' : s.dirtyLimit ? 'dirty-limit' : null;
  const judged = judgeThrottle({
    means,
    countsAlways: release.countsHighDirtyAlways,
    dirtyBytes,
    transferredBytes: accounts.transferredBytes() - s.periodBytes0,
    highCount: s.highDirtyCount,
    throttlePercent: fromPercent,
    parameters: s.throttleParameters,
  });
  s.highDirtyCount = judged.highCount;
  accounts.throttle(judged.throttlePercent, nowMs);
  if (means === 'dirty-limit' && judged.reason === 'step') limitGuest(accounts, nowMs);
  if (means === null && !release.countsHighDirtyAlways) return null;
  return { reason: judged.reason, dirtyBytes, limitBytes: judged.limitBytes, fromPercent };
}

/** A rate period ends with the first sync more than 1000 ms after the last end. */
function closePeriod(accounts: Accounts, endMs: number): void {
  const { state: s } = accounts;
  s.dirtyPagesRate = Math.trunc((s.periodDirtyPages * 1000) / (endMs - s.lastPeriodMs!));
  s.periodDirtyPages = 0;
  s.lastPeriodMs = endMs;
  s.periodBytes0 = accounts.transferredBytes();
  accounts.ram.closeRatePeriod();
}
