import { useRef } from 'react';
import type { AppState } from '../../store/app-store.ts';
import { FIELDS, type FieldName, readField } from '../../store/fields.ts';
import { PLAN_PRESETS } from '../../store/plan-presets.ts';
import { useApp } from '../../store/use-app.ts';
import type { Plan } from '../../sweep/study/plan.ts';

/**
 * The plan, and still the one before while only a slider moves it: for what does not show the scenario's values. Lists of all fields
 * that were made anew for each step of a slider would take longer than its map.
 */
export function useSteadyPlan(): Plan {
  const kept = useRef<Plan | null>(null);
  return useApp((state: AppState) => {
    const now = state.sweepPlan;
    if (kept.current === null || !isSlid(kept.current, now)) kept.current = now;
    return kept.current;
  });
}

/** The two differ at most in values of the scenario, and have the same fields; a preset is told from a plan of one's own. */
function isSlid(before: Plan, now: Plan): boolean {
  if (before === now) return true;
  if (isPreset(before) || isPreset(now)) return false;
  const parts = Object.keys({ ...before, ...now }) as (keyof Plan)[];
  return (
    parts.every((part) => part === 'scenario' || before[part] === now[part]) &&
    before.scenario.devices.length === now.scenario.devices.length &&
    NAMES.every((name) => (readField(before.scenario, name) === null) === (readField(now.scenario, name) === null))
  );
}

const isPreset = (plan: Plan): boolean => PLAN_PRESETS.some((preset) => preset.plan === plan);
const NAMES = Object.keys(FIELDS) as FieldName[];
