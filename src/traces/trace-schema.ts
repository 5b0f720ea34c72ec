import * as v from 'valibot';
import { shown } from '../scenario/words.ts';
import type { Trace } from './trace.ts';

export const SCHEMA_NAME = 'qemu-migration-trace/1';

type Message = (issue: v.BaseIssue<unknown>) => string;
const message =
  (what: string): Message =>
  (issue) =>
    issue.input === undefined ? 'missing' : `${shown(issue.input)} is not ${what}`;

const text = v.string(message('a text'));
const flag = v.boolean(message('true or false'));
const number = v.pipe(
  v.number(message('a number')),
  v.check((n) => Number.isFinite(n), message('a number')),
);
const count = v.pipe(
  v.number(message('a number')),
  v.check((n) => Number.isSafeInteger(n) && n >= 0, message('a whole number from 0 up')),
);
const countOrNull = v.nullable(count);
const list = <Item extends v.GenericSchema>(item: Item) => v.array(item, message('a list'));
/** Ignores the fields that are not named here. */
const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object(entries, (issue) => (issue.expected === 'Object' ? `${shown(issue.input)} is not an object` : 'missing'));

const guest = object({
  pattern: text,
  regionStartPage: count,
  regionPages: count,
  targetWritesPerSecond: number,
  pace: v.exactOptional(text),
  fillFromPage: count,
  fillToPage: count,
  hotPages: v.exactOptional(count),
  hotShare: v.exactOptional(number),
  onMs: v.exactOptional(number),
  offMs: v.exactOptional(number),
});

const config = object({
  ramBytes: count,
  pageSize: count,
  maxBandwidth: count,
  downtimeLimitMs: number,
  linkBytesPerSecond: countOrNull,
  capabilities: v.record(v.string(), flag, message('an object')),
  parameters: v.record(v.string(), v.unknown(), message('an object')),
  stoppedBeforeMigrate: flag,
  extraArgs: list(text),
  guest,
  measuredWritesPerSecond: number,
  guestWritesBefore: count,
  guestPhaseMs: v.nullable(number),
});

const action = object({
  tMs: number,
  execute: text,
  arguments: v.record(v.string(), v.unknown(), message('an object')),
});

const error = v.pipe(
  object({ command: text, error: object({ desc: text }) }),
  v.transform(({ command, error: { desc } }) => ({ command, desc })),
);

const sample = v.pipe(
  object({
    tMs: number,
    status: text,
    cpuThrottlePercentage: v.optional(count, 0),
    ram: v.exactOptional(object({ remaining: v.exactOptional(count), 'dirty-sync-count': v.exactOptional(count) })),
  }),
  v.transform(({ tMs, status, cpuThrottlePercentage, ram }) => ({
    atMs: tMs,
    status,
    remainingBytes: ram?.remaining ?? null,
    dirtySyncCount: ram?.['dirty-sync-count'] ?? null,
    throttlePercent: cpuThrottlePercentage,
  })),
);

const event = object({ tMs: number, name: text, pending: v.exactOptional(count), threshold: v.exactOptional(count) });

/** The one trace point that is used; a thinned recording has no other. */
export const LOOK_EVENT = 'migrate_pending';

const atCancel = v.pipe(
  object({
    tMs: number,
    ram: object({
      transferred: count,
      normal: v.optional(count, 0),
      duplicate: v.optional(count, 0),
      'dirty-sync-count': v.optional(count, 0),
    }),
  }),
  v.transform(({ tMs, ram }) => ({
    atMs: tMs,
    transferredBytes: ram.transferred,
    normalPages: ram.normal,
    duplicatePages: ram.duplicate,
    dirtySyncCount: ram['dirty-sync-count'],
  })),
);

const iteration = v.pipe(
  object({ tMs: number, remainingBytesAfterSync: countOrNull, vmStopped: v.optional(flag, false) }),
  v.transform(({ tMs, remainingBytesAfterSync, vmStopped }) => ({
    atMs: tMs,
    remainingBytes: remainingBytesAfterSync,
    vmStopped,
  })),
);

const xbzrleCache = v.nullable(
  v.pipe(
    object({ bytes: count, pages: count, 'cache-miss': count, 'cache-miss-rate': number, overflow: count }),
    v.transform(({ bytes, pages, overflow, ...rest }) => ({
      bytes,
      pages,
      cacheMisses: rest['cache-miss'],
      cacheMissRate: rest['cache-miss-rate'],
      overflows: overflow,
    })),
  ),
);

const outcome = v.pipe(
  object({
    status: text,
    totalTimeMs: v.nullable(number),
    downtimeMs: v.nullable(number),
    setupTimeMs: v.nullable(number),
    transferredBytes: countOrNull,
    normalPages: countOrNull,
    duplicatePages: countOrNull,
    dirtySyncCount: countOrNull,
    memoryComparison: v.optional(v.nullable(object({ pagesCompared: count, pagesThatDiffer: count })), null),
    atCancel: v.nullable(atCancel),
    sourceStopTMs: v.nullable(number),
    destinationResumeTMs: v.nullable(number),
    iterations: list(iteration),
    xbzrleCache: v.optional(xbzrleCache, null),
  }),
  v.transform(({ sourceStopTMs, destinationResumeTMs, iterations, ...rest }) => ({
    ...rest,
    sourceStopMs: sourceStopTMs,
    destinationResumeMs: destinationResumeTMs,
    syncs: iterations,
  })),
);

export const traceSchema: v.GenericSchema<unknown, Trace> = v.pipe(
  object({
    name: text,
    kind: text,
    qemuVersion: text,
    accel: text,
    config,
    actions: list(action),
    errors: list(error),
    samples: list(sample),
    events: list(event),
    outcome,
  }),
  v.transform(({ events, ...rest }): Trace => ({ ...rest, looks: looksOf(events) })),
);

function looksOf(events: readonly v.InferOutput<typeof event>[]): Trace['looks'] {
  const looks: { atMs: number; pendingBytes: number; thresholdBytes: number }[] = [];
  for (const { tMs, name, pending, threshold } of events)
    if (name === LOOK_EVENT && pending !== undefined && threshold !== undefined)
      looks.push({ atMs: tMs, pendingBytes: pending, thresholdBytes: threshold });
  return looks;
}
