import * as v from 'valibot';
import { formatCount } from '../units.ts';
import type { Fault } from './input-error.ts';
import type { Range } from './limits.ts';

/*
 * The building blocks of the schemas, worded for the author of a file. A message has the fault in its first line and
 * the advice, if there is any, in its second.
 */

/** The schema's messages hold the fault in their first line and the advice in the second. */
export function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const [fault = '', advice = ''] = issue.message.split('\n');
  return { field: v.getDotPath(issue) ?? '', fault, advice };
}

/** An object with these fields and no other. */
export function object<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, Message> {
  const known = Object.keys(entries).join(', ');
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'Object') return `${shown(issue.input)} is not an object\nIts fields are ${known}.`;
    if (issue.expected === 'never') return `unknown field\nThe fields here are ${known}.`;
    return `missing\nThe fields here are ${known}.`;
  });
}

/** The schema of an object whose fields may all be left out: an empty list would pass for it. */
export const notList = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input), 'a list is not an object'),
    schema,
  );

/** A finite number, fractions allowed. */
export const number = (range: Range) => {
  const message = outside(range, 'a number');
  return v.pipe(v.number(message), v.minValue(range.min, message), v.maxValue(range.max, message));
};

/** A whole number. */
export const whole = (range: Range) => {
  const message = outside(range, 'a whole number');
  return v.pipe(v.number(message), v.integer(message), v.minValue(range.min, message), v.maxValue(range.max, message));
};

/** A count of pages, or a page number: whether it lies in RAM is checked with the RAM at hand. */
export const count = (min = 0) => whole({ min, max: 2 ** 30 });

export const yesOrNo = v.boolean((issue) => `${shown(issue.input)} is not true or false`);

export const text = (min: number, max: number) =>
  v.pipe(
    v.string((issue) => `${shown(issue.input)} is not a text`),
    v.minLength(min, 'the text is empty'),
    v.maxLength(max, (issue) => `the text has ${issue.input.length} characters\nAt most ${max} are allowed.`),
  );

export function list<Item extends v.GenericSchema>(item: Item, most: number) {
  return v.pipe(
    v.array(item, (issue) => `${shown(issue.input)} is not a list`),
    v.maxLength(
      most,
      (issue) => `${issue.input.length} entries\nAt most ${most} ${most === 1 ? 'is' : 'are'} allowed.`,
    ),
  );
}

export function oneOf<const Names extends readonly string[]>(names: Names): v.PicklistSchema<Names, Message> {
  return v.picklist(names, oneOf.message(names));
}
oneOf.message =
  (names: readonly string[]): Message =>
  (issue) =>
    `${shown(issue.input)} is not known here\nKnown are ${names.join(', ')}.`;

/** A value from a file as it may stand in a message: short, and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const written = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return written.length > 40 ? `${written.slice(0, 40)}...` : written;
}

type Message = (issue: v.BaseIssue<unknown>) => string;

const outside =
  ({ min, max }: Range, what: string): Message =>
  ({ input }) =>
    `${shown(input)} is not ${what} from ${spelled(min)} to ${spelled(max)}`;

const spelled = (n: number): string => (Number.isInteger(n) ? formatCount(n) : String(n));
