import { PLAN_PRESETS } from '../../store/plan-presets.ts';
import type { Finding } from '../../sweep/study/findings.ts';
import type { Plan } from '../../sweep/study/plan.ts';
import { VS1_THINNED } from '../../sweep/study/plan-presets.ts';
import { vs1Cells } from '../../traces/published-check.ts';
import { VS1_TIMES } from '../../traces/published-numbers.ts';
import { AS_QEMU_DIFFERS } from '../../traces/vs1-page-level.ts';

/** One cell of the published table beside the run of the map that is the same. Whole seconds; null does not converge. */
export interface Vs1Comparison {
  readonly bandwidth: string;
  /** Infinity: unlimited, of which QEMU's largest limit takes the place. */
  readonly limitMs: number;
  readonly published: number | null;
  /** The published rule. */
  readonly rule: number | null;
  /** The run of the map; undefined while nobody has answered. */
  readonly map: number | null | undefined;
  readonly isSure: boolean;
  /** Why the map differs by more than a second; null where it does not, or is not known. */
  readonly cause: string | null;
}

/** Whether the map of a plan is that of the published table: no other may stand beside it. */
export const isVs1 = (plan: Plan): boolean => PLAN_PRESETS.find(({ id }) => id === 'vs-1')?.plan === plan;

/** The 48 cells, in the order of the table. */
export function vs1Comparisons(findings: readonly Finding[]): readonly Vs1Comparison[] {
  return vs1Cells().map(({ bandwidth, limitMs, published, ours: rule }) => {
    const { bitsPerSecond } = VS1_TIMES.find(({ name }) => name === bandwidth)!;
    const place = [Math.round(bitsPerSecond / 8 / VS1_THINNED), Math.min(limitMs, LARGEST_LIMIT_MS)];
    const found = findings.find(({ values }) => values[0] === place[0] && values[1] === place[1]);
    const run = found?.run;
    const map = run ? (run.status === 'completed' ? Math.ceil(run.totalTimeMs / 1000) : null) : undefined;
    return {
      bandwidth,
      limitMs,
      published,
      rule,
      map,
      isSure: found?.by === 'pages',
      cause: map === undefined || isWithinOne(map, published) ? null : causeOf(bandwidth, limitMs),
    };
  });
}

/** A second more or less is rounding: the published times are whole seconds. */
const isWithinOne = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1;

const causeOf = (bandwidth: string, limitMs: number): string =>
  AS_QEMU_DIFFERS[`${bandwidth}, ${limitMs} ms`]?.cause ?? NOT_CONFIRMED;

/** All that are told. */
export const vs1Causes = (): readonly string[] => [
  ...Object.values(AS_QEMU_DIFFERS).map(({ cause }) => cause),
  NOT_CONFIRMED,
];

/** The cause as long as the pages have not answered. */
const NOT_CONFIRMED = 'by expected counts; the pages will say';

const LARGEST_LIMIT_MS = 2_000_000;
