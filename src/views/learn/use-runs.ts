import { useEffect, useId, useMemo, useRef } from 'react';
import type { MadeRun, NamedRun } from '../../content/lesson.ts';
import type { AppState } from '../../store/app-store.ts';
import { type LessonRun, lessonKey } from '../../store/learn-slice.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';

export interface Runs {
  /** In the order asked for; those asked for before while the new ones are made, and null before the first. */
  readonly made: readonly MadeRun[] | null;
  /** They are those asked for before. */
  readonly isOld: boolean;
  /** What was wrong with one of them, or null. */
  readonly fault: string | null;
}

/**
 * Has runs made in a worker, and gives them when all are there.
 * @param named must keep its identity while it says the same
 */
export function useRuns(named: readonly NamedRun[]): Runs {
  const owner = useId();
  const store = useAppStore();
  const known = useApp(runsOf);
  const keys = useMemo(() => named.map(({ scenario }) => lessonKey(scenario)), [named]);
  useEffect(() => {
    store.getState().askLessonRuns(
      owner,
      named.map(({ scenario }) => scenario),
    );
    return () => store.getState().askLessonRuns(owner, []);
  }, [store, owner, named]);
  const { made, fault } = useMemo(() => {
    const states = keys.map((key): LessonRun => known.get(key) ?? { status: 'waiting' });
    const ready = states.flatMap((state, i) =>
      state.status === 'ready' ? [{ scenario: named[i]!.scenario, timeline: state.timeline }] : [],
    );
    const failed = states.find(({ status }) => status === 'failed');
    return {
      made: named.length > 0 && ready.length === named.length ? ready : null,
      fault: failed?.status === 'failed' ? failed.fault : null,
    };
  }, [known, keys, named]);
  const before = useRef(made);
  useEffect(() => {
    if (made) before.current = made;
  }, [made]);
  return { made: made ?? before.current, isOld: made === null && before.current !== null, fault };
}

const runsOf = (state: AppState) => state.lessonRuns;
