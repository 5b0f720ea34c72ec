import { t } from '../../../language/t.ts';
import { formatNumber, GIB, KIB, MIB, numberMarks, PAGE_BYTES, TIB } from '../../../units.ts';

/** The units of the scenario's fields. A number without a unit is in the field's own, as QEMU's monitor takes it. */
export type Unit = 'bytes' | 'bytes/s' | 'pages' | 'pages/s' | 'ms' | 's' | 'ns' | 'share' | '%' | 'MB/s' | '';

/**
 * A value as a control shows it, with three decimals at most: `4 GiB`, `128 MiB/s`, `10 Gbit/s`, `65,536 pages`, `1.5 s`.
 * Speeds that are whole MiB are shown in bytes, as `max-bandwidth` is set, all others in bits, as links are sold.
 */
export function formatQuantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return inLargest(value, BYTES);
    case 'bytes/s':
      return `${value % MIB === 0 ? inLargest(value, BYTES) : inLargest(value * 8, BITS)}/s`;
    case 'pages':
      return `${written(value)} ${value === 1 ? t('page') : t('pages')}`;
    case 'pages/s':
      return `${written(value)} ${t('pages/s')}`;
    case 'ms':
      return Math.abs(value) < 1000 ? `${written(value)} ms` : `${written(value / 1000)} s`;
    case 's':
      return `${written(value)} s`;
    case 'ns':
      return `${written(value)} ns`;
    case 'share':
      return `${written(value * 100)} %`;
    case '%':
      return `${written(value)} %`;
    case 'MB/s':
      return `${written(value)} MB/s`;
    case '':
      return written(value);
  }
}

/**
 * The value that a person wrote in the page's language: `4 GiB`, `4G`, `1,048,576`, `10 Gbit/s`, `1.5 s`, `25 %`, or `1.048.576` and
 * `1,5 s` where German is spoken. As in QEMU, a letter alone is a power of 1024. Not checked against any range.
 * @throws Error with one sentence for a text that is no number or has another unit
 */
export function parseQuantity(text: string, unit: Unit): number {
  const [, digits, word = ''] = NUMBER.exec(plain(text)) ?? [];
  const factor = digits ? FACTORS[unit](word.trim()) : null;
  if (!digits || factor === null) throw new Error(ADVICE[unit](text.trim()));
  // Without the rounding 0.07 * 1000 is 70.00000000000001.
  return Number((Number(digits) * factor).toPrecision(15));
}

/** A number and its unit stay on one line, and a line does not begin with a dot. */
export const unbroken = (text: string): string => text.replace(/(?<=\d) (?=[a-z%])| (?=·)/gi, '\u00a0');

const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(.*)$/i;

/**
 * Without marks between the thousands, and with a point before the decimals. `1.234` is a thousand in German and a little above one in
 * English; what can be no thousand (`1.5`, `0,125`) is a decimal in both, whichever mark was typed.
 */
function plain(text: string): string {
  const group = numberMarks().group === '.' ? '.' : ',';
  const thousands = new RegExp(`^[+-]?[1-9]\\d{0,2}(?:[${group}\\s]\\d{3})+(?!\\d)`);
  return text
    .trim()
    .replaceAll('−', '-')
    .replace(thousands, (number) => number.replace(/[.,\s]/g, ''))
    .replace(/^([+-]?\d*),(?=\d)/, '$1.');
}

const BYTES = [
  ['TiB', TIB],
  ['GiB', GIB],
  ['MiB', MIB],
  ['KiB', KIB],
  ['B', 1],
] as const;
const BITS = [
  ['Tbit', 1e12],
  ['Gbit', 1e9],
  ['Mbit', 1e6],
  ['kbit', 1e3],
  ['bit', 1],
] as const;

function inLargest(value: number, units: typeof BYTES | typeof BITS): string {
  const [name, size] = units.find(([, size]) => value >= size) ?? units.at(-1)!;
  return `${written(value / size)} ${name}`;
}

const written = (value: number): string => formatNumber(value, 3);

