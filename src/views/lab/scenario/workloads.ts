import type { DirtyCurve, Scenario, Workload } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { type FieldName, type FieldValue, readField, writeField } from '../../../store/fields.ts';
import { formatQuantity } from './quantity.ts';

/*
 * The store's fields speak of the first workload; a list of them is edited by letting each be the first in turn. What
 * does not fit is made to fit, as there.
 */

export const workloadOf = (scenario: Scenario, index: number, name: FieldName): FieldValue =>
  readField(alone(scenario, index), name);

export const editWorkload = (scenario: Scenario, index: number, name: FieldName, value: FieldValue): Scenario =>
  change(scenario, index, (one) => writeField(one, name, value));

/** For what has no field of its own: the start of the region, the place in a period. */
export const replaceWorkload = (scenario: Scenario, index: number, workload: Workload): Scenario =>
  change(scenario, index, (one) => {
    const replaced = withWorkloads(one, [workload]);
    const pages = readField(replaced, 'workingSetPages');
    return pages === null ? replaced : writeField(replaced, 'workingSetPages', pages);
  });

/** One more, that writes uniformly. */
export function addWorkload(scenario: Scenario): Scenario {
  const [added] = writeField(withWorkloads(scenario, []), 'pattern', 'uniform').guest.workloads;
  return added ? withWorkloads(scenario, [...scenario.guest.workloads, added]) : scenario;
}

export const removeWorkload = (scenario: Scenario, index: number): Scenario =>
  withWorkloads(scenario, scenario.guest.workloads.toSpliced(index, 1));

/** `22 measured points: 338 pages in 125 ms, up to 30,288 pages in 1 min.` */
export function curveWords({ points }: DirtyCurve): string {
  const words = ({ periodMs, pages }: DirtyCurve['points'][number]) =>
    t('{pages} in {time}', { pages: formatQuantity(pages, 'pages'), time: formatQuantity(periodMs, 'ms') });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return '';
  return t('{count} measured points, from {first} to {last}. A file of calc-dirty-rate brings others.', {
    count: points.length,
    first: words(first),
    last: words(last),
  });
}

const alone = (scenario: Scenario, index: number): Scenario =>
  withWorkloads(scenario, scenario.guest.workloads.slice(index, index + 1));

const change = (scenario: Scenario, index: number, make: (one: Scenario) => Scenario): Scenario =>
  withWorkloads(
    scenario,
    scenario.guest.workloads.toSpliced(index, 1, ...make(alone(scenario, index)).guest.workloads),
  );

const withWorkloads = (scenario: Scenario, workloads: readonly Workload[]): Scenario => ({
  ...scenario,
  guest: { ...scenario.guest, workloads },
});
