import { passesOf } from '../charts/passes.ts';
import { valueAt } from '../charts/thin-curve.ts';
import { outcomeRow } from '../sweep/outcome-rows.ts';
import { type Provenance, provenanceOf, type TakenRun } from './taken-run.ts';

export type TableKind =
  | 'curve'
  | 'expected-downtime'
  | 'passes'
  | 'syncs'
  | 'states'
  | 'downtime'
  | 'pages'
  | 'curves'
  | 'outcomes';

/** A column: its name with the unit in it, whether it holds numbers, and one sentence on what it means. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'text';
  readonly meaning: string;
}
/** Null: there is none. */
export type Cell = number | string | null;

/** What a figure shows, as numbers: the rows of a CSV or JSON file. */
export interface Table {
  readonly kind: TableKind;
  readonly provenance: Provenance;
  readonly rows: readonly (readonly Cell[])[];
}

const number = (name: string, meaning: string): Column => ({ name, type: 'number', meaning });
const text = (name: string, meaning: string): Column => ({ name, type: 'text', meaning });

/** What each kind of table is of, in words that follow "This is" (English, for `t`), and its columns in order; files keep the English. */
export const TABLES: Readonly<Record<TableKind, { readonly about: string; readonly columns: readonly Column[] }>> = {
  curve: {
    about: 'the convergence curve',
    columns: [
      number('atMs', 'Simulated time since migrate.'),
      number('remainingBytes', 'What remains to be sent; linear between rows, two rows of one instant make a jump.'),
      number('thresholdBytes', 'At or below this much the guest may be stopped.'),
      number('expectedDowntimeMs', 'As QEMU reports it; 0 before it was measured.'),
      number('transferredBytes', 'Sent until then.'),
    ],
  },
  'expected-downtime': {
    about: 'the expected downtime against its limit',
    columns: [
      number('atMs', 'Simulated time since migrate.'),
      number('expectedDowntimeMs', 'As QEMU reports it; 0 before it was measured.'),
      number('downtimeLimitMs', 'The limit in force.'),
    ],
  },
  passes: {
    about: 'the pages sent and dirtied in each pass',
    columns: [
      number('pass', 'Counted from 1, as dirty-sync-count.'),
      number('fromMs', 'The sync that began it.'),
      number('toMs', 'The sync that ended it, or the end of the run.'),
      number('normalPages', 'Sent with their content, whole or encoded.'),
      number('encodedPages', 'Of them, encoded or compressed.'),
      number('zeroPages', 'Sent as zero pages.'),
      number('redundantPages', 'Of all sent, those that the destination had already.'),
      number('foundPages', 'Found dirty by the sync at its end; empty for the last.'),
    ],
  },
  syncs: {
    about: 'the bitmap syncs',
    columns: [
      number('sync', 'Counted from 1.'),
      number('atMs', 'Simulated time since migrate.'),
      text('guest', 'Running or stopped.'),
      number('remainingBeforePages', 'To be sent before it.'),
      number('byVcpuPages', 'Found dirty because of the CPUs.'),
      number('byDmaPages', 'Found dirty because of a device.'),
      number('allDirtyPages', 'Taken as dirty because nobody knows better.'),
      number('remainingPages', 'To be sent after it.'),
      text('digest', 'Of every page and counter; equal runs have equal ones.'),
    ],
  },
  states: {
    about: 'who was in which state, and how busy',
    columns: [
      text('lane', 'Whose state it is.'),
      number('fromMs', 'From this instant on.'),
      number('toMs', 'Until this one.'),
      text('state', 'In words; empty where a share is shown.'),
      number('share', 'From 0 to 1; empty where a state is shown.'),
    ],
  },
  downtime: {
    about: 'what the downtime is made of',
    columns: [
      text('part', 'What was done while the guest stood still.'),
      number('device', 'Whose part it is, counted from 1; empty when it is no device’s.'),
      number('fromMs', 'Simulated time since migrate.'),
      number('durationMs', 'The parts add up to the pause.'),
      number('bytes', 'Sent in it.'),
    ],
  },
  pages: {
    about: 'how many pages there were in each state',
    columns: [
      number('atMs', 'The instant that is shown.'),
      text('side', 'Source or destination, or where two destinations differ.'),
      text('state', 'As in the legend of the map.'),
      number('pages', 'In sight.'),
    ],
  },
  curves: {
    about: 'the convergence curves of several runs',
    columns: [
      text('run', 'Which of the runs.'),
      text('scenario', 'Digest of its scenario.'),
      number('atMs', 'Simulated time since migrate.'),
      number('remainingBytes', 'What remains to be sent.'),
      number('thresholdBytes', 'At or below this much the guest may be stopped.'),
    ],
  },
  outcomes: {
    about: 'what several runs came to',
    columns: [
      text('run', 'Which of the runs.'),
      text('note', 'Who proposed it, or what is changed.'),
      text('scenario', 'Digest of its scenario.'),
      text('digest', 'Digest of the run.'),
      text('status', 'How it ended.'),
      number('downtimeMs', 'As QEMU reports it; empty unless completed.'),
      text('limitKept', 'Whether the downtime limit was kept.'),
      number('totalTimeMs', 'As QEMU reports it.'),
      number('sentBytes', 'Everything on the wire.'),
      number('wastedBytes', 'Of it, sent in vain.'),
      number('stalePages', 'Lost writes.'),
      text('told', 'What management could know beforehand.'),
    ],
  },
};

