import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import german from '../../../language/de/scenario.json' with { type: 'json' };
import { speak } from '../../../language/t.ts';
import { GIB, MIB } from '../../../units.ts';
import { formatQuantity, parseQuantity, type Unit, unbroken } from './quantity.ts';

describe('a quantity', () => {
  it.each<[number, Unit, string]>([
    [0, 'ms', '0 ms'],
    [300, 'ms', '300 ms'],
    [0.1, 'ms', '0.1 ms'],
    [1500, 'ms', '1.5 s'],
    [2_000_000, 'ms', '2,000 s'],
    [4 * GIB, 'bytes', '4 GiB'],
    [1_048_576, 'bytes', '1 MiB'],
    [0, 'bytes', '0 B'],
    [134_217_728, 'bytes/s', '128 MiB/s'],
    [1_250_000_000, 'bytes/s', '10 Gbit/s'],
    [1, 'pages', '1 page'],
    [65_536, 'pages', '65,536 pages'],
    [20_000, 'pages/s', '20,000 pages/s'],
    [0.1875, 'share', '18.75 %'],
    [4_294_967_295, '', '4,294,967,295'],
  ])('%d in %s is shown as %s, and read back', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each<[string, Unit, number]>([
    ['300', 'ms', 300],
    ['300ms', 'ms', 300],
    [' 1,5 s ', 'ms', 1500],
    ['2000 s', 'ms', 2_000_000],
    ['2 min', 'ms', 120_000],
    ['−5 ms', 'ms', -5],
    ['0.07 s', 'ms', 70],
    ['4G', 'bytes', 4 * GIB],
    ['4 gib', 'bytes', 4 * GIB],
    ['4 GB', 'bytes', 4e9],
    ['1 000 000', 'bytes', 1_000_000],
    ['1e6', 'bytes', 1_000_000],
    ['10 Gb/s', 'bytes/s', 1.25e9],
    ['10Gbps', 'bytes/s', 1.25e9],
    ['10 gbit/s', 'bytes/s', 1.25e9],
    ['10 GB/s', 'bytes/s', 10e9],
    ['32 MiB', 'bytes/s', 32 * MIB],
    ['32M', 'bytes/s', 32 * MIB],
    ['33554432', 'bytes/s', 32 * MIB],
    ['256 MiB', 'pages', 65_536],
    ['20k', 'pages/s', 20_000],
    ['80 MiB/s', 'pages/s', 20_480],
    ['25', 'share', 0.25],
    ['1,234', 'pages', 1234],
    ['1.234', 'ms', 1.234],
    ['0,125', 'ms', 0.125],
  ])('%s in %s is %d', (text, unit, value) => {
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each<[string, Unit, string]>([
    ['soon', 'ms', '"soon" is not a time. Write 300 ms or 1.5 s.'],
    ['', 'bytes', '"" is not a size. Write 4 GiB or 512 MiB.'],
    ['3 s', 'bytes', '"3 s" is not a size. Write 4 GiB or 512 MiB.'],
    ['1.2.3', '', '"1.2.3" is not a number. Write it without a unit.'],
    ['3 constructor', 'ms', '"3 constructor" is not a time. Write 300 ms or 1.5 s.'],
    ['ms', 'ms', '"ms" is not a time. Write 300 ms or 1.5 s.'],
  ])('refuses %s in %s and says what to write', (text, unit, message) => {
    expect(() => parseQuantity(text, unit)).toThrow(message);
  });

  it('is not broken from its unit', () => {
    expect(unbroken('4 GiB · 19 % zero · uniform 20 pages/s').split(' ')).toEqual([
      '4\u00a0GiB\u00a0·',
      '19\u00a0%',
      'zero\u00a0·',
      'uniform',
      '20\u00a0pages/s',
    ]);
  });
});

describe('a quantity in German', () => {
  beforeAll(() => speak({ language: 'de', catalogue: german }));
  afterAll(() => speak({ language: 'en', catalogue: {} }));

  it.each<[number, Unit, string]>([
    [1500, 'ms', '1,5 s'],
    [2_000_000, 'ms', '2.000 s'],
    [1.5 * GIB, 'bytes', '1,5 GiB'],
    [1, 'pages', '1 Seite'],
    [65_536, 'pages', '65.536 Seiten'],
    [20_000, 'pages/s', '20.000 Seiten/s'],
    [0.1875, 'share', '18,75 %'],
    [4_294_967_295, '', '4.294.967.295'],
  ])('%d in %s is shown as %s, and read back', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each<[string, Unit, number]>([
    ['1.234', 'pages', 1234],
    ['1.234', 'ms', 1234],
    ['1.234,5', 'ms', 1234.5],
    ['1,234', 'ms', 1.234],
    ['1 000 000', 'bytes', 1_000_000],
    ['0.125 s', 'ms', 125],
    ['1.5 GiB', 'bytes', 1.5 * GIB],
    ['10000.5', 'ms', 10_000.5],
    ['−5,5 ms', 'ms', -5.5],
    ['3 seiten', 'pages', 3],
    ['20.000 pages/s', 'pages/s', 20_000],
  ])('%s in %s is %d, as a German means it', (text, unit, value) => {
    expect(parseQuantity(text, unit)).toBe(value);
  });

  it.each<[string, Unit]>([
    ['1,234.567', 'ms'],
    ['1.2.3', ''],
    ['bald', 'ms'],
  ])('refuses %s in %s', (text, unit) => {
    expect(() => parseQuantity(text, unit)).toThrow(`„${text}“ ist keine Z`);
  });
});

describe.each(['en', 'de'])('what is shown in %s', (language) => {
  beforeAll(() => speak({ language, catalogue: language === 'de' ? german : {} }));
  afterAll(() => speak({ language: 'en', catalogue: {} }));

  it('reads back to the same value', () => {
    const units = fc.constantFrom<Unit>('pages', 'pages/s', 's', 'ns', '%', 'MB/s', '');
    const thousandths = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n / 1000);
    fc.assert(
      fc.property(thousandths, units, (value, unit) => {
        expect(parseQuantity(formatQuantity(value, unit), unit)).toBe(value);
      }),
    );
  });

  it('is read back to three decimals of the unit that it is shown in', () => {
    const units = fc.constantFrom<Unit>('bytes', 'bytes/s', 'ms', 'share');
    fc.assert(
      fc.property(fc.nat(2 ** 31), units, (value, unit) => {
        const back = parseQuantity(formatQuantity(value, unit), unit);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(value / 1000);
      }),
    );
  });
});
