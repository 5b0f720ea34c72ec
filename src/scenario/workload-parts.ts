import type { Pattern, Region, Workload } from '../engine/scenario.ts';

/** Where a workload may write. */
export const regionsOf = (workload: Workload): readonly Region[] =>
  workload.kind === 'phases'
    ? workload.phases.flatMap(({ pattern }) => (pattern ? [pattern.region] : []))
    : [workload.region];

/**
 * Writes a second: of phases the mean over one round, of a measured curve the distinct pages a second of its shortest
 * period, which is all that the measurement tells.
 */
export function writesPerSecondOf(workload: Workload): number {
  switch (workload.kind) {
    case 'phases': {
      const wholeMs = workload.phases.reduce((sum, { ms }) => sum + ms, 0);
      return workload.phases.reduce(
        (sum, { ms, pattern }) => sum + (ms * (pattern?.writesPerSecond ?? 0)) / wholeMs,
        0,
      );
    }
    case 'dirty-curve': {
      const [first] = workload.points;
      return first ? (first.pages * 1000) / first.periodMs : 0;
    }
    default:
      return workload.writesPerSecond;
  }
}

/** The same writes, so many times as fast. */
export function withWritesTimes(workload: Workload, times: number): Workload {
  const faster = (pattern: Pattern): Pattern => ({ ...pattern, writesPerSecond: pattern.writesPerSecond * times });
  switch (workload.kind) {
    case 'phases':
      return {
        ...workload,
        phases: workload.phases.map(({ ms, pattern }) => ({ ms, pattern: pattern && faster(pattern) })),
      };
    case 'dirty-curve': // as many pages in a shorter period
      return {
        ...workload,
        points: workload.points.map(({ periodMs, pages }) => ({ periodMs: periodMs / times, pages })),
      };
    default:
      return faster(workload);
  }
}
