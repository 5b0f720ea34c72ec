import * as v from 'valibot';
import type { CurvePoint, Scenario } from '../engine/scenario.ts';
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

const some = 'the list is empty\nAt least one period is needed.';
const pages = { min: 1, max: LIMITS.ramBytes.max / PAGE_BYTES };
const fields = {
  'page-size': v.literal(
    PAGE_BYTES,
    ({ received }) => `${received} is not ${PAGE_BYTES}\nOther pages are not simulated.`,
  ),
  'n-total-pages': whole({ ...pages, min: LIMITS.ramBytes.min / PAGE_BYTES }),
  'n-sampled-pages': whole(pages),
  'n-zero-pages': v.optional(count(), 0),
  periods: v.pipe(list(number(LIMITS.curvePeriodMs), MOST.curvePoints), v.minLength(1, some)),
  'n-dirty-pages': list(count(), MOST.curvePoints),
};
const fileSchema = v.object(fields, (issue) =>
  issue.expected === 'Object'
    ? 'not an object\nChoose the answer to query-dirty-rate.'
    : `missing\nA measured curve has ${Object.keys(fields).join(', ')}.`,
);

function impossible(measured: v.InferOutput<typeof fileSchema>) {
  const { periods, 'n-dirty-pages': dirty, 'n-sampled-pages': sampled, 'n-zero-pages': zero } = measured;
  const fault = (field: string, what: string, advice: string) => ({ field, fault: what, advice });
  if (dirty.length !== periods.length)
    return fault('n-dirty-pages', `${dirty.length} counts for ${periods.length} periods`, 'Each period has one count.');
  if (sampled > measured['n-total-pages'])
    return fault(
      'n-sampled-pages',
      `${sampled} of ${measured['n-total-pages']} pages`,
      'They are a part of all pages.',
    );
  if (zero >= sampled)
    return fault('n-zero-pages', `${zero} of ${sampled} sampled pages`, 'A guest with zeros only writes nothing.');
  for (const [i, count] of dirty.entries()) {
    if (i > 0 && periods[i]! <= periods[i - 1]!)
      return fault(
        `periods.${i}`,
        `${periods[i]} ms after ${periods[i - 1]} ms`,
        'Put the periods in order of length.',
      );
    if (i > 0 && count < dirty[i - 1]!)
      return fault(
        `n-dirty-pages.${i}`,
        `${count} after ${dirty[i - 1]}`,
        'A longer period has at least as many pages.',
      );
    if (count > sampled - zero)
      return fault(`n-dirty-pages.${i}`, `${count} of ${sampled - zero} pages that are not zero`, '');
  }
  return null;
}
