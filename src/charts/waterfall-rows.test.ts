import { describe, expect, it } from 'vitest';
import { type LedgerPart, waterfallRows } from './waterfall-rows.ts';

const parts: LedgerPart[] = [
  { part: 'vm-stop', fromMs: 7100, ms: 2, bytes: 0 },
  { part: 'ram', fromMs: 7102, ms: 198, bytes: 2e8 },
  { part: 'destination-load', fromMs: 7300, ms: 50, bytes: 0 },
];

describe('the rows of the waterfall', () => {
  it('follow each other and fill the pause', () => {
    const { rows, totalMs, scaleMs } = waterfallRows(parts, 100);
    expect([totalMs, scaleMs]).toEqual([250, 250]);
    for (const [i, row] of rows.entries())
      expect(row.from).toBeCloseTo(i === 0 ? 0 : rows[i - 1]!.from + rows[i - 1]!.share);
    expect(rows.at(-1)!.from + rows.at(-1)!.share).toBeCloseTo(1);
  });

  it('leave room for a limit near the pause, and none for one far beyond', () => {
    expect(waterfallRows(parts, 300).limit).toBeCloseTo(1 / 1.05);
    expect(waterfallRows(parts, 100).limit).toBe(0.4);
    expect(waterfallRows(parts, 2_000_000).limit).toBeNull();
    expect(waterfallRows(parts, 0).limit).toBe(0);
  });

  it('of a run that never stopped are none', () => {
    expect(waterfallRows([], 300)).toMatchObject({ rows: [], totalMs: 0, limit: null });
  });

  it('name the device whose part it is, once there are several', () => {
    const names = (...devices: number[]) =>
      waterfallRows(
        devices.flatMap((device) => [
          { part: 'device-p2p', device, fromMs: 0, ms: 1, bytes: 0 },
          { part: 'device-stop', device, fromMs: 1, ms: 1, bytes: 0 },
          { part: 'device-state', device, fromMs: 2, ms: 0, bytes: 5 },
        ]),
        300,
      ).rows.map(({ name }) => name);
    expect(names(0)).toEqual(['device stops peer-to-peer', 'device stops', 'device state']);
    expect(names(0, 1).slice(3)).toEqual(['device 2 stops peer-to-peer', 'device 2 stops', 'device 2 state']);
    expect(names(0, 1)[1]).toBe('device 1 stops');
  });
});
