import { formatBytes, formatBytesPerSecond, formatCount, formatMs } from '../../units.ts';
import type { UntrackedRule } from '../policy/rule.ts';
import type { DecisionRecord, ExplainedCheck, ExplainedDecision, SyncRecord } from '../record.ts';
import type { Scenario } from '../scenario.ts';
import { UNKNOWN_STOP_COPY_BYTES } from '../vfio/devices.ts';
import type { Release } from './releases.ts';

/** What a record refers to. */
export interface DecisionContext {
  readonly release: Release;
  readonly scenario: Scenario;
  readonly mappedRamBytes: number;
  readonly rule: UntrackedRule | null;
  /** The sync made in this call, or null. */
  readonly sync: SyncRecord | null;
  /** Decisions in the run. */
  readonly total: number;
}

/**
 * One `migration_iteration_run` in words: the checks C0 to C14 of the semantics sheet's section 9, in the order in which
 * that release makes them, each with what was compared. A check that was not reached says why.
 */
export function explainDecision(decision: DecisionRecord, context: DecisionContext): ExplainedDecision {
  return {
    title: TITLES[decision.outcome],
    atMs: decision.atMs,
    sequence: decision.sequence,
    source: 'migration_iteration_run',
    checks: checksOf(decision, context),
    consequence: whatFollows(decision),
  };
}

const TITLES: Record<DecisionRecord['outcome'], string> = {
  iterate: 'Keep copying',
  complete: 'Stop the guest',
  postcopy: 'Move the guest and copy the rest afterwards',
  fail: 'Fail',
};

