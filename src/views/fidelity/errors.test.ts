import { describe, expect, it } from 'vitest';
import type { CardRecording } from '../../traces/fidelity-card.ts';
import { both, dotWords, ERROR_FIGURES, signedCount, signedPercent } from './errors.ts';

const [total, , syncs] = ERROR_FIGURES as [(typeof ERROR_FIGURES)[0], unknown, (typeof ERROR_FIGURES)[0]];

const hot: CardRecording = {
  name: 'hot',
  file: 'hot.json',
  kind: 'hotcold',
  measured: { status: 'completed', totalTimeMs: 3524, downtimeMs: 22, transferredBytes: 254, dirtySyncCount: 4 },
  predicted: { status: 'completed', totalTimeMs: 3430, downtimeMs: 11, transferredBytes: 253, dirtySyncCount: 3 },
  error: { totalTimeMs: -0.02667, transferredBytes: -0.00394, dirtySyncCount: -1 },
  totalTimeBand: null,
  throttle: null,
  stalePages: { measured: null, predicted: 0 },
  isReference: true,
  misses: ['total time'],
  cause: 'One look more.',
  remark: null,
};

describe('what a dot says', () => {
  it('is the figure on both sides, its error and the cause', () => {
    expect(dotWords(hot, total)).toBe('hot: 3,524 / 3,430 ms measured and predicted, −2.67 %. One look more.');
    expect(dotWords(hot, syncs)).toBe('hot: 4 / 3 syncs measured and predicted, −1. One look more.');
  });

  it('of what is no reference is why it is none', () => {
    const tcg = { ...hot, misses: [], cause: '', isReference: false, remark: 'TCG loses writes' };
    expect(dotWords(tcg, total)).toMatch(/−2\.67 %\. TCG loses writes$/);
  });

  it('leaves out the time of a cancel, which is given', () => {
    expect(total.of({ ...hot, measured: { ...hot.measured, status: 'cancelled' } })).toBeNull();
    expect(total.of(hot)).toBe(-0.02667);
  });
});

it('writes numbers with sign and separators, and nothing for nothing', () => {
  expect([signedPercent(0.0242), signedPercent(-0.00001), signedPercent(null)]).toEqual(['+2.42 %', '0.00 %', '']);
  expect([signedCount(1), signedCount(-1200), signedCount(0), signedCount(null)]).toEqual(['+1', '−1,200', '0', '']);
  expect([both(1234.4, 1200), both(5, null), both(null, 3)]).toEqual(['1,234 / 1,200', '5 / –', '']);
});
