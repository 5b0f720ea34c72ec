import { describe, expect, it } from 'vitest';
import { withField } from '../study/cells.ts';
import type { Measured } from '../study/measure.ts';
import { NO_PROMISE, type Question } from '../study/plan.ts';
import { keeps } from '../study/promise.ts';
import { busyGuest } from '../study/study.testing.ts';
import { runOf } from '../study/study.ts';
import { answered, boundaryOf } from './boundary.ts';

const limit: Question = { find: 'smallest', field: 'downtime-limit', from: 1, to: 5000 };
const rate: Question = { find: 'largest', field: 'writesPerSecond', from: 0, to: 100_000 };

describe('page-level runs', () => {
  it('the smallest limit holds, and one less fails', () => {
    const { status, holds, fails, tried } = answered(boundaryOf(busyGuest, NO_PROMISE, limit, 1), runOf);
    expect(status).toBe('found');
    expect(fails!.value).toBe(holds!.value - 1);
    for (const [each, isKept] of [
      [holds!, true],
      [fails!, false],
    ] as const) {
      const again = withField(busyGuest, 'downtime-limit', each.value);
      expect(keeps(runOf(again), NO_PROMISE, again)).toBe(isKept);
      expect(each.runs[0]?.digest).toBe(runOf(again).digest);
    }
    expect(tried.length).toBeLessThan(25);
  });

  it('with several seeds every one must hold', () => {
    const one = answered(boundaryOf(busyGuest, NO_PROMISE, rate, 1), runOf);
    const five = answered(boundaryOf(busyGuest, NO_PROMISE, rate, 5), runOf);
    expect(five.holds!.value).toBeLessThanOrEqual(one.holds!.value * 1.001);
    expect(five.holds!.runs).toHaveLength(5);
    expect(five.fails!.runs.some((run) => run.status !== 'completed')).toBe(true);
    expect([one.keptAtLeast, five.keptAtLeast]).toEqual([0.05, 0.05 ** 0.2]);
  });

  it('a promise that no value keeps is never kept', () => {
    const soon = { ...NO_PROMISE, totalTimeMs: 1 };
    expect(answered(boundaryOf(busyGuest, soon, limit, 1), runOf)).toMatchObject({
      status: 'never',
      holds: null,
      keptAtLeast: 0,
    });
  });
});

describe('an oracle in place of runs', () => {
  const run =
    (isKept: (value: number) => boolean) =>
    (scenario: typeof busyGuest): Measured => ({
      ...COMPLETED,
      stalePages: isKept(scenario.parameters['downtime-limit']) ? 0 : 1,
    });
  const smallest = (isKept: (value: number) => boolean) =>
    answered(boundaryOf(busyGuest, NO_PROMISE, limit, 1), run(isKept));

  it.each([2, 37, 1000, 4999])('finds %s, next to the value that fails', (edge) => {
    const { holds, fails } = smallest((value) => value >= edge);
    expect(holds!.value - edge).toBeLessThanOrEqual(edge * 0.001);
    expect(holds!.value).toBeGreaterThanOrEqual(edge);
    expect(fails!.value).toBeLessThan(edge);
  });

  it('says when even the hard end holds', () => {
    expect(smallest(() => true)).toMatchObject({ status: 'all hold', holds: { value: 1 }, fails: null });
  });

  it('finds an island when the easy end fails, and tells of values beyond that fail', () => {
    const { status, holds } = smallest((value) => value >= 100 && value <= 2000);
    expect(status).toBe('found');
    expect(holds!.value).toBe(100);
    const { exceptions } = smallest((value) => value >= 100 && (value < 1500 || value > 4000));
    expect(exceptions.length).toBeGreaterThan(0);
  });
});

const COMPLETED: Measured = {
  status: 'completed',
  downtimeMs: 0,
  guestPauseMs: 0,
  totalTimeMs: 0,
  sentBytes: 0,
  downtimeBytes: 0,
  normalPages: 0,
  duplicatePages: 0,
  redundantPages: 0,
  remainingPages: 0,
  stalePages: 0,
  syncs: 0,
  throttlePercent: 0,
  slowdown: 0,
  digest: '',
};
