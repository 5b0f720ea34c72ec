import * as v from 'valibot';
import { t } from '../../language/t.ts';
import { type FieldValue, readField } from '../../scenario/field-values.ts';
import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { type Fault, InputError } from '../../scenario/input-error.ts';
import { MOST as MOST_OF_SCENARIO, type Range } from '../../scenario/limits.ts';
import { PRESETS } from '../../scenario/presets.ts';
import { oddKey, readJson } from '../../scenario/read-json.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { faultOf, list, notList, number, object, oneOf, shown, text, whole } from '../../scenario/words.ts';
import { axisValues } from './axis.ts';
import { pointCount, pointsOf, scenarioAt } from './cells.ts';
import { type Axis, NO_PROMISE, type Plan } from './plan.ts';

/** A plan, or a file of one, that cannot be used. */
export class PlanError extends InputError {}

/** The ranges of a plan's own numbers. */
export const PLAN_LIMITS = {
  steps: { min: 2, max: 10_000 },
  points: { min: 1, max: 1_000_000 },
  rounds: { min: 1, max: 8 },
  trajectories: { min: 2, max: 10_000 },
  levels: { min: 2, max: 100 },
  repeats: { min: 1, max: 1000 },
  cells: { min: 1, max: 10_000_000 },
} as const satisfies Record<string, Range>;
/** Most entries of each list. */
export const MOST = { axes: 8, values: 10_000, constraints: 16, questions: 16 } as const;
/** Cells of a plan that does not say how many it may have. */
export const USUAL_CELLS = 100_000;

/**
 * The plan in `json`; what it leaves out is filled in: a grid, no repeats, no constraints, the promise of the scenario's SLA.
 * @param file its name, for messages
 * @throws PlanError for the first fault: an unknown or unfit field, an empty or backward range, more cells than allowed, a corner
 * that is no scenario
 */
export function parsePlan(json: unknown, file: string): Plan {
  const odd = oddKey(json);
  if (odd) throw new PlanError(file, odd);
  const parsed = v.safeParse(planSchema, json, { abortEarly: true });
  if (!parsed.success) throw new PlanError(file, faultOf(parsed.issues[0]));
  const written = parsed.output;
  const scenario = scenarioOf(written.scenario, file);
  const plan: Plan = {
    format: 1,
    name: written.name ?? '',
    scenario,
    axes: written.axes,
    design: written.design ?? { kind: 'grid' },
    repeats: written.repeats ?? 1,
    constraints: written.constraints ?? [],
    promise: {
      ...NO_PROMISE,
      ...(scenario.sla === 'downtime-limit' && written.promise === undefined ? { downtimeMs: 'limit' as const } : {}),
      ...written.promise,
    },
    questions: written.questions ?? [],
    mostCells: written.mostCells ?? USUAL_CELLS,
  };
  const fault = impossible(plan);
  if (fault) throw new PlanError(file, fault);
  return plan;
}

/** `parsePlan` for the text of a file. @throws PlanError also for text that is no JSON */
export function parsePlanText(textOfFile: string, file: string): Plan {
  const read = readJson(textOfFile, MOST_OF_SCENARIO.fileBytes);
  if ('fault' in read) throw new PlanError(file, read.fault);
  return parsePlan(read.json, file);
}

