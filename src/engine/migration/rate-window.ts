import type { WindowRecord } from '../record.ts';

/** `BUFFER_DELAY`: the nominal length of a rate window. */
export const WINDOW_MS = 100;

/** State of the 100 ms window and what its last closing taught. Plain numbers, copied whole by snapshots. */
export interface RateWindow {
  /** Whole ms. */
  startMs: number;
  streamBytesAtStart: number;
  pagesAtStart: number;
  /** Everything put on the channel since the last close, setup and framing included. */
  windowBytes: number;
  thresholdBytes: number;
  /** The limit that the threshold was reckoned with: a new one counts from the next closing on. */
  downtimeLimitMs: number;
  bandwidthBytesPerMs: number;
  mbps: number;
  pagesPerSecond: number;
  expectedDowntimeMs: number;
}

/** The window that opens before setup. */
export const openFirstWindow = (downtimeLimitMs: number): RateWindow => ({
  startMs: 0,
  streamBytesAtStart: 0,
  pagesAtStart: 0,
  windowBytes: 0,
  thresholdBytes: 0,
  downtimeLimitMs,
  bandwidthBytesPerMs: 0,
  mbps: 0,
  pagesPerSecond: 0,
  expectedDowntimeMs: downtimeLimitMs,
});

/**
 * @param maxBandwidth bytes a second; 0 is no limit, and so are 1 to 9, which leave 0 a window
 * @returns bytes a window, `Infinity` without a limit
 */
export const windowLimitBytes = (maxBandwidth: number): number =>
  Math.trunc(maxBandwidth / (1000 / WINDOW_MS)) || Infinity;

/** Whether a window that began at `startMs`, whole ms, is old enough to be closed. */
export const isOver = (startMs: number, nowMs: number): boolean => Math.floor(nowMs) >= startMs + WINDOW_MS;

/**
 * When a thread wakes that has used its window up and sleeps out the rest of it.
 * @param lateMs how late a sleeper wakes
 * @source QEMU migration/migration.c, migration_rate_limit()
 */
export const sleptOutMs = (startMs: number, nowMs: number, lateMs: number): number =>
  nowMs + (startMs + WINDOW_MS - Math.floor(nowMs)) + lateMs;

/** What the counters said when a window closed. */
export interface WindowReading {
  readonly nowMs: number;
  readonly streamBytes: number;
  /** Pages sent so far, zero pages included. */
  readonly pages: number;
  readonly downtimeLimitMs: number;
  /** Bytes a second, taken in place of what was measured; 0 for none. */
  readonly availSwitchoverBandwidth: number;
  readonly dirtyPagesRate: number;
  readonly remainingAtLastSyncBytes: number;
}

/**
 * Closes the window if it is old enough and opens the next.
 * @returns what was measured, or null while the window is younger than 100 ms
 * @source QEMU migration/migration.c, migration_update_counters() v7.0, and v8.2 for avail-switchover-bandwidth
 */
export function updateCounters(window: RateWindow, now: WindowReading): WindowRecord | null {
  if (!isOver(window.startMs, now.nowMs)) return null;
  const nowMs = Math.floor(now.nowMs);
  const transferredBytes = now.streamBytes - window.streamBytesAtStart;
  const timeSpentMs = nowMs - window.startMs;
  const bandwidthBytesPerMs = transferredBytes / timeSpentMs;
  const previousThresholdBytes = window.thresholdBytes;
  window.bandwidthBytesPerMs = bandwidthBytesPerMs;
  // QEMU divides the parameter first, as whole numbers
  const expectedBytesPerMs =
    now.availSwitchoverBandwidth === 0 ? bandwidthBytesPerMs : Math.trunc(now.availSwitchoverBandwidth / 1000);
  window.downtimeLimitMs = now.downtimeLimitMs;
  window.thresholdBytes = Math.trunc(expectedBytesPerMs * now.downtimeLimitMs);
  window.mbps = (transferredBytes * 8) / (timeSpentMs / 1000) / 1e6;
  window.pagesPerSecond = Math.trunc((now.pages - window.pagesAtStart) / (timeSpentMs / 1000));
  if (now.dirtyPagesRate !== 0 && transferredBytes > 10_000 && expectedBytesPerMs > 0) {
    window.expectedDowntimeMs = Math.trunc(now.remainingAtLastSyncBytes / expectedBytesPerMs);
  }
  window.windowBytes = 0;
  window.startMs = nowMs;
  window.streamBytesAtStart = now.streamBytes;
  window.pagesAtStart = now.pages;
  return {
    atMs: now.nowMs,
    transferredBytes,
    timeSpentMs,
    bandwidthBytesPerMs,
    thresholdBytes: window.thresholdBytes,
    previousThresholdBytes,
  };
}
