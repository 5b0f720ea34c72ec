import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIB, MIB, TIB } from '../units.ts';
import { byteTicks, linearTicks, logTicks, yOf } from './byte-ticks.ts';

const labels = (ticks: { label: string }[]) => ticks.map((tick) => tick.label);

describe('linear ticks of bytes', () => {
  it('are multiples of a power of two, and the unit stands once', () => {
    expect(labels(linearTicks(4 * GIB + 335_872, 5))).toEqual(['0', '1', '2', '3', '4 GiB']);
    expect(labels(linearTicks(1.5 * GIB, 4))).toEqual(['0', '0.5', '1', '1.5 GiB']);
    expect(labels(linearTicks(300 * MIB, 5))).toEqual(['0', '64', '128', '192', '256 MiB']);
    expect(labels(linearTicks(1000 * MIB, 4))).toEqual(['0', '256', '512', '768 MiB']);
    expect(labels(linearTicks(TIB, 4))).toEqual(['0', '0.25', '0.5', '0.75', '1 TiB']);
  });

  it('are as many as asked for, or down to half', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 4096, max: 2 ** 42, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (max, count) => {
          const ticks = linearTicks(max, count);
          expect(ticks.length - 1).toBeLessThanOrEqual(count);
          expect(ticks.length).toBeGreaterThan(count / 2);
          expect(ticks.at(-1)!.value).toBeLessThanOrEqual(max);
          expect(Number.isInteger(Math.log2(ticks[1]!.value))).toBe(true);
        },
      ),
    );
  });
});

describe('logarithmic ticks of bytes', () => {
  it('begin each unit at a tick, above a floor that says so', () => {
    expect(labels(logTicks(4096, 4 * GIB, 5))).toEqual(['≤ 4 KiB', '32 KiB', '1 MiB', '32 MiB', '1 GiB']);
    expect(labels(logTicks(MIB, 64 * MIB, 4))).toEqual(['≤ 1 MiB', '4 MiB', '16 MiB', '64 MiB']);
    expect(labels(logTicks(16 * MIB, 4 * GIB, 6))).toEqual(['≤ 16 MiB', '64 MiB', '256 MiB', '1 GiB', '4 GiB']);
    expect(labels(logTicks(4096, TIB, 3))).toEqual(['≤ 4 KiB', '1 MiB', '1 GiB', '1 TiB']);
  });
});

describe('the scale of bytes', () => {
  const scale = { kind: 'log', floorBytes: 4096, maxBytes: 4 * GIB, top: 10, bottom: 210 } as const;
  it('puts what is less than its floor on the floor', () => {
    expect([0, 1, 4096].map((bytes) => yOf(scale, bytes))).toEqual([210, 210, 210]);
    expect(yOf(scale, 4 * GIB)).toBe(10);
    expect(yOf(scale, 4 * MIB)).toBe(110);
  });

  it('is straight when linear', () => {
    expect([0, GIB, 4 * GIB].map((bytes) => yOf({ ...scale, kind: 'linear' }, bytes))).toEqual([210, 160, 10]);
  });

  it('has ticks inside it, far enough apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 65_536, max: 2 ** 42 }),
        fc.constantFrom('linear' as const, 'log' as const),
        fc.integer({ min: 80, max: 600 }),
        (maxBytes, kind, bottom) => {
          const any = { kind, floorBytes: 4096, maxBytes, top: 0, bottom };
          const ys = byteTicks(any).map(({ value }) => yOf(any, value));
          for (const [i, y] of ys.entries()) {
            expect(y).toBeGreaterThanOrEqual(-0.001);
            expect(y).toBeLessThanOrEqual(bottom);
            if (i > 0) expect(ys[i - 1]! - y).toBeGreaterThan(19.9);
          }
        },
      ),
    );
  });
});
