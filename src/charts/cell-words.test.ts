import { describe, expect, it } from 'vitest';
import { cellWords } from './cell-words.ts';
import { CATEGORIES, DESTINATION, pageColours, SOURCE } from './page-painter.ts';

describe.each(['light', 'dark'] as const)('what is said of a cell, in %s', (theme) => {
  const colours = pageColours(theme);

  it('names each category of each side by its own words', () => {
    const source = Object.values(SOURCE).map((category) => cellWords('source', colours[category]!));
    const destination = Object.values(DESTINATION).map((category) => cellWords('destination', colours[category]!));
    for (const words of [source, destination]) {
      expect(words).not.toContain('');
      expect(new Set(words).size).toBe(words.length);
    }
    expect(source).toContain('sent twice');
    expect(destination).toContain('requested: a CPU waits');
  });

  it('knows the second colour of every pattern', () => {
    const [sourceHatch, destinationHatch, check, , , , rule, strike] = colours.subarray(CATEGORIES);
    expect(cellWords('source', sourceHatch!)).toBe('zero');
    expect(cellWords('destination', destinationHatch!)).toBe('zero');
    expect(cellWords('destination', check!)).toBe('lost');
    expect(cellWords('source', rule!)).toBe('only here');
    expect(cellWords('destination', strike!)).toBe('discarded');
  });

  it('says what asks for attention in a cell of several pages', () => {
    const tinted = colours[CATEGORIES + 8 + SOURCE.waiting * CATEGORIES + SOURCE.once]!;
    expect(cellWords('source', tinted)).toBe('sent once, in part waiting');
  });

  it('says nothing of a cell without pages', () => {
    expect(cellWords('source', colours[CATEGORIES + 3]!)).toBe('');
    expect(cellWords('destination', 0)).toBe('');
  });
});
