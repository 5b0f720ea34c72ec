import { expect, it } from 'vitest';
import { readField } from '../../scenario/field-values.ts';
import { MIB } from '../../units.ts';
import { measure } from '../study/measure.ts';
import { keeps } from '../study/promise.ts';
import { busyGuest, limits, planOver } from '../study/study.testing.ts';
import { answered, boundaryOf } from './boundary.ts';
import { askableFields, askedScenario, questionAbout, soughtOf } from './question.ts';

const rates = { field: 'writesPerSecond', scale: 'log', from: 1000, to: 50_000, steps: 4 } as const;
const releases = { field: 'release', scale: 'list', values: ['7.2', '8.2'] } as const;

it('the second axis comes first, and what operators ask follows', () => {
  expect(askableFields(planOver([rates, limits, releases]))).toEqual([
    'downtime-limit',
    'writesPerSecond',
    'linkBytesPerSecond',
    'max-bandwidth',
    'ramBytes',
    'max-cpu-throttle',
  ]);
});

it('a guest that writes nothing has no highest write rate', () => {
  const idle = { ...busyGuest, guest: { ...busyGuest.guest, workloads: [] } };
  expect(askableFields({ axes: [], scenario: idle })).not.toContain('writesPerSecond');
});

it('goes over what the plan asks, else the axis, else the control', () => {
  const asked = { find: 'smallest', field: 'downtime-limit', from: 5, to: 50 } as const;
  expect(questionAbout(planOver([limits], { questions: [asked] }), 'downtime-limit')).toEqual(asked);
  expect(questionAbout(planOver([limits]), 'downtime-limit')).toEqual({ ...asked, from: 100, to: 900 });
  expect(questionAbout(planOver([limits]), 'writesPerSecond')).toMatchObject({ find: 'largest', from: 1 });
  expect(questionAbout(planOver([releases]), 'release')).toBeNull();
});

it('the least throttle is asked of a guest that is slowed', () => {
  expect(readField(askedScenario(busyGuest, 'max-cpu-throttle'), 'auto-converge')).toBe(true);
  expect(askedScenario(busyGuest, 'downtime-limit')).toBe(busyGuest);
});

it.each(['downtime-limit', 'linkBytesPerSecond', 'writesPerSecond', 'ramBytes', 'max-cpu-throttle'] as const)(
  'an SLA of all four parts has an answer for %s: it holds there and not beyond',
  (field) => {
    const promise = { downtimeMs: 2000, totalTimeMs: 60_000, sentBytes: 200e6, slowdown: 0.95 };
    const plan = planOver([limits], { promise });
    const parameters = { ...busyGuest.parameters, 'downtime-limit': 600 };
    const scenario = askedScenario({ ...busyGuest, parameters, horizonMs: 30_000 }, field);
    const range = field === 'ramBytes' ? { from: 16 * MIB, to: 256 * MIB } : {};
    const question = { ...questionAbout({ ...plan, axes: [] }, field)!, ...range };
    const { status, holds, fails } = answered(boundaryOf(scenario, promise, question, 1), measure);
    expect(status).not.toBe('never');
    expect(holds!.runs.every((each, i) => keeps(each, promise, holds!.scenarios[i]!))).toBe(true);
    if (fails)
      expect(soughtOf(field) === 'smallest' ? fails.value < holds!.value : fails.value > holds!.value).toBe(true);
  },
);
