import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFirstWindow, updateCounters, type WindowReading, windowLimitBytes } from './rate-window.ts';

const reading = (changes: Partial<WindowReading>): WindowReading => ({
  nowMs: 100,
  streamBytes: 13_422_308,
  pages: 3493,
  downtimeLimitMs: 300,
  availSwitchoverBandwidth: 0,
  dirtyPagesRate: 0,
  remainingAtLastSyncBytes: 0,
  ...changes,
});

describe('the limit of a window', () => {
  it.each([
    [134_217_728, 13_421_772],
    [33_554_432, 3_355_443],
    [19, 1],
    [10, 1],
    [9, Infinity], // a tenth of it is 0, and 0 is no limit
    [1, Infinity],
    [0, Infinity],
  ])('at %d bytes a second is %d bytes', (maxBandwidth, bytes) => {
    expect(windowLimitBytes(maxBandwidth)).toBe(bytes);
  });
});

describe('closing a window', () => {
  it('is left for later before 100 whole ms have passed', () => {
    const window = openFirstWindow(300);
    expect(updateCounters(window, reading({ nowMs: 99.99 }))).toBeNull();
    expect(window).toEqual(openFirstWindow(300));
  });

  it('measures bandwidth and multiplies it by the limit, as in the first golden trace', () => {
    const window = { ...openFirstWindow(300), windowBytes: 13_422_308 };
    expect(updateCounters(window, reading({}))).toEqual({
      atMs: 100,
      transferredBytes: 13_422_308,
      timeSpentMs: 100,
      bandwidthBytesPerMs: 134_223.08,
      thresholdBytes: 40_266_923, // one less than the exact product: a double is a little below it
      previousThresholdBytes: 0,
    });
    expect(window).toMatchObject({ startMs: 100, windowBytes: 0, streamBytesAtStart: 13_422_308, pagesAtStart: 3493 });
    expect(window).toMatchObject({ pagesPerSecond: 34_930, mbps: 1073.78464 });
  });

  it('takes whole ms for the time, and keeps the fraction only in the record', () => {
    const window = openFirstWindow(300);
    const closed = updateCounters(window, reading({ nowMs: 101.9, streamBytes: 1010 }));
    expect(closed).toMatchObject({ atMs: 101.9, timeSpentMs: 101, bandwidthBytesPerMs: 10, thresholdBytes: 3000 });
    expect(window.startMs).toBe(101);
    expect(updateCounters(window, reading({ nowMs: 200.99, streamBytes: 2010 }))).toBeNull();
    expect(updateCounters(window, reading({ nowMs: 201, streamBytes: 2010 }))).toMatchObject({
      transferredBytes: 1000,
    });
  });

  it.each([
    ['no rate period has closed', { dirtyPagesRate: 0 }, 300],
    ['10,000 bytes were sent or fewer', { dirtyPagesRate: 5, streamBytes: 10_000 }, 300],
    ['otherwise', { dirtyPagesRate: 5, streamBytes: 10_001 }, 9999],
  ])('renews expected-downtime: %s', (_, changes, expected) => {
    const window = openFirstWindow(300);
    updateCounters(window, reading({ remainingAtLastSyncBytes: 1_000_000, ...changes }));
    expect(window.expectedDowntimeMs).toBe(expected === 9999 ? Math.trunc(1_000_000 / 100.01) : 300);
  });

  it('never makes a threshold larger than what was sent a ms, times the limit', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 100, max: 5000 }), fc.nat(2_000_000), (streamBytes, nowMs, limit) => {
        const window = openFirstWindow(limit);
        const closed = updateCounters(window, reading({ streamBytes, nowMs, downtimeLimitMs: limit }))!;
        expect(Number.isInteger(closed.thresholdBytes)).toBe(true);
        expect(closed.thresholdBytes).toBeLessThanOrEqual((streamBytes / nowMs) * limit);
        expect(closed.thresholdBytes).toBeGreaterThan((streamBytes / nowMs) * limit - 1);
      }),
    );
  });
});

describe('avail-switchover-bandwidth', () => {
  it('takes the place of what was measured for threshold and expected downtime, in whole bytes a ms', () => {
    const window = openFirstWindow(300);
    const now = reading({ availSwitchoverBandwidth: 1_250_999, dirtyPagesRate: 1, remainingAtLastSyncBytes: 2500 });
    const closed = updateCounters(window, now)!;
    expect([window.thresholdBytes, window.expectedDowntimeMs]).toEqual([1250 * 300, 2]);
    expect(closed.bandwidthBytesPerMs).toBe(134_223.08);
  });

  it('below 1000 bytes a second leaves a threshold of 0', () => {
    const window = openFirstWindow(300);
    updateCounters(window, reading({ availSwitchoverBandwidth: 999 }));
    expect(window.thresholdBytes).toBe(0);
  });
});
