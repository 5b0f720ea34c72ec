import { describe, expect, it } from 'vitest';
import { InputError } from '../../scenario/input-error.ts';
import { PRESETS } from '../../scenario/presets.ts';
import { parsePlan, parsePlanText } from './plan-schema.ts';

const limit = { field: 'downtime-limit', scale: 'linear', from: 100, to: 900, steps: 5 };
const plan = (changes: object) => ({ format: 1, axes: [limit], ...changes });
const messageOf = (json: unknown): string => {
  try {
    parsePlan(json, 'plan.json');
  } catch (error) {
    if (error instanceof InputError) return `${error.message} | ${error.advice}`;
    throw error;
  }
  return 'accepted';
};

it('fills in what a plan leaves out', () => {
  const { axes, ...rest } = parsePlan(plan({}), 'plan.json');
  expect(axes).toEqual([limit]);
  expect(rest).toMatchObject({
    design: { kind: 'grid' },
    repeats: 1,
    constraints: [],
    questions: [],
    promise: { downtimeMs: 'limit', totalTimeMs: null, sentBytes: null, slowdown: null },
  });
});

it('takes a preset by its name, and a scenario as a file has it', () => {
  const [first] = PRESETS;
  expect(parsePlan(plan({ scenario: first?.id }), '').scenario).toEqual(first?.scenario);
  expect(parsePlan(plan({ scenario: { format: 2, seed: 9 } }), '').scenario.seed).toBe(9);
});

it('what was parsed is parsed to itself', () => {
  const once = parsePlan(plan({ repeats: 3, promise: { slowdown: 0.2 } }), '');
  expect(parsePlan(JSON.parse(JSON.stringify(once)), '')).toEqual(once);
});

describe('refuses, and says what to do', () => {
  it.each([
    ['no axis', plan({ axes: [] }), 'axes: no axis and no question'],
    [
      'an unknown field',
      plan({ axes: [{ ...limit, field: 'downtime' }] }),
      'axes.0.field: "downtime" is not known here | Known are ramBytes',
    ],
    [
      'walks over an odd number of levels',
      plan({ design: { kind: 'morris', trajectories: 5, levels: 5, seed: 1 } }),
      'design.levels: 5 levels are not even | Half of them are stepped over',
    ],
    [
      'an empty range',
      plan({ axes: [{ ...limit, from: 900, to: 900 }] }),
      'axes.0: the range from 900 to 900 is empty | Give the smaller number first.',
    ],
    [
      'a log scale from 0',
      plan({ axes: [{ ...limit, scale: 'log', from: 0 }] }),
      'axes.0.from: a log scale cannot start at 0',
    ],
    ['a range outside the field', plan({ axes: [{ ...limit, to: 3e6 }] }), 'axes.0.to: 3000000 is outside the field'],
    [
      'a range of names',
      plan({ axes: [{ ...limit, field: 'release' }] }),
      'axes.0.scale: release is no number | Give its values as a list.',
    ],
    [
      'an unknown name',
      plan({ axes: [{ field: 'release', scale: 'list', values: ['6.2'] }] }),
      'axes.0.values.0: "6.2" is not known here | Known are 7.0',
    ],
    ['one field twice', plan({ axes: [limit, limit] }), 'axes.1.field: downtime-limit is varied twice'],
    [
      'a million by accident',
      plan({
        axes: [
          { ...limit, field: 'max-bandwidth', from: 1, to: 1e9, steps: 1000 },
          { ...limit, steps: 801 },
        ],
      }),
      'mostCells: the plan has 801,000 cells, and 100,000 are allowed | Take fewer steps',
    ],
    [
      'a device that is not there',
      plan({ axes: [{ field: 'tracking', scale: 'list', values: ['nobody'] }] }),
      'axes.0.field: the scenario has no VFIO device',
    ],
    [
      'a workload that is not there',
      plan({ axes: [{ field: 'hotShare', scale: 'list', values: [0.5] }] }),
      'axes.0.field: the scenario has no hotShare',
    ],
    [
      'a corner that is no scenario',
      plan({ scenario: { format: 2, actions: [] }, axes: [{ field: 'ramBytes', scale: 'list', values: [4096] }] }),
      'axes.0.values.0: 4096 is outside',
    ],
    [
      'constraints that leave nothing',
      plan({ constraints: [{ field: 'downtime-limit', is: '>', than: 1000 }] }),
      'constraints: no combination is left',
    ],
    [
      'a question about a name',
      plan({ questions: [{ find: 'smallest', field: 'release', from: 1, to: 2 }] }),
      'questions.0.field: release is no number',
    ],
    ['an unknown preset', plan({ scenario: 'nonsense' }), 'scenario: nonsense is no preset'],
    ['a fault in the scenario', plan({ scenario: { format: 2, seed: -1 } }), 'scenario.seed: -1 is not a whole number'],
    ['another format', { format: 2, axes: [limit] }, 'format: 2 is not a known format'],
    ['an unknown part', plan({ axis: [] }), 'axis: unknown field'],
    ['prototype keys', JSON.parse('{"format":1,"axes":[],"__proto__":{}}'), '__proto__: unknown field'],
  ])('%s', (_, json, message) => {
    expect(messageOf(json)).toContain(`plan.json: ${message}`);
  });

  it('a file that was cut off', () => {
    expect(() => parsePlanText('{"format": 1, "axes": [', 'plan.json')).toThrow('plan.json: the JSON ends too early');
  });
});
