import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisAt, axisValues } from './axis.ts';

describe('the values of an axis', () => {
  it('a linear one has even steps, a log one even ratios, both ends in', () => {
    expect(axisValues({ field: 'downtime-limit', scale: 'linear', from: 100, to: 500, steps: 5 })).toEqual([
      100, 200, 300, 400, 500,
    ]);
    expect(axisValues({ field: 'downtime-limit', scale: 'log', from: 1, to: 1000, steps: 4 })).toEqual([
      1, 10, 100, 1000,
    ]);
  });

  it('are whole where the field is, and each stands once', () => {
    expect(axisValues({ field: 'downtime-limit', scale: 'linear', from: 1, to: 3, steps: 9 })).toEqual([1, 2, 3]);
    expect(axisValues({ field: 'zeroShare', scale: 'linear', from: 0, to: 1, steps: 5 })).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
    const ram = axisValues({ field: 'ramBytes', scale: 'log', from: 2 ** 26, to: 2 ** 30, steps: 10 });
    expect(ram.every((bytes) => (bytes as number) % 4096 === 0)).toBe(true);
  });

  it('never leave the range and never go back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('linear' as const, 'log' as const),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 200 }),
        (scale, from, length, steps) => {
          const values = axisValues({ field: 'max-bandwidth', scale, from, to: from + length, steps }) as number[];
          expect(values[0]).toBe(from);
          expect(values.at(-1)).toBe(from + length);
          expect(values.every((value, i) => i === 0 || value > values[i - 1]!)).toBe(true);
        },
      ),
    );
  });

  it('an item of a list has its share of the line', () => {
    const rules = { field: 'release', scale: 'list', values: ['7.2', '8.0', '9.0'] } as const;
    expect([0, 0.33, 0.34, 0.67, 1].map((share) => axisAt(rules, share))).toEqual(['7.2', '7.2', '8.0', '9.0', '9.0']);
  });
});
