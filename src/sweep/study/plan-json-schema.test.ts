import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { planJsonSchema } from './plan-json-schema.ts';
import { PLAN_PRESETS } from './plan-presets.ts';
import { parsePlan } from './plan-schema.ts';

const file = new URL('../../../public/schemas/plan.schema.json', import.meta.url);
const schema = planJsonSchema();
const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
const axis = { field: 'downtime-limit', scale: 'linear', from: 100, to: 900, steps: 5 };
const plan = (changes: object) => ({ format: 1, axes: [axis], ...changes });

it('the published file is what the schema gives', () => {
  // Another one here: npm run -s cli -- plan-schema > public/schemas/plan.schema.json
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});

describe('a validator that knows nothing of this project', () => {
  it.each(PLAN_PRESETS.map(({ id, plan: preset }) => [id, preset] as const))('accepts the plan %s', (_, preset) => {
    expect(accepts(JSON.parse(JSON.stringify(preset))), JSON.stringify(accepts.errors)).toBe(true);
  });

  const both = (json: object): readonly [boolean, boolean] => {
    try {
      parsePlan(json, '');
      return [true, accepts(json)];
    } catch {
      return [false, accepts(json)];
    }
  };
  it.each([
    ['an axis and nothing else', plan({})],
    ['the address of the schema', plan({ $schema: './plan.schema.json' })],
    ['a preset by name', plan({ scenario: 'first-visit' })],
    ['a list', plan({ axes: [{ field: 'release', scale: 'list', values: ['7.2', '8.2'] }] })],
    ['walks', plan({ design: { kind: 'morris', trajectories: 5, levels: 4, seed: 1 } })],
    ['a promise', plan({ promise: { downtimeMs: 'limit', totalTimeMs: 60_000, slowdown: null } })],
    ['a constraint', plan({ constraints: [{ field: 'workingSetPages', is: '<=', than: 65_536 }] })],
  ])('accepts with the reader: %s', (_, json) => expect(both(json)).toEqual([true, true]));

  it.each([
    ['an unknown field', plan({ axes: [{ ...axis, field: 'downtime' }] })],
    ['an unknown key', plan({ colour: 'red' })],
    ['another format', plan({ format: 2 })],
    ['one step', plan({ axes: [{ ...axis, steps: 1 }] })],
    ['half a step', plan({ axes: [{ ...axis, steps: 2.5 }] })],
    ['an empty list', plan({ axes: [{ field: 'release', scale: 'list', values: [] }] })],
    ['a share of more than all', plan({ promise: { slowdown: 2 } })],
    ['another word for the downtime', plan({ promise: { downtimeMs: 'short' } })],
    ['a design of its own', plan({ design: { kind: 'random' } })],
    ['a preset that is none', plan({ scenario: 'nothing-like-it' })],
    ['nine axes', plan({ axes: Array(9).fill(axis) })],
    ['a list for a plan', [axis]],
  ])('refuses with the reader: %s', (_, json) => expect(both(json)).toEqual([false, false]));
});
