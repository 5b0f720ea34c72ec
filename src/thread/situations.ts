import type { Situation } from './message.ts';
import type { RunId } from './runs.ts';

/**
 * The two situations that the thread speaks of without always saying which (semantics sheet, section 6.1), each with the run of QEMU 7.2 as it
 * was and the run with the patch.
 */
export interface SituationOf {
  readonly id: Situation;
  readonly title: string;
  /** What a device in it is like. */
  readonly text: string;
  /** Who speaks of it, as the claims' ids. */
  readonly spokenOf: readonly string[];
  readonly before: RunId;
  readonly patched: RunId;
}

export const SITUATIONS: readonly SituationOf[] = [
  {
    id: 'A',
    title: 'A tracker that reports everything',
    text: 'The type1 container of a physical device names every mapped page at each look. The migration is allowed.',
    spokenOf: ['t3-botched', 't5-always'],
    before: 'type1',
    patched: 'type1-patched',
  },
  {
    id: 'B',
    title: 'No tracker at all',
    text: 'iommufd’s compatible interface, and kernels to come, track nothing. This is the device that the patch is for.',
    spokenOf: ['t8-blocker', 'patch-blocked'],
    before: 'blocker',
    patched: 'skip',
  },
];
