import { t } from '../language/t.ts';

/** A number with its unit, as typed: `value` is in ms, bytes, or bytes a second. */
export interface Amount {
  readonly kind: 'time' | 'size' | 'speed';
  readonly value: number;
}

/** `1500`, `1.5s`; `64MiB`; `1.25GB/s`, `10Gbit/s`. Without a unit: ms, bytes, bytes a second. Whole after conversion. */
export function parseAmount(text: string, kind: Amount['kind']): Amount | { fault: string; advice: string } {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z/]*)$/.exec(text) ?? [];
  const units = UNITS[kind];
  const advice = t('Write a number, alone or with one of {units}.', { units: Object.keys(units).join(', ') });
  if (digits === undefined) return { fault: notA(kind, text === '' ? t('nothing') : text), advice };
  const factor = unit === '' ? 1 : Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) return { fault: noUnitOf(kind, unit), advice };
  return { kind, value: Math.round(Number(digits) * factor) };
}

function notA(kind: Amount['kind'], value: string): string {
  if (kind === 'time') return t('{value} is not a time', { value });
  return kind === 'size' ? t('{value} is not a size', { value }) : t('{value} is not a speed', { value });
}

function noUnitOf(kind: Amount['kind'], unit: string): string {
  if (kind === 'time') return t('{unit} is not a unit of a time', { unit });
  return kind === 'size'
    ? t('{unit} is not a unit of a size', { unit })
    : t('{unit} is not a unit of a speed', { unit });
}

const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};
const BITS: Readonly<Record<string, number>> = { 'kbit/s': 125, 'Mbit/s': 125e3, 'Gbit/s': 125e6 };

const UNITS: Readonly<Record<Amount['kind'], Readonly<Record<string, number>>>> = {
  time: { ms: 1, s: 1000 },
  size: SIZES,
  speed: { ...Object.fromEntries(Object.entries(SIZES).map(([name, bytes]) => [`${name}/s`, bytes])), ...BITS },
};
