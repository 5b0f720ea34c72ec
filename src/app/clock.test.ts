import { expect, it } from 'vitest';
import { clock } from './clock.ts';

it.each([
  [0, '0.000 s'],
  [6412, '6.412 s'],
  [6412.4996, '6.412 s'],
  [1_234_000, '1,234.000 s'],
  [12_345_678.9, '12,345.679 s'],
  [-1, '0.000 s'],
])('%d ms reads %s', (ms, text) => {
  expect(clock(ms)).toBe(text);
});
