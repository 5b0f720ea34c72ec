import { t } from '../../../language/t.ts';
import type { AppState } from '../../../store/app-store.ts';
import { MOST_TRACE_BYTES, TraceError } from '../../../traces/read-trace.ts';
import { formatBytes } from '../../../units.ts';
import { isOwnTable } from '../../take-away/table-opener.ts';

/**
 * Opens a recording or a scenario that a person dropped or chose, or takes a table back that was saved here. A file larger than either may be is refused by its
 * size, before it is read; what is wrong with any other, the store tells.
 */
export async function openGivenFile(
  file: File,
  store: Pick<AppState, 'openFile' | 'report'>,
  openTable: (text: string, file: string) => Promise<void>,
): Promise<void> {
  try {
    if (file.size > MOST_TRACE_BYTES) throw tooLarge(file);
    const text = await file.text();
    await (isOwnTable(text) ? openTable : store.openFile)(text, file.name);
  } catch (error) {
    store.report('file', t('This file cannot be read.'), error);
  }
}

const tooLarge = ({ name, size }: File): TraceError =>
  new TraceError(name, {
    field: '',
    fault: t('the file has {size}, more than the {most} that are read', {
      size: formatBytes(size),
      most: formatBytes(MOST_TRACE_BYTES),
    }),
    advice: t('Choose a recording or a scenario file.'),
  });
