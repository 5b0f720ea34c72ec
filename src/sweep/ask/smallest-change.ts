import type { Scenario } from '../../engine/scenario.ts';
import { readField } from '../../scenario/field-values.ts';
import { FIELDS, type Field, type FieldName } from '../../scenario/fields.ts';
import { InputError } from '../../scenario/input-error.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { PAGE_BYTES } from '../../units.ts';
import { onGrain } from '../study/axis.ts';
import { withField } from '../study/cells.ts';
import type { Promised } from '../study/plan.ts';
import { keeps } from '../study/promise.ts';
import { type Asking, withSeeds } from './boundary.ts';

/** What one knob alone would have to be for the run to keep the promise. */
export interface SmallestChange {
  readonly field: FieldName;
  readonly from: number;
  /** The nearest value that was found to succeed; null: none does, however far it is turned. */
  readonly to: number | null;
  /** The value with 1 % less change, or one step of the field less, which was run and fails; `from` when there is none between. */
  readonly fails: number;
  /** The scenario that succeeds, for opening it. */
  readonly scenario: Scenario | null;
}

/** A field that may help, and the way it helps. */
interface Knob {
  readonly field: FieldName;
  readonly towards: 'more' | 'less';
  /** How far it is turned at most. */
  readonly end: number;
}

/**
 * For each knob the smallest change, by itself, with which a failing run keeps the promise in every repeat. Each proposal was run
 * and succeeds, and a hundredth less of the change was run and fails.
 */
export function* smallestChanges(
  scenario: Scenario,
  promise: Promised,
  repeats: number,
): Asking<readonly SmallestChange[]> {
  const changes: SmallestChange[] = [];
  for (const knob of KNOBS) {
    const from = readField(scenario, knob.field);
    if (typeof from === 'number' && canTurn(knob, from))
      changes.push(yield* turned(scenario, promise, knob, from, repeats));
  }
  return changes;
}

function* turned(
  scenario: Scenario,
  promise: Promised,
  knob: Knob,
  from: number,
  repeats: number,
): Asking<SmallestChange> {
  const { field, end } = knob;
  const succeeds = function* (value: number): Asking<boolean> {
    const changed = withField(scenario, field, value);
    if (!isScenario(changed)) return false;
    const scenarios = withSeeds(changed, repeats);
    const runs = yield scenarios;
    return runs.every((run, i) => keeps(run, promise, scenarios[i]!));
  };
  const none = { field, from, to: null, fails: end, scenario: null };
  let good: number | null = null;
  let bad = from;
  for (let step = 1; step <= STEPS && good === null; step++) {
    const value = onGrain(field, away(knob, from, step / STEPS));
    if (value === bad) continue;
    if (yield* succeeds(value)) good = value;
    else bad = value;
  }
  if (good === null) return none;
  for (;;) {
    const middle = onGrain(field, (good + bad) / 2);
    const isNarrow = Math.abs(good - bad) <= Math.abs(good - from) * NARROW;
    if (middle === good || middle === bad || isNarrow) {
      const less = hundredthLess(field, from, good);
      if (less === from || less === bad || !(yield* succeeds(less)))
        return { ...none, to: good, fails: less, scenario: withField(scenario, field, good) };
      good = less;
      bad = from;
    } else if (yield* succeeds(middle)) good = middle;
    else bad = middle;
  }
}

/** 1 % less of the change, or one step of the field less when that is more. */
function hundredthLess(field: FieldName, from: number, to: number): number {
  const less = onGrain(field, from + (to - from) * 0.99);
  if (less !== to) return less;
  return to > from ? to - grainOf(field) : to + grainOf(field);
}

const grainOf = (field: FieldName): number => (field === 'ramBytes' ? PAGE_BYTES : 1);

/** A share of the way to the end: evenly in the exponent where it goes up, evenly in the value where it goes down. */
function away({ towards, end }: Knob, from: number, share: number): number {
  if (share === 1) return end;
  if (towards === 'less') return from + (end - from) * share;
  const start = Math.max(from, 1);
  return start * (end / start) ** share;
}

/** A bandwidth of 0 is no limit: there is nothing more. */
const canTurn = ({ field, towards, end }: Knob, from: number): boolean =>
  towards === 'more' ? from < end && (from > 0 || field !== 'max-bandwidth') : from > end;

function isScenario(scenario: Scenario): boolean {
  try {
    parseScenario(scenario, 'change');
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const most = (field: FieldName): number => {
  const { control }: Field = FIELDS[field];
  return control.kind === 'number' ? control.typed.max : 0;
};

const KNOBS: readonly Knob[] = [
  { field: 'downtime-limit', towards: 'more', end: most('downtime-limit') },
  { field: 'linkBytesPerSecond', towards: 'more', end: most('linkBytesPerSecond') },
  { field: 'max-bandwidth', towards: 'more', end: most('linkBytesPerSecond') },
  { field: 'writesPerSecond', towards: 'less', end: 0 },
  { field: 'workingSetPages', towards: 'less', end: 1 },
  { field: 'ramBytes', towards: 'less', end: 65_536 },
  { field: 'dmaWritesPerSecond', towards: 'less', end: 0 },
  { field: 'dmaPages', towards: 'less', end: 1 },
  { field: 'stopCopyBytes', towards: 'less', end: 0 },
];

/** Values on the way to the end that are tried before bisecting: a success between them can be missed. */
const STEPS = 12;
/** The bracket is this share of the change before the hundredth is checked. */
const NARROW = 0.004;
