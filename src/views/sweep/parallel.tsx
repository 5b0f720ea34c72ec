import { useMemo, useState } from 'react';
import { figureAxis } from '../../charts/figure-axis.ts';
import { ParallelFigure } from '../../charts/parallel-figure.tsx';
import {
  isChosen,
  LineKey,
  type ParallelAxis,
  type ParallelChoice,
  type ParallelLine,
  ParallelPlot,
} from '../../charts/parallel-plot.tsx';
import { t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type Field, type FieldValue } from '../../store/fields.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp } from '../../store/use-app.ts';
import { axisAt, axisValues, onGrain } from '../../sweep/study/axis.ts';
import { type Finding, isSamePlace, keptShare } from '../../sweep/study/findings.ts';
import type { Axis, Plan } from '../../sweep/study/plan.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure, DisclosureGroup } from '../../ui/disclosure.tsx';
import { Table } from '../../ui/table.tsx';
import { useColourScheme } from '../../ui/theme.ts';
import { ColumnHeads } from './column-heads.tsx';
import { FigureFoot } from './figure-foot.tsx';
import { completedFigure, figureRange } from './map-squares.ts';
import styles from './sweep.module.css';
import { SUCCESSES } from './tables.ts';
import { useRunGestures } from './use-run-gestures.ts';
import { axisName, FIGURES, figureName, findingText, inSentence, namedPlace, valueText } from './words.ts';