/** What is wrong with a plan that was changed; null for nothing. */
export function faultOfPlan(plan: Plan): Fault | null {
  try {
    parsePlan(plan, '');
    return null;
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
}

const field = v.pipe(
  oneOf(Object.keys(FIELDS) as [FieldName, ...FieldName[]]),
  v.transform((name) => name as FieldName),
);
const value = v.custom<FieldValue>(
  (input) => input === null || ['string', 'number', 'boolean'].includes(typeof input),
  ({ input }) => t('{value} is not a value of a field', { value: shown(input) }),
);
const anyNumber = v.pipe(
  v.number(({ input }) => t('{value} is not a number', { value: shown(input) })),
  v.finite(() => t('not a finite number')),
);
const listAxis = object({
  field,
  scale: v.literal('list'),
  values: v.pipe(
    list(value, MOST.values),
    v.minLength(1, () => [t('the list is empty'), t('Name at least one value.')].join('\n')),
  ),
});
const rangeAxis = object({
  field,
  scale: oneOf(['linear', 'log']),
  from: anyNumber,
  to: anyNumber,
  steps: whole(PLAN_LIMITS.steps),
});
const axis = v.lazy((input): typeof listAxis | typeof rangeAxis =>
  typeof input === 'object' && input !== null && 'scale' in input && input.scale !== 'list' ? rangeAxis : listAxis,
);
const design = v.variant(
  'kind',
  [
    object({ kind: v.literal('grid') }),
    object({
      kind: v.literal('latin-hypercube'),
      points: whole(PLAN_LIMITS.points),
      seed: whole({ min: 0, max: 2 ** 32 - 1 }),
    }),
    object({ kind: v.literal('frontier'), rounds: whole(PLAN_LIMITS.rounds) }),
    object({
      kind: v.literal('morris'),
      trajectories: whole(PLAN_LIMITS.trajectories),
      levels: v.pipe(
        whole(PLAN_LIMITS.levels),
        v.check(
          (n) => n % 2 === 0,
          ({ input }) =>
            [
              t('{levels} levels are not even', { levels: input }),
              t('Half of them are stepped over: take an even number.'),
            ].join('\n'),
        ),
      ),
      seed: whole({ min: 0, max: 2 ** 32 - 1 }),
    }),
  ],
  oneOf.message(['grid', 'latin-hypercube', 'frontier', 'morris']),
);
const atLeastZero = v.nullable(number({ min: 0, max: Number.MAX_SAFE_INTEGER }));

const downtime = v.lazy((input) => (typeof input === 'string' ? oneOf(['limit']) : atLeastZero));
/** What a reader is left to say of it: `scenarioOf`. */
const scenarioSchema = v.unknown();

const planSchema = notList(
  object({
    format: v.literal(1, ({ received }) =>
      [t('{value} is not a known format', { value: received }), t('This version reads format 1.')].join('\n'),
    ),
    /** For editors; not looked at. */
    $schema: v.exactOptional(text(0, 2000)),
    name: v.exactOptional(text(0, MOST_OF_SCENARIO.nameLength)),
    scenario: v.exactOptional(scenarioSchema),
    axes: list(axis, MOST.axes),
    design: v.exactOptional(design),
    repeats: v.exactOptional(whole(PLAN_LIMITS.repeats)),
    constraints: v.exactOptional(
      list(
        object({
          field,
          is: oneOf(['<', '<=', '>', '>=']),
          than: v.union([anyNumber, field], () => t('neither a number nor a field')),
          times: v.exactOptional(anyNumber),
        }),
        MOST.constraints,
      ),
    ),
    promise: v.exactOptional(
      notList(
        object({
          downtimeMs: v.exactOptional(downtime),
          totalTimeMs: v.exactOptional(atLeastZero),
          sentBytes: v.exactOptional(atLeastZero),
          slowdown: v.exactOptional(v.nullable(number({ min: 0, max: 1 }))),
        }),
      ),
    ),
    questions: v.exactOptional(
      list(object({ find: oneOf(['smallest', 'largest']), field, from: anyNumber, to: anyNumber }), MOST.questions),
    ),
    mostCells: v.exactOptional(whole(PLAN_LIMITS.cells)),
  }),
);

/** The schema by which a file is read, with those of its parts that depend on their input, for `plan-json-schema.ts`. */
export const PLAN_SCHEMA = {
  plan: planSchema,
  axis,
  axes: [listAxis, rangeAxis],
  value,
  downtime,
  atLeastZero,
  scenario: scenarioSchema,
} as const satisfies Readonly<Record<string, v.GenericSchema | readonly v.GenericSchema[]>>;

/** A scenario file's content, the name of a preset, or nothing: the default scenario. */
function scenarioOf(written: unknown, file: string): Plan['scenario'] {
  if (typeof written === 'string') {
    const preset = PRESETS.find(({ id }) => id === written);
    if (preset) return preset.scenario;
    const known = PRESETS.map(({ id }) => id).join(', ');
    throw new PlanError(file, {
      field: 'scenario',
      fault: t('{value} is no preset', { value: written }),
      advice: t('Known are {names}.', { names: known }),
    });
  }
  try {
    return parseScenario(written ?? { format: 2 }, file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new PlanError(file, { ...error, field: ['scenario', error.field].filter(Boolean).join('.') });
  }
}

function impossible(plan: Plan): Fault | null {
  if (plan.axes.length + plan.questions.length === 0)
    return {
      field: 'axes',
      fault: t('no axis and no question'),
      advice: t('Vary at least one field, or ask for one.'),
    };
  if (plan.design.kind !== 'grid' && plan.axes.length === 0)
    return {
      field: 'design',
      fault: t('a plan without axes has no {design}', { design: plan.design.kind }),
      advice: t('Vary at least one field.'),
    };
  for (const [i, each] of plan.axes.entries()) {
    const fault = badAxis(plan, each);
    if (fault) return { ...fault, field: `axes.${i}${fault.field && `.${fault.field}`}` };
    if (plan.axes.findIndex((other) => other.field === each.field) < i)
      return {
        field: `axes.${i}.field`,
        fault: t('{field} is varied twice', { field: each.field }),
        advice: t('Put its values on one axis.'),
      };
  }
  for (const [i, { field: name, from, to }] of plan.questions.entries()) {
    if (!isNumeric(name))
      return {
        field: `questions.${i}.field`,
        fault: t('{field} is no number', { field: name }),
        advice: t('Only a number has a smallest value.'),
      };
    if (from >= to) return { field: `questions.${i}`, ...backward(from, to) };
    if (plan.axes.some((axis) => axis.field === name))
      return {
        field: `questions.${i}.field`,
        fault: t('{field} is varied by an axis', { field: name }),
        advice: t('Ask for another field, or remove the axis.'),
      };
  }
  return tooMany(plan) ?? badCorner(plan);
}

function badAxis({ scenario }: Plan, axis: Axis): Fault | null {
  const { control }: Field = FIELDS[axis.field];
  if (FIELDS[axis.field].group === 'device' && scenario.devices.length === 0)
    return {
      field: 'field',
      fault: t('the scenario has no VFIO device, and {field} is of one', { field: axis.field }),
      advice: t('Add a device to the scenario.'),
    };
  if (axis.scale !== 'list') {
    if (control.kind !== 'number')
      return {
        field: 'scale',
        fault: t('{field} is no number', { field: axis.field }),
        advice: t('Give its values as a list.'),
      };
    if (axis.from >= axis.to) return { field: '', ...backward(axis.from, axis.to) };
    if (axis.scale === 'log' && axis.from <= 0)
      return {
        field: 'from',
        fault: t('a log scale cannot start at {value}', { value: String(axis.from) }),
        advice: t('Start above 0, or take a linear scale.'),
      };
    return outside(control.typed, axis.from, 'from') ?? outside(control.typed, axis.to, 'to');
  }
  for (const [i, each] of axis.values.entries()) {
    const at = `values.${i}`;
    if (control.kind === 'switch' && typeof each !== 'boolean')
      return { field: at, fault: t('{value} is not true or false', { value: shown(each) }), advice: '' };
    if (control.kind === 'choice' && !control.options.some((option) => option.value === each))
      return {
        field: at,
        fault: t('{value} is not known here', { value: shown(each) }),
        advice: t('Known are {names}.', { names: control.options.map((option) => option.value).join(', ') }),
      };
    if (control.kind === 'number' && each !== null) {
      if (typeof each !== 'number')
        return { field: at, fault: t('{value} is not a number', { value: shown(each) }), advice: '' };
      const fault = outside(control.typed, each, at);
      if (fault) return fault;
    }
  }
  return null;
}

const isNumeric = (name: FieldName): boolean => FIELDS[name].control.kind === 'number';

const backward = (from: number, to: number): Omit<Fault, 'field'> => ({
  fault: t('the range from {from} to {to} is empty', { from: String(from), to: String(to) }),
  advice: t('Give the smaller number first.'),
});

const outside = ({ min, max }: Range, n: number, at: string): Fault | null =>
  n >= min && n <= max
    ? null
    : {
        field: at,
        fault: t("{value} is outside the field's range", { value: String(n) }),
        advice: t('It goes from {least} to {most}.', { least: min, most: max }),
      };

function tooMany(plan: Plan): Fault | null {
  const cells = pointCount(plan) * plan.repeats;
  if (cells <= plan.mostCells) return null;
  return {
    field: 'mostCells',
    fault: t('the plan has {cells} cells, and {most} are allowed', { cells, most: plan.mostCells }),
    advice: t('Take fewer steps or repeats, or set mostCells to what you mean.'),
  };
}

/** Each end of each axis must make a scenario, and one that shows the value: a field that the scenario lacks changes nothing. */
function badCorner(plan: Plan): Fault | null {
  const [first] = pointsOf(plan);
  if (!first) return { field: 'constraints', fault: t('no combination is left'), advice: t('Loosen a constraint.') };
  for (const [i, each] of plan.axes.entries()) {
    const values = axisValues(each);
    for (const value of each.scale === 'list' ? values : [values[0]!, values.at(-1)!]) {
      const scenario = scenarioAt(plan, first.values.with(i, value));
      if (readField(scenario, each.field) === null && value !== null)
        return {
          field: `axes.${i}.field`,
          fault: t('the scenario has no {field}', { field: each.field }),
          advice: t('Choose a field that its workload or release has.'),
        };
      try {
        parseScenario(scenario, 'plan');
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return {
          field: `axes.${i}`,
          fault: t('with {field} {value}: {fault}', { field: each.field, value: shown(value), fault: error.message }),
          advice: error.advice,
        };
      }
    }
  }
  return null;
}
