import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { msAt, msPerPx, type TimeScale } from './time-scale.ts';

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a figure on the time axis lets a person do. */
export interface TimeActions {
  /** Move the playhead. */
  readonly onSeek?: (ms: number) => void;
  /** Mark a stretch of time; null takes the mark away. */
  readonly onBrush?: (range: TimeRange | null) => void;
}

export interface TimePointer {
  /** The stretch that is being drawn, or null. */
  readonly drawn: TimeRange | null;
  /** Where a mouse or pen hovers, or null. */
  readonly hoverMs: number | null;
  /** For the element that spans the figure's whole width. */
  readonly pointer: {
    onPointerDown(event: PointerEvent<Element>): void;
    onPointerMove(event: PointerEvent<Element>): void;
    onPointerUp(event: PointerEvent<Element>): void;
    onPointerCancel(): void;
    onPointerLeave(): void;
  };
}

/** A click seeks, a drag marks a stretch of time. */
export function useTimePointer(scale: TimeScale, { onSeek, onBrush }: TimeActions): TimePointer {
  const downMs = useRef<number | null>(null);
  const [drawn, setDrawn] = useState<TimeRange | null>(null);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const at = (event: PointerEvent<Element>) =>
    msAt(scale, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const stop = () => {
    downMs.current = null;
    setDrawn(null);
  };
  return {
    drawn,
    hoverMs,
    pointer: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        downMs.current = at(event);
      },
      onPointerMove(event) {
        const ms = at(event);
        setHoverMs(event.pointerType === 'touch' ? null : ms);
        if (downMs.current === null || !onBrush) return;
        if (drawn || Math.abs(ms - downMs.current) > DRAG_PX * msPerPx(scale)) setDrawn(ordered(downMs.current, ms));
      },
      onPointerUp(event) {
        if (downMs.current === null) return;
        if (drawn) onBrush?.(drawn);
        else onSeek?.(at(event));
        stop();
      },
      onPointerCancel: stop,
      onPointerLeave: () => setHoverMs(null),
    },
  };
}

/**
 * Keys of a time slider: arrows move the playhead by one px, page keys by a tenth of the figure, Home and End to its
 * ends. With Shift the arrows mark a stretch of time from the playhead instead, and Escape takes the mark away.
 */
export function timeKeys(
  scale: TimeScale,
  nowMs: number,
  brush: TimeRange | null,
  { onSeek, onBrush }: TimeActions,
): (event: KeyboardEvent) => void {
  const steps: Record<string, number> = {
    ArrowLeft: -msPerPx(scale),
    ArrowDown: -msPerPx(scale),
    ArrowRight: msPerPx(scale),
    ArrowUp: msPerPx(scale),
    PageDown: (scale.fromMs - scale.toMs) / 10,
    PageUp: (scale.toMs - scale.fromMs) / 10,
    Home: -Infinity,
    End: Infinity,
  };
  const held = (ms: number) => Math.min(Math.max(ms, scale.fromMs), scale.toMs);
  return (event) => {
    const step = steps[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && brush) onBrush?.(null);
    else if (step === undefined) return;
    else if (!event.shiftKey) onSeek?.(held(nowMs + step));
    else {
      const moving =
        brush && brush.fromMs === nowMs ? brush.toMs : brush && brush.toMs === nowMs ? brush.fromMs : nowMs;
      // A key moves the far end by as much as ten px: a mark is a stretch, not an instant.
      onBrush?.(ordered(nowMs, held(moving + (event.key.startsWith('Arrow') ? 10 * step : step))));
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

const DRAG_PX = 4;

const ordered = (a: number, b: number): TimeRange => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) });
