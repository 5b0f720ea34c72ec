import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causesOf } from './flag-causes.ts';

/** Runs the search to its end, with an answer that needs no time. */
function found(flags: readonly string[], brings: (switched: readonly string[]) => boolean) {
  const search = causesOf(flags, function* (switched) {
    yield switched;
    return brings(switched);
  });
  for (let runs = 0; ; runs++) {
    const step = search.next();
    if (step.done) return { ...step.value, runs };
  }
}
const FLAGS = ['a', 'b', 'c', 'd', 'e'];
const someFlags = fc.subarray(FLAGS, { minLength: 1 });

describe('the flags that bring a change', () => {
  it('are those that do alone, if any does', () => {
    fc.assert(
      fc.property(someFlags, (enough) => {
        const causes = found(FLAGS, (switched) => switched.some((flag) => enough.includes(flag)));
        expect(causes).toEqual({ by: 'alone', flags: enough, runs: FLAGS.length });
      }),
    );
  });

  it('are all that are needed, and no other, where none does alone', () => {
    fc.assert(
      fc.property(fc.subarray(FLAGS, { minLength: 2 }), (needed) => {
        const causes = found(FLAGS, (switched) => needed.every((flag) => switched.includes(flag)));
        expect(causes).toEqual({ by: 'together', flags: needed, runs: 2 * FLAGS.length + 1 });
      }),
    );
  });

  it('are none when all of them together do not', () => {
    expect(found(FLAGS, () => false)).toMatchObject({ by: 'none', flags: [] });
    expect(found(['a'], () => false)).toEqual({ by: 'none', flags: [], runs: 1 });
    expect(found([], () => false)).toEqual({ by: 'none', flags: [], runs: 0 });
  });
});
