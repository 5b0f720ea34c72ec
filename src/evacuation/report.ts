import { formatBytes, formatMs } from '../units.ts';
import type { EvacuationOutcome } from './evacuation.ts';
import { orderWords, type Plan } from './plan.ts';

/** What one order comes to: a row of the comparison. */
export interface OrderRow {
  readonly order: string;
  readonly atOnce: number;
  readonly first: Plan['first'];
  readonly makespanMs: number;
  readonly totalBytes: number;
  readonly worstDowntimeMs: number | null;
  /** Of the guests that were moved, from their own start; null when none was. */
  readonly meanTotalTimeMs: number | null;
  readonly moved: number;
  readonly guests: number;
}

export function orderRow(plan: Plan, outcome: EvacuationOutcome): OrderRow {
  const times = outcome.guests
    .filter(({ status }) => status === 'completed')
    .map(({ totalTimeMs }) => totalTimeMs ?? 0);
  return {
    order: orderWords({ ...plan, guests: plan.guests.length }),
    atOnce: Math.min(plan.atOnce, plan.guests.length),
    first: plan.first,
    makespanMs: outcome.makespanMs,
    totalBytes: outcome.totalBytes,
    worstDowntimeMs: outcome.worstDowntimeMs,
    meanTotalTimeMs: times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length,
    moved: outcome.moved,
    guests: outcome.guests.length,
  };
}

/** The guests of one evacuation, a line each, and the whole below, for a terminal. */
export function guestTable(
  plan: Plan,
  { guests, makespanMs, totalBytes, worstDowntimeMs, moved }: EvacuationOutcome,
): string {
  const rows = guests.map(({ name, status, startMs, totalTimeMs, downtimeMs, sentBytes }) => [
    name,
    status,
    ms(startMs),
    ms(totalTimeMs),
    ms(downtimeMs),
    formatBytes(sentBytes),
  ]);
  const whole = `${orderWords({ ...plan, guests: plan.guests.length })}: ${moved} of ${guests.length} moved in ${formatMs(makespanMs)}, ${formatBytes(totalBytes)} sent, worst downtime ${ms(worstDowntimeMs)}`;
  return `${aligned([['guest', 'status', 'start', 'total time', 'downtime', 'sent'], ...rows])}\n${whole}\n`;
}

/** Orders, a line each, for a terminal. */
export const orderTable = (rows: readonly OrderRow[]): string =>
  aligned([
    ['order', 'moved', 'makespan', 'sent', 'worst downtime', 'mean total time'],
    ...rows.map((row) => [
      row.order,
      `${row.moved} of ${row.guests}`,
      ms(row.makespanMs),
      formatBytes(row.totalBytes),
      ms(row.worstDowntimeMs),
      ms(row.meanTotalTimeMs),
    ]),
  ]);

const ms = (value: number | null): string => (value === null ? '-' : formatMs(value));

/** Columns of equal width; the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .map((line) => `${line}\n`)
    .join('');
}
