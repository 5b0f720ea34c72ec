/** Units of the project, the only place that converts or spells them. Binary (MiB) and decimal (MB) are never mixed. */

declare const unit: unique symbol;
type In<U extends string> = number & { readonly [unit]: U };
/** A count of 4,096-byte guest pages. */
export type Pages = In<'pages'>;
export type Bytes = In<'bytes'>;
/** Milliseconds of simulated time. */
export type Ms = In<'ms'>;

/** `TARGET_PAGE_SIZE` of x86. */
export const PAGE_BYTES: Bytes = 4096 as Bytes;
export const KIB = 1024;
export const MIB: number = 1024 ** 2;
export const GIB: number = 1024 ** 3;
export const TIB: number = 1024 ** 4;

/** Exact up to 2^53. Bytes never pass through `<<` or `|`, which keep 32 bits. */
export const pagesToBytes = (pages: number): Bytes => (pages * PAGE_BYTES) as Bytes;
/** Whole pages in `bytes`, rounded down. */
export const bytesToPages = (bytes: number): Pages => Math.floor(bytes / PAGE_BYTES) as Pages;
export const msToSeconds = (ms: number): number => ms / 1000;
export const secondsToMs = (seconds: number): Ms => (seconds * 1000) as Ms;

/** The signs between the digits of a number that is shown. */
export interface NumberMarks {
  readonly group: string;
  readonly decimal: string;
}
/** From now on every number is written with these: other languages have others than `1,234.5`. */
export function writeNumbersWith(asked: NumberMarks): void {
  marks = asked;
}
/** For those who read what a person typed. */
export const numberMarks = (): NumberMarks => marks;
let marks: NumberMarks = { group: ',', decimal: '.' };

/** `1,048,658` */
export function formatCount(count: number): string {
  const digits = String(Math.trunc(Math.abs(count)));
  return (count < 0 ? '−' : '') + digits.replace(/\B(?=(\d{3})+$)/g, marks.group);
}

/** `1,234.5`: so many decimals at most, and none at the end that are zero. */
export function formatNumber(value: number, mostDecimals: number): string {
  return signed(value, (size) => {
    const [whole, fraction] = String(Number(size.toFixed(mostDecimals))).split('.');
    return formatCount(Number(whole)) + (fraction ? marks.decimal + fraction : '');
  });
}

/** `530.00`: always so many decimals. */
export function formatFixed(value: number, decimals: number): string {
  return signed(value, (size) => {
    const [whole, fraction] = size.toFixed(decimals).split('.');
    return formatCount(Number(whole)) + (fraction ? marks.decimal + fraction : '');
  });
}

/** Binary units: `288.1 MiB`, `4 GiB`, `617 B`. One decimal below 1,000 of a unit, none when it would be zero. */
export function formatBytes(bytes: number): string {
  return inUnits(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
}

/** Decimal units a second, as links are sold: `1.02 GB/s`. */
export function formatBytesPerSecond(bytesPerSecond: number): string {
  return `${inUnits(bytesPerSecond, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s`;
}

/** Decimal bits a second: `10 Gbit/s`. */
export function formatBitsPerSecond(bytesPerSecond: number): string {
  return `${inUnits(bytesPerSecond * 8, 1000, ['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'])}/s`;
}

/** `0.4 ms`, `212 ms`, `10.9 s`, `33 min 20 s`. */
export function formatMs(ms: number): string {
  if (ms < 0) return `−${formatMs(-ms)}`;
  if (ms < 10) return `${trimmed(ms, 1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${trimmed(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
}

/** A share from 0 to 1 as `37 %`, with one decimal below 10 % and near 100 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 99.9 && percent < 100) return `${trimmed(99.9, 1)} %`;
  return `${trimmed(percent, percent < 10 || percent > 90 ? 1 : 0)} %`;
}

function inUnits(value: number, base: number, units: readonly string[]): string {
  if (value < 0) return `−${inUnits(-value, base, units)}`;
  let scaled = value;
  let step = 0;
  while (scaled >= base && step < units.length - 1) {
    scaled /= base;
    step++;
  }
  return `${trimmed(scaled, step === 0 ? 0 : scaled < 10 ? 2 : 1)} ${units[step]}`;
}

const trimmed = (value: number, decimals: number): string => {
  const fixed = value.toFixed(decimals);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '').replace('.', marks.decimal) : fixed;
};

const signed = (value: number, written: (size: number) => string): string =>
  (value < 0 ? '−' : '') + written(Math.abs(value));
