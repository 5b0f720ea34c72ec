import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { scenarioWith } from './defaults.ts';
import { LIMITS } from './limits.ts';
import { parseScenario } from './schema.ts';
import { WORKLOAD_KINDS, workloadKind } from './workload-kinds.ts';

describe('the kinds of workloads', () => {
  it('are at least fourteen, each with a name and one sentence of its own', () => {
    expect(WORKLOAD_KINDS.length).toBeGreaterThanOrEqual(14);
    for (const part of ['id', 'name', 'says'] as const)
      expect(new Set(WORKLOAD_KINDS.map((each) => each[part])).size).toBe(WORKLOAD_KINDS.length);
    for (const { says } of WORKLOAD_KINDS) expect(says).toMatch(/^[A-Z][^.!]*\.$/);
  });

  it.each(WORKLOAD_KINDS)('$name makes a possible guest of every size', ({ build }) => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 2 ** 22 }), fc.integer({ min: 0, max: 1_000_000 }), (pages, rate) => {
        const ramBytes = Math.max(LIMITS.ramBytes.min, pages * PAGE_BYTES);
        const scenario = scenarioWith({ guest: { ramBytes, workloads: build(ramBytes, rate) } });
        expect(parseScenario(scenario, '')).toEqual(scenario);
      }),
      { numRuns: 20 },
    );
  });

  it('that nobody knows is an error', () => {
    expect(() => workloadKind('gaussian')).toThrow(RangeError);
  });
});
