import { NORMAL_PAGE_BYTES, ZERO_PAGE_BYTES } from '../engine/link/wire.ts';
import { nonzeroSlots, ramLayout } from '../engine/memory/ram-blocks.ts';
import type { Outcome, RunStatus, Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { regionsOf } from '../scenario/workload-parts.ts';
import { bytesToPages } from '../units.ts';
import type { Variant } from './variants.ts';

/** How one variant ended: a row of the table of outcomes. */
export interface OutcomeRow {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly status: RunStatus;
  /** Whole ms, as QEMU reports it; null unless completed. */
  readonly downtimeMs: number | null;
  /** Whole ms. */
  readonly totalTimeMs: number;
  /** Everything on the main channel, in every release: RAM, devices, framing. */
  readonly sentBytes: number;
  /** See `wastedBytesOf`. */
  readonly wastedBytes: number;
  /** Pages that are older on the destination than on the source although the guest runs there: lost writes. */
  readonly stalePages: number;
  readonly slaKept: SlaKept;
  /** What management could know beforehand, in a few words. */
  readonly told: string;
}
/** `no promise`: the scenario has no SLA. `not stopped`: the migration never stopped the guest. */
export type SlaKept = 'yes' | 'no' | 'no promise' | 'not stopped';

/**
 * @param timeline of a run of `variant` that has ended
 * @throws RangeError when it has not: a fault in the caller
 */
export function outcomeRow(variant: Variant, timeline: Timeline): OutcomeRow {
  const { outcome } = timeline;
  if (!outcome) throw new RangeError(`the run of ${variant.id} has not ended`);
  return {
    id: variant.id,
    title: variant.title,
    note: variant.note,
    status: outcome.status,
    downtimeMs: outcome.downtimeMs,
    totalTimeMs: outcome.totalTimeMs,
    sentBytes: outcome.streamBytes,
    wastedBytes: wastedBytesOf(variant.scenario, outcome),
    stalePages: outcome.audit.stalePages,
    slaKept: slaKept(variant.scenario, timeline, outcome),
    told: timeline.admission.told.summary,
  };
}

/**
 * Bytes that were sent in vain. Of a run that did not complete: everything that it sent. Of a completed run: the records of all
 * pages sent, less one record for each page of the guest, 4,104 bytes for a page with data and 9 for a zero page.
 * A page counts as one with data if it holds some at `migrate`, or is a zero page that a workload or a device may write, as
 * long as so many were sent with data: what is wasted is never overstated.
 */
export function wastedBytesOf(scenario: Scenario, outcome: Outcome): number {
  if (outcome.status !== 'completed') return outcome.streamBytes;
  const { normalPages, duplicatePages } = outcome;
  const { totalPages } = ramLayout(scenario);
  const dataPages = Math.min(normalPages, pagesThatMayHoldData(scenario));
  const onceBytes = dataPages * NORMAL_PAGE_BYTES + (totalPages - dataPages) * ZERO_PAGE_BYTES;
  return Math.max(0, normalPages * NORMAL_PAGE_BYTES + duplicatePages * ZERO_PAGE_BYTES - onceBytes);
}

/** Pages that are not zero at `migrate`, and those that somebody writes. */
function pagesThatMayHoldData(scenario: Scenario): number {
  const { guest, devices } = scenario;
  const layout = ramLayout(scenario);
  const regions = [
    ...guest.workloads.flatMap(regionsOf),
    ...devices.flatMap(({ dma }) => (dma.kind === 'none' ? [] : [dma.region])),
  ];
  const ramPages = bytesToPages(guest.ramBytes);
  const spans = [
    ...nonzeroSlots(guest, layout),
    ...regions.map(({ startPage, pages }): [number, number] => [
      layout.ram.firstSlot + startPage,
      layout.ram.firstSlot + Math.min(startPage + pages, ramPages),
    ]),
  ].toSorted(([a], [b]) => a - b);
  let pages = 0;
  let covered = 0;
  for (const [from, to] of spans) {
    pages += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return pages;
}

function slaKept(scenario: Scenario, timeline: Timeline, outcome: Outcome): SlaKept {
  if (scenario.sla === 'none') return 'no promise';
  const stopped = standstill(timeline, outcome);
  if (stopped === null) return 'not stopped';
  return stopped.ms <= downtimeLimitAt(scenario, timeline, stopped.atMs) ? 'yes' : 'no';
}

/**
 * When and how long the migration made the guest stand still: from STOP to RESUME, on the destination or, after a failure, on the
 * source. Null when it did not stop it, or when it stood still already.
 */
function standstill({ decisions, vm }: Timeline, outcome: Outcome): { atMs: number; ms: number } | null {
  const completion = decisions.find((decision) => decision.outcome === 'complete');
  if (!completion?.vmRunning) return null;
  const { atMs } = completion;
  if (outcome.guestPauseMs !== null) return { atMs, ms: outcome.guestPauseMs };
  const stop = vm.find((change) => change.state === 'stopped' && change.atMs >= atMs);
  if (!stop) return null;
  const resumed = vm.find((change) => change.state === 'running' && change.atMs >= stop.atMs);
  return { atMs, ms: (resumed?.atMs ?? outcome.endMs) - stop.atMs };
}

/** The limit as it was last set by then, by a person or by the managing tool. */
function downtimeLimitAt({ parameters, actions }: Scenario, { management }: Timeline, atMs: number): number {
  let limitMs = parameters['downtime-limit'];
  const set = [
    ...management.flatMap((decision) =>
      decision.acted ? decision.commands.map((command) => ({ ...command, atMs: decision.atMs })) : [],
    ),
    ...actions.filter((action) => 'execute' in action),
  ];
  for (const command of set.toSorted((a, b) => a.atMs - b.atMs)) {
    if (command.atMs > atMs || command.execute !== 'migrate-set-parameters') continue;
    const given: Partial<Record<string, unknown>> = { ...('arguments' in command && command.arguments) };
    limitMs = Number(given['downtime-limit'] ?? limitMs);
  }
  return limitMs;
}
