import { useSyncExternalStore } from 'react';

/** What was chosen; `system` follows the system. */
export type Theme = 'light' | 'dark' | 'system';

/** The chosen theme, kept for the next visit where the browser lets us. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, () => chosen), chooseTheme];
}

/** What is on the screen now, for painters that cannot ask CSS. */
export function useColourScheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => {
    if (chosen !== 'system') return chosen;
    return systemIsDark().matches ? 'dark' : 'light';
  });
}

function chooseTheme(theme: Theme) {
  chosen = theme;
  putOnPage();
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

const KEY = 'switchover-theme';
const listeners = new Set<() => void>();
let chosen: Theme = remembered();
putOnPage(); // before the first paint

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** tokens.css reads the attribute; without one it follows the system. */
function putOnPage() {
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

/** Kept: every figure looks at it whenever it is made anew. */
function systemIsDark(): MediaQueryList {
  systemQuery ??= matchMedia('(prefers-color-scheme: dark)');
  return systemQuery;
}
let systemQuery: MediaQueryList | null = null;

function subscribe(listener: () => void) {
  const query = systemIsDark();
  listeners.add(listener);
  query.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    query.removeEventListener('change', listener);
  };
}
