import { t } from '../../language/t.ts';
import type { Fault } from '../../scenario/input-error.ts';
import type { FieldName, FieldValue } from '../../store/fields.ts';
import { FIELDS, type Field } from '../../store/fields.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { ENGINE_REVISION } from '../../sweep/study/address.ts';
import { pointCount } from '../../sweep/study/cells.ts';
import type { Expressible } from '../../sweep/study/expressible.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import type { Measured } from '../../sweep/study/measure.ts';
import type { Axis, Plan, Promised } from '../../sweep/study/plan.ts';
import { wrapped } from '../../sweep/wrapped.ts';
import { formatBytes, formatCount, formatMs, formatShare } from '../../units.ts';
import { formatQuantity } from '../lab/scenario/quantity.ts';

/** A value of a field as it is read: `300 ms`, `10 Gbit/s`, `the patch`. */
export function valueText(name: FieldName, value: FieldValue): string {
  const { control }: Field = FIELDS[name];
  if (control.kind === 'choice')
    return control.options.find((option) => option.value === value)?.label ?? String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === null ? 'no limit' : formatQuantity(Number(value), FIELDS[name].unit);
}

/** What the colour of the map can be, with its words. */
export const FIGURES: Readonly<
  Record<
    SweepFigure,
    { readonly label: string; readonly of: (run: Measured) => number | null; readonly text: (value: number) => string }
  >
> = {
  keeps: { label: 'Succeeds or not', of: () => 0.5, text: () => '' },
  downtimeMs: { label: 'Guest stopped', of: (run) => run.guestPauseMs ?? run.downtimeMs, text: formatMs },
  totalTimeMs: { label: 'Total time', of: (run) => run.totalTimeMs, text: formatMs },
  sentBytes: { label: 'Sent', of: (run) => run.sentBytes, text: formatBytes },
  slowdown: { label: 'Guest slowed', of: (run) => run.slowdown, text: formatShare },
};

/** What the plan says as a whole, in one plain sentence. */
export function headline(findings: readonly Finding[], promise: Promised): string {
  const known = findings.filter(({ keepsPromise }) => keepsPromise !== null);
  if (known.length === 0) return 'Nothing is known yet.';
  const kept = known.filter(({ keepsPromise }) => keepsPromise).length;
  const what = promiseText(promise);
  if (kept === known.length) return `Every combination ${what}.`;
  if (kept === 0) return `No combination ${what}.`;
  return `${formatCount(kept)} of ${formatCount(known.length)} combinations ${kept === 1 ? what : plural(what)}.`;
}

const plural = (what: string): string => what.replace('completes', 'complete').replace('loses', 'lose');

/** `Above 13.333 GiB of guest RAM it cannot be expressed: downtime limit takes at most 2,000 s.` */
export const expressibleText = ({ field, upTo, limit, most }: Expressible): string =>
  `Above ${valueText(field, upTo)} of ${FIELDS[field].label} it cannot be expressed: ${FIELDS[limit].qemuName ?? FIELDS[limit].label} takes at most ${valueText(limit, most)}.`;

