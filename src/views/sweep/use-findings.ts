import { useMemo, useSyncExternalStore } from 'react';
import type { SweepResults } from '../../store/sweep-slice.ts';
import { useAppStore } from '../../store/use-app.ts';
import { type Finding, findingsOf } from '../../sweep/study/findings.ts';
import { type PhaseGrid, phaseGrids } from '../../sweep/study/phase-grid.ts';
import type { Plan } from '../../sweep/study/plan.ts';

/** What is known of a plan, for all figures of it. */
export interface Found extends SweepResults {
  /** None for a plan that is no grid, or of more than three axes. */
  readonly grids: readonly PhaseGrid[];
  readonly findings: readonly Finding[];
}

/** What is known as of the last frame in which something came, or as of the change of the plan: never that of another plan. */
export function useFindings(plan: Plan): Found {
  const { sweepResults } = useAppStore();
  const version = useSyncExternalStore(sweepResults.subscribe, sweepResults.version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the maps are filled in place, the version says when
  return useMemo(() => {
    const { estimates, rows } = sweepResults.latest();
    const grids = phaseGrids(plan, estimates, rows);
    const findings =
      grids.length === 0
        ? findingsOf(plan, estimates, rows)
        : grids.flatMap(({ squares }) => squares.filter((square) => square !== null));
    return { plan, estimates, rows, grids, findings };
  }, [sweepResults, version, plan]);
}
