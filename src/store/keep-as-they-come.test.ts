import { expect, it } from 'vitest';
import type { Measured } from '../sweep/study/measure.ts';
import { keepAsTheyCome } from './keep-as-they-come.ts';

const run = (digest: string) => ({ digest }) as Measured;

/** A store whose writes end when the test says so. */
function slowStore() {
  const writes: { readonly addresses: string[]; readonly end: () => void; readonly fail: (error: Error) => void }[] =
    [];
  return {
    writes,
    keep: (results: ReadonlyMap<string, Measured>) =>
      new Promise<void>((resolve, reject) => {
        writes.push({ addresses: [...results.keys()], end: resolve, fail: reject });
      }),
  };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

it('keeps the first at once, and what comes meanwhile together; told is only what is kept', async () => {
  const store = slowStore();
  const told: string[] = [];
  const keeper = keepAsTheyCome(store, () => expect.unreachable());
  for (const address of ['a', 'b', 'c']) keeper.add(address, run(address), () => told.push(address));
  expect(store.writes.map(({ addresses }) => addresses)).toEqual([['a']]);
  expect(told).toEqual([]);
  store.writes[0]!.end();
  await turn();
  expect(told).toEqual(['a']);
  expect(store.writes.map(({ addresses }) => addresses)).toEqual([['a'], ['b', 'c']]);
  let isAtRest = false;
  const rest = keeper.rest().then(() => {
    isAtRest = true;
  });
  await turn();
  expect(isAtRest).toBe(false);
  store.writes[1]!.end();
  await rest;
  expect(told).toEqual(['a', 'b', 'c']);
  keeper.add('d', run('d'), () => {});
  expect(store.writes[2]!.addresses).toEqual(['d']);
});

it('without room it says so once, asks no more, and goes on telling', async () => {
  const store = slowStore();
  const told: string[] = [];
  const full: unknown[] = [];
  const keeper = keepAsTheyCome(store, (error) => full.push(error));
  keeper.add('a', run('a'), () => told.push('a'));
  keeper.add('b', run('b'), () => told.push('b'));
  const error = new Error('QuotaExceededError');
  store.writes[0]!.fail(error);
  await keeper.rest();
  for (const address of ['c', 'd']) keeper.add(address, run(address), () => told.push(address));
  await keeper.rest();
  expect(told).toEqual(['a', 'b', 'c', 'd']);
  expect(full).toEqual([error]);
  expect(store.writes).toHaveLength(1);
});
