import type { Writer } from './workloads.ts';

/** Several writers that leave nothing to chance as one: in each ms the writes of the first, then of the second, and so on. */
export function together(writers: readonly Writer[]): Writer {
  const writesAfter = (runMs: number): number => {
    let sum = 0;
    for (const writer of writers) sum += writer.writesAfter(runMs);
    return sum;
  };
  const placeOf = placeAmong(writesAfter);
  return {
    random: null,
    writesAfter,
    next(slots, count, done) {
      let runMs = placeOf(done);
      let before = writesAfter(runMs);
      for (let filled = 0; filled < count; runMs++) {
        for (const writer of writers) {
          const own = writer.writesAfter(runMs);
          const due = writer.writesAfter(runMs + 1) - own;
          const made = Math.min(due, Math.max(0, done + filled - before));
          const part = Math.min(due - made, count - filled);
          if (part > 0) writer.next(slots.subarray(filled), part, own + made);
          filled += part;
          before += due;
        }
      }
    },
  };
}

/**
 * A function that gives the last whole ms after which at most `done` writes were made: the next write falls into the ms
 * behind it. It looks first where it found the last one, which is only a matter of speed.
 */
export function placeAmong(writesAfter: Writer['writesAfter']): (done: number) => number {
  let found = 0;
  return (done) => {
    let low = writesAfter(found) <= done ? found : 0;
    let step = 1;
    while (writesAfter(low + step) <= done) {
      low += step;
      step *= 2;
    }
    let above = low + step;
    while (above - low > 1) {
      const middle = Math.floor((low + above) / 2);
      if (writesAfter(middle) <= done) low = middle;
      else above = middle;
    }
    found = low;
    return low;
  };
}
