import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { PRESETS } from '../../scenario/presets.ts';
import { PLAN_SCHEMA } from './plan-schema.ts';

/**
 * The schema of plan files, for editors and other programs (JSON Schema, draft 2020-12), made from the schema by which they are read.
 * It does not say what only a look at the whole tells, ranges that fit their field, or how many cells there are; the inside of a scenario is
 * left to the reader as well.
 */
export function planJsonSchema(): object {
  const convert = (schema: v.GenericSchema): object => {
    const { $schema: _, ...json } = toJsonSchema(schema, {
      errorMode: 'ignore',
      // Some parts are seen as anything first, to say that a list is no object: what counts is the last of what they are seen as.
      typeMode: 'output',
      target: 'draft-2020-12',
      overrideSchema: ({ valibotSchema, jsonSchema }) => {
        if (valibotSchema === PLAN_SCHEMA.axis) return { anyOf: PLAN_SCHEMA.axes.map(convert) };
        if (valibotSchema === PLAN_SCHEMA.downtime)
          return { anyOf: [{ const: 'limit' }, convert(PLAN_SCHEMA.atLeastZero)] };
        if (valibotSchema === PLAN_SCHEMA.value) return { type: ['number', 'string', 'boolean', 'null'] };
        if (valibotSchema === PLAN_SCHEMA.scenario)
          return {
            description: 'The name of a preset, or a scenario as a file has it; left out: the default scenario.',
            anyOf: [
              { enum: PRESETS.map(({ id }) => id) },
              { type: 'object', properties: { format: { enum: [1, 2] } }, required: ['format'] },
            ],
          };
        return jsonSchema;
      },
    });
    return json;
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Plan of a sweep',
    description: 'One question to many runs: a scenario, what is varied in it, and what its owner was promised.',
    ...convert(PLAN_SCHEMA.plan),
  };
}
