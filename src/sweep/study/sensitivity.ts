import type { FieldValue } from '../../scenario/field-values.ts';
import type { FieldName } from '../../scenario/fields.ts';
import { valuesAt } from './cells.ts';
import type { Finding } from './findings.ts';
import { type Effect, effectsOf, trajectoriesOf } from './morris.ts';
import type { Plan } from './plan.ts';

/** What one axis of a plan does to a figure, for its whole range. */
export interface AxisEffect extends Omit<Effect, 'strongest'> {
  readonly axis: number;
  readonly field: FieldName;
  /** The values on both sides of the step with the largest effect. */
  readonly strongest: { readonly from: readonly FieldValue[]; readonly to: readonly FieldValue[] };
}

/**
 * What each axis of a plan of the design `morris` does to a figure, the largest first; axes of which no step has a figure at both ends
 * are left out. Empty for another design.
 * @param figureOf of what is known of a point; null where it has none
 */
export function sensitivityOf(
  { axes, design }: Plan,
  findings: readonly Finding[],
  figureOf: (finding: Finding) => number | null,
): readonly AxisEffect[] {
  if (design.kind !== 'morris') return [];
  const byPlace = new Map(findings.map((finding) => [JSON.stringify(finding.values), finding]));
  const effects = effectsOf(trajectoriesOf(axes.length, design), (shares) => {
    const finding = byPlace.get(JSON.stringify(valuesAt(axes, shares)));
    return finding ? figureOf(finding) : null;
  });
  return effects
    .flatMap((effect, axis): AxisEffect[] => {
      if (!effect) return [];
      const { from, to } = effect.strongest;
      return [
        {
          ...effect,
          axis,
          field: axes[axis]!.field,
          strongest: { from: valuesAt(axes, from), to: valuesAt(axes, to) },
        },
      ];
    })
    .toSorted((a, b) => b.meanSize - a.meanSize || a.axis - b.axis);
}
