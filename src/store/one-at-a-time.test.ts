import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('runs once more for any number of requests that came while it ran', async () => {
  const seen: string[] = [];
  let asked = '';
  let finish = () => {};
  const run = oneAtATime(async () => {
    seen.push(asked);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const requests = ['first', 'second', 'third'].map((name) => {
    asked = name;
    return run();
  });
  expect(seen).toEqual(['first']);
  finish();
  await Promise.resolve();
  await Promise.resolve();
  expect(seen).toEqual(['first', 'third']);
  finish();
  await Promise.all(requests);
  expect(seen).toEqual(['first', 'third']);
});
