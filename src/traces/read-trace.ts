import * as v from 'valibot';
import { type Fault, InputError } from '../scenario/input-error.ts';
import { oddKey, readJson } from '../scenario/read-json.ts';
import { faultOf } from '../scenario/words.ts';
import { MIB, PAGE_BYTES } from '../units.ts';
import type { Trace } from './trace.ts';
import { SCHEMA_NAME, traceSchema } from './trace-schema.ts';

/** A recording that cannot be read. */
export class TraceError extends InputError {}

/**
 * A recording of schema `qemu-migration-trace/1`, whole or thinned; fields that are not used are ignored.
 * @throws TraceError for the first fault: another schema, a field that is missing or of another type
 */
export function parseTrace(json: unknown, file: string): Trace {
  const odd = oddKey(json);
  if (odd) throw new TraceError(file, odd);
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  if (schema !== SCHEMA_NAME)
    throw new TraceError(file, {
      field: 'schema',
      fault: schema === undefined ? 'missing' : `${JSON.stringify(schema)} is not ${SCHEMA_NAME}`,
      advice: `This is not a recording in the form ${SCHEMA_NAME}.`,
    });
  const parsed = v.safeParse(traceSchema, json, { abortEarly: true });
  if (!parsed.success) throw new TraceError(file, faultOf(parsed.issues[0]));
  const fault = unusable(parsed.output);
  if (fault) throw new TraceError(file, fault);
  return parsed.output;
}

/**
 * `parseTrace` for the text of a file of at most 32 MiB.
 * @throws TraceError also for text that is cut off, too long or not JSON
 */
export function parseTraceText(text: string, file: string): Trace {
  const read = readJson(text, MOST_TRACE_BYTES);
  if ('fault' in read) throw new TraceError(file, read.fault);
  return parseTrace(read.json, file);
}

/** Of a recording; the longest so far has 350 KB. */
export const MOST_TRACE_BYTES: number = 32 * MIB;

function unusable({ config }: Trace): Fault | null {
  if (config.pageSize !== PAGE_BYTES)
    return {
      field: 'config.pageSize',
      fault: `${config.pageSize} is not ${PAGE_BYTES}`,
      advice: 'Only x86 is simulated.',
    };
  return null;
}
