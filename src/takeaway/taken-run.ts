import type { ModelLines, Recording } from '../charts/curve-shape.ts';
import type { Change, Lane } from '../charts/lane-spans.ts';
import type { Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { addressOf, ENGINE_REVISION } from '../sweep/study/address.ts';

/** A run that has ended, with all that its files are made of. */
export interface TakenRun {
  /** What people call it: the scenario's name, or the variant's title. */
  readonly title: string;
  readonly scenario: Scenario;
  readonly timeline: Timeline;
  /** Where the figures end, ms. */
  readonly endMs: number;
  /** Where the guest runs, by time, and who was in which state: what the Lab's lanes show. */
  readonly vm: readonly Change<'running' | 'stopped' | 'running there'>[];
  readonly lanes: readonly Lane[];
  /** What is laid over the curve. */
  readonly recording: Recording | null;
  readonly models: readonly ModelLines[];
  /** Absolute; opens this run. */
  readonly link: string;
}

/** Where a file comes from, enough to make it again. */
export interface Provenance {
  readonly title: string;
  /** 16 hex digits of the scenario without its name: the same scenario under the same engine has the same. Of several runs, each, joined by ` + `; likewise the rest. */
  readonly scenario: string;
  /** 8 hex digits of the run, '' when it has no end. */
  readonly run: string;
  readonly release: string;
  readonly seed: number;
  readonly engine: number;
  readonly link: string;
}

export const provenanceOf = ({ title, scenario, timeline, link }: TakenRun): Provenance => ({
  title,
  scenario: addressOf(scenario),
  run: timeline.outcome?.digest ?? '',
  release: scenario.qemu.release,
  seed: scenario.seed,
  engine: ENGINE_REVISION,
  link,
});

/** Of several runs that are shown together, with the link that opens all of them. */
export function provenanceOfAll(runs: readonly TakenRun[], title: string, link: string): Provenance {
  const all = runs.map(provenanceOf);
  const joined = (of: (one: Provenance) => string) => all.map(of).join(' + ');
  return {
    title,
    scenario: joined(({ scenario }) => scenario),
    run: joined(({ run }) => run),
    release: [...new Set(all.map(({ release }) => release))].join(' + '),
    seed: all[0]?.seed ?? 0,
    engine: ENGINE_REVISION,
    link,
  };
}

/** In one line: `Scenario 12ab…, run 34cd…, QEMU 7.2, seed 1. Switchover, engine revision 1.` */
export const provenanceWords = ({ scenario, run, release, seed, engine }: Provenance): string =>
  t('Scenario {scenario}, run {run}, QEMU {release}, seed {seed}. Switchover, engine revision {engine}.', {
    scenario,
    run: run || t('without an end'),
    release,
    seed,
    engine: String(engine),
  });
