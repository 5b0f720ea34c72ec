import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { palette } from '../charts/palette.ts';

/** The second colours of two patterns: only painters need them. */
const WITHOUT_TOKEN = ['zeroHatch', 'staleCheck'];

const css = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8');

it.each(['light', 'dark'] as const)('the painters and the stylesheet have the same colours: %s', (theme) => {
  const tokens = Object.fromEntries(
    [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)].map(([, name, light, dark]) => [
      name!,
      theme === 'light' ? light : dark,
    ]),
  );
  const painted = Object.entries(palette[theme]).filter(([name]) => !WITHOUT_TOKEN.includes(name));
  expect(painted.length).toBeGreaterThan(10);
  expect(Object.fromEntries(painted.map(([name]) => [name, tokens[name]]))).toEqual(Object.fromEntries(painted));
});
