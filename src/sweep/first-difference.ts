import type { DecisionRecord, Timeline } from '../engine/record.ts';
import { t } from '../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatCount, formatMs, formatNumber } from '../units.ts';
import { BEHIND, CURRENT, type DestinationPages, type DestinationState, LOST, NOT_THERE } from './destination-pages.ts';

/** Where two runs part: the first decision in which they compare other values or come to another end. */
export interface DecisionDifference {
  /** Index into the decisions of both timelines. */
  readonly index: number;
  /** When each made it; null for a run that had ended before, or was never let through. */
  readonly atMs: readonly [a: number | null, b: number | null];
  /** First check, C0 to C14, whose values differ; null when one of the runs has no such decision. */
  readonly check: DifferingCheck | null;
  /** One sentence. */
  readonly sentence: string;
}
export interface DifferingCheck {
  /** `C0` to `C14`. */
  readonly id: string;
  readonly title: string;
  /** What each run had there, in words. */
  readonly values: readonly [a: string, b: string];
}

/**
 * Compares decision by decision, and inside a decision in the order of the checks. Moments are no difference by themselves:
 * a run that decides the same a little later has the same decisions. Null: there is none.
 */
export function firstDecisionThatDiffers(a: Timeline, b: Timeline): DecisionDifference | null {
  const most = Math.max(a.decisions.length, b.decisions.length);
  for (let index = 0; index < most; index++) {
    const [left, right] = [a.decisions[index], b.decisions[index]];
    const atMs = [left?.atMs ?? null, right?.atMs ?? null] as const;
    if (!left || !right) return { index, atMs, check: null, sentence: endedBefore(index, left ? 1 : 0) };
    const check = firstCheckThatDiffers([left, a], [right, b]);
    if (check) return { index, atMs, check, sentence: parted(index, left.atMs, right.atMs, check) };
  }
  return null;
}

/** Where two destinations differ. */
export interface PageDifference {
  /** Place in the page bitmaps of both. */
  readonly slot: number;
  readonly block: string;
  readonly pageInBlock: number;
  /** What each side has of the page, in words. */
  readonly states: readonly [a: string, b: string];
  /** Pages that differ, this one included. */
  readonly pages: number;
}

/** First page, in scan order, of which the two destinations do not have the same. @throws RangeError for other layouts */
export function firstPageThatDiffers(a: DestinationPages, b: DestinationPages): PageDifference | null {
  if (a.states.length !== b.states.length)
    throw new RangeError(`${a.states.length} slots compared with ${b.states.length}`);
  let first = -1;
  let pages = 0;
  for (let slot = 0; slot < a.states.length; slot++) {
    if (a.states[slot] === b.states[slot]) continue;
    if (first < 0) first = slot;
    pages++;
  }
  if (first < 0) return null;
  const block = a.blocks.findLast(({ firstSlot }) => firstSlot <= first)!;
  return {
    slot: first,
    block: block.name,
    pageInBlock: first - block.firstSlot,
    states: [stateInWords(a.states[first]!), stateInWords(b.states[first]!)],
    pages,
  };
}

/** What a destination has of a page; shown through `t`. */
export const STATES: Readonly<Record<DestinationState, string>> = {
  [NOT_THERE]: 'not there',
  [CURRENT]: 'as on the source',
  [BEHIND]: 'older, to be sent again',
  [LOST]: 'older, and in no log',
};
const stateInWords = (state: number): string => t(STATES[state as DestinationState]);

/** A decision and the run that it belongs to. */
type Decided = readonly [decision: DecisionRecord, run: Timeline];

function firstCheckThatDiffers(a: Decided, b: Decided): DifferingCheck | null {
  for (const { id, title, of, said } of CHECKS) {
    if (of(...a) !== of(...b)) return { id, title: t(title), values: [said(...a), said(...b)] };
  }
  return null;
}

/** What a check looks at: `of` makes it comparable, `said` puts it into words. */
interface Compared {
  readonly id: string;
  readonly title: string;
  readonly of: (decision: DecisionRecord, run: Timeline) => string;
  readonly said: (decision: DecisionRecord, run: Timeline) => string;
}

