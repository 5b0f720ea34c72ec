import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import styles from './inline-number.module.css';

export interface InlineNumberProps {
  /** What the number is, for people who hear it. */
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Rising; the number goes from one to the next. */
  readonly stops: readonly number[];
  /** With its unit. */
  readonly format: (value: number) => string;
}

/**
 * A number in a sentence that can be changed where it stands: by its two arrows, by dragging it sideways, or by the
 * arrow keys, Page up and down, Home and End.
 */
export function InlineNumber({ label, value, onChange, stops, format }: InlineNumberProps) {
  const drag = useRef<{ x: number; place: number } | null>(null);
  const last = stops.length - 1;
  const place = nearest(stops, value);
  const go = (to: number) => {
    const next = stops[Math.min(Math.max(to, 0), last)]!;
    if (next !== value) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const far = Math.max(2, Math.round(last / 5));
    const to: Record<string, number> = {
      ArrowUp: place + 1,
      ArrowRight: place + 1,
      ArrowDown: place - 1,
      ArrowLeft: place - 1,
      PageUp: place + far,
      PageDown: place - far,
      Home: 0,
      End: last,
    };
    if (!(event.key in to) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(to[event.key]!);
  };
  const pointer = {
    onPointerDown(event: PointerEvent<Element>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, place };
    },
    onPointerMove(event: PointerEvent<Element>) {
      if (drag.current) go(drag.current.place + Math.round((event.clientX - drag.current.x) / STEP_PX));
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  };
  return (
    <span className={styles.whole}>
      <Arrow sign="‹" isDisabled={place === 0} onPress={() => go(place - 1)} />
      <span
        className={styles.number}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={place}
        aria-valuetext={format(value)}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        {format(value)}
      </span>
      <Arrow sign="›" isDisabled={place === last} onPress={() => go(place + 1)} />
    </span>
  );
}

/** px of dragging from one stop to the next. */
const STEP_PX = 12;

/** For the pointer alone: the number itself has the keys. */
function Arrow(props: { readonly sign: string; readonly isDisabled: boolean; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles.arrow}
      tabIndex={-1}
      aria-hidden
      disabled={props.isDisabled}
      onClick={props.onPress}
    >
      {props.sign}
    </button>
  );
}

function nearest(stops: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < stops.length; i++) if (Math.abs(stops[i]! - value) < Math.abs(stops[best]! - value)) best = i;
  return best;
}