/** What to say of a text that is no such quantity. */
const ADVICE: Record<Unit, (text: string) => string> = {
  bytes: (text) => t('"{text}" is not a size. Write 4 GiB or 512 MiB.', { text }),
  'bytes/s': (text) => t('"{text}" is not a speed. Write 10 Gbit/s or 128 MiB/s.', { text }),
  pages: (text) => t('"{text}" is not a number of pages. Write 65,536 or 256 MiB.', { text }),
  'pages/s': (text) => t('"{text}" is not a rate. Write 20,000 pages/s.', { text }),
  ms: (text) => t('"{text}" is not a time. Write 300 ms or 1.5 s.', { text }),
  s: (text) => t('"{text}" is not a time. Write 75 s or 2 min.', { text }),
  ns: (text) => t('"{text}" is not a time. Write 2,000 ns.', { text }),
  share: (text) => t('"{text}" is not a share. Write 25 %.', { text }),
  '%': (text) => t('"{text}" is not a percentage. Write 20 %.', { text }),
  'MB/s': (text) => t('"{text}" is not a dirty rate. Write 100 MB/s.', { text }),
  '': (text) => t('"{text}" is not a number. Write it without a unit.', { text }),
};

/** What one of the unit is, in the field's own; null for a word that is none. */
const FACTORS: Record<Unit, (word: string) => number | null> = {
  bytes,
  'bytes/s': bytesPerSecond,
  pages: (word) => (word === '' ? 1 : inPages(bytes(word))),
  'pages/s': pagesPerSecond,
  ms: (word) => MS.get(word.toLowerCase()) ?? null,
  s: (word) => S.get(word.toLowerCase()) ?? null,
  ns: (word) => NS.get(word.toLowerCase()) ?? null,
  share: (word) => (word === '' || word === '%' ? 0.01 : null),
  '%': (word) => (word === '' || word === '%' ? 1 : null),
  'MB/s': (word) => (/^(mi?b?(\/s)?)?$/i.test(word) ? 1 : null),
  '': (word) => (word === '' ? 1 : null),
};

const S: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['s', 1],
  ['min', 60],
  ['h', 3600],
]);

const NS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['ns', 1],
  ['us', 1000],
  ['µs', 1000],
]);
const MS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['us', 0.001],
  ['µs', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['sec', 1000],
  ['min', 60_000],
  ['h', 3_600_000],
]);

const PREFIXES = ' kmgt';
const power = (base: number, prefix: string): number => base ** Math.max(PREFIXES.indexOf(prefix.toLowerCase()), 0);
const inPages = (bytes: number | null): number | null => bytes && bytes / PAGE_BYTES;

function bytes(word: string): number | null {
  if (/^(b|bytes?)?$/i.test(word)) return 1;
  if (isPages(word)) return PAGE_BYTES;
  const [, prefix, i, b] = /^([kmgt])(i?)(b?)$/i.exec(word) ?? [];
  if (!prefix) return null;
  return power(i || !b ? 1024 : 1000, prefix);
}

/** A small b is a bit: `10 Gb/s`, `10 Gbit/s` and `10 Gbps` are the same, `10 GB/s` is eight times that. */
function bytesPerSecond(word: string): number | null {
  const amount = word.replace(/\s*\/\s*s(ec)?$/i, '');
  const [, prefix] = /^([kmgt]?)(?:bits?|bps)$/i.exec(amount) ?? /^([kKMGT]?)b$/.exec(amount) ?? [];
  return prefix === undefined ? bytes(amount) : power(1000, prefix) / 8;
}

/** In English, as in files and in QEMU, or as they are shown. */
const isPages = (word: string): boolean => /^pages?$/i.test(word) || isOne(word, t('page')) || isOne(word, t('pages'));
const isOne = (word: string, shown: string): boolean => word.toLowerCase() === shown.toLowerCase();

function pagesPerSecond(word: string): number | null {
  if (isOne(word, t('pages/s'))) return 1;
  const [whole, prefix = ''] = /^([km]?)\s*(?:pages?|writes?)?\s*(?:\/\s*s)?$/i.exec(word) ?? [];
  return whole === undefined ? inPages(bytesPerSecond(word)) : power(1000, prefix);
}
