import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, errorScale } from './error-scale.ts';

describe('errorScale', () => {
  it('has 0 in the middle of a straight line and the tolerance on both sides', () => {
    const { x, band, ticks } = errorScale('linear', [0.124, -0.03], 0.025, 100, 300);
    expect(x(0)).toBe(200);
    expect(x(0.025) - 200).toBeCloseTo(200 - x(-0.025));
    expect(band).toEqual([x(-0.025), x(0.025)]);
    expect(ticks.map((tick) => Number(tick.toFixed(3)))).toEqual([-0.1, -0.05, 0, 0.05, 0.1]);
  });

  it('has sizes alone on a logarithmic line, and nothing below its lower end', () => {
    const { x, span, band, ticks } = errorScale('log', [0.124, -0.03], 0.025, 100, 300);
    expect(x(-0.03)).toBe(x(0.03));
    expect(x(0)).toBe(100);
    expect(band).toEqual([100, x(0.025)]);
    expect(span([-0.03, -0.01])).toEqual([x(0.01), x(0.03)]);
    expect(span([-0.001, 0.02])).toEqual([100, x(0.02)]);
    expect(ticks).toEqual([0.001, 0.01, 0.1]);
  });

  it('places every error between its ends, in order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('linear' as const, 'log' as const),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 1e-4, max: 1, noNaN: true }),
        (kind, errors, tolerance) => {
          const { x, ticks } = errorScale(kind, errors, tolerance, 10, 500);
          for (const at of [...errors, ...ticks].map(x)) {
            expect(at).toBeGreaterThanOrEqual(10 - 1e-6);
            expect(at).toBeLessThanOrEqual(500 + 1e-6);
          }
          expect(ticks.length).toBeGreaterThan(1);
          expect(ticks.length).toBeLessThan(12);
        },
      ),
    );
  });
});

it('keeps dots of a row apart, one above and one below in turn', () => {
  expect(apart([10, 50, 12, 13, 90, 51], 8)).toEqual([0, 0, -1, 1, 0, -1]);
  expect(apart([], 8)).toEqual([]);
});
