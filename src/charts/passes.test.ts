import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeNarrow, passesOf, type Sync } from './passes.ts';
import { timeScale } from './time-scale.ts';

const sync = (index: number, atMs: number, sent: number, found: number): Sync => ({
  index,
  atMs,
  normalPages: sent,
  duplicatePages: index * 10,
  redundantPages: index,
  vmStopped: false,
  remainingBeforePages: 0,
  remainingPages: found,
  byVcpuPages: found - 1,
  byDmaPages: 1,
  allDirtyPages: 0,
});

describe('passes', () => {
  it('lie between syncs, the last one open', () => {
    const end = { atMs: 5000, normalPages: 1500, duplicatePages: 40, redundantPages: 4 };
    expect(passesOf([sync(1, 20, 0, 1000), sync(2, 4000, 1000, 400)], end)).toEqual([
      {
        first: 1,
        last: 1,
        fromMs: 20,
        toMs: 4000,
        normalPages: 1000,
        encodedPages: 0,
        zeroPages: 10,
        redundantPages: 1,
        foundPages: 400,
      },
      {
        first: 2,
        last: 2,
        fromMs: 4000,
        toMs: 5000,
        normalPages: 500,
        encodedPages: 0,
        zeroPages: 20,
        redundantPages: 2,
        foundPages: null,
      },
    ]);
    expect(passesOf([], end)).toEqual([]);
  });

  it('count what was sent encoded or compressed as sent, and nothing that was found as it was', () => {
    const xbzrle = { pages: 100, overflows: 7, skippedPages: 30 };
    const end = { atMs: 50, normalPages: 507, duplicatePages: 0, redundantPages: 0, xbzrle, compression: { pages: 5 } };
    const [pass] = passesOf([sync(1, 0, 500, 1)], end);
    expect(pass).toMatchObject({ normalPages: 7 + 63 + 5, encodedPages: 63 + 5 });
  });

  it('taken together lose no page and no time, and are wide enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(300), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (lengths, leastPx) => {
          let ms = 0;
          const syncs = lengths.map((length, i) => {
            ms += length;
            return sync(i + 1, ms, i * 100, 50);
          });
          const end = { atMs: ms + 7, normalPages: 1e6, duplicatePages: 1e4, redundantPages: 1e3 };
          const passes = passesOf(syncs, end);
          const scale = timeScale(0, end.atMs, 700);
          const merged = mergeNarrow(passes, scale, leastPx);
          const sum = (key: 'normalPages' | 'zeroPages' | 'redundantPages' | 'foundPages') =>
            [passes, merged].map((list) => list.reduce((total, pass) => total + (pass[key] ?? 0), 0));
          for (const key of ['normalPages', 'zeroPages', 'redundantPages', 'foundPages'] as const)
            expect(sum(key)[1]).toBe(sum(key)[0]);
          for (const [i, pass] of merged.entries()) {
            expect(pass.fromMs).toBe(i === 0 ? passes[0]!.fromMs : merged[i - 1]!.toMs);
            if (merged.length > 1)
              expect(((pass.toMs - pass.fromMs) / scale.toMs) * (scale.right - scale.left)).toBeGreaterThanOrEqual(
                leastPx - 1e-6,
              );
          }
          expect(merged.at(-1)!.toMs).toBe(end.atMs);
        },
      ),
    );
  });
});
