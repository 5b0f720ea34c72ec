import type { Curve, LedgerPart, SyncRecord, Timeline } from '../engine/record.ts';
import { msToSeconds, pagesToBytes } from '../units.ts';
import type { MadeRun, Value } from './lesson.ts';
import type { Quantity } from './quantity.ts';

/** Pages that a sync added to those that remain. */
export const foundPages = (sync: SyncRecord): number => sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages;

/** Bytes that remain at `ms`; linear between neighbouring points. */
export function remainingAt({ atMs, remainingBytes }: Curve, ms: number): number {
  let after = 0;
  while (after < atMs.length && atMs[after]! <= ms) after++;
  if (after === 0 || after === atMs.length) return remainingBytes[Math.max(0, after - 1)] ?? 0;
  const share = (ms - atMs[after - 1]!) / (atMs[after]! - atMs[after - 1]!);
  return remainingBytes[after - 1]! + share * (remainingBytes[after]! - remainingBytes[after - 1]!);
}

/** Whole time that a kind of part took of the pause, ms. */
const partMs = ({ ledger }: Timeline, part: LedgerPart['part']): number =>
  ledger.reduce((sum, each) => sum + (each.part === part ? each.ms : 0), 0);
const partBytes = ({ ledger }: Timeline, part: LedgerPart['part']): number =>
  ledger.reduce((sum, each) => sum + (each.part === part ? each.bytes : 0), 0);

/** The last bandwidth that a window measured, bytes a ms; 0 before any. */
const bandwidth = ({ decisions, outcome }: Timeline): number =>
  decisions.findLast((each) => each.bandwidthBytesPerMs > 0)?.bandwidthBytesPerMs ?? outcome?.bandwidthBytesPerMs ?? 0;

const first = (quantity: Quantity, of: (run: MadeRun) => number | null | undefined): Value => ({
  quantity,
  of: ([run]) => (run ? (of(run) ?? null) : null),
});
const second = ({ timeline }: MadeRun): SyncRecord | undefined => timeline.syncs[1];

