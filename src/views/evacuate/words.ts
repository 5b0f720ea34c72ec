import type { EvacuationOutcome, EvacuationView, GuestView } from '../../evacuation/evacuation.ts';
import { formatCount, formatMs } from '../../units.ts';

/** The one sentence of the screen. */
export function headline(view: EvacuationView | null, outcome: EvacuationOutcome | null): string {
  if (!view) return 'Guests are about to leave this host.';
  const count = view.guests.length;
  if (!outcome) {
    const ended = view.guests.filter(({ endMs }) => endMs !== null).length;
    return `After ${formatMs(view.nowMs)}, ${formatCount(ended)} of ${guests(count)} ${ended === 1 ? 'has' : 'have'} ended.`;
  }
  const { moved, makespanMs, worstDowntimeMs } = outcome;
  const stands = worstDowntimeMs === null ? '' : `; the longest stop is ${formatMs(worstDowntimeMs)}`;
  if (moved === count)
    return `${capital(guests(count))} ${count === 1 ? 'leaves' : 'leave'} in ${formatMs(makespanMs)}${stands}.`;
  return `${formatCount(moved)} of ${guests(count)} ${moved === 1 ? 'leaves' : 'leave'}; ${formatCount(count - moved)} ${count - moved === 1 ? 'is' : 'are'} still here after ${formatMs(makespanMs)}${stands}.`;
}

/** How a guest ended, or what it does. */
export const statusWords = ({ status }: Pick<GuestView, 'status'>): string => STATUSES[status];

/** What stands at the end of its bar. */
export const barText = (guest: GuestView): string =>
  guest.status === 'completed'
    ? formatMs(guest.downtimeMs ?? 0)
    : guest.status === 'migrating'
      ? ''
      : statusWords(guest);

const STATUSES: Readonly<Record<GuestView['status'], string>> = {
  waiting: 'waits',
  migrating: 'migrates',
  completed: 'moved',
  failed: 'failed',
  cancelled: 'cancelled',
  refused: 'refused',
  'realize-error': 'not started',
  'not-converged': 'does not converge',
};

const guests = (count: number): string => `${formatCount(count)} ${count === 1 ? 'guest' : 'guests'}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
