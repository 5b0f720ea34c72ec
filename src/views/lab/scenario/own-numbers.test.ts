import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../store/fields.ts';
import { countOf, instantMs, periodPlace, regionStart } from './own-numbers.ts';

describe('numbers that are no fields', () => {
  it('count pages, also by size', () => {
    const { format, parse } = countOf(1_000_000);
    expect(format(786_432)).toBe('786,432');
    expect(parse('786,432')).toBe(786_432);
    expect(parse('3 GiB')).toBe(786_432);
    expect(() => parse('4 GiB')).toThrow('4 GiB is not from 0 to 1,000,000.');
    expect(() => regionStart(0).parse('1')).toThrow('1 is not from 0 to 0: the region would end beyond RAM.');
    expect(() => regionStart(9).parse('-1')).toThrow('-1 is not from 0 to 9.');
    expect(regionStart(9).parse('9')).toBe(9);
    expect(() => parse('-1')).toThrow('-1 is not from 0 to 1,000,000.');
  });

  it('are instants up to the longest horizon', () => {
    expect(instantMs.parse('20 s')).toBe(20_000);
    expect(instantMs.parse('2 h')).toBe(FIELDS.horizonMs.control.typed.max);
    expect(() => instantMs.parse('3 h')).toThrow('3 h is not from 0 ms to 7,200 s.');
  });

  it('are places in a period, whose end is its beginning', () => {
    expect(periodPlace(2000).parse('1.5 s')).toBe(1500);
    expect(periodPlace(2000).parse('2 s')).toBe(0);
    expect(() => periodPlace(2000).parse('2.1 s')).toThrow('2.1 s is not from 0 ms to 2 s.');
  });
});
