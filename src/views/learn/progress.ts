import { useSyncExternalStore } from 'react';

/** Points of the questions answered so far, by lesson and step; kept for the next visit where the browser lets us. */
export type Progress = Readonly<Record<string, number>>;

const nameOf = (lesson: string, step: string) => `${lesson}/${step}`;

/** The progress, and the points of one question; null before it was answered. */
export function useProgress(): (lesson: string, step: string) => number | null {
  const progress = useSyncExternalStore(subscribe, () => known);
  return (lesson, step) => progress[nameOf(lesson, step)] ?? null;
}

/** Keeps the points of the first answer: a second one has seen the result. */
export function keepPoints(lesson: string, step: string, points: number): void {
  const name = nameOf(lesson, step);
  if (name in known) return;
  known = { ...known, [name]: points };
  try {
    localStorage.setItem(KEY, JSON.stringify(known));
  } catch {
    // Storage is blocked: it holds until the page is closed.
  }
  for (const listener of listeners) listener();
}

const KEY = 'switchover-lessons';
const listeners = new Set<() => void>();
let known: Progress = remembered();

function remembered(): Progress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, points]) => typeof points === 'number'));
  } catch {
    return {};
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
