import { type KeyboardEvent, useRef, useState } from 'react';
import own from './dot-buttons.module.css';
import { type Gesture, gestureOf, gestureOfKey } from './gesture.ts';

export interface DotButtonsProps<Dot extends { readonly key: string | number }> {
  readonly label: string;
  /** In the order in which the arrow keys go through them. */
  readonly dots: readonly Dot[];
  /** px, of its middle. */
  readonly placeOf: (dot: Dot) => { readonly left: number; readonly top: number };
  /** What is read out for a dot. */
  readonly textOf: (dot: Dot) => string;
  readonly onPick: (dot: Dot, how: Gesture) => void;
}

/** The dots of a figure as buttons over it, which are one stop of the tab key together. */
export function DotButtons<Dot extends { readonly key: string | number }>(props: DotButtonsProps<Dot>) {
  const { label, dots, placeOf, textOf, onPick } = props;
  const [stop, setStop] = useState(0);
  const buttons = useRef(new Map<number, HTMLButtonElement>());
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const gesture = gestureOfKey(event);
    if (step !== undefined) buttons.current.get((at + step + dots.length) % dots.length)?.focus();
    else if (gesture !== null) onPick(dots[at]!, gesture);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset className={own.dots} aria-label={label}>
      {dots.map((dot, i) => (
        <button
          key={dot.key}
          ref={(element) => {
            if (element) buttons.current.set(i, element);
            else buttons.current.delete(i);
          }}
          type="button"
          tabIndex={i === Math.min(stop, dots.length - 1) ? 0 : -1}
          aria-label={textOf(dot)}
          className={own.dot}
          style={placeOf(dot)}
          onFocus={() => {
            setStop(i);
            onPick(dot, 'look');
          }}
          onPointerEnter={() => onPick(dot, 'look')}
          onKeyDown={(event) => onKeyDown(event, i)}
          onClick={(event) => onPick(dot, gestureOf(event))}
        />
      ))}
    </fieldset>
  );
}
