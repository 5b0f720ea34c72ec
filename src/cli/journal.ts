import type { Measured } from '../sweep/study/measure.ts';
import { type Io, readUserFile, UsageError } from './io.ts';

/**
 * Results that are there while a study is under way: a file beside the one that is to be written, one JSON object a line, so that a
 * run that has ended is never made twice, however the process ends.
 */
export interface Journal {
  readonly path: string;
  readonly known: ReadonlyMap<string, Measured>;
  add(address: string, run: Measured): void;
}

/**
 * @param resume what is there is used; otherwise it must not be there
 * @throws UsageError when results are there that nobody asked to go on with, or none to go on with
 */
export function openJournal(io: Io, outPath: string, resume: boolean): Journal {
  const path = `${outPath}.partial`;
  const isThere = io.exists(path);
  if (isThere && !resume)
    throw new UsageError(`${path}: results of an interrupted sweep are there. Go on with --resume, or remove the file`);
  const known = new Map<string, Measured>();
  if (isThere) {
    const text = readUserFile(io, path, Number.POSITIVE_INFINITY);
    for (const line of text.split('\n')) {
      const entry = entryOf(line);
      if (entry) known.set(entry.address, entry.run);
    }
    if (!text.endsWith('\n') && text !== '') io.append(path, '\n'); // cut off in mid-line when the machine went down
  }
  return { path, known, add: (address, run) => io.append(path, `${JSON.stringify({ address, run })}\n`) };
}

/** Null for a line that was cut off. */
function entryOf(line: string): { readonly address: string; readonly run: Measured } | null {
  try {
    const entry: unknown = JSON.parse(line);
    const isEntry = typeof entry === 'object' && entry !== null && 'address' in entry && 'run' in entry;
    return isEntry ? (entry as { address: string; run: Measured }) : null;
  } catch {
    return null;
  }
}
