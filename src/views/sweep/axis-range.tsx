import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { counted, t } from '../../language/t.ts';
import { FIELDS, type Field, type FieldValue } from '../../store/fields.ts';
import { useAppStore } from '../../store/use-app.ts';
import type { Axis, Plan } from '../../sweep/study/plan.ts';
import { onScale } from '../../sweep/study/plan-edits.ts';
import { faultOfPlan } from '../../sweep/study/plan-schema.ts';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { formatCount } from '../../units.ts';
import {
  fromScale,
  isNumberField,
  type NumberFieldName,
  numberOnScale,
  toScale,
} from '../lab/scenario/field-number.ts';
import { parseQuantity } from '../lab/scenario/quantity.ts';
import styles from './sweep.module.css';
import { axisName, faultText, rangeText, valueText } from './words.ts';

export interface AxisRangeProps {
  readonly plan: Plan;
  readonly index: number;
}

/** Which values an axis takes: shown, and to be changed in a panel. */
export function AxisRange({ plan, index }: AxisRangeProps) {
  const axis = plan.axes[index]!;
  const { field } = axis;
  const range = shortRange(axis);
  return (
    <Popover
      button={
        <Button variant="quiet" aria-label={t('Values of {axis}: {range}', { axis: axisName(field), range })}>
          {range}
          <ChevronDown aria-hidden size="1em" />
        </Button>
      }
    >
      <div className={styles.controls}>
        {isNumberField(field) ? (
          <Numbers plan={plan} index={index} field={field} />
        ) : (
          <Choices plan={plan} index={index} />
        )}
      </div>
    </Popover>
  );
}

/** For little room: `1,000 … 100,000 pages/s, 10 steps`; what stands in the middle of a long list is left out. */
function shortRange(axis: Axis): string {
  const { field } = axis;
  if (axis.scale === 'list' && axis.values.length <= 3) return rangeText(axis);
  const ends = axis.scale === 'list' ? [axis.values[0]!, axis.values.at(-1)!] : [axis.from, axis.to];
  const [from = '', to = ''] = ends.map((value) => valueText(field, value));
  const unit = / \D+$/.exec(to)?.[0] ?? '';
  const range = { from: unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from, to };
  return axis.scale === 'list'
    ? counted(axis.values.length, '{from} … {to}, {count} value', '{from} … {to}, {count} values', range)
    : counted(axis.steps, '{from} … {to}, {count} step', '{from} … {to}, {count} steps', range);
}

