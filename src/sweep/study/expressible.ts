import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { axisValues } from './axis.ts';
import type { Plan } from './plan.ts';

/** Up to where a plan can be set at all: beyond it a constraint asks a field for more than it takes. */
export interface Expressible {
  readonly field: FieldName;
  readonly upTo: number;
  /** The field that is asked for more, and the most that it takes. */
  readonly limit: FieldName;
  readonly most: number;
}

/**
 * The values of an axis that a constraint leaves, where it asks another field to be at least so many times as large: `downtime-limit`
 * at least 150 s for each GiB, of which QEMU takes 2,000. Null where no constraint cuts an axis short.
 */
export function expressibleUpTo({ axes, constraints }: Plan): Expressible | null {
  for (const { field: limit, is, than, times = 1 } of constraints) {
    const { control }: Field = FIELDS[limit];
    const axis = axes.find(({ field }) => field === than);
    if (!axis || (is !== '>=' && is !== '>') || times <= 0 || control.kind !== 'number') continue;
    const most = control.typed.max;
    const upTo = most / times;
    if (axisValues(axis).some((value) => typeof value === 'number' && value > upTo))
      return { field: axis.field, upTo, limit, most };
  }
  return null;
}
