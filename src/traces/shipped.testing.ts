import { readFileSync } from 'node:fs';
import { parseTrace } from './read-trace.ts';
import { parseRecordings } from './recordings.ts';
import type { Trace } from './trace.ts';

/** The shipped recordings, for tests. */
export const recordingText = (file: string): string =>
  readFileSync(new URL(`../../public/traces/${file}`, import.meta.url), 'utf8');

export const recordings = parseRecordings(JSON.parse(recordingText('index.json')));

/** A fresh copy, to be changed at will. */
export const recordingJson = (name: string) => JSON.parse(recordingText(`${name}.json`));

export const recording = (name: string): Trace => parseTrace(recordingJson(name), `${name}.json`);
