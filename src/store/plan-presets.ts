export { PLAN_PRESETS, type PlanPreset } from '../sweep/study/plan-presets.ts';
