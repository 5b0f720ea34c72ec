import { t } from '../../../language/t.ts';
import { formatCount } from '../../../units.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';

/** How a number that is no field of the store's is written, and what may be written. `parse` throws one sentence. */
export interface WrittenNumber {
  readonly format: (value: number) => string;
  readonly parse: (text: string) => number;
}

/** A page number from 0 to `most`; a size counts as the page that lies there. */
export const countOf = (most: number): WrittenNumber => ({
  format: formatCount,
  parse: (text) => within(text, Math.round(parseQuantity(text, 'pages')), most, formatCount),
});

/** Where a region may begin that reaches to the end of RAM if it begins at page `last`. */
export const regionStart = (last: number): WrittenNumber => ({
  format: formatCount,
  parse(text) {
    const page = Math.round(parseQuantity(text, 'pages'));
    if (page <= last) return within(text, page, last, formatCount);
    const range = { text: text.trim(), least: formatCount(0), most: formatCount(last) };
    throw new Error(t('{text} is not from {least} to {most}: the region would end beyond RAM.', range));
  },
});

/** An instant after migrate, ms, up to two hours: the longest horizon. */
export const instantMs: WrittenNumber = timeUpTo(7_200_000);

/** How long a phase lasts: whole ms, up to an hour. */
export const phaseMs: WrittenNumber = {
  format: (ms) => formatQuantity(ms, 'ms'),
  parse: (text) => Math.max(1, Math.round(timeUpTo(3_600_000).parse(text))),
};

/** Writes a second. */
export const writeRate: WrittenNumber = {
  format: (rate) => formatQuantity(rate, 'pages/s'),
  parse: (text) => within(text, parseQuantity(text, 'pages/s'), 100_000_000, (rate) => formatQuantity(rate, 'pages/s')),
};

/** A place in a period of `periodMs`, which has no end of its own. */
export function periodPlace(periodMs: number): WrittenNumber {
  const { format, parse } = timeUpTo(periodMs);
  return {
    format,
    parse(text) {
      const value = parse(text);
      return value === periodMs ? 0 : value;
    },
  };
}

function timeUpTo(mostMs: number): WrittenNumber {
  const format = (ms: number) => formatQuantity(ms, 'ms');
  return { format, parse: (text) => within(text, parseQuantity(text, 'ms'), mostMs, format) };
}

function within(text: string, value: number, most: number, format: (value: number) => string): number {
  if (value >= 0 && value <= most) return value;
  const range = { text: text.trim(), least: format(0), most: format(most) };
  throw new Error(t('{text} is not from {least} to {most}.', range));
}
