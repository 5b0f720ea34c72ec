import { counted, t } from '../../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../../units.ts';
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
    title: titleOf(decision.outcome),
    atMs: decision.atMs,
    sequence: decision.sequence,
    source: 'migration_iteration_run',
    checks: checksOf(decision, context),
    consequence: whatFollows(decision),
  };
}

function titleOf(outcome: DecisionRecord['outcome']): string {
  switch (outcome) {
    case 'iterate':
      return t('Keep copying');
    case 'complete':
      return t('Stop the guest');
    case 'postcopy':
      return t('Move the guest and copy the rest afterwards');
    case 'fail':
      return t('Fail');
  }
}

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
      title: t('Does the rule decide alone?'),
      answer: rule ? skipped : false,
      ...ruleOf(d, context),
      decisive: skipped,
      source: 'migration_iteration_run',
    }),
    build({
      id: 'C1',
      title: t('Window used up?'),
      answer: d.windowBytes > d.windowLimitBytes,
      left: formatBytes(d.windowBytes),
      operator: '>',
      right: d.windowLimitBytes === Infinity ? t('no limit') : formatBytes(d.windowLimitBytes),
      consequence: t('no: this call may run'),
      source: 'qemu_file_rate_limit',
    }),
    build({
      id: 'C2',
      title: t('Bandwidth renewed?'),
      answer: d.window !== null,
      left: d.window
        ? t('{bytes} in {time} ms', {
            bytes: formatBytes(d.window.transferredBytes),
            time: String(d.window.timeSpentMs),
          })
        : t('window still open'),
      right: d.window ? formatBytesPerSecond(d.window.bandwidthBytesPerMs * 1000) : '',
      operator: d.window ? '=' : '',
      consequence: d.window
        ? t('threshold {before} becomes {after}', {
            before: formatBytes(d.window.previousThresholdBytes),
            after: formatBytes(d.window.thresholdBytes),
          })
        : t('threshold unchanged'),
      source: 'migration_update_counters',
    }),
    later({
      id: 'C3',
      title: t('Still no estimate?'),
      answer: d.bandwidthBytesPerMs === 0,
      left:
        d.bandwidthBytesPerMs === 0 ? t('no window has closed') : formatBytesPerSecond(d.bandwidthBytesPerMs * 1000),
      consequence:
        d.bandwidthBytesPerMs === 0 ? t('threshold is 0: the limit cannot be checked') : t('the limit can be checked'),
      source: 'migration_update_counters',
    }),
    later({
      id: 'C4',
      title: t('Near the threshold, so look closer?'),
      answer: release.family === 'V7' ? looked : d.exact,
      left: formatBytes(nearness(d, release)),
      operator: release.exactWhen === 'must <= threshold' ? '≤' : '<',
      right: formatBytes(d.thresholdBytes),
      consequence: lookedCloser(d, sync, release),
      source: release.family === 'V7' ? 'ram_save_pending' : 'qemu_savevm_state_pending_exact',
    }),
    later({
      id: 'C5',
      title: t('What the sync found'),
      answer: null,
      evaluated: looked,
      left: sync ? foundBy(sync) : t('no sync in this call'),
      consequence: sync
        ? t('{before} pages left became {after}', { before: sync.remainingBeforePages, after: sync.remainingPages })
        : '',
      source: 'migration_bitmap_sync',
    }),
    later({
      id: 'C6',
      title: t('Rate period over?'),
      answer: sync?.periodClosed ?? false,
      evaluated: looked,
      left: sync?.periodClosed ? t('{pages} pages/s', { pages: sync.dirtyPagesRate }) : t('1 s has not passed'),
      consequence: sync?.periodClosed
        ? t('dirty-pages-rate and expected-downtime renewed')
        : t('counted into the next period'),
      source: 'migration_update_rates',
    }),
    later({
      id: 'C7',
      title: t('Slow the guest?'),
      ...throttled(sync, context.scenario.capabilities),
      source: 'migration_trigger_throttle',
    }),
    later({
      id: 'C8',
      title: t('Pending of other devices'),
      answer: null,
      left: devicesPending(d, context),
      consequence: t('added to what RAM has left'),
      source:
        release.vfioProtocol === 'v1'
          ? 'vfio_save_pending'
          : d.exact
            ? 'vfio_state_pending_exact'
            : 'vfio_state_pending_estimate',
    }),
    later({
      id: 'C9',
      title: t('Has the destination acknowledged?'),
      answer: d.canSwitchover,
      evaluated: release.switchoverAck && context.scenario.capabilities['switchover-ack'],
      left: !release.switchoverAck
        ? t('switchover-ack came with 8.1')
        : context.scenario.capabilities['switchover-ack']
          ? t("every device's initial bytes")
          : t('capability switchover-ack is off'),
      consequence: d.canSwitchover ? t('the guest may be stopped') : t('the stop is held back'),
      source: 'migration_can_switchover',
    }),
    later({
      id: 'C10',
      title: t('Nothing left?'),
      answer: zero,
      left: formatBytes(d.pendingBytes),
      operator: '=',
      right: '0 B',
      consequence: zero ? (held ? t('held back') : t('complete')) : t('compare with the threshold'),
      decisive: !skipped && zero && d.outcome !== 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C11',
      title: t('May the guest stop?'),
      answer: below,
      evaluated: !zero,
      left: withTime(d.pendingBytes, d),
      operator: orEqual ? '≤' : '<',
      right: withLimit(d),
      consequence: below ? (held ? t('held back') : t('complete')) : t('not yet'),
      decisive: !skipped && !zero && d.outcome !== 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C12',
      title: t('Post-copy wanted?'),
      ...postcopyOf(d, context.scenario.capabilities['postcopy-ram']),
      decisive: !skipped && d.outcome === 'postcopy',
      source: 'migration_iteration_run',
    }),
    later({
      id: 'C13',
      title: t('What this iteration sent'),
      answer: null,
      evaluated: d.iteration !== null,
      left: d.iteration
        ? sentBy(d)
        : d.outcome === 'postcopy'
          ? t('the guest is moved instead')
          : t('the call completes instead'),
      consequence: d.iteration ? endedBy(d.iteration.ended) : '',
      source: 'ram_save_iterate',
    }),
    build({
      id: 'C14',
      title: t('Cancelled or broken?'),
      answer: d.iteration?.ended === 'stopped' || d.outcome === 'fail',
      left: d.status,
      consequence: d.iteration?.ended === 'stopped' || d.outcome === 'fail' ? t('leave the loop') : t('go on'),
      source: 'migration_thread',
    }),
  ];
}

