/** A number with its unit, as typed: `value` is in ms, bytes, or bytes a second. */
export interface Amount {
  readonly kind: 'time' | 'size' | 'speed';
  readonly value: number;
}

/** `1500`, `1.5s`; `64MiB`; `1.25GB/s`, `10Gbit/s`. Without a unit: ms, bytes, bytes a second. Whole after conversion. */
export function parseAmount(text: string, kind: Amount['kind']): Amount | { fault: string; advice: string } {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z/]*)$/.exec(text) ?? [];
  const units = UNITS[kind];
  const advice = `Write a number, alone or with one of ${Object.keys(units).join(', ')}.`;
  if (digits === undefined) return { fault: `${text === '' ? 'nothing' : text} is not a ${kind}`, advice };
  const factor = unit === '' ? 1 : Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) return { fault: `${unit} is not a unit of a ${kind}`, advice };
  return { kind, value: Math.round(Number(digits) * factor) };
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
