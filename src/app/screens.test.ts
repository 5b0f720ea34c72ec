import { expect, it } from 'vitest';
import { addressOf, type Screen, screens } from './screens.tsx';

const sweep: Screen = { ...screens[0]!, id: 'sweep', title: 'Sweep' };

it('takes the run along to another screen', () => {
  expect(addressOf(sweep, '#s=abc-_1')).toBe('#view=sweep&s=abc-_1');
  expect(addressOf(sweep, '#view=compare&s=abc')).toBe('#view=sweep&s=abc');
  expect(addressOf(sweep, '')).toBe('#view=sweep');
});

it('does not name the first screen', () => {
  expect(addressOf(screens[0]!, '#view=sweep&s=abc')).toBe('#s=abc');
});
