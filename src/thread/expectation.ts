import { t } from '../language/t.ts';
import { FACT_WORDS, type FactName, type FactValue, factText, type RunFacts } from './facts.ts';
import type { RunId } from './runs.ts';

/** What would be seen if a claim were right: a figure of a run against a value, another figure, or a figure of another run. */
export interface Expectation {
  readonly fact: FactName;
  readonly is: '=' | '≠' | '<' | '≤' | '>' | '≥';
  readonly than: number | string | FactOf;
}
/** `run` is left out for the run that is looked at itself. */
export interface FactOf {
  readonly run?: RunId;
  readonly fact: FactName;
}

/** An expectation held against a run. */
export interface Checked {
  /** What is expected, in words: `downtime ≤ downtime-limit`. */
  readonly expected: string;
  /** What was found, in words: `2.81 s against 300 ms`; '' while the runs are not there. */
  readonly found: string;
  /** Null while the runs are not there. */
  readonly isMet: boolean | null;
}

/** Facts of the runs that are there. */
export type FactsSoFar = Readonly<Partial<Record<RunId, RunFacts>>>;

/** @param titleOf what another run is called in a sentence */
export function checked(
  { fact, is, than }: Expectation,
  run: RunId,
  facts: FactsSoFar,
  titleOf: (run: RunId) => string,
): Checked {
  const isFigure = typeof than === 'object';
  const other = isFigure ? (than.run ?? run) : run;
  const [mine, theirs] = [facts[run], facts[other]];
  const against = isFigure
    ? other === run
      ? t(FACT_WORDS[than.fact])
      : t('that of “{run}”', { run: titleOf(other) })
    : factText(fact, than);
  const expected = `${t(FACT_WORDS[fact])} ${is} ${against}`;
  if (!mine || !theirs) return { expected, found: '', isMet: null };
  const left = mine[fact] ?? 'none';
  const right = isFigure ? (theirs[than.fact] ?? 'none') : than;
  const found = isFigure
    ? t('{found} against {other}', { found: factText(fact, left), other: factText(than.fact, right) })
    : factText(fact, left);
  return { expected, found, isMet: compare(left, is, right) };
}

/** A run that has no such figure (no downtime, where nothing was stopped) is neither below nor above anything. */
function compare(left: FactValue, is: Expectation['is'], right: FactValue): boolean {
  if (is === '=') return left === right;
  if (is === '≠') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  if (is === '<') return left < right;
  if (is === '≤') return left <= right;
  return is === '>' ? left > right : left >= right;
}
