import { counted, speech, t } from '../../language/t.ts';
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
import { formatBytes, formatMs, formatShare } from '../../units.ts';
import { formatQuantity } from '../lab/scenario/quantity.ts';

/** A value of a field as it is read: `300 ms`, `10 Gbit/s`, `the patch`. */
export function valueText(name: FieldName, value: FieldValue): string {
  const { control }: Field = FIELDS[name];
  if (control.kind === 'choice')
    return t(control.options.find((option) => option.value === value)?.label ?? String(value));
  if (typeof value === 'boolean') return value ? t('on') : t('off');
  return value === null ? t('no limit') : formatQuantity(Number(value), FIELDS[name].unit);
}

/** What the colour of the map can be; `label` goes through `t` where it is shown: `figureName`. */
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

/** The name of a figure. */
export const figureName = (figure: SweepFigure): string => t(FIGURES[figure].label);

/** A name as it stands within a sentence: most languages write it small there, German does not. */
export const inSentence = (name: string): string =>
  speech().language === 'de' || /^\p{Lu}{2}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

/** What the plan says as a whole, in one plain sentence. */
export function headline(findings: readonly Finding[], promised: Promised): string {
  const known = findings.filter(({ keepsPromise }) => keepsPromise !== null);
  if (known.length === 0) return t('Nothing is known yet.');
  const kept = known.filter(({ keepsPromise }) => keepsPromise).length;
  const all = known.length;
  const promise = promiseText(promised);
  if (promise === '') {
    if (kept === all) return t('Every combination completes and loses no page.');
    if (kept === 0) return t('No combination completes and loses no page.');
    return counted(
      kept,
      '{count} of {all} combinations completes and loses no page.',
      '{count} of {all} combinations complete and lose no page.',
      { all },
    );
  }
  if (kept === all) return t('Every combination completes with {promise}.', { promise });
  if (kept === 0) return t('No combination completes with {promise}.', { promise });
  return counted(
    kept,
    '{count} of {all} combinations completes with {promise}.',
    '{count} of {all} combinations complete with {promise}.',
    { all, promise },
  );
}

/** `Above 13.333 GiB of guest RAM it cannot be expressed: downtime limit takes at most 2,000 s.` */
export const expressibleText = ({ field, upTo, limit, most }: Expressible): string =>
  t('Above {value} of {field} it cannot be expressed: {limit} takes at most {most}.', {
    value: valueText(field, upTo),
    field: axisName(field),
    limit: FIELDS[limit].qemuName ?? axisName(limit),
    most: valueText(limit, most),
  });

/** What counts as a success, as a sentence. */
export function successText(promised: Promised): string {
  const promise = promiseText(promised);
  return promise === ''
    ? t('A success completes and loses no page.')
    : t('A success completes with {promise}.', { promise });
}

/** What was promised, each part as what a run completes with: `a pause within the limit, at most 4 s in all`; '' for nothing. */
function promiseText({ downtimeMs, totalTimeMs, sentBytes, slowdown }: Promised): string {
  return [
    downtimeMs === 'limit'
      ? t('a pause within the limit')
      : downtimeMs === null
        ? ''
        : t('a pause of at most {time}', { time: formatMs(downtimeMs) }),
    totalTimeMs === null ? '' : t('at most {time} in all', { time: formatMs(totalTimeMs) }),
    sentBytes === null ? '' : t('at most {bytes} sent', { bytes: formatBytes(sentBytes) }),
    slowdown === null ? '' : t('at most {share} slowed', { share: formatShare(slowdown) }),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** One point, to be read out and shown; null where a constraint leaves it out. */
export function findingText(finding: Finding | null, place: string): string {
  if (!finding) return t('{place}: left out by a constraint.', { place });
  if (!finding.run) return t('{place}: not known yet.', { place });
  const { runs, kept } = finding;
  return [
    t('{place}: {outcome}', { place, outcome: outcomeText(finding.run) }),
    runs.length > 1 ? t('{kept} of {all} seeds succeed.', { kept: kept.length, all: runs.length }) : '',
    finding.by === 'pages' ? t('Page by page.') : t('By counts, not yet confirmed page by page.'),
    finding.disagrees ? t('Counts said otherwise.') : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What is set at a place: `90,000 pages/s, 300 ms`; with many axes each by its name. */
export const placeText = (plan: Plan, values: readonly FieldValue[]): string =>
  plan.axes.length > 3
    ? namedPlace(plan, values)
    : plan.axes.map(({ field }, i) => valueText(field, values[i] ?? null)).join(', ');

/** `Write rate 90,000 pages/s, Downtime limit 300 ms` */
export const namedPlace = ({ axes }: Plan, values: readonly FieldValue[]): string =>
  axes.map(({ field }, i) => setText(field, values[i] ?? null)).join(', ');

/** `Write rate 90,000 pages/s` */
export const setText = (field: FieldName, value: FieldValue): string =>
  t('{field} {value}', { field: axisName(field), value: valueText(field, value) });

export function outcomeText(run: Measured): string {
  const time = formatMs(run.totalTimeMs);
  switch (run.status) {
    case 'impossible':
      return t('these values are no scenario.');
    case 'completed': {
      const pause = formatMs(run.guestPauseMs ?? run.downtimeMs ?? 0);
      return run.stalePages > 0
        ? t('completes in {time} and loses {pages} pages; the guest stops for {pause}.', {
            time,
            pages: run.stalePages,
            pause,
          })
        : t('completes in {time}; the guest stops for {pause}.', { time, pause });
    }
    case 'not-converged':
      return t('still copying after {time}.', { time });
    case 'cancelled':
      return t('cancelled after {time}.', { time });
    case 'failed':
      return t('fails after {time}.', { time });
    case 'refused':
      return t('refused after {time}.', { time });
    case 'realize-error':
      return t('QEMU does not start after {time}.', { time });
  }
}

/** Where a picture of the plan comes from, a line each. */
export function provenanceOf(plan: Plan, confirmed: number): readonly string[] {
  const all = pointCount(plan) * plan.repeats;
  return [
    ...plan.axes.map(axisText),
    ...(plan.design.kind === 'grid' ? [] : [designText(plan)]),
    successText(plan.promise),
    [
      confirmed < all
        ? t('{confirmed} of {all} runs confirmed page by page, the others by expected counts.', { confirmed, all })
        : t('{confirmed} of {all} runs confirmed page by page.', { confirmed, all }),
      t('Switchover, engine revision {revision}.', { revision: ENGINE_REVISION }),
    ].join(' '),
  ].flatMap((line) => wrapped(line, { first: '', rest: '', columns: 150 }));
}

/** How the points were chosen. */
export function designText({ design }: Plan): string {
  switch (design.kind) {
    case 'grid':
      return t('All combinations.');
    case 'latin-hypercube':
      return t('A Latin hypercube of {points} points, seed {seed}.', {
        points: design.points,
        seed: String(design.seed),
      });
    case 'frontier':
      return t('A coarse grid, refined {rounds} times where neighbours end differently.', { rounds: design.rounds });
    case 'morris':
      return t('{walks} walks over {levels} values of each axis, each axis once in each, seed {seed}.', {
        walks: design.trajectories,
        levels: design.levels,
        seed: String(design.seed),
      });
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
