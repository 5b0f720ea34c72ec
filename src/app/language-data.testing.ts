import { FACT_WORDS } from '../thread/facts.ts';
import { STANCE_WORDS } from '../thread/people.ts';
import { RUNS } from '../thread/runs.ts';
import { SITUATIONS } from '../thread/situations.ts';
import { PARTS } from '../thread/thread.ts';
import { FINDING_WORDS } from '../views/thread/words.ts';
import { shortcuts } from './keyboard.ts';
import { screens } from './screens.tsx';

/**
 * The English of tables whose texts go through `t` where they are shown, by the catalogue that has them: each room with such a
 * table adds a line.
 */
export const dataTexts: Readonly<Record<string, readonly string[]>> = {
  shell: [...screens.map(({ title }) => title), ...shortcuts.map(({ does }) => does)],
  thread: [
    ...textsUnder(PARTS, ['title', 'lead', 'gist', 'text', 'remark', 'source', 'mark']),
    ...textsUnder(SITUATIONS, ['title', 'text']),
    ...Object.values(RUNS).map(({ title }) => title),
    ...Object.values(FACT_WORDS),
    ...Object.values(STANCE_WORDS),
    ...Object.values(FINDING_WORDS),
    ...['completed', 'cancelled', 'failed', 'refused', 'realize-error', 'not-converged', 'yes', 'no', 'none'],
  ],
};

/** All values of the fields `names` anywhere under `value`. */
export function textsUnder(value: unknown, names: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => textsUnder(inner, names));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(typeof inner === 'string' && names.includes(name) && inner !== '' ? [inner] : []),
    ...textsUnder(inner, names),
  ]);
}
