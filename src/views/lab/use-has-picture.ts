import { useSyncExternalStore } from 'react';
import type { AppState } from '../../store/app-store.ts';
import { useApp, useAppStore } from '../../store/use-app.ts';

/** True from the first picture of the pages on, and when there will be none because the engine failed. */
export function useHasPicture(): boolean {
  const { frames } = useAppStore();
  const hasFrame = useSyncExternalStore(frames.onFrame, () => frames.latest() !== null);
  const hasFailed = useApp(hasFailedOf);
  return hasFrame || hasFailed;
}

const hasFailedOf = (state: AppState) => state.runStatus === 'failed';
