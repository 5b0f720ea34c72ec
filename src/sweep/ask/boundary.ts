import type { Scenario } from '../../engine/scenario.ts';
import { FIELDS, type Field } from '../../scenario/fields.ts';
import { onGrain } from '../study/axis.ts';
import { withField } from '../study/cells.ts';
import type { Measured } from '../study/measure.ts';
import type { Promised, Question } from '../study/plan.ts';
import { keeps } from '../study/promise.ts';

/** One value of the field that was tried, with every seed. */
export interface Tried {
  readonly value: number;
  readonly scenarios: readonly Scenario[];
  readonly runs: readonly Measured[];
  /** Every run kept the promise. */
  readonly holds: boolean;
}

/**
 * The answer to a question. `found`: `holds` is the answer and `fails` the nearest value that does not; the two prove it.
 * `all hold`: even the end of the range that should not does. `never`: no value that was tried holds.
 */
export interface Boundary {
  readonly status: 'found' | 'all hold' | 'never';
  readonly holds: Tried | null;
  readonly fails: Tried | null;
  /** Values beyond the answer that do not hold although it does: then there is no single boundary. */
  readonly exceptions: readonly Tried[];
  /** In the order in which they were tried. */
  readonly tried: readonly Tried[];
  /** With 95 % confidence a run with another seed keeps the promise at least so often, at the answer; 0 without one. */
  readonly keptAtLeast: number;
}

/** Runs that are wanted next go out, what came of them comes in: one thread, a pool or a test makes them. */
export type Asking<Answer> = Generator<readonly Scenario[], Answer, readonly Measured[]>;

/**
 * Finds a boundary by bisection over page-level runs, on the scale of the field. It takes for granted that beyond the answer the
 * promise goes on to hold, and tries some values there to say so if it does not.
 * @param repeats seeds for each value, from the scenario's on
 */
export function* boundaryOf(
  scenario: Scenario,
  promise: Promised,
  question: Question,
  repeats: number,
): Asking<Boundary> {
  const { field, find, from, to } = question;
  const tried: Tried[] = [];
  const at = function* (value: number): Asking<Tried> {
    const before = tried.find((each) => each.value === value);
    if (before) return before;
    const scenarios = withSeeds(withField(scenario, field, value), repeats);
    const runs = yield scenarios;
    const holds = runs.every((run, i) => keeps(run, promise, scenarios[i]!));
    tried.push({ value, scenarios, runs, holds });
    return tried.at(-1)!;
  };
  const [easy, hard] = find === 'smallest' ? [to, from] : [from, to];
  const end = yield* at(onGrain(field, hard));
  if (end.holds) return answer('all hold', { holds: end, fails: null, tried, repeats });
  let holds = yield* at(onGrain(field, easy));
  for (let i = 1; i < PROBES && !holds.holds; i++)
    holds = yield* at(onGrain(field, between(field, easy, hard, i / PROBES)));
  if (!holds.holds) return answer('never', { holds: null, fails: holds, tried, repeats });
  const beyond = holds.value;
  let fails = end;
  for (;;) {
    const middle = onGrain(field, between(field, holds.value, fails.value, 0.5));
    if (middle === holds.value || middle === fails.value || isNear(holds.value, fails.value)) break;
    const next = yield* at(middle);
    if (next.holds) holds = next;
    else fails = next;
  }
  const exceptions: Tried[] = [];
  for (let i = 1; i <= CHECKS; i++) {
    const check = yield* at(onGrain(field, between(field, holds.value, beyond, i / (CHECKS + 1))));
    if (!check.holds) exceptions.push(check);
  }
  return answer('found', { holds, fails, exceptions, tried, repeats });
}

/** The same run with so many seeds. */
export const withSeeds = (scenario: Scenario, repeats: number): readonly Scenario[] =>
  Array.from({ length: repeats }, (_, i) =>
    i === 0 ? scenario : { ...scenario, seed: (scenario.seed + i) % 2 ** 32 },
  );

/** Carries out an asking in this thread. */
export function answered<Answer>(asking: Asking<Answer>, run: (scenario: Scenario) => Measured): Answer {
  let step = asking.next([]);
  while (!step.done) step = asking.next(step.value.map(run));
  return step.value;
}

type Found = Pick<Boundary, 'holds' | 'fails' | 'tried'> &
  Partial<Pick<Boundary, 'exceptions'>> & { readonly repeats: number };

function answer(status: Boundary['status'], { repeats, ...found }: Found): Boundary {
  // All of n kept it: the share p with p^n = 5 % is the least that chance allows.
  return { status, exceptions: [], keptAtLeast: found.holds ? 0.05 ** (1 / repeats) : 0, ...found };
}

/** Where a field has a log scale its middle is the geometric one; from 0 on it is the other one. */
function between(field: Question['field'], a: number, b: number, share: number): number {
  const { control }: Field = FIELDS[field];
  const isLog = control.kind === 'number' && control.scale === 'log' && a > 0 && b > 0;
  return isLog ? a * (b / a) ** share : a + (b - a) * share;
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= PRECISION * Math.max(Math.abs(a), Math.abs(b));

/** Width of the bracket, as a share of the answer. */
const PRECISION = 0.001;
/** Values inside the range that are tried when its easy end does not hold. */
const PROBES = 8;
/** Values beyond the answer that are tried. */
const CHECKS = 4;
