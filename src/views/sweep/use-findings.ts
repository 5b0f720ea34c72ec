import { useMemo, useSyncExternalStore } from 'react';
import type { SweepResults } from '../../store/sweep-slice.ts';
import { useAppStore } from '../../store/use-app.ts';
import { type Finding, findingsOf } from '../../sweep/study/findings.ts';
import { type PhaseGrid, phaseGrids } from '../../sweep/study/phase-grid.ts';

/** What is known of a plan, for all figures of it. */
export interface Found extends SweepResults {
  /** None for a plan that is no grid, or of more than three axes. */
  readonly grids: readonly PhaseGrid[];
  readonly findings: readonly Finding[];
}

/** What is known as of the last frame in which something came; always of one plan, which it names. */
export function useFindings(): Found {
  const { sweepResults } = useAppStore();
  const results = useSyncExternalStore(sweepResults.subscribe, sweepResults.latest);
  return useMemo(() => {
    const { plan, estimates, rows } = results;
    const grids = phaseGrids(plan, estimates, rows);
    const findings =
      grids.length === 0
        ? findingsOf(plan, estimates, rows)
        : grids.flatMap(({ squares }) => squares.filter((square) => square !== null));
    return { ...results, grids, findings };
  }, [results]);
}
