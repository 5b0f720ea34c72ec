import { describe, expect, it } from 'vitest';
import { MIB, PAGE_BYTES } from '../units.ts';
import { writerOf } from './published-management.ts';

describe('the writer that has what is published of a guest', () => {
  it.each([
    [77.5, 105, 0.61],
    [83.4, 107, 0.65],
    [116.2, 110.9, 1.127],
  ])('dirties %d MiB in a second, and leaves on a link of %d MiB/s what takes %d s', (secondMib, linkMib, seconds) => {
    const { pages, writesPerSecond } = writerOf(secondMib * MIB, linkMib * MIB, seconds);
    const distinctMib = (s: number) => ((1 - Math.exp((-writesPerSecond * s) / pages)) * pages * PAGE_BYTES) / MIB;
    expect(distinctMib(1)).toBeCloseTo(secondMib, 1);
    expect(distinctMib(seconds)).toBeCloseTo(linkMib * seconds, 1);
  });
});
