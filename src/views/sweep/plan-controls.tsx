import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type Field, type FieldName, readField } from '../../store/fields.ts';
import { PLAN_PRESETS } from '../../store/plan-presets.ts';
import type { SweepFigure } from '../../store/sweep-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';
import type { Axis, Plan } from '../../sweep/study/plan.ts';
import { Select } from '../../ui/select.tsx';
import { FieldControl } from '../lab/scenario/field-control.tsx';
import styles from './sweep.module.css';
import { FIGURES } from './words.ts';

/** What is asked: the plan, its two axes, the colour, and what moves the map. */
export function PlanControls() {
  const { choosePlan, editPlan, showFigure, showLines, setSweepField } = useAppStore().getState();
  const plan = useApp(planOf);
  const shows = useApp(showsOf);
  const lines = useApp(linesOf);
  const chosen = PLAN_PRESETS.find((each) => each.plan === plan);
  return (
    <div className={styles.controls}>
      <Select
        label="Question"
        value={chosen?.id ?? null}
        placeholder={plan.name || 'A plan of your own'}
        onChange={choosePlan}
        options={PLAN_PRESETS.map(({ id, title, teaches }) => ({ value: id, label: title, detail: teaches }))}
        {...(chosen ? { help: chosen.teaches } : {})}
      />
      <AxisControl label="Across" plan={plan} index={0} />
      <AxisControl label="Up" plan={plan} index={1} />
      <Select
        label="Colour"
        value={shows}
        onChange={showFigure}
        options={(Object.keys(FIGURES) as SweepFigure[]).map((figure) => ({
          value: figure,
          label: FIGURES[figure].label,
        }))}
      />
      {plan.axes.length > 1 && plan.design.kind === 'grid' && (
        <Select
          label="Lines of"
          value={lines ?? 'none'}
          onChange={(figure) => showLines(figure === 'none' ? null : figure)}
          options={[{ value: 'none', label: 'No lines' }, ...FIGURES_OF_LINES]}
          help="Thin lines where it has one value, beside the frontier."
        />
      )}
      {slidersOf(plan).map((name) => (
        <FieldControl
          key={name}
          name={name}
          value={readField(plan.scenario, name)}
          onChange={(value) => setSweepField(name, value)}
          help="Drag: the map follows."
        />
      ))}
      <Select
        label="Repeats"
        value={String(plan.repeats)}
        onChange={(repeats) => editPlan((now) => ({ ...now, repeats: Number(repeats) }))}
        options={['1', '3', '5', '10'].map((count) => ({
          value: count,
          label: count === '1' ? '1 seed' : `${count} seeds`,
        }))}
      />
    </div>
  );
}

function AxisControl({ label, plan, index }: { readonly label: string; readonly plan: Plan; readonly index: number }) {
  const { editPlan } = useAppStore().getState();
  const axis = plan.axes[index];
  if (!axis) return null;
  return (
    <Select
      label={label}
      value={axis.field}
      onChange={(field) => editPlan((now) => ({ ...now, axes: now.axes.with(index, usualAxis(field)) }))}
      options={fieldsFor(plan, index).map((name) => ({
        value: name,
        label: FIELDS[name].label,
        aside: FIELDS[name].qemuName ?? '',
      }))}
      help={rangeText(axis)}
    />
  );
}

const FIGURES_OF_LINES = (['downtimeMs', 'totalTimeMs', 'sentBytes', 'slowdown'] as const).map((figure) => ({
  value: figure,
  label: FIGURES[figure].label,
}));

/** The fields that the other axis does not vary and that the scenario has. */
function fieldsFor({ scenario, axes }: Plan, index: number): readonly FieldName[] {
  const other = axes[1 - index]?.field;
  return NAMES.filter((name) => {
    const field: Field = FIELDS[name];
    if (name === other || name === 'seed' || (field.group === 'device' && scenario.devices.length === 0)) return false;
    return name === axes[index]?.field || readField(scenario, name) !== null;
  });
}
const NAMES = Object.keys(FIELDS) as FieldName[];

/** Where a field is put on an axis: the way of its slider, or all of its choices. */
function usualAxis(field: FieldName): Axis {
  const { control }: Field = FIELDS[field];
  if (control.kind === 'switch') return { field, scale: 'list', values: [false, true] };
  if (control.kind === 'choice') return { field, scale: 'list', values: control.options.map(({ value }) => value) };
  const { min, max } = control.slider;
  const isLog = control.scale === 'log' && max > 0;
  return {
    field,
    scale: isLog ? 'log' : 'linear',
    from: isLog ? Math.max(min, control.step) : min,
    to: max,
    steps: 32,
  };
}

function rangeText(axis: Axis): string {
  if (axis.scale === 'list') return `${axis.values.length} values.`;
  return `${axis.steps} steps, ${axis.scale === 'log' ? 'even ratios' : 'even distances'}.`;
}

/** What moves the map: numbers that say much and that no axis varies. */
const slidersOf = ({ scenario, axes }: Plan): readonly FieldName[] =>
  (['linkBytesPerSecond', 'writesPerSecond', 'downtime-limit'] as const)
    .filter((name) => axes.every(({ field }) => field !== name) && readField(scenario, name) !== null)
    .slice(0, 2);

const planOf = (state: AppState) => state.sweepPlan;
const linesOf = (state: AppState) => state.sweepLines;
const showsOf = (state: AppState) => state.sweepShows;
