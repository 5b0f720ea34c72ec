import { describe, expect, it } from 'vitest';
import { publishedChecks, vs1Cells } from './published-check.ts';

describe('published numbers', () => {
  it('VS-1: all 48 cells, to the second', () => {
    expect(vs1Cells()).toHaveLength(48);
    for (const { bandwidth, limitMs, published, ours } of vs1Cells())
      expect(ours, `${bandwidth}, ${limitMs} ms`).toBe(published);
  });

  it('VS-1: as many rounds before the final copy as the plain model makes', () => {
    const rounds = (name: string) => vs1Cells().flatMap((cell) => (cell.bandwidth === name ? cell.rounds : []));
    expect(rounds('5 Gbps')).toEqual([64, 53, 9, 3, 1, 0]);
    expect(rounds('10 Gbps')).toEqual([4, 3, 2, 2, 1, 0]);
    expect(rounds('2 Gbps')[4]).toBe(5);
    expect(rounds('2.5 Gbps')[4]).toBe(3);
  });

  it.each(publishedChecks().map((check) => [`${check.series}: ${check.what}`, check] as const))('%s', (_, check) => {
    expect(check.holds, `${check.published} is published, ${check.ours} came out`).toBe(true);
    if (check.tolerance === null) expect(check.cause).not.toBe('');
  });
});
