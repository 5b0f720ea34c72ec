import { t } from '../../../language/t.ts';
import { DOWNTIME_LIMIT_FAULT, isDowntimeLimit } from '../../../store/downtime-limit-fault.ts';
import { FIELDS, type FieldName, type FieldValue } from '../../../store/fields.ts';
import { linearStops, logStops } from '../../../ui/slider-stops.ts';
import { PAGE_BYTES } from '../../../units.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';

/** The fields that hold a number. */
export type NumberFieldName = {
  [Name in FieldName]: (typeof FIELDS)[Name]['control'] extends { readonly kind: 'number' } ? Name : never;
}[FieldName];

export const isNumberField = (name: FieldName): name is NumberFieldName => FIELDS[name].control.kind === 'number';

/**
 * A number field on its control. What a scenario stores for "no limit" (null, or QEMU's 0) is Infinity here, the right
 * end of the scale; the rest is the same number.
 * @param most no more than this can be: the pages of RAM
 */
export interface NumberOnScale {
  /** Where the thumb and the arrow keys stop, ascending. */
  readonly stops: readonly number[];
  readonly format: (value: number) => string;
  /** @throws Error with one sentence; for the downtime limit it is QEMU's own */
  readonly parse: (text: string) => number;
}
export function numberOnScale(name: NumberFieldName, most: number = Number.POSITIVE_INFINITY): NumberOnScale {
  const noLimit = NO_LIMIT[name]?.words();
  const { unit } = FIELDS[name];
  const format = (value: number) =>
    value === Number.POSITIVE_INFINITY && noLimit ? noLimit : formatQuantity(value, unit);
  return {
    stops: stopsOf(name, most).filter((stop) => canStandFor(name, stop)),
    format,
    parse(text) {
      if (noLimit && meansNoLimit(text.trim(), noLimit)) return Number.POSITIVE_INFINITY;
      const value = snapped(name, parseQuantity(text, unit));
      if (noLimit && value === NO_LIMIT[name]?.stored) return Number.POSITIVE_INFINITY;
      if (name === 'downtime-limit' && !isDowntimeLimit(value)) throw new Error(`${DOWNTIME_LIMIT_FAULT}.`);
      const { min, max } = FIELDS[name].control.typed;
      if (value < min || value > Math.min(max, most))
        throw new Error(
          t('{text} is not from {least} to {most}.', {
            text: text.trim(),
            least: format(min),
            most: format(Math.min(max, most)),
          }),
        );
      return value;
    },
  };
}

/** From what the scenario stores to the scale, and back. */
export const toScale = (name: NumberFieldName, stored: FieldValue): number =>
  NO_LIMIT[name]?.stored === stored ? Number.POSITIVE_INFINITY : Number(stored);
export function fromScale(name: NumberFieldName, value: number): number | null {
  const noLimit = NO_LIMIT[name];
  return noLimit && value === Number.POSITIVE_INFINITY ? noLimit.stored : value;
}

const NO_LIMIT: Partial<Record<NumberFieldName, { readonly stored: 0 | null; readonly words: () => string }>> = {
  linkBytesPerSecond: { stored: null, words: () => t('host speed') },
  'max-bandwidth': { stored: 0, words: () => t('0: no limit') },
  'max-postcopy-bandwidth': { stored: 0, words: () => t('0: no limit') },
  startAfterPasses: { stored: null, words: () => t('nobody asks') },
  saveBytesPerSecond: { stored: null, words: () => t('link speed') },
  loadBytesPerSecond: { stored: null, words: () => t('at once') },
};

const meansNoLimit = (text: string, shown: string): boolean =>
  [shown, t('no limit'), t('unlimited'), t('none')].some((words) => words.toLowerCase() === text.toLowerCase()) ||
  MEANS_NO_LIMIT.test(text);
const MEANS_NO_LIMIT = /^(0: )?(no limit|unlimited|none|host( speed)?|nobody( asks)?)$/i;

function stopsOf(name: NumberFieldName, most: number): number[] {
  const { slider, scale, step } = FIELDS[name].control;
  const to = Math.min(slider.max, most);
  if (scale === 'linear') {
    const stops = linearStops(slider.min, to, step);
    return NO_LIMIT[name] ? [...stops, Number.POSITIVE_INFINITY] : stops;
  }
  const from = slider.min || step;
  if (NO_LIMIT[name]) return [...logStops(from * 8, to * 8).map((bits) => bits / 8), Number.POSITIVE_INFINITY];
  if (name === 'xbzrle-cache-size') return powersOfTwo(from, to);
  const { unit } = FIELDS[name];
  const stops = unit === 'bytes' || unit === 'pages' ? binaryStops(from, to) : logStops(from, to);
  return slider.min === 0 ? [0, ...stops] : stops;
}

function powersOfTwo(from: number, to: number): number[] {
  const powers: number[] = [];
  for (let power = from; power <= to; power *= 2) powers.push(power);
  return powers;
}

/** Powers of two and what lies half way between them, from `from` to `to`, both included. */
function binaryStops(from: number, to: number): number[] {
  const stops: number[] = [];
  for (let power = from; power < to; power *= 2)
    stops.push(...[power, power * 1.5].filter((stop) => stop < to && Number.isInteger(stop)));
  return [...stops, to];
}

const WHOLE: ReadonlySet<string> = new Set([
  'seed',
  'sendCores',
  'multifd-channels',
  'pageCpuNs',
  'x-clear-bitmap-shift',
  'compress-threads',
  'startAfterPasses',
  'vcpus',
  'vcpu-dirty-limit',
  'x-vcpu-dirty-limit-period',
  'startMs',
  'mostMs',
  'steps',
  'fromPass',
  'passes',
]);
const isWhole = (name: NumberFieldName): boolean =>
  WHOLE.has(name) || ['bytes', 'bytes/s', 'pages', '%'].includes(FIELDS[name].unit);

/** A round number of a logarithmic scale may have a fraction where the field has none. */
const canStandFor = (name: NumberFieldName, stop: number): boolean =>
  Number.isInteger(stop) || stop === Number.POSITIVE_INFINITY || !(isWhole(name) || name === 'downtime-limit');

/** What is counted in bytes and pages has no fractions, RAM has whole pages, and a cache is a power of two. */
function snapped(name: NumberFieldName, value: number): number {
  if (name === 'xbzrle-cache-size') return 2 ** Math.round(Math.log2(Math.max(1, value)));
  if (name === 'ramBytes') return Math.round(value / PAGE_BYTES) * PAGE_BYTES;
  return isWhole(name) ? Math.round(value) : value;
}
