import { formatBytes, formatBytesPerSecond, formatCount, formatMs } from '../../units.ts';
import type { UntrackedRule } from '../policy/rule.ts';
import type { DecisionRecord, ExplainedCheck, ExplainedDecision, SyncRecord } from '../record.ts';

/** What a record refers to. */
export interface DecisionContext {
  readonly rule: UntrackedRule | null;
  /** The sync made in this call, or null. */
  readonly sync: SyncRecord | null;
  /** Decisions in the run. */
  readonly total: number;
}

/**
 * One `migration_iteration_run` in words: the checks C0 to C14 of the semantics sheet's section 9, in the order in which
 * 7.2 makes them, each with what was compared. A check that was not reached says why.
 */
export function explainDecision(decision: DecisionRecord, context: DecisionContext): ExplainedDecision {
  const completes = decision.outcome === 'complete';
  return {
    title: completes ? 'Stop the guest' : 'Keep copying',
    atMs: decision.atMs,
    sequence: decision.sequence,
    source: 'migration_iteration_run',
    checks: checksOf(decision, context),
    consequence: completes
      ? 'QEMU stops the guest, lifts the rate limit, looks at the dirty log once more and sends everything that is left.'
      : whatFollows(decision),
  };
}

function checksOf(d: DecisionRecord, { rule, sync }: DecisionContext): ExplainedCheck[] {
  const skipped = d.policy === 'complete';
  const looked = d.sync !== null;
  const zero = d.pendingBytes === 0;
  const below = d.pendingBytes < d.thresholdBytes;
  const later = (check: Check): ExplainedCheck => build({ ...check, evaluated: !skipped && (check.evaluated ?? true) });
  return [
    build({
      id: 'C0',
      title: 'Does the rule decide alone?',
      answer: rule ? skipped : false,
      left: rule ? rule.title : 'every writer is tracked',
      consequence: skipped ? 'complete at once, before anything is measured' : 'look at what is left',
      decisive: skipped,
      source: 'migration_iteration_run',
    }),
    build({
      id: 'C1',
      title: 'Window used up?',
      answer: d.windowBytes > d.windowLimitBytes,
      left: formatBytes(d.windowBytes),
      operator: '>',
      right: d.windowLimitBytes === Infinity ? 'no limit' : formatBytes(d.windowLimitBytes),
      consequence: 'no: this call may run',
      source: 'qemu_file_rate_limit',
    }),
    build({
      id: 'C2',
      title: 'Bandwidth renewed?',
      answer: d.window !== null,
      left: d.window ? `${formatBytes(d.window.transferredBytes)} in ${d.window.timeSpentMs} ms` : 'window still open',
      right: d.window ? formatBytesPerSecond(d.window.bandwidthBytesPerMs * 1000) : '',
      operator: d.window ? '=' : '',
      consequence: d.window
        ? `threshold ${formatBytes(d.window.previousThresholdBytes)} becomes ${formatBytes(d.window.thresholdBytes)}`
        : 'threshold unchanged',
      source: 'migration_update_counters',
    }),
    later({
      id: 'C3',
      title: 'Still no estimate?',
      answer: d.bandwidthBytesPerMs === 0,
      left: d.bandwidthBytesPerMs === 0 ? 'no window has closed' : formatBytesPerSecond(d.bandwidthBytesPerMs * 1000),
      consequence:
        d.bandwidthBytesPerMs === 0 ? 'threshold is 0: the limit cannot be checked' : 'the limit can be checked',
      source: 'migration_update_counters',
    }),
    later({
      id: 'C4',
      title: 'Below the threshold, so look again?',
      answer: looked,
      left: formatBytes(d.remainingBeforeBytes),
      operator: '<',
      right: formatBytes(d.thresholdBytes),
      consequence: looked && sync ? `sync ${sync.index}` : 'no look at the dirty log',
      source: 'ram_save_pending',
    }),
    later({
      id: 'C5',
      title: 'What the sync found',
      answer: null,
      evaluated: looked,
      left: sync ? foundBy(sync) : 'no sync in this call',
      consequence: sync
        ? `${formatCount(sync.remainingBeforePages)} pages left became ${formatCount(sync.remainingPages)}`
        : '',
      source: 'migration_bitmap_sync',
    }),
    later({
      id: 'C6',
      title: 'Rate period over?',
      answer: sync?.periodClosed ?? false,
      evaluated: looked,
      left: sync?.periodClosed ? `${formatCount(sync.dirtyPagesRate)} pages/s` : '1 s has not passed',
      consequence: sync?.periodClosed
        ? 'dirty-pages-rate and expected-downtime renewed'
        : 'counted into the next period',
      source: 'migration_update_rates',
    }),
    build({
      id: 'C7',
      title: 'Slow the guest?',
      answer: null,
      evaluated: false,
      left: 'auto-converge is off',
      source: 'migration_trigger_throttle',
    }),
    later({
      id: 'C8',
      title: 'Pending of other devices',
      answer: null,
      left: formatBytes(d.devicePendingBytes),
      consequence: 'added to what RAM has left',
      source: 'vfio_save_pending',
    }),
    build({
      id: 'C9',
      title: 'Has the destination acknowledged?',
      answer: null,
      evaluated: false,
      left: 'switchover-ack came with 8.1',
      source: 'migration_can_switchover',
    }),
    later({
      id: 'C10',
      title: 'Nothing left?',
      answer: zero,
      left: formatBytes(d.pendingBytes),
      operator: '=',
      right: '0 B',
      consequence: zero ? 'complete' : 'compare with the threshold',
      decisive: !skipped && zero,
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C11',
      title: 'May the guest stop?',
      answer: below,
      evaluated: !zero,
      left: withTime(d.pendingBytes, d),
      operator: '<',
      right: withLimit(d),
      consequence: below ? 'complete' : 'not yet',
      decisive: !skipped && !zero,
      source: 'migration_iteration_run',
    }),
    build({
      id: 'C12',
      title: 'Post-copy wanted?',
      answer: null,
      evaluated: false,
      left: 'capability postcopy-ram is off',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C13',
      title: 'What this iteration sent',
      answer: null,
      evaluated: d.iteration !== null,
      left: d.iteration ? sentBy(d) : 'the call completes instead',
      consequence: d.iteration ? ENDED[d.iteration.ended] : '',
      source: 'ram_save_iterate',
    }),
    build({
      id: 'C14',
      title: 'Cancelled or broken?',
      answer: d.iteration?.ended === 'stopped',
      left: d.status,
      consequence: d.iteration?.ended === 'stopped' ? 'leave the loop' : 'go on',
      source: 'migration_thread',
    }),
  ];
}

