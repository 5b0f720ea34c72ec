import { PAGE_BYTES, pagesToBytes } from '../../units.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import { RELEASES } from '../migration/releases.ts';
import type { ThreadState } from '../migration/thread-state.ts';
import type { Admission, Counters, MigrationStatus } from '../record.ts';
import type { Scenario } from '../scenario.ts';

/** Statuses in which the reply holds times and RAM counters; in the others it holds the status alone. */
const DETAILED: readonly MigrationStatus[] = [
  'active',
  'cancelling',
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover',
  'pre-switchover',
  'device',
  'completed',
];

/**
 * The reply to `query-migrate` on the source, as 7.2 would give it at this instant.
 * @source QEMU migration/migration.c, fill_source_migration_info(); fields by status as in the semantics sheet 7.1
 */
export function queryMigrate(
  scenario: Scenario,
  layout: RamLayout,
  thread: ThreadState,
  counters: Counters,
  admission: Admission,
  nowMs: number,
): Record<string, unknown> {
  const { status } = thread;
  const blocked = admission.blockedReasons.length > 0 ? { 'blocked-reasons': admission.blockedReasons } : {};
  if (status === 'none') return blocked;
  const failed = status === 'failed' && thread.error !== null ? { 'error-desc': thread.error } : {};
  if (!DETAILED.includes(status)) return { status, ...failed, ...blocked };
  const completed = status === 'completed';
  const endMs = thread.endMs ?? nowMs;
  return {
    ...(completed
      ? { downtime: Math.floor(endMs) - Math.floor(thread.downtimeStartMs) }
      : { 'expected-downtime': counters.expectedDowntimeMs }),
    status,
    'setup-time': thread.setupTimeMs ?? 0,
    'total-time': Math.floor(Math.min(nowMs, endMs)),
    ram: ramInfo(scenario, layout, thread, counters, completed),
    ...(scenario.devices.length > 0 && admission.error === null
      ? { vfio: { transferred: deviceBytes(scenario, thread) } }
      : {}),
    ...blocked,
  };
}

function ramInfo(
  scenario: Scenario,
  layout: RamLayout,
  thread: ThreadState,
  counters: Counters,
  completed: boolean,
): Record<string, number> {
  const release = RELEASES[scenario.qemu.release];
  return {
    total: pagesToBytes(layout.totalPages),
    'postcopy-requests': 0,
    'dirty-sync-count': counters.dirtySyncCount,
    'multifd-bytes': 0,
    'pages-per-second': counters.pagesPerSecond,
    'downtime-bytes': counters.downtimeBytes,
    'page-size': PAGE_BYTES,
    remaining: completed ? 0 : pagesToBytes(counters.remainingPages),
    'postcopy-bytes': 0,
    mbps: completed ? completedMbps(thread) : counters.mbps,
    transferred: counters.transferredBytes,
    ...(release.reportsMissedZeroCopy ? { 'dirty-sync-missed-zero-copy': 0 } : {}),
    'precopy-bytes': counters.precopyBytes,
    duplicate: counters.duplicatePages,
    'dirty-pages-rate': completed ? 0 : counters.dirtyPagesRate,
    ...(release.reportsSkipped ? { skipped: 0 } : {}),
    'normal-bytes': pagesToBytes(counters.normalPages),
    normal: counters.normalPages,
  };
}

/** Whole stream over total time without setup. @source QEMU migration/migration.c, migration_calculate_complete() */
function completedMbps(thread: ThreadState): number {
  const transferMs = Math.floor(thread.endMs ?? 0) - (thread.setupTimeMs ?? 0);
  return transferMs > 0 ? (thread.streamBytes * 8) / transferMs / 1000 : 0;
}

/** Device data has left once its part of the downtime is over. */
function deviceBytes(scenario: Scenario, thread: ThreadState): number {
  const sent = thread.phase === 'final-other' || (thread.phase === 'done' && thread.ending === 'completed');
  return sent ? (scenario.devices[0]?.stopCopyBytes ?? 0) : 0;
}
