/** What a run sounds like at one instant. */
export interface Tone {
  /** Hz of what remains to be sent. */
  readonly hz: number;
  /** Hz of the threshold, which stands still; null while there is none. */
  readonly referenceHz: number | null;
}

/** Hz of the threshold, whatever it is in bytes: what remains is heard against it. */
export const THRESHOLD_HZ = 220;
/** Hz: no further down and up than small loudspeakers and old ears follow. */
export const LOWEST_HZ = 55;
export const HIGHEST_HZ = 1760;

/**
 * An octave up for each four times that more remains than the threshold allows, an octave down for each four times less; so
 * the two are one tone where the guest may be stopped. Without a threshold (no bandwidth was measured yet, or the limit is 0)
 * all that remains is too much, and sounds at the top.
 * @param remainingBytes of RAM that is still to be sent
 * @param thresholdBytes below which the guest is stopped; 0 for none
 */
export function toneOf(remainingBytes: number, thresholdBytes: number): Tone {
  if (thresholdBytes <= 0) return { hz: remainingBytes > 0 ? HIGHEST_HZ : LOWEST_HZ, referenceHz: null };
  const octaves = Math.log2(remainingBytes / thresholdBytes) / 2;
  const hz = Math.min(Math.max(THRESHOLD_HZ * 2 ** octaves, LOWEST_HZ), HIGHEST_HZ);
  return { hz, referenceHz: THRESHOLD_HZ };
}

/** What is heard when the playhead comes from `fromMs` to `toMs`: a tick for any sync between them, and how the run ended. */
export interface Passed {
  readonly tick: boolean;
  readonly end: 'stopped' | 'failed' | null;
}

export interface Passage {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the bitmap syncs, ascending. */
  readonly syncsMs: readonly number[];
  readonly endMs: number;
  readonly isCompleted: boolean;
}

/** Nothing is passed on the way back. */
export function passedOn({ fromMs, toMs, syncsMs, endMs, isCompleted }: Passage): Passed {
  if (toMs <= fromMs) return { tick: false, end: null };
  const hasEnded = fromMs < endMs && toMs >= endMs;
  return {
    tick: syncsMs.some((atMs) => atMs > fromMs && atMs <= toMs),
    end: hasEnded ? (isCompleted ? 'stopped' : 'failed') : null,
  };
}
