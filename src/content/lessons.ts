import type { Lesson } from './lesson.ts';
import { ONE_PASS } from './lessons/one-pass.ts';
import { WHAT_IS_COPIED } from './lessons/what-is-copied.ts';

/** In the order in which they build on each other. */
export const LESSONS: readonly Lesson[] = [WHAT_IS_COPIED, ONE_PASS];
