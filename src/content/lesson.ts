import type { Timeline } from '../engine/record.ts';
import type { Scenario } from '../engine/scenario.ts';
import type { Prose } from './prose.ts';
import type { Quantity } from './quantity.ts';

/** A question, and runs that answer it step by step. */
export interface Lesson {
  /** In the address: `lesson=one-pass`. */
  readonly id: string;
  readonly title: string;
  /** What one can answer after it. */
  readonly question: string;
  /** The numbers in its sentences that a reader may change. */
  readonly knobs: readonly Knob[];
  /** Numbers of its own, beside those of `MEASURES`. */
  readonly values?: Readonly<Record<string, Value>>;
  /** At least one that explains, then one with a prediction, and at the end one with a check. */
  readonly steps: readonly Step[];
}

/** A number that a reader may change. */
export interface Knob {
  readonly name: string;
  /** What it is, for people who hear it. */
  readonly label: string;
  readonly quantity: Quantity;
  /** Rising; the value goes from one to the next. */
  readonly stops: readonly number[];
  /** One of the stops. */
  readonly start: number;
  /** Words in place of numbers, one a stop. */
  readonly words?: readonly string[];
}

/** What the knobs stand at, by name. */
export type Setting = Readonly<Record<string, number>>;

/** A run of the engine, complete. */
export interface MadeRun {
  readonly scenario: Scenario;
  readonly timeline: Timeline;
  /** What a real migration of that configuration came to, in a step with a recording. */
  readonly recorded?: Recorded;
}
/** As QEMU reported it; null where it reported nothing. */
export interface Recorded {
  readonly totalMs: number | null;
  readonly downtimeMs: number | null;
  readonly sentBytes: number | null;
  readonly syncs: number | null;
}

/** A number of the runs of a step; null where they have none. */
export interface Value {
  readonly quantity: Quantity;
  readonly of: (runs: readonly MadeRun[], setting: Setting) => number | null;
}

export interface Step {
  /** In the address: `step=predict`. */
  readonly id: string;
  readonly title: string;
  readonly prose: readonly Prose[];
  /** What is run; the first is what opens in the Lab. */
  readonly runs: (setting: Setting) => readonly NamedRun[];
  /** Name of a recording that comes with the app; its configuration is then what is run, and `runs` gives none. */
  readonly recording?: (setting: Setting) => string;
  readonly figure: Figure;
  /** The page that a figure of one page begins with, where no page was lost. */
  readonly page?: number;
  readonly formula?: Formula;
  readonly question?: Question;
}

export interface NamedRun {
  readonly name: string;
  readonly scenario: Scenario;
}

/**
 * `curve`: what remains over time, of one run. `runs`: the same of several, on one scale, with what they came to.
 * `parts`: memory and what of it went over the link. `page`: the life of one page. `pages`: all pages on both sides.
 * `pause`: what the guest's pause was spent on. `limits`: one run a limit. `recording`: a real migration over its prediction.
 */
export type Figure = keyof typeof MARKS;

/** The marks of each figure, to which symbols can point. */
export const MARKS = {
  curve: ['remaining', 'threshold', 'bandwidth', 'sync', 'found', 'pass', 'pause', 'total'],
  runs: ['remaining', 'pause', 'threshold'],
  parts: ['data', 'zero', 'wire'],
  page: ['written', 'sync', 'sent'],
  pages: ['waiting', 'sent', 'lost'],
  pause: ['vm-stop', 'device-stop', 'sync', 'ram', 'device-state', 'other-state', 'destination-load', 'pause', 'limit'],
  limits: ['limit', 'pause', 'total'],
  recording: ['recorded', 'predicted', 'threshold'],
} as const;
export type Mark = (typeof MARKS)[keyof typeof MARKS][number];

/** A relation between numbers of the run. */
export interface Formula {
  /** Signs stand in braces: `{T} = {B} × {L}`. */
  readonly text: string;
  readonly symbols: readonly FormulaSymbol[];
}
export interface FormulaSymbol {
  readonly sign: string;
  /** What it is, in a few words. */
  readonly means: string;
  /** Name of the knob or value that it stands for. */
  readonly value: string;
  /** Where it is in the figure. */
  readonly mark: Mark;
}

/** Asked before the runs are shown. The answer is computed from them. */
export type Question = DrawQuestion | PickQuestion | NumberQuestion;
interface Asked {
  readonly ask: Prose;
  /** Said with the result; may hold values. */
  readonly because: Prose;
}
/** The reader draws the bytes that remain, over the time that the first run takes. */
export interface DrawQuestion extends Asked {
  readonly kind: 'draw';
}
export interface PickQuestion extends Asked {
  readonly kind: 'pick';
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** Id of the right option. */
  readonly answer: (runs: readonly MadeRun[]) => string;
}
export interface NumberQuestion extends Asked {
  readonly kind: 'number';
  readonly quantity: Quantity;
  readonly stops: readonly number[];
  readonly start: number;
  readonly answer: (runs: readonly MadeRun[]) => number;
  /** An answer counts as right within this share of the computed one. */
  readonly tolerance: number;
}
