import { expect, it } from 'vitest';
import { figureAxis } from './figure-axis.ts';

it('is linear from 0 where values are of one size', () => {
  const { isLog, at, ticks } = figureAxis([200, 400], false, 100, 0);
  expect(isLog).toBe(false);
  expect([at(0), at(200), at(400)]).toEqual([100, 50, 0]);
  expect(ticks).toEqual([0, 100, 200, 300, 400]);
});

it('goes by powers of ten, or of two for bytes, where they differ much, and shows few of them', () => {
  const times = figureAxis([1, 1000], false, 0, 300);
  expect([times.isLog, ...times.ticks]).toEqual([true, 1, 10, 100, 1000]);
  expect(times.at(10)).toBeCloseTo(100);
  const bytes = figureAxis([1024, 1024 ** 2], true, 0, 100);
  expect(bytes.ticks.every((tick) => Number.isInteger(Math.log2(tick)))).toBe(true);
  expect(bytes.ticks.length).toBeLessThanOrEqual(6);
});

it('has room for nothing but zeros', () => {
  expect(figureAxis([0, 0], false, 0, 100).at(0)).toBe(0);
});
