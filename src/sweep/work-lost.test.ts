import { describe, expect, it } from 'vitest';
import { runningMs, workLostMs } from './work-lost.ts';

const vm = [
  { atMs: 0, state: 'running' as const },
  { atMs: 900, state: 'stopped' as const },
];

describe('work lost', () => {
  it('is what each throttle took while the guest ran', () => {
    const throttle = [
      { atMs: 100, state: 20, workShare: 0.8 },
      { atMs: 500, state: 50, workShare: 0.5 },
      { atMs: 1000, state: 0, workShare: 1 },
    ];
    expect(workLostMs({ throttle, dirtyLimit: [], vm }, 1200)).toBeCloseTo(400 * 0.2 + 400 * 0.5, 9);
    expect(workLostMs({ throttle: [], dirtyLimit: [], vm }, 1200)).toBe(0);
  });

  it('under a dirty limit is what the vCPUs slept', () => {
    const period = { limitMBps: 1, rateMBps: 30, sleepUs: 1000 };
    const dirtyLimit = [
      { ...period, fromMs: 100, toMs: 400, sleptMs: 12 },
      { ...period, fromMs: 400, toMs: 700, sleptMs: 30 },
    ];
    expect(workLostMs({ throttle: [], dirtyLimit, vm }, 1200)).toBe(42);
  });

  it('counts a guest that runs again', () => {
    expect(runningMs([...vm, { atMs: 1000, state: 'running' }], 800, 1100)).toBe(200);
  });
});