function Numbers({ plan, index, field }: AxisRangeProps & { readonly field: NumberFieldName }) {
  const { editPlan } = useAppStore().getState();
  const [refusal, setRefusal] = useState<string | null>(null);
  const axis = plan.axes[index]!;
  const { format, parse } = numberOnScale(field);
  const change = (next: Axis): void => editPlan((now) => ({ ...now, axes: now.axes.with(index, next) }));
  /** What is typed into one part, if the plan can be used with it. @throws Error with the reason why it cannot */
  const tried = <Value,>(value: Value, next: (value: Value) => Axis): Value => {
    const fault = faultOfAxis(plan, index, next(value));
    if (fault !== null) throw new Error(fault);
    return value;
  };
  const listOf = (text: string): readonly FieldValue[] =>
    // A comma that a space follows parts two values, too: within a number none does.
    text.split(/;|,\s/).flatMap((each) => (each.trim() === '' ? [] : [fromScale(field, parse(each))]));
  const endOf = (text: string): number => {
    const end = fromScale(field, parse(text));
    if (end === null) throw new Error(t('Both ends are numbers: what has no limit belongs into a list.'));
    return end;
  };
  const choose = (scale: Axis['scale']): void => {
    const next = onScale(axis, scale);
    const fault = faultOfAxis(plan, index, next);
    setRefusal(fault);
    if (fault === null) change(next);
  };
  return (
    <>
      <div>
        <Segmented
          label={t('Values')}
          value={axis.scale}
          onChange={choose}
          options={[
            { value: 'linear', label: t('Even distances') },
            { value: 'log', label: t('Even ratios') },
            { value: 'list', label: t('A list') },
          ]}
        />
        <FieldError id={`axis-${field}-refused`}>{refusal}</FieldError>
      </div>
      {axis.scale === 'list' ? (
        <NumberField<readonly FieldValue[]>
          label={t('The list')}
          help={t('With semicolons between the values; they are taken in this order.')}
          value={axis.values}
          format={(values) => values.map((value) => format(toScale(field, value))).join('; ')}
          parse={(text) => tried(listOf(text), (values) => ({ ...axis, values }))}
          onChange={(values) => change({ ...axis, values })}
        />
      ) : (
        <>
          <NumberField
            label={t('From')}
            value={axis.from}
            format={(value) => format(toScale(field, value))}
            parse={(text) => tried(endOf(text), (from) => ({ ...axis, from }))}
            onChange={(from) => change({ ...axis, from })}
          />
          <NumberField
            label={t('To')}
            value={axis.to}
            format={(value) => format(toScale(field, value))}
            parse={(text) => tried(endOf(text), (to) => ({ ...axis, to }))}
            onChange={(to) => change({ ...axis, to })}
          />
          <NumberField
            label={t('Steps', {}, 'axis')}
            help={t('Values, both ends in.')}
            value={axis.steps}
            format={formatCount}
            parse={(text) => tried(parseQuantity(text, ''), (steps) => ({ ...axis, steps }))}
            onChange={(steps) => change({ ...axis, steps })}
          />
        </>
      )}
    </>
  );
}

/** The choices of a field, each to be left out. */
function Choices({ plan, index }: AxisRangeProps) {
  const { editPlan } = useAppStore().getState();
  const [refusal, setRefusal] = useState<string | null>(null);
  const axis = plan.axes[index]!;
  const { field } = axis;
  const chosen: readonly FieldValue[] = axis.scale === 'list' ? axis.values : [];
  const { control }: Field = FIELDS[field];
  const all: readonly FieldValue[] =
    control.kind === 'choice' ? control.options.map(({ value }) => value) : [false, true];
  const choose = (value: FieldValue, isOn: boolean): void => {
    // In the order of the choices, whichever was taken first.
    const values = all.filter((each) => (each === value ? isOn : chosen.includes(each)));
    const next: Axis = { field, scale: 'list', values };
    const fault = faultOfAxis(plan, index, next);
    setRefusal(fault);
    if (fault === null) editPlan((now) => ({ ...now, axes: now.axes.with(index, next) }));
  };
  return (
    <fieldset className={styles.promise}>
      <legend>{t('Values')}</legend>
      {all.map((value) => (
        <Switch
          key={String(value)}
          label={valueText(field, value)}
          value={chosen.includes(value)}
          onChange={(isOn) => choose(value, isOn)}
        />
      ))}
      <FieldError id={`axis-${field}-refused`}>{refusal}</FieldError>
    </fieldset>
  );
}

/** Why the plan cannot be used with this axis, in words for who sets it; null: it can. */
function faultOfAxis(plan: Plan, index: number, axis: Axis): string | null {
  const { field } = axis;
  if (axis.scale === 'list') {
    if (axis.values.length === 0) return t('At least one value must be left.');
  } else {
    const { from, to, scale, steps } = axis;
    const ends = { from: valueText(field, from), to: valueText(field, to) };
    if (from >= to) return t('There is nothing from {from} to {to}: the smaller one comes first.', ends);
    if (scale === 'log' && from <= 0)
      return t('Even ratios cannot start at {from}: start above it, or take even distances.', ends);
    if (steps < 2 || !Number.isInteger(steps)) return t('Steps are a whole number, at least 2.');
  }
  const fault = faultOfPlan({ ...plan, axes: plan.axes.with(index, axis) });
  return fault && faultText(fault);
}
