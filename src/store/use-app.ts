import { createContext, use, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState, AppStore } from './app-store.ts';
import type { PartName } from './parts.ts';

const AppStoreContext = createContext<AppStore | null>(null);

/** Gives the store to all views below it: `<AppStoreProvider value={store}>`. */
export const AppStoreProvider = AppStoreContext.Provider;

/**
 * A part of the state; the view renders again when it changes. Selectors are declared once, outside the component,
 * and give what is in the state or a plain value, never a new object.
 */
export function useApp<Part>(selector: (state: AppState) => Part): Part {
  return useStore(useAppStore(), selector);
}

/** The store itself: for verbs (`getState()`), for reading at an event, and for its `frames`. @throws Error outside the provider */
export function useAppStore(): AppStore {
  const store = useContext(AppStoreContext);
  if (!store) throw new Error('There is no AppStoreProvider above this view.');
  return store;
}

/** Suspends until this part of the state is there: for the screen that reads it, before anything else. */
export function usePart(name: PartName): void {
  use(useAppStore().fetchPart(name));
}
