import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Semantics sheet, section 10: forty invariants, I1 to I40. */
const ALL = Array.from({ length: 40 }, (_, i) => `I${i + 1}`);

describe('the invariants of the sheet', () => {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const titles = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => titlesIn(readFileSync(here + name, 'utf8')));

  it('are each named by a test', () => {
    const named = new Set(titles.flatMap(numbersOf));
    expect(ALL.filter((number) => !named.has(number))).toEqual([]);
  });

  it('are not invented', () => {
    expect(titles.flatMap(numbersOf).filter((number) => !ALL.includes(number))).toEqual([]);
  });
});

/** Titles that begin with numbers of invariants, such as `I30, I31: a saturating writer`. */
const titlesIn = (source: string): string[] =>
  [...source.matchAll(/['"`]((?:I\d+(?:, )?)+): /g)].map(([, numbers]) => numbers!);

const numbersOf = (title: string): string[] => title.split(', ');
