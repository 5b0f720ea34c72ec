import * as v from 'valibot';
import type { CurvePoint, Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { PAGE_BYTES } from '../units.ts';
import { InputError } from './input-error.ts';
import { LIMITS, MOST } from './limits.ts';
import { oddKey, readJson } from './read-json.ts';
import { count, faultOf, list, number, whole } from './words.ts';

/** A measurement of how many pages a guest dirties, that cannot be used. */
export class CurveError extends InputError {}

/** What `calc-dirty-rate` with several periods has found out about a guest, in pages of the whole guest. */
export interface MeasuredGuest {
  readonly ramPages: number;
  /** Pages that are not zero. */
  readonly dataPages: number;
  readonly points: readonly CurvePoint[];
}

/** True for the text of such a measurement, which no scenario and no recording looks like. */
export const isCurveText = (text: string): boolean => /"n-dirty-pages"\s*:/.test(text);

/**
 * The answer to `query-dirty-rate` with periods, alone or as QMP's `return`. Its counts are of sampled pages and are
 * scaled to all of them; what is not needed is passed over.
 * @throws CurveError that names file, field and fault
 * @source A. Gudkov, calc-dirty-rate with several periods, qemu-devel, April 2023
 */
export function parseCurveText(text: string, file: string): MeasuredGuest {
  const read = readJson(text, MOST.fileBytes);
  if ('fault' in read) throw new CurveError(file, read.fault);
  const odd = oddKey(read.json);
  if (odd) throw new CurveError(file, odd);
  const parsed = v.safeParse(fileSchema, returned(read.json), { abortEarly: true });
  if (!parsed.success) throw new CurveError(file, faultOf(parsed.issues[0]));
  const measured = parsed.output;
  const fault = impossible(measured);
  if (fault) throw new CurveError(file, fault);
  const ramPages = measured['n-total-pages'];
  const ofAll = (sampled: number) => Math.round((sampled * ramPages) / measured['n-sampled-pages']);
  return {
    ramPages,
    dataPages: ofAll(measured['n-sampled-pages'] - measured['n-zero-pages']),
    points: measured.periods.map((periodMs, i) => ({ periodMs, pages: ofAll(measured['n-dirty-pages'][i]!) })),
  };
}

/** The scenario with the guest that was measured in place of its own: RAM, zero pages, and one workload. */
export function withMeasuredGuest(scenario: Scenario, { ramPages, dataPages, points }: MeasuredGuest): Scenario {
  return {
    ...scenario,
    guest: {
      ...scenario.guest,
      ramBytes: ramPages * PAGE_BYTES,
      nonzeroRanges: [{ fromPage: 0, toPage: dataPages }],
      workloads: [{ kind: 'dirty-curve', region: { startPage: 0, pages: dataPages }, points }],
    },
  };
}

const returned = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'return' in json ? json.return : json;

const some = () => `${t('the list is empty')}\n${t('At least one period is needed.')}`;
const pages = { min: 1, max: LIMITS.ramBytes.max / PAGE_BYTES };
const fields = {
  'page-size': v.literal(
    PAGE_BYTES,
    ({ received }) =>
      `${t('{value} is not {bytes}', { value: received, bytes: String(PAGE_BYTES) })}\n${t('Other pages are not simulated.')}`,
  ),
  'n-total-pages': whole({ ...pages, min: LIMITS.ramBytes.min / PAGE_BYTES }),
  'n-sampled-pages': whole(pages),
  'n-zero-pages': v.optional(count(), 0),
  periods: v.pipe(list(number(LIMITS.curvePeriodMs), MOST.curvePoints), v.minLength(1, some)),
  'n-dirty-pages': list(count(), MOST.curvePoints),
};
const fileSchema = v.object(fields, (issue) =>
  issue.expected === 'Object'
    ? `${t('not an object')}\n${t('Choose the answer to query-dirty-rate.')}`
    : `${t('missing')}\n${t('A measured curve has {names}.', { names: Object.keys(fields).join(', ') })}`,
);

function impossible(measured: v.InferOutput<typeof fileSchema>) {
  const { periods, 'n-dirty-pages': dirty, 'n-sampled-pages': sampled, 'n-zero-pages': zero } = measured;
  const fault = (field: string, what: string, advice: string) => ({ field, fault: what, advice });
  if (dirty.length !== periods.length)
    return fault(
      'n-dirty-pages',
      t('{counts} counts for {periods} periods', { counts: dirty.length, periods: periods.length }),
      t('Each period has one count.'),
    );
  if (sampled > measured['n-total-pages'])
    return fault(
      'n-sampled-pages',
      t('{some} of {all} pages', { some: String(sampled), all: String(measured['n-total-pages']) }),
      t('They are a part of all pages.'),
    );
  if (zero >= sampled)
    return fault(
      'n-zero-pages',
      t('{some} of {all} sampled pages', { some: String(zero), all: String(sampled) }),
      t('A guest with zeros only writes nothing.'),
    );
  for (const [i, count] of dirty.entries()) {
    if (i > 0 && periods[i]! <= periods[i - 1]!)
      return fault(
        `periods.${i}`,
        t('{late} ms after {early} ms', { late: String(periods[i]), early: String(periods[i - 1]) }),
        t('Put the periods in order of length.'),
      );
    if (i > 0 && count < dirty[i - 1]!)
      return fault(
        `n-dirty-pages.${i}`,
        t('{late} after {early}', { late: String(count), early: String(dirty[i - 1]) }),
        t('A longer period has at least as many pages.'),
      );
    if (count > sampled - zero)
      return fault(
        `n-dirty-pages.${i}`,
        t('{some} of {all} pages that are not zero', { some: String(count), all: String(sampled - zero) }),
        '',
      );
  }
  return null;
}
