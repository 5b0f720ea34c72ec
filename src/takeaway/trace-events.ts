import { spansOf } from '../charts/lane-spans.ts';
import { foundPages, passesOf } from '../charts/passes.ts';
import { pagesToBytes } from '../units.ts';
import { decidedWords } from './decided.ts';
import { provenanceOf, type TakenRun } from './taken-run.ts';

/**
 * An event of the JSON trace event format, which Perfetto and chrome://tracing open. `ts` and `dur` in microseconds.
 * @source "Trace Event Format" of the Chromium project: complete (X), instant (i), counter (C) and metadata (M) events
 */
export type TraceEvent = Common &
  (
    | { readonly ph: 'X'; readonly dur: number; readonly args?: Args }
    /** `s`: whose line it marks; `t`: its thread's, `p`: its process's. */
    | { readonly ph: 'i'; readonly s: 't' | 'p'; readonly args?: Args }
    | { readonly ph: 'C'; readonly args: Readonly<Record<string, number>> }
    | { readonly ph: 'M'; readonly args: { readonly name: string } | { readonly sort_index: number } }
  );
interface Common {
  readonly name: string;
  readonly cat: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
}
type Args = Readonly<Record<string, number | string | boolean>>;

/** The file that Perfetto opens. */
export interface TraceFile {
  readonly displayTimeUnit: 'ms';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

/** The run as a trace: its phases, passes and states as slices, syncs and decisions as instants, bytes as counters. */
export function traceOf(run: TakenRun): TraceFile {
  const { timeline, scenario, vm, endMs } = run;
  const { syncs, decisions, curve, ledger, outcome } = timeline;
  const states = (tid: number, cat: string, changes: Parameters<typeof spansOf>[0]): TraceEvent[] =>
    spansOf(changes, endMs).map(({ state, fromMs, toMs }) => slice(state, cat, SOURCE, tid, fromMs, toMs));
  const passes = outcome ? passesOf(syncs, { ...outcome, atMs: endMs }) : [];
  const events: TraceEvent[] = [
    ...metadata('QEMU, source', SOURCE, [
      ['guest', GUEST],
      ['migration status', STATUS],
      ['passes', PASSES],
      ['downtime', DOWNTIME],
      ['bitmap syncs', SYNCS],
      ['decisions', DECISIONS],
      ['monitor', MONITOR],
      ...(timeline.management.length > 0 ? ([['managing tool', TOOL]] as const) : []),
      ...scenario.devices.map(({ name }, i) => [`device ${name}`, DEVICES + i] as const),
    ]),
    ...metadata('QEMU, destination', DESTINATION, [['monitor', MONITOR]]),
    ...states(GUEST, 'guest', vm),
    ...states(
      STATUS,
      'status',
      timeline.statuses.filter(({ state }) => state !== 'none'),
    ),
    ...timeline.devices.flatMap((changes, i) => states(DEVICES + i, 'device', changes)),
    ...passes.map(({ first, fromMs, toMs, ...pages }) =>
      slice(`pass ${first}`, 'pass', SOURCE, PASSES, fromMs, toMs, {
        normalPages: pages.normalPages,
        zeroPages: pages.zeroPages,
        redundantPages: pages.redundantPages,
        ...(pages.foundPages === null ? {} : { foundDirtyPages: pages.foundPages }),
      }),
    ),
    ...ledger.map(({ part, device, fromMs, ms, bytes }) =>
      slice(
        device === undefined ? part : `${part}, device ${device + 1}`,
        'downtime',
        SOURCE,
        DOWNTIME,
        fromMs,
        fromMs + ms,
        { bytes },
      ),
    ),
    ...syncs.map((sync) =>
      instant(`sync ${sync.index}`, 'sync', SOURCE, SYNCS, sync.atMs, {
        foundPages: foundPages(sync),
        remainingPages: sync.remainingPages,
        guestStopped: sync.vmStopped,
        digest: sync.digest,
      }),
    ),
    ...decisions.map((decision) =>
      instant(decision.outcome, 'decision', SOURCE, DECISIONS, decision.atMs, {
        sequence: decision.sequence,
        pendingBytes: decision.pendingBytes,
        thresholdBytes: decision.thresholdBytes,
        downtimeLimitMs: decision.downtimeLimitMs,
      }),
    ),
    ...timeline.events.map(({ atMs, side, event, data }) =>
      instant(
        [event, data?.status, data?.pass].filter((word) => word !== undefined).join(' '),
        'event',
        side === 'source' ? SOURCE : DESTINATION,
        MONITOR,
        atMs,
      ),
    ),
    ...timeline.management.map(({ atMs, title, because, acted }) =>
      instant(title, 'management', SOURCE, TOOL, atMs, { because, acted }),
    ),
    ...Array.from(curve.atMs, (at, i) =>
      counter('to send', at, { remainingBytes: curve.remainingBytes[i]!, thresholdBytes: curve.thresholdBytes[i]! }),
    ),
    ...Array.from(curve.atMs, (at, i) => counter('expected downtime', at, { ms: curve.expectedDowntimeMs[i]! })),
    ...decisions.flatMap(({ window }) =>
      window ? [counter('bandwidth', window.atMs, { bytesPerSecond: window.bandwidthBytesPerMs * 1000 })] : [],
    ),
    ...timeline.throttle.map(({ atMs, state }) => counter('throttle', atMs, { percent: state })),
  ];
  const { title, link, scenario: address, run: digest, release, seed, engine } = provenanceOf(run);
  return {
    displayTimeUnit: 'ms',
    otherData: {
      what: 'A simulated live migration, made by Switchover.',
      title,
      verdict: outcome?.verdict.headline ?? '',
      decided: decidedWords(run),
      remainingAtEnd: `${pagesToBytes(outcome?.remainingPages ?? 0)} bytes`,
      scenario: address,
      run: digest,
      qemu: release,
      seed: String(seed),
      engineRevision: String(engine),
      link,
    },
    // Slices of one track are read in the order of their beginning, and so is everything else.
    traceEvents: events.toSorted((a, b) => a.ts - b.ts),
  };
}

export const traceText = (run: TakenRun): string => `${JSON.stringify(traceOf(run))}\n`;

const [SOURCE, DESTINATION] = [1, 2];
/** Tracks, top to bottom; those of the devices follow each other. */
const [GUEST, STATUS, PASSES, DOWNTIME, SYNCS, DECISIONS, MONITOR, TOOL, DEVICES] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

const microseconds = (ms: number): number => ms * 1000;

const slice = (
  name: string,
  cat: string,
  pid: number,
  tid: number,
  fromMs: number,
  toMs: number,
  args?: Args,
): TraceEvent => ({
  ph: 'X',
  name,
  cat,
  pid,
  tid,
  ts: microseconds(fromMs),
  dur: microseconds(toMs) - microseconds(fromMs),
  ...(args && { args }),
});

const instant = (name: string, cat: string, pid: number, tid: number, atMs: number, args?: Args): TraceEvent => ({
  ph: 'i',
  s: 't',
  name,
  cat,
  pid,
  tid,
  ts: microseconds(atMs),
  ...(args && { args }),
});

const counter = (name: string, atMs: number, args: Readonly<Record<string, number>>): TraceEvent => ({
  ph: 'C',
  name,
  cat: 'counter',
  pid: SOURCE,
  tid: GUEST,
  ts: microseconds(atMs),
  args,
});

/** Names of a process and its threads, and the order in which they are shown. */
function metadata(
  process: string,
  pid: number,
  threads: readonly (readonly [name: string, tid: number])[],
): TraceEvent[] {
  const about = (name: string, tid: number, args: { name: string } | { sort_index: number }): TraceEvent => ({
    ph: 'M',
    name,
    cat: '__metadata',
    pid,
    tid,
    ts: 0,
    args,
  });
  return [
    about('process_name', 0, { name: process }),
    about('process_sort_index', 0, { sort_index: pid }),
    ...threads.flatMap(([name, tid]) => [
      about('thread_name', tid, { name }),
      about('thread_sort_index', tid, { sort_index: tid }),
    ]),
  ];
}
