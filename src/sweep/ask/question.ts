import type { Scenario } from '../../engine/scenario.ts';
import { readField } from '../../scenario/field-values.ts';
import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { axisValues } from '../study/axis.ts';
import { withField } from '../study/cells.ts';
import type { Axis, Plan, Question } from '../study/plan.ts';

/** What can be asked at any place of a plan: these that operators ask, and every axis that has numbers. */
export function askableFields({ axes, scenario }: Pick<Plan, 'axes' | 'scenario'>): readonly FieldName[] {
  const ofAxes = axes.flatMap(({ field }) => (isNumeric(field) ? [field] : []));
  const usual = USUAL.filter((field) => readField(askedScenario(scenario, field), field) !== null);
  return [...new Set([...ofAxes.toReversed(), ...usual])];
}

/** Whether the least or the most of a field is what is sought: the end at which it costs somebody something. */
export const soughtOf = (field: FieldName): Question['find'] => (MORE_HELPS.has(field) ? 'smallest' : 'largest');

/**
 * The question for a field: over the range that the plan asks for, else that of its axis, else that of its control. Null for a field
 * that has no numbers.
 */
export function questionAbout(
  { axes, questions }: Pick<Plan, 'axes' | 'questions'>,
  field: FieldName,
): Question | null {
  if (!isNumeric(field)) return null;
  const asked = questions.find((question) => question.field === field);
  if (asked) return asked;
  const [from, to] = rangeOf(
    axes.find((axis) => axis.field === field),
    field,
  );
  return from < to ? { find: soughtOf(field), field, from, to } : null;
}

/** The scenario in which the field has an effect: of the least throttle the one in which guests are slowed at all. */
export const askedScenario = (scenario: Scenario, field: FieldName): Scenario =>
  field === 'max-cpu-throttle' ? withField(scenario, 'auto-converge', true) : scenario;

function rangeOf(axis: Axis | undefined, field: FieldName): readonly [from: number, to: number] {
  const numbers = axis ? axisValues(axis).filter((value) => typeof value === 'number') : [];
  if (numbers.length > 1) return [Math.min(...numbers), Math.max(...numbers)];
  const { control }: Field = FIELDS[field];
  if (control.kind !== 'number') return [0, 0];
  const { min, max } = control.slider;
  return [control.scale === 'log' ? Math.max(min, control.step) : min, max];
}

const isNumeric = (field: FieldName): boolean => FIELDS[field].control.kind === 'number';

const USUAL: readonly FieldName[] = [
  'downtime-limit',
  'linkBytesPerSecond',
  'max-bandwidth',
  'writesPerSecond',
  'ramBytes',
  'max-cpu-throttle',
];

const MORE_HELPS: ReadonlySet<FieldName> = new Set<FieldName>([
  'downtime-limit',
  'linkBytesPerSecond',
  'max-bandwidth',
  'avail-switchover-bandwidth',
  'max-cpu-throttle',
  'zeroShare',
]);
