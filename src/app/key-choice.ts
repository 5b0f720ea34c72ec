import { useSyncExternalStore } from 'react';

/** Whether keys that are a letter or a sign are shortcuts: who speaks to the computer turns them off (WCAG 2.1.4). Kept for the next visit. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, hasSingleKeys), choose];
}

/** The same, for those who ask when a key comes. */
export const hasSingleKeys = (): boolean => chosen;

function choose(on: boolean) {
  chosen = on;
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Storage is blocked: the choice holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

const KEY = 'switchover-single-keys';
const listeners = new Set<() => void>();
let chosen: boolean = remembered();

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
