import { t } from '../language/t.ts';
import { type Checked, checked, type FactsSoFar } from './expectation.ts';
import type { Claim, ClaimTest } from './message.ts';
import { RUNS, type RunId } from './runs.ts';

/** What the runs make of a claim: all of them bear it out, none does, or some. `waiting` while one of them is not there. */
export type Finding = 'borne out' | 'contradicted' | 'in part' | 'waiting';

export interface JudgedTest {
  readonly test: ClaimTest;
  readonly checks: readonly Checked[];
  /** All that was expected was found; null while something is not there. */
  readonly isBorneOut: boolean | null;
}
export interface Judgement {
  readonly finding: Finding;
  readonly tests: readonly JudgedTest[];
}

/** Holds a claim against its runs: nothing but figures decides. */
export function judge({ tests }: Pick<Claim, 'tests'>, facts: FactsSoFar): Judgement {
  const judged = tests.map((test): JudgedTest => {
    const checks = test.expects.map((expectation) => checked(expectation, test.run, facts, titleOf));
    const isWaiting = checks.some(({ isMet }) => isMet === null);
    return { test, checks, isBorneOut: isWaiting ? null : checks.every(({ isMet }) => isMet) };
  });
  return { finding: findingOf(judged), tests: judged };
}

function findingOf(tests: readonly JudgedTest[]): Finding {
  if (tests.some(({ isBorneOut }) => isBorneOut === null)) return 'waiting';
  const borneOut = tests.filter(({ isBorneOut }) => isBorneOut).length;
  if (borneOut === tests.length) return 'borne out';
  return borneOut === 0 ? 'contradicted' : 'in part';
}

const titleOf = (run: RunId): string => t(RUNS[run].title);
