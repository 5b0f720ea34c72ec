import type { Measured } from '../sweep/study/measure.ts';
import type { KeptResults } from './kept-results.ts';

/** Takes results to be kept, one after another. */
export interface Keeper {
  /** @param then called once it is kept, or nothing can be kept any more */
  add(address: string, run: Measured, then: () => void): void;
  /** Resolves once all that was taken is kept. */
  rest(): Promise<void>;
}

/**
 * Keeps each result as soon as it is there, so that a tab may be closed at any time: one write at a time, and all that came meanwhile
 * goes with the next.
 * @param onFull called once, with the browser's error, when there is no room; from then on nothing is kept
 */
export function keepAsTheyCome(keptResults: Pick<KeptResults, 'keep'>, onFull: (error: unknown) => void): Keeper {
  let waiting = new Map<string, Measured>();
  let thens: (() => void)[] = [];
  let writing: Promise<void> | null = null;
  let isFull = false;
  const write = async (): Promise<void> => {
    while (thens.length > 0 && !isFull) {
      const [results, told] = [waiting, thens];
      waiting = new Map();
      thens = [];
      try {
        await keptResults.keep(results);
      } catch (error) {
        isFull = true;
        onFull(error);
      }
      for (const then of told) then();
    }
    for (const then of thens) then();
    thens = [];
    writing = null;
  };
  return {
    add(address, run, then) {
      if (isFull) return then();
      waiting.set(address, run);
      thens.push(then);
      writing ??= write();
    },
    rest: () => writing ?? Promise.resolve(),
  };
}
