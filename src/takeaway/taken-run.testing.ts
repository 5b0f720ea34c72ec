import { runLanes } from '../charts/lane-spans.ts';
import type { Scenario } from '../engine/scenario.ts';
import { simulate } from '../engine/simulation.ts';
import { preset } from '../scenario/presets.ts';
import type { TakenComparison } from './table.ts';
import { provenanceOfAll, type TakenRun } from './taken-run.ts';

/** Test support: presets with every kind of lane and end, none of which takes long. */
export const SHOWN_PRESETS = [
  'first-visit',
  'converging',
  'lost-writes',
  'auto-blocks',
  'stopped-guest',
  'cancelled',
  'postcopy',
  'compressed',
  'managed-nova',
  'paused-switchover',
] as const;

const made = new Map<string, TakenRun & { readonly note: string }>();

/** Test support: the run of a scenario, or of a preset, as a view hands it over. */
export function takenRun(of: Scenario | string): TakenRun & { readonly note: string } {
  if (typeof of !== 'string') return runOf(of);
  const run = made.get(of) ?? runOf(preset(of).scenario);
  made.set(of, run);
  return run;
}

function runOf(scenario: Scenario): TakenRun & { readonly note: string } {
  const timeline = simulate(scenario).timeline();
  const endMs = timeline.outcome!.endMs;
  const { vm, throttle, dirtyLimit, statuses, devices, management, decisions } = timeline;
  const lanes = runLanes({
    vm,
    throttle,
    dirtyLimit,
    statuses,
    devices,
    management,
    windows: decisions.flatMap(({ window }) => (window ? [window] : [])),
    linkCarries: (fromMs, toMs) => (toMs - fromMs) * 1e6,
    linkSpeeds: [],
    threadUse: null,
    cacheHits: [],
    waiting: [],
    compressing: [],
    endMs,
  });
  return {
    title: scenario.name,
    note: '',
    scenario,
    timeline,
    endMs,
    vm,
    lanes,
    recording: null,
    models: [],
    link: 'https://example.org/#s=2.abc',
  };
}

/** Test support: these runs as one comparison. */
export function takenComparison(...of: readonly (Scenario | string)[]): TakenComparison {
  const runs = of.map(takenRun);
  return {
    question: 'What should QEMU do?',
    runs,
    provenance: provenanceOfAll(runs, 'Runs', 'https://example.org/#s=2.abc'),
  };
}