type Check = Pick<ExplainedCheck, 'id' | 'title' | 'answer' | 'left' | 'source'> & Partial<ExplainedCheck>;

const build = (check: Check): ExplainedCheck => ({
  evaluated: true,
  operator: '',
  right: '',
  consequence: '',
  decisive: false,
  ...check,
});

function foundBy(sync: SyncRecord): string {
  const parts = [`+${formatCount(sync.byVcpuPages)} guest`];
  if (sync.byDmaPages > 0) parts.push(`+${formatCount(sync.byDmaPages)} device`);
  if (sync.allDirtyPages > 0) parts.push(`+${formatCount(sync.allDirtyPages)} marked dirty`);
  return parts.join('  ');
}

function withTime(pendingBytes: number, d: DecisionRecord): string {
  const time = d.bandwidthBytesPerMs > 0 ? `, ${formatMs(pendingBytes / d.bandwidthBytesPerMs)}` : '';
  return `${formatBytes(pendingBytes)} (${formatCount(pendingBytes / 4096)} pages${time})`;
}

function withLimit(d: DecisionRecord): string {
  return `${formatBytes(d.thresholdBytes)} (${formatMs(d.downtimeLimitMs)})`;
}

function sentBy(d: DecisionRecord): string {
  const { normalPages, zeroPages, redundantPages, endMs } = d.iteration!;
  const redundant = redundantPages > 0 ? `, ${formatCount(redundantPages)} of them needlessly` : '';
  return `${formatCount(normalPages)} pages and ${formatCount(zeroPages)} zero pages in ${formatMs(endMs - d.atMs)}${redundant}`;
}

const ENDED: Record<NonNullable<DecisionRecord['iteration']>['ended'], string> = {
  drained: 'nothing was left to send',
  window: 'the window was used up',
  '50 ms': 'it looks up after 50 ms',
  stopped: 'the migration ended',
};

function whatFollows(d: DecisionRecord): string {
  if (d.windowLimitBytes === Infinity) return 'QEMU sends for up to 50 ms and asks again.';
  return `QEMU sends up to ${formatBytes(Math.max(0, d.windowLimitBytes - d.windowBytes))} in this window and asks again.`;
}
