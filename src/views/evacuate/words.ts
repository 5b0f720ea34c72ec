import type { EvacuationOutcome, EvacuationView, GuestView } from '../../evacuation/evacuation.ts';
import { counted, t } from '../../language/t.ts';
import { formatMs } from '../../units.ts';

/** The one sentence of the screen. */
export function headline(view: EvacuationView | null, outcome: EvacuationOutcome | null): string {
  if (!view) return t('Guests are about to leave this host.');
  const count = view.guests.length;
  if (!outcome) {
    const words = { time: formatMs(view.nowMs), ended: view.guests.filter(({ endMs }) => endMs !== null).length };
    return words.ended === 1
      ? counted(
          count,
          'After {time}, {ended} of {count} guest has ended.',
          'After {time}, {ended} of {count} guests has ended.',
          words,
        )
      : counted(
          count,
          'After {time}, {ended} of {count} guest have ended.',
          'After {time}, {ended} of {count} guests have ended.',
          words,
        );
  }
  const { moved, makespanMs, worstDowntimeMs } = outcome;
  const clauses = [
    ...leaving(count, moved, formatMs(makespanMs)),
    ...(worstDowntimeMs === null ? [] : [t('the longest stop is {time}', { time: formatMs(worstDowntimeMs) })]),
  ];
  return `${clauses.join('; ')}.`;
}

function leaving(count: number, moved: number, time: string): readonly string[] {
  if (moved === count)
    return [counted(count, '{count} guest leaves in {time}', '{count} guests leave in {time}', { time })];
  const left =
    moved === 1
      ? counted(count, '{moved} of {count} guest leaves', '{moved} of {count} guests leaves', { moved })
      : counted(count, '{moved} of {count} guest leave', '{moved} of {count} guests leave', { moved });
  return [
    left,
    counted(count - moved, '{count} is still here after {time}', '{count} are still here after {time}', { time }),
  ];
}

/** How a guest ended, or what it does. */
export const statusWords = ({ status }: Pick<GuestView, 'status'>): string => statusInWords(status);

/** What stands at the end of its bar. */
export const barText = (guest: GuestView): string =>
  guest.status === 'completed'
    ? formatMs(guest.downtimeMs ?? 0)
    : guest.status === 'migrating'
      ? ''
      : statusWords(guest);

function statusInWords(status: GuestView['status']): string {
  switch (status) {
    case 'waiting':
      return t('waits');
    case 'migrating':
      return t('migrates');
    case 'completed':
      return t('moved');
    case 'failed':
      return t('failed');
    case 'cancelled':
      return t('cancelled');
    case 'refused':
      return t('refused');
    case 'realize-error':
      return t('not started');
    case 'not-converged':
      return t('does not converge');
  }
}