function checksOf(d: DecisionRecord, context: DecisionContext): ExplainedCheck[] {
  const { release, rule, sync } = context;
  const skipped = d.policy === 'complete' || d.policy === 'fail';
  const looked = d.sync !== null;
  const zero = d.pendingBytes === 0;
  const orEqual = release.completeWhen === 'pending <= threshold';
  const below = d.pendingBytes < d.thresholdBytes || (orEqual && d.pendingBytes === d.thresholdBytes);
  const held = d.policy === 'hold' || !d.canSwitchover;
  const later = (check: Check): ExplainedCheck => build({ ...check, evaluated: !skipped && (check.evaluated ?? true) });
  return [
    build({
      id: 'C0',
      title: 'Does the rule decide alone?',
      answer: rule ? skipped : false,
      ...ruleOf(d, context),
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
      title: 'Near the threshold, so look closer?',
      answer: release.family === 'V7' ? looked : d.exact,
      left: formatBytes(nearness(d, release)),
      operator: release.exactWhen === 'must <= threshold' ? '≤' : '<',
      right: formatBytes(d.thresholdBytes),
      consequence: lookedCloser(d, sync, release),
      source: release.family === 'V7' ? 'ram_save_pending' : 'qemu_savevm_state_pending_exact',
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
    later({
      id: 'C7',
      title: 'Slow the guest?',
      ...throttled(sync, context.scenario.capabilities),
      source: 'migration_trigger_throttle',
    }),
    later({
      id: 'C8',
      title: 'Pending of other devices',
      answer: null,
      left: devicesPending(d, context),
      consequence: 'added to what RAM has left',
      source:
        release.vfioProtocol === 'v1'
          ? 'vfio_save_pending'
          : d.exact
            ? 'vfio_state_pending_exact'
            : 'vfio_state_pending_estimate',
    }),
    later({
      id: 'C9',
      title: 'Has the destination acknowledged?',
      answer: d.canSwitchover,
      evaluated: release.switchoverAck && context.scenario.capabilities['switchover-ack'],
      left: !release.switchoverAck
        ? 'switchover-ack came with 8.1'
        : context.scenario.capabilities['switchover-ack']
          ? "every device's initial bytes"
          : 'capability switchover-ack is off',
      consequence: d.canSwitchover ? 'the guest may be stopped' : 'the stop is held back',
      source: 'migration_can_switchover',
    }),
    later({
      id: 'C10',
      title: 'Nothing left?',
      answer: zero,
      left: formatBytes(d.pendingBytes),
      operator: '=',
      right: '0 B',
      consequence: zero ? (held ? 'held back' : 'complete') : 'compare with the threshold',
      decisive: !skipped && zero && d.outcome !== 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C11',
      title: 'May the guest stop?',
      answer: below,
      evaluated: !zero,
      left: withTime(d.pendingBytes, d),
      operator: orEqual ? '≤' : '<',
      right: withLimit(d),
      consequence: below ? (held ? 'held back' : 'complete') : 'not yet',
      decisive: !skipped && !zero && d.outcome !== 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C12',
      title: 'Post-copy wanted?',
      ...postcopyOf(d, context.scenario.capabilities['postcopy-ram']),
      decisive: !skipped && d.outcome === 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C13',
      title: 'What this iteration sent',
      answer: null,
      evaluated: d.iteration !== null,
      left: d.iteration
        ? sentBy(d)
        : d.outcome === 'postcopy'
          ? 'the guest is moved instead'
          : 'the call completes instead',
      consequence: d.iteration ? ENDED[d.iteration.ended] : '',
      source: 'ram_save_iterate',
    }),
    build({
      id: 'C14',
      title: 'Cancelled or broken?',
      answer: d.iteration?.ended === 'stopped' || d.outcome === 'fail',
      left: d.status,
      consequence: d.iteration?.ended === 'stopped' || d.outcome === 'fail' ? 'leave the loop' : 'go on',
      source: 'migration_thread',
    }),
  ];
}

/** C12 in words: the command, and what must be sent before the guest may move. */
function postcopyOf(d: DecisionRecord, isOn: boolean): Pick<Check, 'answer' | 'left'> & Partial<Check> {
  if (!isOn) return { answer: null, evaluated: false, left: 'capability postcopy-ram is off' };
  if (d.status.startsWith('postcopy-')) return { answer: null, evaluated: false, left: 'the guest has moved' };
  if (d.outcome === 'complete') return { answer: null, evaluated: false, left: 'the call completes instead' };
  if (!d.postcopyWanted)
    return { answer: false, left: 'migrate-start-postcopy was not given', consequence: 'stay in pre-copy' };
  return {
    answer: d.outcome === 'postcopy',
    left: `wanted; of devices ${formatBytes(d.devicePendingBytes)} must go first`,
    operator: d.devicePendingBytes <= d.thresholdBytes ? '≤' : '>',
    right: formatBytes(d.thresholdBytes),
    consequence: d.outcome === 'postcopy' ? 'switch to post-copy' : 'not yet',
  };
}

/** C7 in words: the period's dirty bytes against the share of what left in it. */
function throttled(
  sync: SyncRecord | null,
  capabilities: Scenario['capabilities'],
): Pick<Check, 'answer' | 'left'> & Partial<Check> {
  const limits = capabilities['dirty-limit'];
  if (!limits && !capabilities['auto-converge'])
    return { answer: null, evaluated: false, left: 'neither auto-converge nor dirty-limit is on' };
  const judged = sync?.throttling ?? null;
  if (sync === null || judged === null) return { answer: null, evaluated: false, left: 'no rate period is over' };
  const { reason, dirtyBytes, limitBytes, fromPercent } = judged;
  const isStep = reason === 'step';
  const auto = isStep
    ? `throttle ${fromPercent} % becomes ${sync.throttlePercent} %`
    : `throttle stays ${fromPercent} %`;
  const limit = sync.dirtyLimitMBps > 0 ? `each vCPU may dirty ${sync.dirtyLimitMBps} MB/s` : 'no vCPU is limited';
  return {
    answer: isStep,
    left: `${formatBytes(dirtyBytes)} dirtied`,
    operator: dirtyBytes > limitBytes ? '>' : '≤',
    right: formatBytes(limitBytes),
    consequence: isStep
      ? `second high period: ${limits ? limit : auto}`
      : `${sync.highDirtyCount} of 2 high periods, ${limits ? limit : auto}`,
  };
}

/** C0 in words: what the rule compared, and what it decided. */
function ruleOf(
  d: DecisionRecord,
  { rule, mappedRamBytes }: DecisionContext,
): Pick<ExplainedCheck, 'left' | 'operator' | 'right' | 'consequence'> {
  const none = { operator: '', right: '' };
  if (rule === null) return { left: 'no rule is in force', ...none, consequence: 'look at what is left' };
  const consequence = DECIDED[d.policy];
  const reckons = rule.name === 'check-sla' || rule.name === 'fail-fast';
  if (!reckons) return { left: rule.title, ...none, consequence };
  const rate = d.policyBandwidthBytesPerMs;
  if (rate === 0) return { left: 'the bandwidth is not known yet', ...none, consequence };
  const left = `${formatBytes(mappedRamBytes)} at ${rate === Infinity ? 'any speed' : formatBytesPerSecond(rate * 1000)}: ${formatMs(mappedRamBytes / rate)}`;
  return { left, operator: '≤', right: formatMs(d.downtimeLimitMs), consequence };
}

const DECIDED: Record<DecisionRecord['policy'], string> = {
  none: 'look at what is left',
  complete: 'complete at once, without a look at what is left',
  hold: 'look at what is left, but do not stop the guest',
  fail: 'the migration fails',
};

/** What is compared with the threshold before a closer look: RAM alone in 7.x, everything later. */
function nearness(d: DecisionRecord, { family }: Release): number {
  if (family === 'V7') return d.remainingBeforeBytes;
  return d.remainingBeforeBytes + (d.exact ? 0 : d.devicePendingBytes);
}

function lookedCloser(d: DecisionRecord, sync: SyncRecord | null, { family }: Release): string {
  if (sync !== null) return `sync ${sync.index}`;
  return d.exact && family !== 'V7' ? 'exact sizes, no look at the dirty log' : 'no look at the dirty log';
}

/** Device by device, when there are several. */
function devicesPending(d: DecisionRecord, { scenario }: DecisionContext): string {
  const each = d.devicesPendingBytes.map(
    (bytes, i) =>
      `${scenario.devices[i]!.name} ${formatBytes(bytes)}${isUnknown(scenario, i, d) ? ' (size unknown, 100 GiB assumed)' : ''}`,
  );
  return each.length === 0 ? formatBytes(0) : each.join(', ');
}

const isUnknown = (scenario: Scenario, i: number, d: DecisionRecord): boolean =>
  scenario.devices[i]!.dataSizeFails && d.devicesPendingBytes[i]! >= UNKNOWN_STOP_COPY_BYTES;

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
  const { normalPages, encodedPages, zeroPages, redundantPages, deviceBytes, endMs } = d.iteration!;
  const encoded = encodedPages > 0 ? `${formatCount(encodedPages)} encoded pages, ` : '';
  const redundant = redundantPages > 0 ? `, ${formatCount(redundantPages)} of them needlessly` : '';
  const device = deviceBytes > 0 ? `, ${formatBytes(deviceBytes)} of devices` : '';
  return `${encoded}${formatCount(normalPages)} pages and ${formatCount(zeroPages)} zero pages${device} in ${formatMs(endMs - d.atMs)}${redundant}`;
}

const ENDED: Record<NonNullable<DecisionRecord['iteration']>['ended'], string> = {
  drained: 'nothing was left to send',
  window: 'the window was used up',
  '50 ms': 'it looks up after 50 ms',
  stopped: 'the migration ended',
};

function whatFollows(d: DecisionRecord): string {
  if (d.outcome === 'complete') {
    return 'QEMU stops the guest, lifts the rate limit, looks at the dirty log once more and sends everything that is left.';
  }
  if (d.outcome === 'postcopy') {
    return 'QEMU stops the guest, looks at the dirty log once more, tells the destination which pages to throw away, and lets the guest run there.';
  }
  if (d.outcome === 'fail') return 'The migration fails; the guest was not stopped and goes on here.';
  if (d.windowLimitBytes === Infinity) return 'QEMU sends for up to 50 ms and asks again.';
  return `QEMU sends up to ${formatBytes(Math.max(0, d.windowLimitBytes - d.windowBytes))} in this window and asks again.`;
}