/** Numbers that a sentence may name, of the first run of its step. */
export const MEASURES = {
  ram: first('bytes', ({ scenario }) => scenario.guest.ramBytes),
  pages: first('pages', ({ scenario }) => scenario.guest.ramBytes / pagesToBytes(1)),
  link: first('bits a second', ({ scenario: { link } }) => (link.kind === 'wire' ? link.bytesPerSecond : null)),
  limit: first('ms', ({ scenario }) => scenario.parameters['downtime-limit']),
  syncs: first('count', ({ timeline }) => timeline.outcome?.dirtySyncCount),
  /** Stretches between two syncs, the last one with the guest stopped. */
  passes: first('count', ({ timeline }) => timeline.syncs.length),
  'first-pass': first('ms', (run) => {
    const next = second(run);
    return next && next.atMs - run.timeline.syncs[0]!.atMs;
  }),
  'first-found': first('bytes', (run) => {
    const next = second(run);
    return next && pagesToBytes(foundPages(next));
  }),
  'first-found-pages': first('pages', (run) => {
    const next = second(run);
    return next && foundPages(next);
  }),
  /** As `first-found`, of every guest page: what a rule that marks all RAM finds. */
  'second-before': first('bytes', (run) => pagesToBytes(second(run)?.remainingBeforePages ?? 0)),
  'second-after': first('bytes', (run) => pagesToBytes(second(run)?.remainingPages ?? 0)),
  'last-found': first('bytes', ({ timeline: { syncs } }) => {
    const last = syncs.at(-1);
    return last && pagesToBytes(foundPages(last));
  }),
  'last-before': first('bytes', ({ timeline: { syncs } }) => pagesToBytes(syncs.at(-1)?.remainingBeforePages ?? 0)),
  /** Remaining right after the last look at a running guest: what such a look cannot get below. */
  'look-after': first('bytes', ({ timeline: { syncs } }) => {
    const last = syncs.findLast(({ vmStopped }) => !vmStopped);
    return last && pagesToBytes(last.remainingPages);
  }),
  bandwidth: first('bytes a second', ({ timeline }) => bandwidth(timeline) * 1000),
  threshold: first('bytes', ({ timeline }) => timeline.decisions.at(-1)?.thresholdBytes),
  'expected-downtime': first('ms', ({ timeline }) => timeline.outcome?.expectedDowntimeMs),
  pause: first('ms', ({ timeline }) => timeline.outcome?.guestPauseMs),
  downtime: first('ms', ({ timeline }) => timeline.outcome?.downtimeMs),
  total: first('ms', ({ timeline }) => timeline.outcome?.totalTimeMs),
  'setup-time': first('ms', ({ timeline }) => timeline.outcome?.setupTimeMs),
  end: first('ms', ({ timeline }) => timeline.outcome?.endMs),
  horizon: first('ms', ({ scenario }) => scenario.horizonMs),
  sent: first('bytes', ({ timeline }) => timeline.outcome?.transferredBytes),
  stream: first('bytes', ({ timeline }) => timeline.outcome?.streamBytes),
  'other-bytes': first(
    'bytes',
    ({ timeline: { outcome } }) => outcome && outcome.streamBytes - outcome.transferredBytes,
  ),
  'sent-running': first('bytes', ({ timeline }) => timeline.outcome?.ramRunningBytes),
  'sent-stopped': first('bytes', ({ timeline }) => timeline.outcome?.ramStoppedBytes),
  'data-pages': first('pages', ({ timeline }) => timeline.outcome?.normalPages),
  'zero-pages': first('pages', ({ timeline }) => timeline.outcome?.duplicatePages),
  'vain-pages': first('pages', ({ timeline }) => timeline.outcome?.redundantPages),
  'vain-share': first('share', ({ timeline: { outcome } }) => outcome && outcome.redundantPages / outcome.normalPages),
  'hinted-pages': first('pages', ({ timeline }) => timeline.outcome?.hintedPages),
  'lost-pages': first('pages', ({ timeline }) => timeline.outcome?.audit.stalePages),
  'cpu-writes': first('count', ({ timeline }) => timeline.outcome?.vcpuWrites),
  'dma-writes': first('count', ({ timeline }) => timeline.outcome?.dmaWrites),
  'dma-found': first('pages', ({ timeline }) => timeline.syncs.reduce((sum, sync) => sum + sync.byDmaPages, 0)),
  'all-dirty-found': first('pages', ({ timeline }) =>
    timeline.syncs.reduce((sum, sync) => sum + sync.allDirtyPages, 0),
  ),
  'reported-rate': first('write rate', ({ timeline }) => timeline.outcome?.dirtyPagesRate),
  'write-rate': first('write rate', ({ timeline: { outcome } }) =>
    outcome ? outcome.vcpuWrites / msToSeconds(outcome.endMs) : null,
  ),
  throttle: first('percent', ({ timeline }) => Math.max(0, ...timeline.throttle.map(({ state }) => state))),
  'throttle-steps': first('count', ({ timeline }) => timeline.throttle.filter(({ state }) => state > 0).length),
  decisions: first('count', ({ timeline }) => timeline.decisions.length),
  iterations: first('count', ({ timeline }) => timeline.outcome?.iterateCalls),
  windows: first('count', ({ timeline }) => timeline.decisions.filter(({ window }) => window !== null).length),
  'window-bytes': first(
    'bytes',
    ({ timeline }) => timeline.decisions.findLast(({ window }) => window)?.window?.transferredBytes,
  ),
  'window-time': first(
    'ms',
    ({ timeline }) => timeline.decisions.findLast(({ window }) => window)?.window?.timeSpentMs,
  ),
  'vm-stop-time': first('ms', ({ timeline }) => partMs(timeline, 'vm-stop')),
  'device-stop-time': first('ms', ({ timeline }) => partMs(timeline, 'device-stop')),
  'sync-time': first('ms', ({ timeline }) => partMs(timeline, 'sync')),
  'ram-time': first('ms', ({ timeline }) => partMs(timeline, 'ram')),
  'ram-bytes': first('bytes', ({ timeline }) => partBytes(timeline, 'ram')),
  'device-time': first('ms', ({ timeline }) => partMs(timeline, 'device-state')),
  'device-bytes': first('bytes', ({ timeline }) => timeline.outcome?.vfioBytes),
  'device-bytes-stopped': first('bytes', ({ timeline }) => partBytes(timeline, 'device-state')),
  'other-time': first('ms', ({ timeline }) => partMs(timeline, 'other-state')),
  'load-time': first('ms', ({ timeline }) => partMs(timeline, 'destination-load')),
  'paused-wait': first('ms', ({ timeline }) => partMs(timeline, 'pre-switchover')),
  'p2p-time': first('ms', ({ timeline }) => partMs(timeline, 'device-p2p')),
  requests: first('count', ({ timeline }) => timeline.outcome?.postcopy?.requests),
  blocktime: first('ms', ({ timeline }) => timeline.outcome?.postcopy?.blocktimeMs),
  'longest-wait': first('ms', ({ timeline }) => timeline.outcome?.postcopy?.longestWaitMs),
  discarded: first('pages', ({ timeline }) => timeline.outcome?.postcopy?.discardedPages),
  'xbzrle-pages': first('pages', ({ timeline }) => timeline.outcome?.xbzrle?.pages),
  'xbzrle-bytes': first('bytes', ({ timeline }) => timeline.outcome?.xbzrle?.bytes),
  'xbzrle-misses': first('pages', ({ timeline }) => timeline.outcome?.xbzrle?.cacheMisses),
  'compressed-bytes': first('bytes', ({ timeline }) => timeline.outcome?.compression?.compressedBytes),
  'compressed-pages': first('pages', ({ timeline }) => timeline.outcome?.compression?.pages),
  'multifd-bytes': first('bytes', ({ timeline }) => timeline.outcome?.multifdBytes),
  'multifd-packets': first('count', ({ timeline }) => timeline.outcome?.multifdPackets),
  events: first('count', ({ timeline }) => timeline.events.length),
  'log-lines': first('count', ({ timeline }) => timeline.log.length),
  'dirty-limit-rate': first('bytes a second', ({ timeline }) => {
    const rate = timeline.dirtyLimit.findLast(({ rateMBps }) => rateMBps !== null)?.rateMBps;
    return rate == null ? null : rate * 1024 * 1024;
  }),
  orders: first('count', ({ timeline }) => timeline.management.length),
} satisfies Readonly<Record<string, Value>>;
