import type { FieldValue } from '../../scenario/field-values.ts';
import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { PAGE_BYTES } from '../../units.ts';
import type { Axis } from './plan.ts';

/** The values of an axis in order. Two steps that round to the same value are one. */
export function axisValues(axis: Axis): readonly FieldValue[] {
  if (axis.scale === 'list') return axis.values;
  const values = Array.from({ length: axis.steps }, (_, i) => axisAt(axis, i / (axis.steps - 1)));
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

/** The value at `share` of an axis, 0 at its start and 1 at its end; of a list the item that the share falls on. */
export function axisAt(axis: Axis, share: number): FieldValue {
  if (axis.scale === 'list') {
    const { values } = axis;
    return values[Math.min(values.length - 1, Math.floor(share * values.length))]!;
  }
  return onGrain(axis.field, between(axis, share));
}

/** The nearest value that the field can have: whole pages, whole bytes, whole milliseconds; a share as it is. */
export function onGrain(field: FieldName, value: number): number {
  const { control }: Field = FIELDS[field];
  if (field === 'ramBytes') return Math.round(value / PAGE_BYTES) * PAGE_BYTES;
  const whole = control.kind === 'number' && Number.isInteger(control.step);
  return whole ? Math.round(value) : value;
}

function between({ scale, from, to }: Exclude<Axis, { scale: 'list' }>, share: number): number {
  if (share === 0) return from;
  if (share === 1) return to;
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
}
