import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceLog } from '../vfio/tracking.ts';
import { allocatePlanes, popcount, setRange } from './page-planes.ts';

describe('planes', () => {
  it.each<[readonly DeviceLog[], number, string[]]>([
    [[], 6, ['byDma', 'deferredLog', 'dmaLog', 'free', 'ring', 'untracked']],
    [['logged'], 8, ['deferredLog', 'free', 'ring', 'untracked']],
    [['hidden', 'hidden'], 8, ['deferredLog', 'dmaLog', 'free', 'ring']],
    [['hidden', 'logged'], 9, ['deferredLog', 'free', 'ring']],
    [['deferred'], 9, ['dmaLog', 'free', 'ring']],
    [['deferred', 'logged', 'hidden'], 10, ['free', 'ring']],
  ])('with devices whose writes are %j there are %d, side by side in one buffer', (logs, count, absent) => {
    const { planes, words } = allocatePlanes(96, logs, false);
    const present = Object.entries(planes).filter(([, plane]) => plane !== null) as [string, Uint32Array][];
    expect(present.length).toBe(count);
    expect(
      Object.entries(planes)
        .filter(([, plane]) => plane === null)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual([...absent, 'discarded', 'requested', 'kvmLog', 'reported'].toSorted());
    expect(words.length).toBe(count * 3);
    for (const [i, [, plane]] of present.entries()) plane.fill(i + 1);
    expect([...words]).toEqual(present.flatMap((_, i) => [i + 1, i + 1, i + 1]));
  });

  it('have one more for the dirty rings', () => {
    const { planes, words } = allocatePlanes(96, [], false, ['ring']);
    expect(planes.ring).not.toBeNull();
    expect(words.length).toBe(7 * 3);
    expect(allocatePlanes(96, [], false, ['ring', 'free']).words.length).toBe(8 * 3);
  });

  it('take at most a byte a page while all devices are logged, or none', () => {
    for (const logs of [[], ['logged'], ['hidden']] as const) {
      expect(allocatePlanes(32_000, logs, false).words.byteLength).toBeLessThanOrEqual(32_000);
    }
  });

  it.each([
    ['post-copy is possible', ['discarded', 'requested'] as const],
    ['the log is cleared by chunk', ['kvmLog', 'reported'] as const],
  ])('are two more, and still at most a byte a page, where %s', (_, names) => {
    const { planes, words } = allocatePlanes(32_000, [], false, names);
    for (const name of names) expect(planes[name]?.length).toBe(1000);
    expect(words.byteLength).toBeLessThanOrEqual(32_000);
  });

  it('lie in shared memory only when asked to', () => {
    expect(allocatePlanes(32, [], true).words.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(allocatePlanes(32, [], false).words.buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe('setRange', () => {
  it('sets the bits that a plain loop would, and leaves the others', () => {
    const words = fc.array(fc.nat(2 ** 32 - 1), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(words, fc.nat(128), fc.nat(128), (before, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const plane = Uint32Array.from(before);
        const expected = Uint32Array.from(before);
        for (let slot = from; slot < to; slot++) expected[slot >>> 5]! |= 1 << (slot & 31);
        setRange(plane, from, to);
        expect(plane).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('popcount', () => {
  it('counts the ones of the binary number', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (word) => {
        const ones = word.toString(2).replaceAll('0', '').length;
        expect(popcount(word)).toBe(ones);
        expect(popcount(word | 0)).toBe(ones); // as a bitwise operator leaves it
      }),
    );
    expect([0, 1, 0x80000000, -1].map(popcount)).toEqual([0, 1, 1, 32]);
  });
});
