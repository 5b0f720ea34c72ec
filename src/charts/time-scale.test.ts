import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msAt, timeScale, timeTicks, xOf } from './time-scale.ts';

const labels = (fromMs: number, toMs: number, width = 700) =>
  timeTicks(timeScale(fromMs, toMs, width)).map((t) => t.label);

describe('the time scale', () => {
  it('finds an instant again from its place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        (share, length) => {
          const scale = timeScale(500, 500 + length, 900);
          const ms = 500 + share * length;
          expect(msAt(scale, xOf(scale, ms))).toBeCloseTo(ms, 3);
        },
      ),
    );
  });

  it('holds what is pointed at inside the run', () => {
    const scale = timeScale(0, 7338, 900);
    expect([msAt(scale, -50), msAt(scale, 5000)]).toEqual([0, 7338]);
  });

  it('has a width even for a run that took no time', () => {
    expect(xOf(timeScale(0, 0, 900), 0)).toBe(60);
    expect(labels(0, 0)[0]).toBe('0');
  });
});

describe('the ticks of time', () => {
  it('are round and all in one unit', () => {
    expect(labels(0, 7338, 330)).toEqual(['0', '2 s', '4 s', '6 s']);
    expect(labels(0, 300)).toEqual(['0', '50 ms', '100 ms', '150 ms', '200 ms', '250 ms', '300 ms']);
    expect(labels(0, 2000)).toEqual(['0', '0.5 s', '1.0 s', '1.5 s', '2.0 s']);
    expect(labels(7100, 7338)).toEqual(['7.10 s', '7.15 s', '7.20 s', '7.25 s', '7.30 s']);
    expect(labels(0, 123_000)).toEqual(['0', '20 s', '40 s', '60 s', '80 s', '100 s', '120 s']);
    expect(labels(0, 2_000_000)).toEqual(['0', '5 min', '10 min', '15 min', '20 min', '25 min', '30 min']);
    expect(labels(1_999_000, 2_000_000, 400)).toEqual(['1,999.0 s', '1,999.5 s', '2,000.0 s']);
    expect(labels(600_000, 660_000)).toEqual(['10 min', '10 min 20 s', '10 min 40 s', '11 min']);
    expect(labels(0, 36_000_000)).toEqual(['0', '2 h', '4 h', '6 h', '8 h', '10 h']);
  });

  it('are inside the scale and far enough apart, at any length and width', () => {
    fc.assert(
      fc.property(
        fc.nat(1e7),
        fc.double({ min: 0.01, max: 1e9, noNaN: true }),
        fc.integer({ min: 300, max: 3800 }),
        (fromMs, length, width) => {
          const scale = timeScale(fromMs, fromMs + length, width);
          const xs = timeTicks(scale).map((tick) => xOf(scale, tick.value));
          for (const [i, x] of xs.entries()) {
            expect(x).toBeGreaterThanOrEqual(scale.left - 0.01);
            expect(x).toBeLessThanOrEqual(scale.right + 0.01);
            if (i > 0) expect(x - xs[i - 1]!).toBeGreaterThanOrEqual(35.9);
          }
        },
      ),
    );
  });
});
