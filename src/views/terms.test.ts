import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GLOSSARY } from '../content/glossary.ts';
import { LESSONS } from '../content/lessons.ts';
import { termsIn, valuesIn } from '../content/prose.ts';
import { TOUR } from '../content/tour.ts';
import { FIGURE_TERMS } from './lab/terms.ts';
import { LESSONS_OF_TERM } from './learn/lessons-of-term.ts';

const src = fileURLToPath(new URL('../', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(src + name, 'utf8')] as const);
const known = new Set(GLOSSARY.map(({ id }) => id));

describe('the words that screens explain', () => {
  it('are in the glossary, wherever they are used', () => {
    const used = files.flatMap(([name, text]) =>
      [...text.matchAll(/<Term id="([^"]+)"/g)].map((match) => `${name}: ${match[1]}`),
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((each) => !known.has(each.split(': ')[1]!))).toEqual([]);
    expect(FIGURE_TERMS.filter((id) => !known.has(id))).toEqual([]);
    expect(TOUR.flatMap(({ text }) => termsIn(text)).filter((id) => !known.has(id))).toEqual([]);
  });

  it('lead back to the lessons that use them', () => {
    for (const [id, lessons] of LESSONS_OF_TERM) {
      expect(known).toContain(id);
      for (const lesson of lessons) expect(LESSONS).toContain(lesson);
    }
    expect(LESSONS_OF_TERM.get('sync')!.length).toBeGreaterThan(1);
  });
});

describe('the tour', () => {
  it('stops at parts of the screen that there are, each once, and names no number of a run', () => {
    const parts = files.flatMap(([, text]) => [...text.matchAll(/data-tour="([a-z]+)"/g)].map((match) => match[1]));
    expect(parts.toSorted()).toEqual(TOUR.map(({ at }) => at).toSorted());
    expect(TOUR.flatMap(({ text }) => valuesIn(text))).toEqual([]);
  });
});
