import { nameOfRange } from '../../charts/page-zoom.ts';
import { t } from '../../language/t.ts';
import type { Note } from '../../store/notes-slice.ts';
import type { Run } from '../../store/run-slice.ts';
import { formatMs } from '../../units.ts';

/** What a note is about: `1.2 s`, `1.2 s to 3 s`, or the name of the pages. */
export function placeOf(at: Note['at'], run: Run | null): string {
  if ('atMs' in at) return formatMs(at.atMs);
  if ('fromMs' in at) return t('{from} to {to}', { from: formatMs(at.fromMs), to: formatMs(at.toMs) });
  return run && at.toSlot <= run.layout.slots ? nameOfRange(run.layout, at) : t('pages that this guest does not have');
}