export interface ParallelProps {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/** Every point as a line over all axes and all that came of it: what is chosen on some shows what goes with it on the others. */
export function Parallel({ plan, findings }: ParallelProps) {
  const [choice, setChoice] = useState<ParallelChoice>({});
  const [isTableOpen, setTableOpen] = useState(false);
  const shown = useApp(showsOf);
  const place = useApp(placeInState);
  const theme = useColourScheme();
  const onGesture = useRunGestures();
  const shows = shown === 'keeps' ? 'downtimeMs' : shown;
  const { axes, lines, known } = useMemo(() => contentOf(plan, findings, shows), [plan, findings, shows]);
  const chosen = lines.filter((line) => isChosen(line, axes, choice));
  const picked = place && known.find(({ values }) => isSamePlace(values, place));
  const pick = (point: number) => known.find((finding) => finding.point === point);
  const title = t('All axes beside each other');
  const caption = t(
    'Each line is a combination; coloured ones succeed, from little to much of {figure}, grey ones do not. A line without figures did not complete; a broken one is by expected counts, not yet confirmed page by page.',
    { figure: inSentence(figureName(shows)) },
  );
  const choices = axes.flatMap(({ key, title: name, stops, textAt }) => {
    const range = choice[key];
    if (!range) return [];
    const [low = '', high = ''] = range.map((share) => textAt(Math.round(share * (stops - 1))));
    return [
      low === high
        ? t('{field} {value}', { field: name, value: low })
        : t('{axis} {low} to {high}', { axis: name, low, high }),
    ];
  });
  const said = { chosen: chosen.length, all: lines.length, choices: choices.join(', ') };
  return (
    <section aria-label={t('Parallel coordinates')} className={styles.square}>
      <h2 className={styles.set}>{title}</h2>
      <p role="status" className={styles.lead}>
        {choices.length > 0
          ? t('{chosen} of {all} combinations with {choices}.', said)
          : t('{chosen} of {all} combinations. Drag along an axis, or move its two handles, to choose.', said)}
      </p>
      <ParallelFigure
        label={t(
          'Parallel coordinates, {count} axes. Arrow keys go from line to line, Enter opens a run, with Shift adds it to Compare, A asks what is just enough. Each axis has two handles.',
          { count: axes.length },
        )}
        axes={axes}
        lines={lines}
        choice={choice}
        onChoose={setChoice}
        theme={theme}
        picked={picked?.point ?? null}
        pickedText={picked ? findingText(picked, namedPlace(plan, picked.values)) : ''}
        onPick={(point, how) => {
          const found = pick(point);
          if (found) onGesture(found.values, how);
        }}
      />
      <LineKey theme={theme} sure={t('Confirmed page by page')} unsure={t('By expected counts, not yet confirmed')} />
      <FigureFoot
        what="lines"
        plan={plan}
        title={title}
        caption={choices.length > 0 ? `${caption} ${t('Chosen: {choices}.', said)}` : caption}
        said={caption}
        width={Math.max(912, axes.length * 90)}
        height={400}
        shapes={() => (
          <ParallelPlot
            axes={axes}
            lines={lines}
            choice={choice}
            theme={theme}
            width={Math.max(912, axes.length * 90)}
            height={400}
            textPx={13}
          />
        )}
      >
        {choices.length > 0 && <Button onPress={() => setChoice({})}>{t('Choose all again')}</Button>}
      </FigureFoot>
      <DisclosureGroup>
        <Disclosure
          title={t('As a table')}
          summary={t('the first {shown} of {count} chosen', {
            shown: Math.min(ROWS, chosen.length),
            count: chosen.length,
          })}
          isOpen={isTableOpen}
          onToggle={setTableOpen}
        >
          {isTableOpen && (
            <ChosenTable plan={plan} findings={chosen.slice(0, ROWS).flatMap(({ key }) => pick(key) ?? [])} />
          )}
        </Disclosure>
      </DisclosureGroup>
    </section>
  );
}

function ChosenTable({ plan, findings }: ParallelProps) {
  const onGesture = useRunGestures();
  return (
    <Table label={t('What is chosen, in numbers')} isTall>
      <ColumnHeads
        of={[
          ...plan.axes.map(({ field }) => axisName(field)),
          t('Succeeds'),
          ...OUTCOMES.map(figureName),
          t('Answered'),
          t('Run'),
        ]}
      />
      <tbody>
        {findings.map((finding) => (
          <tr key={finding.point}>
            {plan.axes.map(({ field }, i) => (
              <td key={field}>{valueText(field, finding.values[i] ?? null)}</td>
            ))}
            <td>{t(SUCCESSES[successOf(finding)])}</td>
            {OUTCOMES.map((figure) => {
              const value = completedFigure(finding, figure);
              return <td key={figure}>{value === null ? '–' : FIGURES[figure].text(value)}</td>;
            })}
            <td>{finding.by === 'pages' ? t('page by page') : t('by counts')}</td>
            <td>
              <Button
                variant="quiet"
                aria-label={t('Open {place} in the Lab', { place: namedPlace(plan, finding.values) })}
                onPress={() => onGesture(finding.values, 'open')}
              >
                {t('Open')}
              </Button>
              <Button
                variant="quiet"
                aria-label={t('Add {place} to Compare', { place: namedPlace(plan, finding.values) })}
                onPress={() => onGesture(finding.values, 'add')}
              >
                {t('Compare')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Of the table: more would be read by nobody. */
const ROWS = 40;
/** Steps of an axis that has numbers. */
const FINE = 101;
const OUTCOMES = ['downtimeMs', 'totalTimeMs', 'sentBytes', 'slowdown'] as const;

/** Place in `SUCCESSES`. */
function successOf(finding: Finding): 0 | 1 | 2 {
  const share = keptShare(finding) ?? 0;
  return share === 0 ? 0 : share === 1 ? 2 : 1;
}

function contentOf(plan: Plan, findings: readonly Finding[], shows: Exclude<SweepFigure, 'keeps'>) {
  const known = findings.filter(({ run }) => run !== null && run.status !== 'impossible');
  const inputs = plan.axes.map(inputAxis);
  const outputs = OUTCOMES.map((figure) => outputAxis(known, figure));
  const success: ParallelAxis = {
    key: 'success',
    title: t('Succeeds'),
    ticks: SUCCESSES.flatMap((label, i) =>
      i === 1 && plan.repeats === 1 ? [] : [{ share: i / (SUCCESSES.length - 1), label: t(label) }],
    ),
    stops: SUCCESSES.length,
    textAt: (stop) => t(SUCCESSES[stop]!),
  };
  const colour = figureRange(known, shows);
  const lines = known.map((finding): ParallelLine => {
    const value = finding.kept.length > 0 ? completedFigure(finding, shows) : null;
    const isOne = colour && colour.most === colour.least;
    return {
      key: finding.point,
      isSure: finding.by === 'pages',
      shares: [
        ...inputs.map(({ shareOf }, i) => shareOf(finding.values[i] ?? null)),
        successOf(finding) / (SUCCESSES.length - 1),
        ...outputs.map(({ shareOf }, i) => {
          const figure = completedFigure(finding, OUTCOMES[i]!);
          return figure === null ? null : shareOf(figure);
        }),
      ],
      colour:
        value === null || !colour
          ? null
          : isOne
            ? 0.5
            : Math.min(1, Math.max(0, (value - colour.least) / (colour.most - colour.least))),
    };
  });
  const figureAt = new Map(known.map((finding) => [finding.point, completedFigure(finding, shows) ?? Infinity]));
  return {
    axes: [...inputs, success, ...outputs] satisfies readonly ParallelAxis[],
    lines: lines.toSorted((a, b) => figureAt.get(a.key)! - figureAt.get(b.key)! || a.key - b.key),
    known,
  };
}

/** As it is in the plan: a list by its items, a range on its scale. */
function inputAxis(axis: Axis): ParallelAxis & { readonly shareOf: (value: FieldValue) => number | null } {
  const { field } = axis;
  const { unit }: Field = FIELDS[field];
  const name = axisName(field);
  const title =
    unit === 'pages'
      ? t('{axis}, pages', { axis: name })
      : unit === 'pages/s'
        ? t('{axis}, pages/s', { axis: name })
        : name;
  if (axis.scale === 'list') {
    const values = axisValues(axis);
    const last = Math.max(1, values.length - 1);
    const step = Math.ceil(values.length / 9);
    return {
      key: field,
      title,
      stops: values.length,
      textAt: (stop) => valueText(field, values[stop]!),
      ticks: values.flatMap((value, i) =>
        i % step === 0 ? [{ share: i / last, label: valueText(field, value) }] : [],
      ),
      shareOf: (value) => {
        const at = values.indexOf(value);
        return at < 0 ? null : at / last;
      },
    };
  }
  const { from, to, scale } = axis;
  const shareOf = (value: FieldValue): number => {
    const n = Number(value);
    const share = scale === 'log' ? Math.log(n / from) / Math.log(to / from) : (n - from) / (to - from);
    return Math.min(1, Math.max(0, share));
  };
  const textAt = (stop: number): string => valueText(field, axisAt(axis, stop / (FINE - 1)));
  return {
    key: field,
    title,
    stops: FINE,
    textAt,
    ticks: [0, 0.5, 1].map((share) => {
      const value = onGrain(field, Number(Number(axisAt(axis, share)).toPrecision(3)));
      return { share: shareOf(value), label: withoutUnit(valueText(field, value), unit) };
    }),
    shareOf,
  };
}

/** Pages and pages a second stand in the title: beside an axis there is little room. */
const withoutUnit = (text: string, unit: string): string =>
  unit.startsWith('pages') ? text.replace(/ \D+$/, '') : text;

function outputAxis(
  findings: readonly Finding[],
  figure: (typeof OUTCOMES)[number],
): ParallelAxis & { readonly shareOf: (value: number) => number } {
  const values = findings.flatMap((finding) => completedFigure(finding, figure) ?? []);
  const { text } = FIGURES[figure];
  const { at, ticks } = figureAxis(values.length === 0 ? [0] : values, figure === 'sentBytes', 0, 1);
  const invert = (share: number): number => {
    // The scale is increasing: what stands at a share is found between its ends.
    let [low, high] = [0, Math.max(1, ...values, ...ticks)];
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (at(middle) < share) low = middle;
      else high = middle;
    }
    return high;
  };
  return {
    key: figure,
    title: figureName(figure),
    stops: FINE,
    textAt: (stop) => text(invert(stop / (FINE - 1))),
    ticks: (values.length === 0 ? [] : ticks)
      .map((tick) => ({ share: at(tick), label: text(tick) }))
      .filter(({ share }) => share >= 0 && share <= 1),
    shareOf: (value) => Math.min(1, Math.max(0, at(value))),
  };
}

const showsOf = (state: AppState) => state.sweepShows;
const placeInState = (state: AppState) => state.sweepPlace;
