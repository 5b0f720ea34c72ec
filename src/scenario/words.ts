import * as v from 'valibot';
import { t } from '../language/t.ts';
import { formatNumber } from '../units.ts';
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
    if (issue.expected === 'Object') return `${notAnObject(issue.input)}\n${t('Its fields are {known}.', { known })}`;
    const isUnknown = issue.expected === 'never';
    return `${isUnknown ? t('unknown field') : t('missing')}\n${t('The fields here are {known}.', { known })}`;
  });
}

/** The schema of an object whose fields may all be left out: an empty list would pass for it. */
export const notList = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.unknown(),
    v.check(
      (input) => !Array.isArray(input),
      () => t('a list is not an object'),
    ),
    schema,
  );

/** A finite number, fractions allowed. */
export const number = (range: Range) => {
  const message = outside(range, (values) => t('{value} is not a number from {least} to {most}', values));
  return v.pipe(v.number(message), v.minValue(range.min, message), v.maxValue(range.max, message));
};

/** A whole number. */
export const whole = (range: Range) => {
  const message = outside(range, (values) => t('{value} is not a whole number from {least} to {most}', values));
  return v.pipe(v.number(message), v.integer(message), v.minValue(range.min, message), v.maxValue(range.max, message));
};

/** A count of pages, or a page number: whether it lies in RAM is checked with the RAM at hand. */
export const count = (min = 0) => whole({ min, max: 2 ** 30 });

export const yesOrNo = v.boolean(({ input }) => t('{value} is not true or false', { value: shown(input) }));

export const text = (min: number, max: number) =>
  v.pipe(
    v.string(({ input }) => t('{value} is not a text', { value: shown(input) })),
    v.minLength(min, () => t('the text is empty')),
    v.maxLength(max, ({ input }) =>
      [
        t('the text has {count} characters', { count: String(input.length) }),
        t('At most {most} are allowed.', { most: String(max) }),
      ].join('\n'),
    ),
  );

export function list<Item extends v.GenericSchema>(item: Item, most: number) {
  return v.pipe(
    v.array(item, ({ input }) => t('{value} is not a list', { value: shown(input) })),
    v.maxLength(most, ({ input }) =>
      [
        t('{count} entries', { count: String(input.length) }),
        most === 1 ? t('At most 1 is allowed.') : t('At most {most} are allowed.', { most: String(most) }),
      ].join('\n'),
    ),
  );
}

export function oneOf<const Names extends readonly string[]>(names: Names): v.PicklistSchema<Names, Message> {
  return v.picklist(names, oneOf.message(names));
}
oneOf.message =
  (names: readonly string[]): Message =>
  (issue) =>
    `${t('{value} is not known here', { value: shown(issue.input) })}\n${t('Known are {names}.', { names: names.join(', ') })}`;

export const notAnObject = (value: unknown): string => t('{value} is not an object', { value: shown(value) });

/** A value from a file as it may stand in a message: short, and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return t('nothing', {}, 'received');
  if (Array.isArray(value)) return t('a list');
  if (typeof value === 'object' && value !== null) return t('an object');
  const written = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return written.length > 40 ? `${written.slice(0, 40)}...` : written;
}

type Message = (issue: v.BaseIssue<unknown>) => string;

const outside =
  ({ min, max }: Range, said: (values: Values) => string): Message =>
  ({ input }) =>
    said({ value: shown(input), least: formatNumber(min, 3), most: formatNumber(max, 3) });
type Values = Record<'value' | 'least' | 'most', string>;
