import { copyDestinationRun, type DestinationRun } from '../guest/accesses.ts';

/** What changes once post-copy has been asked for. Plain data, copied whole by `copyPostcopyRun`. */
export interface PostcopyRun {
  /** `switching`: from the decision until the package with the device state has left. `paused`: the channel is broken. */
  stage: 'switching' | 'active' | 'paused' | 'recovering';
  /** When the destination's guest will run or runs; `Infinity` until the package has left, and for a guest that was stopped. */
  resumeMs: number;
  /** Pages that the destination was told to throw away, and the commands' bytes. */
  discardedPages: number;
  discardBytes: number;
  /** Pages that were on the wire when the channel broke, and had to be sent once more. */
  lostPages: number;
  /** `postcopy-requests` */
  requests: number;
  /** Requests on their way or waiting, in the order in which they were made. */
  queue: PageRequest[];
  /** The page on the wire; -1 for none. It is there once its record has ended. */
  sendingSlot: number;
  /** `migrate-recover` was given: the destination listens. */
  listens: boolean;
  guest: DestinationRun;
}
export interface PageRequest {
  readonly slot: number;
  /** When the source has it. */
  readonly arrivesMs: number;
  /** When the page may go: behind what waits in the sockets, unless it has a channel of its own. */
  readonly readyMs: number;
}

/** A copy that shares nothing which changes. */
export const copyPostcopyRun = (run: PostcopyRun): PostcopyRun => ({
  ...run,
  queue: [...run.queue],
  guest: copyDestinationRun(run.guest),
});
