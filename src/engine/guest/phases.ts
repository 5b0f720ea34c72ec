import type { Phases } from '../scenario.ts';
import type { RandomState } from './random.ts';
import { placeAmong } from './together.ts';
import type { Writer } from './workloads.ts';

/**
 * Writes with each writer in its turn. A writer's own time stands still while it is not its turn. What is written follows
 * from the number of writes before, so it depends neither on how the run is cut nor on anything but `random`.
 * @param writers one a phase, null where nothing is written; all draw from `random`
 */
export function inPhases(
  { phases, repeats }: Phases,
  writers: readonly (Writer | null)[],
  random: RandomState,
): Writer {
  const { starts, periodMs, ownMs } = clockOf({ phases, repeats });
  const writesAfter = (runMs: number): number =>
    writers.reduce((sum, writer, i) => sum + (writer?.writesAfter(ownMs(i, runMs)) ?? 0), 0);

  const placeOf = placeAmong(writesAfter);
  return {
    random,
    writesAfter,
    next(slots, count, done) {
      for (let filled = 0; filled < count; ) {
        const runMs = placeOf(done + filled);
        const inPeriod = repeats ? runMs % periodMs : runMs;
        const phase = starts.findLastIndex((start) => start <= inPeriod);
        const endMs = runMs - inPeriod + starts[phase]! + phases[phase]!.ms;
        const part = Math.min(count - filled, writesAfter(endMs) - done - filled);
        const own = writers[phase]!.writesAfter(ownMs(phase, runMs)) + done + filled - writesAfter(runMs);
        writers[phase]!.next(slots.subarray(filled), part, own);
        filled += part;
      }
    },
  };
}

/** When whose turn it is. */
export interface PhaseClock {
  /** Of each phase, from the beginning of a period, ms. */
  readonly starts: readonly number[];
  readonly periodMs: number;
  /** How long the writer of phase `i` has run after `runMs` of them all. */
  readonly ownMs: (i: number, runMs: number) => number;
}

/** The clock of phases that follow each other. */
export function clockOf({ phases, repeats }: Pick<Phases, 'phases' | 'repeats'>): PhaseClock {
  const starts: number[] = [];
  let periodMs = 0;
  for (const { ms } of phases) {
    starts.push(periodMs);
    periodMs += ms;
  }
  const ownMs = (i: number, runMs: number): number => {
    const { ms } = phases[i]!;
    const periods = repeats ? Math.floor(runMs / periodMs) : 0;
    return periods * ms + Math.min(Math.max(runMs - periods * periodMs - starts[i]!, 0), ms);
  };
  return { starts, periodMs, ownMs };
}
