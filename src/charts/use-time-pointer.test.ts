import type { KeyboardEvent } from 'react';
import { describe, expect, it } from 'vitest';
import { timeScale } from './time-scale.ts';
import { type TimeRange, timeKeys } from './use-time-pointer.ts';

// 1,000 px of plot, so that one px is 10 ms.
const scale = { ...timeScale(0, 10_000, 1100), left: 50, right: 1050 };

/** What one key does to the playhead and to the mark. */
function press(key: string, { nowMs = 5000, brush = null as TimeRange | null, ...held }: Partial<Held> = {}) {
  const done: { seek?: number; brush?: TimeRange | null; handled: boolean } = { handled: false };
  const actions = {
    onSeek: (ms: number) => {
      done.seek = ms;
    },
    onBrush: (range: TimeRange | null) => {
      done.brush = range;
    },
  };
  const event = {
    key,
    ...held,
    preventDefault: () => {
      done.handled = true;
    },
    stopPropagation: () => {},
  };
  timeKeys(scale, nowMs, brush, actions)(event as KeyboardEvent);
  return done;
}
interface Held {
  nowMs: number;
  brush: TimeRange | null;
  shiftKey: boolean;
  ctrlKey: boolean;
}

describe('the keys of a time figure', () => {
  it.each([
    ['ArrowLeft', 4990],
    ['ArrowRight', 5010],
    ['PageUp', 6000],
    ['PageDown', 4000],
    ['Home', 0],
    ['End', 10_000],
  ])('%s moves the playhead', (key, ms) => {
    expect(press(key)).toEqual({ seek: ms, handled: true });
  });

  it('stop at the ends', () => {
    expect(press('ArrowLeft', { nowMs: 3 }).seek).toBe(0);
    expect(press('PageUp', { nowMs: 9990 }).seek).toBe(10_000);
  });

  it('with Shift mark a stretch that starts at the playhead and grows', () => {
    const first = press('ArrowRight', { shiftKey: true }).brush!;
    expect(first).toEqual({ fromMs: 5000, toMs: 5100 });
    expect(press('ArrowRight', { shiftKey: true, brush: first }).brush).toEqual({ fromMs: 5000, toMs: 5200 });
    expect(press('ArrowLeft', { shiftKey: true }).brush).toEqual({ fromMs: 4900, toMs: 5000 });
    expect(press('End', { shiftKey: true }).brush).toEqual({ fromMs: 5000, toMs: 10_000 });
  });

  it('take the mark away with Escape, which is nobody else’s key then', () => {
    expect(press('Escape', { brush: { fromMs: 1, toMs: 2 } })).toEqual({ brush: null, handled: true });
    expect(press('Escape')).toEqual({ handled: false });
  });

  it('leave other keys and the shortcuts of the page alone', () => {
    expect(press('k')).toEqual({ handled: false });
    expect(press('ArrowLeft', { ctrlKey: true })).toEqual({ handled: false });
  });
});
