import type { AppState } from '../../../store/app-store.ts';
import { MOST_TRACE_BYTES, TraceError } from '../../../traces/read-trace.ts';
import { formatBytes } from '../../../units.ts';

/**
 * Opens a recording or a scenario that a person dropped or chose. A file larger than either may be is refused by its
 * size, before it is read; what is wrong with any other, the store tells.
 */
export async function openGivenFile(file: File, store: Pick<AppState, 'openFile' | 'report'>): Promise<void> {
  try {
    if (file.size > MOST_TRACE_BYTES) throw tooLarge(file);
    await store.openFile(await file.text(), file.name);
  } catch (error) {
    store.report('file', 'This file cannot be read.', error);
  }
}

const tooLarge = ({ name, size }: File): TraceError =>
  new TraceError(name, {
    field: '',
    fault: `the file has ${formatBytes(size)}, more than the ${formatBytes(MOST_TRACE_BYTES)} that are read`,
    advice: 'Choose a recording or a scenario file.',
  });
