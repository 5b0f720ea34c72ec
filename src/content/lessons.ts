import type { Lesson } from './lesson.ts';
import { CHOOSING_A_LIMIT } from './lessons/choosing-a-limit.ts';
import { DEVICES } from './lessons/devices.ts';
import { DIRTY_BITMAP } from './lessons/dirty-bitmap.ts';
import { DOWNTIME } from './lessons/downtime.ts';
import { LOST_WRITE } from './lessons/lost-write.ts';
import { NEVER_CONVERGING } from './lessons/never-converging.ts';
import { ONE_PASS } from './lessons/one-pass.ts';
import { REAL_RUN } from './lessons/real-run.ts';
import { SKIP_BLOCK_MARK } from './lessons/skip-block-mark.ts';
import { WHAT_IS_COPIED } from './lessons/what-is-copied.ts';
import { WHEN_TO_STOP } from './lessons/when-to-stop.ts';

/** In the order in which they build on each other. */
export const LESSONS: readonly Lesson[] = [
  WHAT_IS_COPIED,
  ONE_PASS,
  DIRTY_BITMAP,
  WHEN_TO_STOP,
  DOWNTIME,
  NEVER_CONVERGING,
  DEVICES,
  SKIP_BLOCK_MARK,
  LOST_WRITE,
  REAL_RUN,
  CHOOSING_A_LIMIT,
];
