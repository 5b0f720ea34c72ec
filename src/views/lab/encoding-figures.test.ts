import { describe, expect, it } from 'vitest';
import { simulate } from '../../engine/simulation.ts';
import { preset } from '../../scenario/presets.ts';
import { formatBytes, formatCount, pagesToBytes } from '../../units.ts';
import { encodingFigures, encodingShares } from './encoding-figures.ts';

const ran = (id: string) => {
  const { scenario } = preset(id);
  return { scenario, timeline: simulate(scenario).timeline() };
};

describe('what XBZRLE did', () => {
  const { scenario, timeline } = ran('xbzrle');
  const outcome = timeline.outcome!;

  it('is a share of pages found for each pass that looked some up: none in the second, then more and more', () => {
    const { cacheHits, compressing } = encodingShares(timeline, scenario);
    expect(compressing).toEqual([]);
    expect(cacheHits[0]).toMatchObject({ fromMs: timeline.syncs[1]!.atMs, share: 0 });
    const shares = cacheHits.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
  });

  it('is told in figures: pages found, and what was sent in their place', () => {
    const figures = Object.fromEntries(encodingFigures(outcome).map(({ label, value }) => [label, value]));
    const { pages, bytes, overflows, skippedPages } = outcome.xbzrle!;
    expect(overflows).toBe(0);
    expect(figures['Found in the cache']).toMatch(new RegExp(`^${formatCount(pages)}, \\d+ % of those looked up$`));
    expect(figures['Sent encoded']).toBe(
      `${formatBytes(bytes)} instead of ${formatBytes(pagesToBytes(pages - skippedPages))}`,
    );
    expect(figures['Found as they were']).toBe(formatCount(skippedPages));
  });
});

describe('what compression did', () => {
  it('is the share of the threads’ time: all of it where the CPU is what limits', () => {
    const { scenario, timeline } = ran('compressed');
    const { cacheHits, compressing } = encodingShares(timeline, scenario);
    expect(cacheHits).toEqual([]);
    expect(compressing[0]!.share).toBeGreaterThan(0.95);
    for (const { share } of compressing) expect(share).toBeLessThanOrEqual(1.001);
  });
});
