import { X } from 'lucide-react';
import { counted, t } from '../../language/t.ts';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type Field, type FieldName, readField } from '../../store/fields.ts';
import { PLAN_PRESETS } from '../../store/plan-presets.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { MOST_AXES, usualAxis, withAxis, withDesign, withoutAxis } from '../../sweep/study/plan-edits.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { FieldControl } from '../lab/scenario/field-control.tsx';
import { AxisRange } from './axis-range.tsx';
import { PromiseControls } from './promise-controls.tsx';
import styles from './sweep.module.css';
import { DESIGNS, MAP_AXES } from './tables.ts';
import { useSteadyPlan } from './use-steady-plan.ts';
import { axisName, designText, FIGURES, figureName } from './words.ts';

/** What is asked: the plan, its two axes, the colour, and what moves the map. */
export function PlanControls() {
  const { choosePlan, editPlan, showFigure, showLines } = useAppStore().getState();
  const plan = useSteadyPlan();
  const shows = useApp(showsOf);
  const lines = useApp(linesOf);
  const chosen = PLAN_PRESETS.find((each) => each.plan === plan);
  return (
    <div className={styles.controls}>
      <Select
        label={t('Question')}
        value={chosen?.id ?? null}
        placeholder={t(plan.name || 'A plan of your own')}
        onChange={choosePlan}
        options={PLAN_PRESETS.map(({ id, title, teaches }) => ({ value: id, label: t(title), detail: t(teaches) }))}
        {...(chosen ? { help: t(chosen.teaches) } : {})}
      />
      {plan.axes.map(({ field }, index) => (
        <AxisControl key={field} plan={plan} index={index} />
      ))}
      <AddAxis plan={plan} />
      <Select
        label={t('Points')}
        value={plan.design.kind}
        onChange={(kind) => editPlan((now) => withDesign(now, kind))}
        options={DESIGNS.map(({ value, label, detail }) => ({ value, label: t(label), detail: t(detail) }))}
        help={designText(plan)}
      />
      <Select
        label={t('Colour')}
        value={shows}
        onChange={showFigure}
        options={(Object.keys(FIGURES) as SweepFigure[]).map((figure) => ({
          value: figure,
          label: figureName(figure),
        }))}
      />
      {plan.axes.length > 1 && plan.design.kind === 'grid' && (
        <Select
          label={t('Lines of')}
          value={lines ?? 'none'}
          onChange={(figure) => showLines(figure === 'none' ? null : figure)}
          options={[
            { value: 'none', label: t('No lines') },
            ...FIGURES_OF_LINES.map((figure) => ({ value: figure, label: figureName(figure) })),
          ]}
          help={t('Thin lines where it has one value, beside the frontier.')}
        />
      )}
      <Sliders />
      <PromiseControls plan={plan} />
      <Select
        label={t('Repeats')}
        value={String(plan.repeats)}
        onChange={(repeats) => editPlan((now) => ({ ...now, repeats: Number(repeats) }))}
        options={['1', '3', '5', '10'].map((count) => ({
          value: count,
          label: counted(Number(count), '{count} seed', '{count} seeds'),
        }))}
      />
    </div>
  );
}

/** What the map follows. */
function Sliders() {
  const { setSweepField } = useAppStore().getState();
  const plan = useApp(planOf);
  return slidersOf(plan).map((name) => (
    <FieldControl
      key={name}
      name={name}
      value={readField(plan.scenario, name)}
      onChange={(value) => setSweepField(name, value)}
      help={t('Drag: the map follows.')}
    />
  ));
}

function AxisControl({ plan, index }: { readonly plan: Plan; readonly index: number }) {
  const { editPlan } = useAppStore().getState();
  const axis = plan.axes[index]!;
  const label =
    plan.design.kind === 'grid' && plan.axes.length <= 3
      ? t(MAP_AXES[index]!)
      : t('Axis {number}', { number: index + 1 });
  return (
    <div className={styles.axis}>
      <div>
        <Select
          label={label}
          value={axis.field}
          onChange={(field) => editPlan((now) => ({ ...now, axes: now.axes.with(index, usualAxis(field)) }))}
          options={optionsOf(plan, axis.field)}
        />
        <AxisRange plan={plan} index={index} />
      </div>
      {plan.axes.length > 1 && (
        <IconButton
          label={t('Remove {axis}', { axis: axisName(axis.field) })}
          icon={<X aria-hidden size="1em" />}
          onPress={() => editPlan((now) => withoutAxis(now, index))}
        />
      )}
    </div>
  );
}

function AddAxis({ plan }: { readonly plan: Plan }) {
  const { editPlan } = useAppStore().getState();
  if (plan.axes.length >= MOST_AXES) return null;
  return (
    <Select
      label={t('One axis more')}
      isLabelHidden
      value={null}
      placeholder={t('One axis more')}
      onChange={(field) => editPlan((now) => withAxis(now, field))}
      options={optionsOf(plan, null)}
    />
  );
}

const optionsOf = (plan: Plan, chosen: FieldName | null) =>
  fieldsFor(plan, chosen).map((name) => ({
    value: name,
    label: axisName(name),
    aside: FIELDS[name].qemuName ?? '',
  }));

const FIGURES_OF_LINES = ['downtimeMs', 'totalTimeMs', 'sentBytes', 'slowdown'] as const;

/** The fields that no other axis varies and that the scenario has. */
function fieldsFor({ scenario, axes }: Plan, chosen: FieldName | null): readonly FieldName[] {
  return NAMES.filter((name) => {
    if (name === chosen) return true;
    const field: Field = FIELDS[name];
    if (name === 'seed' || axes.some((axis) => axis.field === name)) return false;
    if (field.group === 'device' && scenario.devices.length === 0) return false;
    return readField(scenario, name) !== null;
  });
}
const NAMES = Object.keys(FIELDS) as FieldName[];

/** What moves the map: numbers that say much and that no axis varies. */
const slidersOf = ({ scenario, axes }: Plan): readonly FieldName[] =>
  (['linkBytesPerSecond', 'writesPerSecond', 'downtime-limit'] as const)
    .filter((name) => axes.every(({ field }) => field !== name) && readField(scenario, name) !== null)
    .slice(0, 2);

const planOf = (state: AppState) => state.sweepPlan;
const linesOf = (state: AppState) => state.sweepLines;
const showsOf = (state: AppState) => state.sweepShows;
