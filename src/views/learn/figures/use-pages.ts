import { useEffect } from 'react';
import type { MadeRun } from '../../../content/lesson.ts';
import type { AppState } from '../../../store/app-store.ts';
import { type LessonPages, lessonKey } from '../../../store/learn-slice.ts';
import { useApp, useAppStore } from '../../../store/use-app.ts';

/** Cells of a map of so many pages: two or three times as wide as high. */
export function cellsOf(pages: number): { readonly columns: number; readonly rows: number } {
  const shown = Math.min(pages, MOST_CELLS);
  const columns = 2 ** Math.ceil(Math.log2(Math.sqrt(shown * 2)));
  return { columns, rows: Math.max(1, Math.ceil(shown / columns)) };
}
const MOST_CELLS = 8192;

/** The pages of a run, at the instant that the store's verbs move; null until they are there. */
export function usePages({ scenario }: MadeRun): LessonPages | null {
  const pages = useApp(pagesOf);
  const theme = useApp(themeOf);
  const store = useAppStore();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pages are painted in the theme of the app
  useEffect(() => {
    void store.getState().showLessonPages(scenario, cellsOf(scenario.guest.ramBytes / 4096));
  }, [store, scenario, theme]);
  return pages?.key === lessonKey(scenario) ? pages : null;
}

const pagesOf = (state: AppState) => state.lessonPages;
const themeOf = (state: AppState) => state.view.theme;