/** C12 in words: the command, and what must be sent before the guest may move. */
function postcopyOf(d: DecisionRecord, isOn: boolean): Pick<Check, 'answer' | 'left'> & Partial<Check> {
  if (!isOn) return { answer: null, evaluated: false, left: t('capability postcopy-ram is off') };
  if (d.status.startsWith('postcopy-')) return { answer: null, evaluated: false, left: t('the guest has moved') };
  if (d.outcome === 'complete') return { answer: null, evaluated: false, left: t('the call completes instead') };
  if (!d.postcopyWanted)
    return { answer: false, left: t('migrate-start-postcopy was not given'), consequence: t('stay in pre-copy') };
  return {
    answer: d.outcome === 'postcopy',
    left: t('wanted; of devices {bytes} must go first', { bytes: formatBytes(d.devicePendingBytes) }),
    operator: d.devicePendingBytes <= d.thresholdBytes ? '≤' : '>',
    right: formatBytes(d.thresholdBytes),
    consequence: d.outcome === 'postcopy' ? t('switch to post-copy') : t('not yet'),
  };
}

/** C7 in words: the period's dirty bytes against the share of what left in it. */
function throttled(
  sync: SyncRecord | null,
  capabilities: Scenario['capabilities'],
): Pick<Check, 'answer' | 'left'> & Partial<Check> {
  const limits = capabilities['dirty-limit'];
  if (!limits && !capabilities['auto-converge'])
    return { answer: null, evaluated: false, left: t('neither auto-converge nor dirty-limit is on') };
  const judged = sync?.throttling ?? null;
  if (sync === null || judged === null) return { answer: null, evaluated: false, left: t('no rate period is over') };
  const { reason, dirtyBytes, limitBytes, fromPercent } = judged;
  const isStep = reason === 'step';
  const auto = isStep
    ? t('throttle {before} % becomes {after} %', { before: fromPercent, after: sync.throttlePercent })
    : t('throttle stays {percent} %', { percent: fromPercent });
  const limit =
    sync.dirtyLimitMBps > 0
      ? t('each vCPU may dirty {rate} MB/s', { rate: sync.dirtyLimitMBps })
      : t('no vCPU is limited');
  const effect = limits ? limit : auto;
  return {
    answer: isStep,
    left: t('{bytes} dirtied', { bytes: formatBytes(dirtyBytes) }),
    operator: dirtyBytes > limitBytes ? '>' : '≤',
    right: formatBytes(limitBytes),
    consequence: isStep
      ? t('second high period: {effect}', { effect })
      : t('{periods} of 2 high periods, {effect}', { periods: sync.highDirtyCount, effect }),
  };
}

/** C0 in words: what the rule compared, and what it decided. */
function ruleOf(
  d: DecisionRecord,
  { rule, mappedRamBytes }: DecisionContext,
): Pick<ExplainedCheck, 'left' | 'operator' | 'right' | 'consequence'> {
  const none = { operator: '', right: '' };
  if (rule === null) return { left: t('no rule is in force'), ...none, consequence: t('look at what is left') };
  const consequence = decidedBy(d.policy);
  const reckons = rule.name === 'check-sla' || rule.name === 'fail-fast';
  if (!reckons) return { left: t(rule.title), ...none, consequence };
  const rate = d.policyBandwidthBytesPerMs;
  if (rate === 0) return { left: t('the bandwidth is not known yet'), ...none, consequence };
  const left = t('{ram} at {speed}: {time}', {
    ram: formatBytes(mappedRamBytes),
    speed: rate === Infinity ? t('any speed') : formatBytesPerSecond(rate * 1000),
    time: formatMs(mappedRamBytes / rate),
  });
  return { left, operator: '≤', right: formatMs(d.downtimeLimitMs), consequence };
}

