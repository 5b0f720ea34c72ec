import type { Lesson } from '../../content/lesson.ts';
import { LESSONS } from '../../content/lessons.ts';
import { termsIn } from '../../content/prose.ts';

/** The lessons that use a word, by its id; the first of them explain it. */
export const LESSONS_OF_TERM: ReadonlyMap<string, readonly Lesson[]> = byTerm();

function byTerm(): ReadonlyMap<string, readonly Lesson[]> {
  const found = new Map<string, Lesson[]>();
  for (const lesson of LESSONS)
    for (const id of new Set(lesson.steps.flatMap(({ prose }) => prose.flatMap(termsIn))))
      found.set(id, [...(found.get(id) ?? []), lesson]);
  return found;
}
