import type { AppState } from './app-store.ts';
import { lastNotAfter } from './steps.ts';

/** Number of the decision that the inspector should show: the pinned one, else the last before the playhead; null without. */
export function decisionAt({ run, pinnedDecision, nowMs }: AppState): number | null {
  if (!run) return null;
  const index = pinnedDecision ?? lastNotAfter(run.decisionMs, nowMs);
  return index >= 0 && index < run.decisionMs.length ? index : null;
}

/** Number of the pass at the playhead, 1 for the first; 0 before any sync. */
export const passAt = ({ run, nowMs }: AppState): number =>
  run ? run.timeline.syncs.filter(({ atMs }) => atMs <= nowMs).length : 0;

/** The verdict on the run on the screen; null before the first. */
export const verdictOf = ({ run }: AppState) => run?.timeline.outcome?.verdict ?? null;

/** The scenario has been changed and its run is not on the screen yet, or never will be. */
export const isOutdated = ({ run, scenario }: AppState): boolean => run !== null && run.scenario !== scenario;

/** The run on the screen is the prediction for the recording that is laid over it, and not a change of it. */
export const isPrediction = ({ run, recording }: AppState): boolean =>
  run !== null && recording !== null && run.scenario === recording.prediction.scenario;

/** A locked link leaves its run only where its teacher left the controls free; so no screen leads to another run. */
export const mayLeadOn = ({ freeFields }: AppState): boolean => freeFields === null;

export const canUndo = ({ past }: AppState): boolean => past.length > 0;
export const canRedo = ({ future }: AppState): boolean => future.length > 0;

/** Nothing is under way in the Lab: no run being computed, none played, no picture or detail outstanding. */
export function isSettled(state: AppState): boolean {
  const { runStatus, run, playing, nowMs, shownMs, view, shownView, explained, pageSlot, biography } = state;
  if (state.isPredicting || state.isTyping || runStatus === 'idle' || runStatus === 'loading' || playing) return false;
  if (runStatus === 'failed' || state.notices.some(({ about }) => about === 'run')) return true; // no answer will come
  if (!run) return false;
  const isExplained = (explained?.index ?? null) === decisionAt(state);
  return shownMs === nowMs && shownView === view && isExplained && (pageSlot === null || biography !== null);
}
