import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearStops, logStops, placeOf } from './slider-stops.ts';

describe('linear stops', () => {
  it('have both ends, also where the step does not fit', () => {
    expect(linearStops(0, 1, 0.25)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linearStops(1, 10, 4)).toEqual([1, 5, 9, 10]);
  });

  it('are not spoiled by binary fractions', () => {
    expect(linearStops(0, 0.3, 0.1)).toEqual([0, 0.1, 0.2, 0.3]);
  });
});

describe('logarithmic stops', () => {
  it('are ten round numbers a decade', () => {
    expect(logStops(1, 10)).toEqual([1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]);
    expect(logStops(0.001, 1000)).toHaveLength(61);
    expect(logStops(0.001, 1)).toContain(0.003);
  });

  it('have ends that are not round', () => {
    expect(logStops(0.7, 7)).toEqual([0.7, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7]);
  });
});

describe('the place of a value', () => {
  const stops = [0, ...logStops(1, 2_000_000), Number.POSITIVE_INFINITY];

  it('is the number of its stop', () => {
    for (const [place, stop] of stops.entries()) expect(placeOf(stops, stop)).toBe(place);
  });

  it('lies between its neighbours, and never outside the scale', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const place = placeOf(stops, value);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(stops[Math.floor(place)]).toBeLessThanOrEqual(Math.max(value, 0));
        expect(stops[Math.ceil(place)]).toBeGreaterThanOrEqual(Math.min(value, 2_000_000));
      }),
    );
  });
});