/** The curve, every point of it. */
export function curveTable(run: TakenRun): Table {
  const { atMs, remainingBytes, thresholdBytes, expectedDowntimeMs, transferredBytes } = run.timeline.curve;
  return tableOf(
    'curve',
    run,
    Array.from(atMs, (at, i) => [
      at,
      remainingBytes[i]!,
      thresholdBytes[i]!,
      expectedDowntimeMs[i]!,
      transferredBytes[i]!,
    ]),
  );
}

/** Expected downtime where the curve has a point, and the limit that was in force there. */
export function expectedDowntimeTable(run: TakenRun): Table {
  const { curve, decisions } = run.timeline;
  const decidedMs = decisions.map(({ atMs }) => atMs);
  const limitsMs = decisions.map(({ downtimeLimitMs }) => downtimeLimitMs);
  const first = run.scenario.parameters['downtime-limit'];
  const limitAt = (ms: number) =>
    decidedMs.length === 0 || ms < decidedMs[0]! ? first : valueAt(decidedMs, limitsMs, ms);
  return tableOf(
    'expected-downtime',
    run,
    Array.from(curve.atMs, (at, i) => [at, curve.expectedDowntimeMs[i]!, limitAt(at)]),
  );
}

export function passesTable(run: TakenRun): Table {
  const { syncs, outcome } = run.timeline;
  const passes = outcome ? passesOf(syncs, { ...outcome, atMs: run.endMs }) : [];
  return tableOf(
    'passes',
    run,
    passes.map((pass) => [
      pass.first,
      pass.fromMs,
      pass.toMs,
      pass.normalPages,
      pass.encodedPages,
      pass.zeroPages,
      pass.redundantPages,
      pass.foundPages,
    ]),
  );
}

export const syncsTable = (run: TakenRun): Table =>
  tableOf(
    'syncs',
    run,
    run.timeline.syncs.map((sync) => [
      sync.index,
      sync.atMs,
      sync.vmStopped ? 'stopped' : 'running',
      sync.remainingBeforePages,
      sync.byVcpuPages,
      sync.byDmaPages,
      sync.allDirtyPages,
      sync.remainingPages,
      sync.digest,
    ]),
  );

/** The lanes as the Lab shows them. */
export const statesTable = (run: TakenRun): Table =>
  tableOf(
    'states',
    run,
    run.lanes.flatMap(({ id, spans = [], shares = [] }): Cell[][] => [
      ...spans.map((span) => [
        id,
        span.fromMs,
        span.toMs,
        span.isDashed ? `not done: ${span.state}` : span.state,
        null,
      ]),
      ...shares.map(({ fromMs, toMs, share }) => [id, fromMs, toMs, null, share]),
    ]),
  );

export const downtimeTable = (run: TakenRun): Table =>
  tableOf(
    'downtime',
    run,
    run.timeline.ledger.map(({ part, device, fromMs, ms, bytes }) => [
      part,
      device === undefined ? null : device + 1,
      fromMs,
      ms,
      bytes,
    ]),
  );

/** Pages in sight by their state, as a legend counts them. */
export interface CountedPages {
  readonly atMs: number;
  readonly side: 'source' | 'destination' | 'difference';
  readonly counts: readonly { readonly name: string; readonly pages: number }[];
}

export const pagesTable = (provenance: Provenance, { atMs, side, counts }: CountedPages): Table => ({
  kind: 'pages',
  provenance,
  rows: counts.map(({ name, pages }) => [atMs, side, name, pages]),
});

export const curvesTable = ({ runs, provenance }: TakenComparison): Table => ({
  kind: 'curves',
  provenance,
  rows: runs.flatMap((run) => {
    const { scenario } = provenanceOf(run);
    const { atMs, remainingBytes, thresholdBytes } = run.timeline.curve;
    return Array.from(atMs, (at, i) => [run.title, scenario, at, remainingBytes[i]!, thresholdBytes[i]!]);
  }),
});

export const outcomesTable = ({ runs, provenance }: TakenComparison): Table => ({
  kind: 'outcomes',
  provenance,
  rows: runs.map((run) => {
    const row = outcomeRow({ id: run.title, title: run.title, note: run.note, scenario: run.scenario }, run.timeline);
    const { scenario, run: digest } = provenanceOf(run);
    return [
      row.title,
      row.note || null,
      scenario,
      digest || null,
      row.status,
      row.downtimeMs,
      row.slaKept,
      row.totalTimeMs,
      row.sentBytes,
      row.wastedBytes,
      row.stalePages,
      row.told || null,
    ];
  }),
});

/** The kinds of tables that a run by itself gives again. */
export const MADE_AGAIN: Partial<Record<TableKind, (run: TakenRun) => Table>> = {
  curve: curveTable,
  'expected-downtime': expectedDowntimeTable,
  passes: passesTable,
  syncs: syncsTable,
  states: statesTable,
  downtime: downtimeTable,
};

/** Several runs that answer one question. */
export interface TakenComparison {
  readonly question: string;
  readonly runs: readonly (TakenRun & { readonly note: string })[];
  /** Of all of them. */
  readonly provenance: Provenance;
}

const tableOf = (kind: TableKind, run: TakenRun, rows: Table['rows']): Table => ({
  kind,
  provenance: provenanceOf(run),
  rows,
});
