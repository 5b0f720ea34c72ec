import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonStart, eventText, isInScenario, tail } from './console-lines.ts';

describe('the lines of the console', () => {
  it('show an event as its message has it, without the clock', () => {
    const at = { atMs: 5, side: 'source' } as const;
    expect(eventText({ ...at, event: 'STOP' })).toBe('{"event": "STOP"}');
    expect(eventText({ ...at, event: 'MIGRATION_PASS', data: { pass: 2 } })).toBe(
      '{"event": "MIGRATION_PASS", "data": {"pass": 2}}',
    );
    expect(eventText({ ...at, event: 'MIGRATION', data: { status: 'active' } })).toBe(
      '{"event": "MIGRATION", "data": {"status": "active"}}',
    );
  });

  it('keep the last of many', () => {
    expect(tail([1, 2, 3], 2)).toEqual({ shown: [2, 3], before: 1 });
    expect(tail([1], 2)).toEqual({ shown: [1], before: 0 });
  });

  it('know whether a command is still in the scenario', () => {
    const cancel = { atMs: 5, execute: 'migrate_cancel' } as const;
    expect(isInScenario([{ ...cancel }], cancel)).toBe(true);
    expect(isInScenario([{ ...cancel, atMs: 6 }], cancel)).toBe(false);
  });
});

it('what words begin with is the longest that all of them do', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string(), { minLength: 1 }), (start, ends) => {
      const words = ends.map((end) => start + end);
      const common = commonStart(words);
      expect(common.startsWith(start)).toBe(true);
      for (const word of words) expect(word.startsWith(common)).toBe(true);
      const more = words[0]!.slice(0, common.length + 1);
      if (more !== common) expect(words.every((word) => word.startsWith(more))).toBe(false);
    }),
  );
});
