import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreCurve, scoreNumber, scorePick } from './score.ts';

const bytes = fc.integer({ min: 0, max: 2 ** 32 });

describe('a curve', () => {
  it('that is the engine’s own has every point', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 2, maxLength: 20 }), (real) => {
        expect(scoreCurve(real, real, 2 ** 32)).toEqual({ points: 100, isRight: true });
      }),
    );
  });

  it('is worth nothing at an average distance of a quarter of the scale, and half of it at an eighth', () => {
    const real = [800, 600, 400, 200];
    const off = (by: number) =>
      scoreCurve(
        real.map((value) => value + by),
        real,
        1000,
      );
    expect(off(250)).toEqual({ points: 0, isRight: false });
    expect(off(125).points).toBe(50);
    expect(off(50)).toEqual({ points: 80, isRight: true });
  });

  it('never gains by moving a point away', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 2, maxLength: 20 }), bytes, bytes, (real, near, far) => {
        const [least, most] = [Math.min(near, far), Math.max(near, far)];
        const moved = (by: number) => scoreCurve([real[0]! + by, ...real.slice(1)], real, 2 ** 32).points;
        expect(moved(most)).toBeLessThanOrEqual(moved(least));
      }),
    );
  });
});

describe('a number', () => {
  it('is right within its tolerance, and loses its points up to four times that', () => {
    expect(scoreNumber(109, 100, 0.1)).toEqual({ points: 100, isRight: true });
    expect(scoreNumber(125, 100, 0.1)).toEqual({ points: 50, isRight: false });
    expect(scoreNumber(140, 100, 0.1)).toEqual({ points: 0, isRight: false });
    expect(scoreNumber(60, 100, 0.1).points).toBe(0);
  });

  it('of nothing is right only when it is nothing', () => {
    expect(scoreNumber(0, 0, 0.1).isRight).toBe(true);
    expect(scoreNumber(1, 0, 0.1)).toEqual({ points: 0, isRight: false });
  });
});

it('an option is right or it is not', () => {
  expect(scorePick('fewer', 'fewer')).toEqual({ points: 100, isRight: true });
  expect(scorePick('same', 'fewer')).toEqual({ points: 0, isRight: false });
});
