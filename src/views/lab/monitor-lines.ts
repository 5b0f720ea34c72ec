import type { QmpEvent, Timeline } from '../../engine/record.ts';

/** An event of QMP or a line of the log. */
export interface MonitorLine {
  readonly key: string;
  readonly atMs: number;
  readonly side: 'source' | 'destination';
  readonly level: 'event' | 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Events and log of a run in the order of time; of one instant the log first, as it tells why the event came. */
export function monitorLines({ events, log }: Pick<Timeline, 'events' | 'log'>): MonitorLine[] {
  const lines: MonitorLine[] = [
    ...log.map(({ atMs, level, text }, i) => ({ key: `log ${i}`, atMs, side: 'source' as const, level, text })),
    ...events.map((event, i) => ({
      key: `event ${i}`,
      atMs: event.atMs,
      side: event.side,
      level: 'event' as const,
      text: eventText(event),
    })),
  ];
  return lines.sort((a, b) => a.atMs - b.atMs);
}

/** `MIGRATION active`, `MIGRATION_PASS 2`, `STOP` */
function eventText({ event, data }: QmpEvent): string {
  const detail = data?.status ?? data?.pass;
  return detail === undefined ? event : `${event} ${detail}`;
}