function decidedBy(policy: DecisionRecord['policy']): string {
  switch (policy) {
    case 'none':
      return t('look at what is left');
    case 'complete':
      return t('complete at once, without a look at what is left');
    case 'hold':
      return t('look at what is left, but do not stop the guest');
    case 'fail':
      return t('the migration fails');
  }
}

/** What is compared with the threshold before a closer look: RAM alone in 7.x, everything later. */
function nearness(d: DecisionRecord, { family }: Release): number {
  if (family === 'V7') return d.remainingBeforeBytes;
  return d.remainingBeforeBytes + (d.exact ? 0 : d.devicePendingBytes);
}

function lookedCloser(d: DecisionRecord, sync: SyncRecord | null, { family }: Release): string {
  if (sync !== null) return t('sync {sync}', { sync: sync.index });
  return d.exact && family !== 'V7' ? t('exact sizes, no look at the dirty log') : t('no look at the dirty log');
}

/** Device by device, when there are several. */
function devicesPending(d: DecisionRecord, { scenario }: DecisionContext): string {
  const each = d.devicesPendingBytes.map((bytes, i) => {
    const words = { device: scenario.devices[i]!.name, bytes: formatBytes(bytes) };
    return isUnknown(scenario, i, d)
      ? t('{device} {bytes} (size unknown, 100 GiB assumed)', words)
      : `${words.device} ${words.bytes}`;
  });
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
  const parts = [t('+{pages} guest', { pages: sync.byVcpuPages })];
  if (sync.byDmaPages > 0) parts.push(t('+{pages} device', { pages: sync.byDmaPages }));
  if (sync.allDirtyPages > 0) parts.push(t('+{pages} marked dirty', { pages: sync.allDirtyPages }));
  return parts.join('  ');
}

function withTime(pendingBytes: number, d: DecisionRecord): string {
  const pages = pendingBytes / 4096;
  const bytes = formatBytes(pendingBytes);
  if (d.bandwidthBytesPerMs <= 0) return counted(pages, '{bytes} ({count} page)', '{bytes} ({count} pages)', { bytes });
  const time = formatMs(pendingBytes / d.bandwidthBytesPerMs);
  return counted(pages, '{bytes} ({count} page, {time})', '{bytes} ({count} pages, {time})', { bytes, time });
}

function withLimit(d: DecisionRecord): string {
  return `${formatBytes(d.thresholdBytes)} (${formatMs(d.downtimeLimitMs)})`;
}

function sentBy(d: DecisionRecord): string {
  const { normalPages, encodedPages, zeroPages, redundantPages, deviceBytes, endMs } = d.iteration!;
  const sent = [
    ...(encodedPages > 0 ? [t('{pages} encoded pages', { pages: encodedPages })] : []),
    t('{pages} pages and {zero} zero pages', { pages: normalPages, zero: zeroPages }),
    ...(deviceBytes > 0 ? [t('{bytes} of devices', { bytes: formatBytes(deviceBytes) })] : []),
  ].join(', ');
  const time = formatMs(endMs - d.atMs);
  return redundantPages > 0
    ? t('{sent} in {time}, {redundant} of them needlessly', { sent, time, redundant: redundantPages })
    : t('{sent} in {time}', { sent, time });
}

function endedBy(ended: NonNullable<DecisionRecord['iteration']>['ended']): string {
  switch (ended) {
    case 'drained':
      return t('nothing was left to send');
    case 'window':
      return t('the window was used up');
    case '50 ms':
      return t('it looks up after 50 ms');
    case 'stopped':
      return t('the migration ended');
  }
}

function whatFollows(d: DecisionRecord): string {
  if (d.outcome === 'complete') {
    return t(
      'QEMU stops the guest, lifts the rate limit, looks at the dirty log once more and sends everything that is left.',
    );
  }
  if (d.outcome === 'postcopy') {
    return t(
      'QEMU stops the guest, looks at the dirty log once more, tells the destination which pages to throw away, and lets the guest run there.',
    );
  }
  if (d.outcome === 'fail') return t('The migration fails; the guest was not stopped and goes on here.');
  if (d.windowLimitBytes === Infinity) return t('QEMU sends for up to 50 ms and asks again.');
  return t('QEMU sends up to {bytes} in this window and asks again.', {
    bytes: formatBytes(Math.max(0, d.windowLimitBytes - d.windowBytes)),
  });
}
