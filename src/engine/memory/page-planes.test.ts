import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocatePlanes, popcount, setRange } from './page-planes.ts';

describe('page planes', () => {
  it('sets exactly the bits of a range, wherever it begins and ends', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const words = new Uint32Array(10);
        setRange(words, from, to);
        for (let bit = 0; bit < 320; bit++)
          expect((words[bit >>> 5]! >>> (bit & 31)) & 1).toBe(Number(bit >= from && bit < to));
      }),
    );
  });

  it('counts the bits of any word', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (word) => {
        expect(popcount(word)).toBe((word >>> 0).toString(2).replaceAll('0', '').length);
      }),
    );
  });

  it.each([
    ['none', 6],
    ['tracked', 8],
    ['untracked', 8],
  ] as const)('takes at most one byte a page: %s device', (device, planes) => {
    const { words } = allocatePlanes(64 * 32, device, false);
    expect(words.byteLength).toBe((64 * 32 * planes) / 8);
    expect(words.byteLength).toBeLessThanOrEqual(64 * 32);
  });

  it('lies in shared memory when asked', () => {
    expect(allocatePlanes(32, 'none', true).words.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