const CHECKS: readonly Compared[] = [
  check(
    'C0',
    'what the rule for untracked devices decides',
    (d) => [d.policy, d.policyBandwidthBytesPerMs],
    (d) =>
      d.policyBandwidthBytesPerMs > 0
        ? t('{policy}, at {speed}', {
            policy: policyWords(d.policy),
            speed: formatBytesPerSecond(d.policyBandwidthBytesPerMs * 1000),
          })
        : policyWords(d.policy),
  ),
  check(
    'C1',
    'the window used up',
    (d) => [d.windowBytes, d.windowLimitBytes],
    (d) =>
      t('{bytes} of {limit}', {
        bytes: formatBytes(d.windowBytes),
        limit: d.windowLimitBytes === Infinity ? t('no limit') : formatBytes(d.windowLimitBytes),
      }),
  ),
  check(
    'C2',
    'the bandwidth renewed',
    ({ window }) => (window ? [window.transferredBytes, window.timeSpentMs, window.thresholdBytes] : []),
    ({ window }) =>
      window
        ? t('{bytes} in {time}, threshold {threshold}', {
            bytes: formatBytes(window.transferredBytes),
            time: `${formatNumber(window.timeSpentMs, 6)} ms`,
            threshold: formatBytes(window.thresholdBytes),
          })
        : t('window still open'),
  ),
  check(
    'C3',
    'the threshold',
    (d) => [d.bandwidthBytesPerMs, d.thresholdBytes, d.downtimeLimitMs],
    (d) => t('{bytes} for {time}', { bytes: formatBytes(d.thresholdBytes), time: formatMs(d.downtimeLimitMs) }),
  ),
  check(
    'C4',
    'what is left before a look',
    (d) => [d.remainingBeforeBytes, d.sync === null],
    (d) =>
      d.sync === null
        ? t('{bytes}, no look at the dirty log', { bytes: formatBytes(d.remainingBeforeBytes) })
        : t('{bytes}, looked again', { bytes: formatBytes(d.remainingBeforeBytes) }),
  ),
  check(
    'C5',
    'what the sync found',
    (d, run) => {
      const sync = syncOf(d, run);
      return sync ? [sync.byVcpuPages, sync.byDmaPages, sync.allDirtyPages, sync.remainingPages] : [];
    },
    (d, run) => {
      const sync = syncOf(d, run);
      if (!sync) return t('no sync');
      const found = sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages;
      return t('{found} pages newly dirty, {left} left', { found, left: sync.remainingPages });
    },
  ),
  check(
    'C6',
    'the rate period',
    (d, run) => [syncOf(d, run)?.periodClosed ?? false, syncOf(d, run)?.dirtyPagesRate ?? 0],
    (d, run) =>
      syncOf(d, run)?.periodClosed ? t('{rate} pages/s', { rate: syncOf(d, run)!.dirtyPagesRate }) : t('not over yet'),
  ),
  check(
    'C8',
    'pending of the devices',
    (d) => [...d.devicesPendingBytes, d.exact],
    (d) =>
      d.exact
        ? t('{bytes}, exact', { bytes: formatBytes(d.devicePendingBytes) })
        : t('{bytes}, estimated', { bytes: formatBytes(d.devicePendingBytes) }),
  ),
  check(
    'C9',
    'whether it may switch over',
    (d) => [d.canSwitchover],
    (d) => (d.canSwitchover ? t('yes') : t('not yet acknowledged')),
  ),
  check(
    'C11',
    'pending against the threshold',
    (d) => [d.pendingBytes, d.outcome],
    (d) =>
      t('{bytes} against {threshold}: {outcome}', {
        bytes: formatBytes(d.pendingBytes),
        threshold: formatBytes(d.thresholdBytes),
        outcome: t(OUTCOME[d.outcome]),
      }),
  ),
  check(
    'C13',
    'what the iteration sent',
    ({ iteration: i }) => (i ? [i.normalPages, i.zeroPages, i.redundantPages, i.deviceBytes] : []),
    ({ iteration: i }) =>
      i
        ? t('{pages} pages, {zero} zero pages, {bytes} of devices', {
            pages: i.normalPages,
            zero: i.zeroPages,
            bytes: formatBytes(i.deviceBytes),
          })
        : t('nothing', {}, 'at all'),
  ),
  check(
    'C14',
    'cancelled or broken',
    (d) => [d.status, d.vmRunning, d.iteration?.ended === 'stopped'],
    (d) =>
      [
        d.vmRunning
          ? t('{status}, guest running', { status: d.status })
          : t('{status}, guest stopped', { status: d.status }),
        ...(d.iteration?.ended === 'stopped' ? [t('leaves the loop')] : []),
      ].join(', '),
  ),
];

function check(
  id: string,
  title: string,
  values: (decision: DecisionRecord, run: Timeline) => readonly unknown[],
  said: Compared['said'],
): Compared {
  return { id, title, of: (decision, run) => values(decision, run).join(' '), said };
}

/** What the checks are called; shown through `t`. */
export const checkTitles = (): readonly string[] => CHECKS.map(({ title }) => title);

const syncOf = ({ sync }: DecisionRecord, run: Timeline) => (sync === null ? null : (run.syncs[sync] ?? null));

export const POLICY: Readonly<Record<DecisionRecord['policy'], string>> = {
  none: 'nothing',
  complete: 'complete at once',
  fail: 'fail',
  hold: 'look, but do not stop',
};
const policyWords = (policy: DecisionRecord['policy']): string =>
  policy === 'none' ? t('nothing', {}, 'at all') : t(POLICY[policy]);
export const OUTCOME: Readonly<Record<DecisionRecord['outcome'], string>> = {
  iterate: 'keep copying',
  complete: 'stop the guest',
  postcopy: 'switch to post-copy',
  fail: 'fail',
};

function parted(index: number, aMs: number, bMs: number, { id, title, values: [a, b] }: DifferingCheck): string {
  const when = aMs === bMs ? `at ${formatMs(aMs)}` : `at ${formatMs(aMs)} and ${formatMs(bMs)}`;
  return `Decision ${index + 1}, ${when}, check ${id}, ${title}: ${a}; ${b}.`;
}

function endedBefore(index: number, shorter: 0 | 1): string {
  const which = shorter === 0 ? 'first' : 'second';
  if (index === 0) return `The ${which} of the two never comes to a decision.`;
  return `The ${index === 1 ? 'first decision is' : `first ${formatCount(index)} decisions are`} the same; the ${which} of the two has no other.`;
}
