import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIB, MIB } from '../units.ts';
import { isoLevels, isoLines } from './iso-lines.ts';

const grid = (columns: number, rows: number, of: (x: number, y: number) => number | null) =>
  Array.from({ length: columns * rows }, (_, i) => of((i % columns) + 0.5, Math.floor(i / columns) + 0.5));

describe('lines of equal value', () => {
  it('of a plane are straight and lie where the plane has the value', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.5, max: 3, noNaN: true }), (a, b) => {
        const plane = (x: number, y: number) => a * x + b * y + 10;
        const level = plane(4.3, 3.7);
        const [line] = isoLines(grid(9, 8, plane), 9, 8, [level]);
        expect(line!.paths.length).toBeGreaterThan(0);
        for (const [x, y] of line!.paths.flat()) expect(plane(x, y)).toBeCloseTo(level, 6);
      }),
    );
  });

  it('do not run along the rim, nor beside what has no value', () => {
    const withHole = grid(8, 8, (x, y) => (x > 5 && y < 3 ? null : y));
    const [line] = isoLines(withHole, 8, 8, [2.25]);
    expect(line!.paths).toHaveLength(1);
    for (const [x, y] of line!.paths[0]!) {
      expect(y).toBeCloseTo(2.25, 9);
      expect(x).toBeGreaterThanOrEqual(0.5);
      expect(x).toBeLessThanOrEqual(4.5); // the middle of the last square that has a value
    }
    expect(Math.max(...line!.paths[0]!.map(([x]) => x))).toBe(4.5);
  });

  it('around a hill are one closed line', () => {
    const [line] = isoLines(
      grid(9, 9, (x, y) => 50 - (x - 4.5) ** 2 - (y - 4.5) ** 2),
      9,
      9,
      [45],
    );
    expect(line!.paths).toHaveLength(1);
    expect(line!.paths[0]!.at(-1)).toEqual(line!.paths[0]![0]);
  });

  it('lie by orders of size where the values do', () => {
    const [line] = isoLines(
      grid(9, 3, (x) => 10 ** (x - 0.5)),
      9,
      3,
      [10 ** 3.5],
    );
    for (const [x] of line!.paths.flat()) expect(x).toBeCloseTo(4, 9);
  });

  it('need two rows and two columns', () => {
    expect(isoLines([1, 2, 3], 3, 1, [2])).toEqual([]);
  });
});

describe('the values they are drawn for', () => {
  it('are round, few, and between the least and the most', () => {
    expect(isoLevels(130, 910, false)).toEqual([200, 400, 600, 800]);
    expect(isoLevels(3, 20_000, false)).toEqual([10, 100, 1000, 10_000]);
    expect(isoLevels(GIB, 4.2 * GIB, true)).toEqual([1.5, 2, 2.5, 3, 3.5, 4].map((gib) => gib * GIB));
    expect(isoLevels(MIB, 100 * MIB, true)).toEqual([4, 16, 64].map((mib) => mib * MIB));
    expect(isoLevels(5, 5, false)).toEqual([]);
  });
});