/** What counts as a success. */
export function promiseText({ downtimeMs, totalTimeMs, sentBytes, slowdown }: Promised): string {
  const parts = [
    downtimeMs === 'limit'
      ? 'a pause within the limit'
      : downtimeMs === null
        ? null
        : `a pause of at most ${formatMs(downtimeMs)}`,
    totalTimeMs === null ? null : `at most ${formatMs(totalTimeMs)} in all`,
    sentBytes === null ? null : `at most ${formatBytes(sentBytes)} sent`,
    slowdown === null ? null : `at most ${formatShare(slowdown)} slowed`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'completes and loses no page' : `completes with ${parts.join(', ')}`;
}

/** One point, to be read out and shown; null where a constraint leaves it out. */
export function findingText(finding: Finding | null, set: string): string {
  if (!finding) return `${set}: left out by a constraint.`;
  if (!finding.run) return `${set}: not known yet.`;
  const { runs, kept } = finding;
  const seeds = runs.length > 1 ? ` ${kept.length} of ${runs.length} seeds succeed.` : '';
  return `${set}: ${outcomeText(finding.run)}${seeds} ${finding.by === 'pages' ? 'Page by page.' : 'By counts, not yet confirmed page by page.'}${finding.disagrees ? ' Counts said otherwise.' : ''}`;
}

/** What is set at a place: `90,000 pages/s, 300 ms`; with many axes each by its name. */
export const placeText = (plan: Plan, values: readonly FieldValue[]): string =>
  plan.axes.length > 3
    ? namedPlace(plan, values)
    : plan.axes.map(({ field }, i) => valueText(field, values[i] ?? null)).join(', ');

/** `Write rate 90,000 pages/s, Downtime limit 300 ms` */
export const namedPlace = ({ axes }: Plan, values: readonly FieldValue[]): string =>
  axes.map(({ field }, i) => `${FIELDS[field].label} ${valueText(field, values[i] ?? null)}`).join(', ');

export function outcomeText(run: Measured): string {
  if (run.status === 'impossible') return 'these values are no scenario.';
  const ms = run.guestPauseMs ?? run.downtimeMs;
  const lost = run.stalePages > 0 ? ` and loses ${formatCount(run.stalePages)} pages` : '';
  if (run.status === 'completed')
    return `completes in ${formatMs(run.totalTimeMs)}${lost}; the guest stops for ${formatMs(ms ?? 0)}.`;
  return `${STATUS_TEXT[run.status]} after ${formatMs(run.totalTimeMs)}.`;
}

const STATUS_TEXT = {
  'not-converged': 'still copying',
  cancelled: 'cancelled',
  failed: 'fails',
  refused: 'refused',
  'realize-error': 'QEMU does not start',
} as const;

/** Where a picture of the plan comes from, a line each. */
export function provenanceOf(plan: Plan, confirmed: number): readonly string[] {
  const all = pointCount(plan) * plan.repeats;
  return [
    ...plan.axes.map(axisText),
    ...(plan.design.kind === 'grid' ? [] : [designText(plan)]),
    `A success ${promiseText(plan.promise)}.`,
    `${formatCount(confirmed)} of ${formatCount(all)} runs confirmed page by page${confirmed < all ? ', the others by expected counts' : ''}. Switchover, engine revision ${ENGINE_REVISION}.`,
  ].flatMap((line) => wrapped(line, { first: '', rest: '', columns: 150 }));
}

/** How the points were chosen. */
export function designText({ design }: Plan): string {
  switch (design.kind) {
    case 'grid':
      return 'All combinations.';
    case 'latin-hypercube':
      return `A Latin hypercube of ${formatCount(design.points)} points, seed ${design.seed}.`;
    case 'frontier':
      return `A coarse grid, refined ${design.rounds} times where neighbours end differently.`;
    case 'morris':
      return `${formatCount(design.trajectories)} walks over ${design.levels} values of each axis, each axis once in each, seed ${design.seed}.`;
  }
}

/** `Downtime limit: 50 ms to 5 s, 32 steps (log)` */
export const axisText = (axis: Axis): string =>
  t('{axis}: {range}', { axis: axisName(axis.field), range: rangeText(axis) });

/** `50 ms to 5 s, 32 steps (log)`; of a list all values. */
export function rangeText(axis: Axis): string {
  const { field } = axis;
  if (axis.scale === 'list') return axis.values.map((value) => valueText(field, value)).join(', ');
  const { steps } = axis;
  const ends = { from: valueText(field, axis.from), to: valueText(field, axis.to) };
  return axis.scale === 'log'
    ? t('{from} to {to}, {steps} steps (log)', { ...ends, steps })
    : t('{from} to {to}, {steps} steps (linear)', { ...ends, steps });
}

/** What is wrong with a plan, and what to do about it. */
export const faultText = ({ fault, advice }: Fault): string =>
  [`${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`, advice].filter((part) => part !== '').join(' ');

/** The name of a field, as the axis of it is called. */
export const axisName = (field: FieldName): string => t(FIELDS[field].label);

/** Squares of the axis that bear a label, about so many. */
export function ticksOf(
  name: FieldName,
  values: readonly FieldValue[],
  most: number,
): readonly { readonly square: number; readonly label: string }[] {
  const step = Math.max(1, Math.ceil((values.length - 1) / Math.max(1, most - 1)));
  const squares = values.flatMap((_, i) => (i % step === 0 ? [i] : []));
  return squares.map((square) => ({ square, label: valueText(name, values[square]!) }));
}
