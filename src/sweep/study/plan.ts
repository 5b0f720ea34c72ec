import type { Scenario } from '../../engine/scenario.ts';
import type { FieldValue } from '../../scenario/field-values.ts';
import type { FieldName } from '../../scenario/fields.ts';

/**
 * A question to many runs: one scenario, what is varied in it, and what its owner was promised. Plain JSON; `plan-schema.ts`
 * reads it from a file or a link, `cells.ts` makes the runs.
 */
export interface Plan {
  readonly format: 1;
  /** Shown to people. */
  readonly name: string;
  readonly scenario: Scenario;
  /**
   * Each of another field; none only where there are questions. A later one is applied to what the earlier ones made of the
   * scenario.
   */
  readonly axes: readonly Axis[];
  readonly design: Design;
  /** Each combination is run with so many seeds, from the scenario's on; at least 1. */
  readonly repeats: number;
  /** A combination that breaks one of them is left out. */
  readonly constraints: readonly Constraint[];
  readonly promise: Promised;
  readonly questions: readonly Question[];
  /** More cells than this are refused: a slip of the keyboard makes a million. */
  readonly mostCells: number;
}

/** One field, and the values that it takes. Numbers are in the field's own unit (`scenario/fields.ts`). */
export type Axis =
  | { readonly field: FieldName; readonly scale: 'list'; readonly values: readonly FieldValue[] }
  | {
      readonly field: FieldName;
      readonly scale: 'linear' | 'log';
      readonly from: number;
      readonly to: number;
      /** Values, both ends in; at least 2. A Latin hypercube takes any value between the ends instead. */
      readonly steps: number;
    };

/**
 * `grid`: every combination. `latin-hypercube`: so many points, each axis cut into as many strata and each stratum used once.
 * `frontier`: a coarse grid, then half the distance wherever neighbours end differently, so many times.
 * `morris`: so many walks that move each axis once, for what each of them does (`morris.ts`); `levels` values an axis, an even number.
 */
export type Design =
  | { readonly kind: 'grid' }
  | { readonly kind: 'latin-hypercube'; readonly points: number; readonly seed: number }
  | { readonly kind: 'frontier'; readonly rounds: number }
  | { readonly kind: 'morris'; readonly trajectories: number; readonly levels: number; readonly seed: number };

/** A field against another, or against a number. */
export interface Constraint {
  readonly field: FieldName;
  readonly is: '<' | '<=' | '>' | '>=';
  readonly than: FieldName | number;
  /** What the right side is multiplied by; left out: 1. */
  readonly times?: number;
}

/** What must hold of a run for it to count as a success; null: not asked. A lost page or a failure never is one. */
export interface Promised {
  /** STOP to RESUME, ms; `limit`: the downtime limit that the scenario had at `migrate`. */
  readonly downtimeMs: number | 'limit' | null;
  readonly totalTimeMs: number | null;
  /** Everything on the wire. */
  readonly sentBytes: number | null;
  /** Share of its work that the guest loses to the throttle while it is migrated, 0 to 1. */
  readonly slowdown: number | null;
}

/** The smallest or largest value of one field, between two, for which the promise holds in every repeat. */
export interface Question {
  readonly find: 'smallest' | 'largest';
  readonly field: FieldName;
  readonly from: number;
  readonly to: number;
}

/** Nothing is promised but that the run completes and loses no page. */
export const NO_PROMISE: Promised = { downtimeMs: null, totalTimeMs: null, sentBytes: null, slowdown: null };
