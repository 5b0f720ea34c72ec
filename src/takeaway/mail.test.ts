import { describe, expect, it } from 'vitest';
import { asciiCurve, mailText, PLOT_COLUMNS } from './mail.ts';
import { SHOWN_PRESETS, takenRun } from './taken-run.testing.ts';

describe('the block for a mail', () => {
  it.each(SHOWN_PRESETS)('of %s has no line longer than 72 columns but the link, and nothing but ASCII', (id) => {
    const run = takenRun(id);
    const lines = mailText(run).split('\n');
    expect(lines.filter((line) => line !== run.link && line.length > 72)).toEqual([]);
    expect(lines.filter((line) => line === run.link)).toHaveLength(1);
    expect(mailText({ ...run, title: '' })).toMatch(/^[\x20-\x7e\n]*$/);
    expect(mailText(run)).toContain(run.timeline.outcome!.digest);
  });

  it('says what the run came to, and why', () => {
    const run = takenRun('converging');
    const text = mailText(run).replaceAll('\n', ' ');
    expect(text).toContain(run.timeline.outcome!.verdict.headline.split(' ').slice(0, 4).join(' '));
    expect(text).toMatch(/pass +from +to +pages sent +found dirty/);
    expect(text).toMatch(/in decision \d+ of \d+/);
  });
});

describe('the curve', () => {
  const plotOf = (lines: readonly string[]) =>
    lines.filter((line) => line.includes('|')).map((line) => line.slice(line.indexOf('|') + 1));

  it('has a mark in every column, falls where remaining falls, and shows where the guest stands still', () => {
    const run = takenRun('converging');
    const lines = asciiCurve(run);
    const plot = plotOf(lines);
    for (let c = 0; c < PLOT_COLUMNS; c++)
      expect(
        plot.some((line) => line[c] === '*'),
        `column ${c}`,
      ).toBe(true);
    const topOf = (c: number) => plot.findIndex((line) => line[c] === '*');
    expect(topOf(0)).toBe(0);
    expect(plot.findLastIndex((line) => line[PLOT_COLUMNS - 1] === '*')).toBe(plot.length - 1);
    const guest = lines.find((line) => line.includes('guest'))!.slice(-PLOT_COLUMNS);
    expect(guest).toMatch(/^=+\.+$/);
  });

  it('keeps a peak that is narrower than a column', () => {
    const run = takenRun('converging');
    const curve = {
      atMs: Float64Array.of(0, 500, 500, 500, 1000),
      remainingBytes: Float64Array.of(100, 100, 1000, 100, 100),
      thresholdBytes: Float64Array.of(0, 0, 0, 0, 0),
      expectedDowntimeMs: new Float64Array(5),
      transferredBytes: new Float64Array(5),
    };
    const plot = plotOf(asciiCurve({ ...run, timeline: { ...run.timeline, curve }, endMs: 1000, vm: [] }));
    const peak = Math.floor(PLOT_COLUMNS / 2);
    expect(plot[0]!.trimEnd().length).toBe(peak + 1);
    expect(plot[0]!.trim()).toBe('*');
  });
});
