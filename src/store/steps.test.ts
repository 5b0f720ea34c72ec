import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../engine/simulation.ts';
import { scenarioWith } from '../scenario/defaults.ts';
import { MIB } from '../units.ts';
import type { Timeline } from '../worker/client.ts';
import { lastNotAfter, nextStep, type StepUnit } from './steps.ts';

const { timeline, endMs } = (() => {
  const run = simulate(
    scenarioWith({
      guest: {
        ramBytes: 64 * MIB,
        workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 8000 }, writesPerSecond: 20_000 }],
      },
    }),
  );
  return { timeline: run.timeline(), endMs: run.nowMs };
})();
const units: readonly StepUnit[] = ['pages', 'window', 'sync', 'decision'];

describe('a step', () => {
  it.each(units)('%s goes forward to the end and back to the beginning over the same instants', (unit) => {
    const there = walk(timeline, unit, 0, 1);
    const back = walk(timeline, unit, endMs, -1);
    expect(there.at(-1)).toBe(endMs);
    expect(back.at(-1)).toBe(0);
    expect([0, ...there].map(rounded)).toEqual([...back.toReversed(), endMs].map(rounded));
    expect(there).toEqual(there.toSorted((a, b) => a - b));
  });

  it('back undoes a step forward, from anywhere in the run', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.double({ min: 0, max: 1, noNaN: true }), (unit, share) => {
        const here = nextStep(timeline, unit, share * endMs, 1);
        if (here === null || here >= endMs) return;
        const back = nextStep(timeline, unit, nextStep(timeline, unit, here, 1)!, -1)!;
        expect(back).toBeCloseTo(here, 6);
      }),
    );
  });

  it('stays at the ends', () => {
    for (const unit of units) {
      expect(nextStep(timeline, unit, endMs, 1)).toBeNull();
      expect(nextStep(timeline, unit, 0, -1)).toBeNull();
    }
  });

  it('of a sync, a decision or a window goes to the next of the record', () => {
    expect(nextStep(timeline, 'sync', 2, 1)).toBe(timeline.syncs[1]!.atMs);
    expect(nextStep(timeline, 'decision', 2, 1)).toBe(timeline.decisions[1]!.atMs);
    expect(nextStep(timeline, 'window', 2, 1)).toBe(timeline.decisions.find(({ window }) => window)!.window!.atMs);
  });

  it('of pages passes over 64 pages at most while pages are sent', () => {
    const [first = 0, ...instants] = walk(timeline, 'pages', 0, 1);
    let before = first;
    for (const now of instants) {
      const sentBytes = remainingAt(timeline, before, 'after') - remainingAt(timeline, now, 'before');
      expect(sentBytes).toBeLessThanOrEqual(64 * 4096 + 1);
      before = now;
    }
    expect(instants.length).toBeGreaterThan((64 * MIB) / (64 * 4096));
  });
});

it('the last instant that is not after another is found as a plain search finds it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.nat(50), (numbers, nowMs) => {
      const times = numbers.toSorted((a, b) => a - b);
      expect(lastNotAfter(times, nowMs)).toBe(times.findLastIndex((atMs) => atMs <= nowMs));
    }),
  );
});

const rounded = (ms: number) => Number(ms.toFixed(6));

function walk(of: Timeline, unit: StepUnit, fromMs: number, direction: 1 | -1): number[] {
  const instants: number[] = [];
  for (let now = nextStep(of, unit, fromMs, direction); now !== null; now = nextStep(of, unit, now, direction))
    instants.push(now);
  return instants;
}

/** On the curve, which jumps at a sync. */
function remainingAt({ curve: { atMs, remainingBytes } }: Timeline, ms: number, side: 'before' | 'after'): number {
  const times = [...atMs];
  const right = side === 'after' ? lastNotAfter(times, ms + 1e-6) + 1 : times.findIndex((at) => at >= ms - 1e-6);
  const left = right - 1;
  if (right >= times.length) return remainingBytes[times.length - 1]!;
  if (left < 0) return remainingBytes[right]!;
  const share = times[right] === times[left] ? 1 : (ms - times[left]!) / (times[right]! - times[left]!);
  return remainingBytes[left]! + Math.min(Math.max(share, 0), 1) * (remainingBytes[right]! - remainingBytes[left]!);
}
