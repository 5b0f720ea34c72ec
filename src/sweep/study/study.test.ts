import { describe, expect, it } from 'vitest';
import { simulate } from '../../engine/simulation.ts';
import { addressOf } from './address.ts';
import { measure } from './measure.ts';
import { NO_PROMISE } from './plan.ts';
import { keeps } from './promise.ts';
import { endingsOf } from './row.ts';
import { busyGuest, limits, planOver } from './study.testing.ts';
import { runOf, study } from './study.ts';

it('a row is what the run says by itself', () => {
  const plan = planOver([limits]);
  const rows = [...study(plan)];
  expect(rows.map(({ cell }) => cell.values)).toEqual([[100], [300], [500], [700], [900]]);
  for (const { cell, run } of rows) {
    const outcome = simulate(cell.scenario).timeline().outcome!;
    expect(run).toMatchObject({ status: outcome.status, digest: outcome.digest, sentBytes: outcome.streamBytes });
  }
  expect(rows.map(({ keepsPromise }) => keepsPromise)).toContain(true);
  expect(rows.map(({ keepsPromise }) => keepsPromise)).toContain(false);
});

it('a result that is known is not run again', () => {
  const plan = planOver([limits]);
  const known = new Map(
    [...study(plan)].map(({ cell, run }) => [addressOf(cell.scenario), { ...run, digest: 'kept' }]),
  );
  const again = [...study(plan, ({ scenario }) => known.get(addressOf(scenario)))];
  expect(again.map(({ run }) => run.digest)).toEqual(Array(5).fill('kept'));
});

it('values that together are no scenario are told apart from a run', () => {
  const run = runOf({ ...busyGuest, horizonMs: -1 });
  expect(run.status).toBe('impossible');
  expect(keeps(run, NO_PROMISE, busyGuest)).toBe(false);
});

describe('a promise', () => {
  const run = measure({ ...busyGuest, parameters: { ...busyGuest.parameters, 'downtime-limit': 900 } });

  it('of nothing is kept by a run that completes', () => {
    expect(run.status).toBe('completed');
    expect(keeps(run, NO_PROMISE, busyGuest)).toBe(true);
    expect(keeps({ ...run, status: 'failed' }, NO_PROMISE, busyGuest)).toBe(false);
    expect(keeps({ ...run, stalePages: 1 }, NO_PROMISE, busyGuest)).toBe(false);
  });

  it.each([
    ['downtimeMs', Math.ceil(run.guestPauseMs!)],
    ['totalTimeMs', run.totalTimeMs],
    ['sentBytes', run.sentBytes],
  ] as const)('of %s is broken one below what happened', (name, value) => {
    expect(keeps(run, { ...NO_PROMISE, [name]: value }, busyGuest)).toBe(true);
    expect(keeps(run, { ...NO_PROMISE, [name]: value - 2 }, busyGuest)).toBe(false);
  });
});

it('a point whose repeats differ has both endings', () => {
  const [row] = [...study(planOver([limits]))];
  const { cell } = row!;
  expect(
    endingsOf([
      { ...row!, keepsPromise: true },
      { ...row!, cell: { ...cell, repeat: 1 }, keepsPromise: false },
    ]).get(0),
  ).toBe('both');
});

describe('an address', () => {
  it('is the same for the same run, whatever it is called', () => {
    expect(addressOf({ ...busyGuest, name: 'another' })).toBe(addressOf(busyGuest));
    expect(addressOf(JSON.parse(JSON.stringify(busyGuest)))).toBe(addressOf(busyGuest));
  });
  it('differs when anything else does', () => {
    const others = [...study(planOver([limits], { repeats: 2 }))].map(({ cell }) => addressOf(cell.scenario));
    expect(new Set(others).size).toBe(10);
    expect(addressOf(busyGuest)).toMatch(/^[0-9a-f]{16}$/);
  });
});
