import { PAGE_BYTES, pagesToBytes } from '../../units.ts';
import type { RamLayout } from '../memory/ram-blocks.ts';
import { ringFullUs } from '../migration/dirty-limit.ts';
import type { Release } from '../migration/releases.ts';
import type { ThreadState } from '../migration/thread-state.ts';
import type { Admission, Counters, MigrationStatus } from '../record.ts';
import type { MigrationCapabilities } from '../scenario.ts';

/** Statuses in which the reply holds times and RAM counters; in the others it holds the status alone. */
const DETAILED: readonly MigrationStatus[] = [
  'active',
  'cancelling',
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover-setup',
  'postcopy-recover',
  'pre-switchover',
  'device',
  'completed',
];

/**
 * The reply to `query-migrate` on the source, as that release would give it at this instant.
 * @source QEMU migration/migration.c, fill_source_migration_info(); fields by status as in the semantics sheet 7.1
 */
export function queryMigrate(
  release: Release,
  layout: RamLayout,
  thread: ThreadState,
  counters: Counters,
  admission: Admission,
  nowMs: number,
): Record<string, unknown> {
  const { status } = thread;
  const blocked = admission.blockedReasons.length > 0 ? { 'blocked-reasons': admission.blockedReasons } : {};
  if (status === 'none') return blocked;
  const tells = status === 'failed' || release.reportsEveryError;
  const failed = tells && thread.error !== null ? { 'error-desc': thread.error } : {};
  if (!DETAILED.includes(status)) return { status, ...failed, ...blocked };
  const completed = status === 'completed';
  const endMs = thread.endMs ?? nowMs;
  const tellsDowntime = completed || (release.reportsDowntimeInPostcopy && thread.downtimeEndMs !== null);
  return {
    ...(tellsDowntime && {
      downtime: Math.floor(thread.downtimeEndMs ?? endMs) - Math.floor(thread.downtimeStartMs),
    }),
    ...(!completed && { 'expected-downtime': counters.expectedDowntimeMs }),
    status,
    'setup-time': thread.setupTimeMs ?? 0,
    'total-time': Math.floor(Math.min(nowMs, endMs)),
    ...(thread.throttlePercent > 0 ? { 'cpu-throttle-percentage': thread.throttlePercent } : {}),
    ...limitInfo(thread),
    ram: ramInfo(release, layout, thread, counters, completed),
    ...encodingInfo(counters),
    ...failed,
    ...(hasVfio(admission) ? { vfio: { transferred: counters.vfioBytes } } : {}),
    ...blocked,
  };
}

/**
 * The reply to `query-migrate` on the destination of a post-copy migration: its status and, with `postcopy-blocktime`, for
 * how long (ms) all of its CPUs, and each, have waited for pages. Null before the guest is there.
 * @source QEMU migration/postcopy-ram.c, fill_destination_postcopy_migration_info()
 */
export function destinationQueryMigrate(
  capabilities: MigrationCapabilities,
  { postcopy, status }: ThreadState,
): Record<string, unknown> | null {
  if (postcopy === null || postcopy.stage === 'switching') return null;
  const { blocktimeMs, vcpus } = postcopy.guest;
  return {
    status,
    ...(capabilities['postcopy-blocktime'] && {
      'postcopy-blocktime': blocktimeMs,
      'postcopy-vcpu-blocktime': vcpus.map((vcpu) => vcpu.blocktimeMs),
    }),
  };
}

/** While the limit is in service; a stopped guest fills no ring. @source QEMU softmmu/dirtylimit.c, dirtylimit_ring_full_time() */
function limitInfo({ limit, vmRunning }: ThreadState): Record<string, number> {
  if (limit === null) return {};
  const isFilled = vmRunning && limit.rateMBps > 0;
  return {
    'dirty-limit-throttle-time-per-round': limit.sleepUs,
    'dirty-limit-ring-full-time': isFilled ? ringFullUs(limit, Math.max(limit.mostMBps, limit.rateMBps)) : 0,
  };
}

function ramInfo(
  release: Release,
  layout: RamLayout,
  thread: ThreadState,
  counters: Counters,
  completed: boolean,
): Record<string, number> {
  return {
    total: pagesToBytes(layout.totalPages),
    'postcopy-requests': counters.postcopyRequests,
    'dirty-sync-count': counters.dirtySyncCount,
    'multifd-bytes': counters.multifdBytes,
    'pages-per-second': counters.pagesPerSecond,
    'downtime-bytes': counters.downtimeBytes,
    'page-size': PAGE_BYTES,
    remaining: completed ? 0 : pagesToBytes(counters.remainingPages),
    'postcopy-bytes': counters.postcopyBytes,
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

/** Whatever the capability brings. @source QEMU migration/migration.c, populate_ram_info() */
function encodingInfo({ xbzrle, compression }: Counters): Record<string, Record<string, number>> {
  return {
    ...(xbzrle && {
      'xbzrle-cache': {
        'encoding-rate': xbzrle.encodingRate,
        bytes: xbzrle.bytes,
        'cache-size': xbzrle.cacheSizeBytes,
        'cache-miss-rate': xbzrle.cacheMissRate,
        pages: xbzrle.pages,
        overflow: xbzrle.overflows,
        'cache-miss': xbzrle.cacheMisses,
      },
    }),
    // The sender waits for a thread (compress-wait-thread), so it never finds all of them busy.
    ...(compression && {
      compression: {
        pages: compression.pages,
        busy: 0,
        'busy-rate': 0,
        'compressed-size': compression.compressedBytes,
        'compression-rate': compression.compressionRate,
      },
    }),
  };
}

/** Whole stream over total time without setup. @source QEMU migration/migration.c, migration_calculate_complete() */
function completedMbps(thread: ThreadState): number {
  const transferMs = Math.floor(thread.endMs ?? 0) - (thread.setupTimeMs ?? 0);
  return transferMs > 0 ? (thread.streamBytes * 8) / transferMs / 1000 : 0;
}

/** At least one VFIO device, and none with a blocker. */
const hasVfio = ({ devices }: Admission): boolean =>
  devices.length > 0 && devices.every(({ verdict }) => verdict === 'allowed' || verdict === 'warned');
