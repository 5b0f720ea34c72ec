import * as v from 'valibot';
import { faultOf } from '../scenario/words.ts';
import { TraceError } from './read-trace.ts';

/** A recording that comes with the app, under `traces/` beside the page. */
export interface Recording {
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  /** Shown in the app: one line on what it is; null for those that only the tests and the fidelity report use. */
  readonly offered: string | null;
}

/**
 * The list in `traces/index.json`.
 * @throws TraceError when it is not one
 */
export function parseRecordings(json: unknown): readonly Recording[] {
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (!parsed.success) throw new TraceError('traces/index.json', faultOf(parsed.issues[0]));
  return parsed.output.recordings;
}

const schema = v.object({
  recordings: v.array(
    v.object({ name: v.string(), file: v.string(), kind: v.string(), offered: v.nullable(v.string()) }),
  ),
});
