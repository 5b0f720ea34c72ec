import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
import { type Gesture, gestureOf, gestureOfKey } from './gesture.ts';
import styles from './run-surface.module.css';

export interface RunSurfaceProps {
  /** Read out when it is reached; it says what the arrow keys do. */
  readonly label: string;
  /** Read out whenever another run is looked at; '' while none is. */
  readonly pickedText: string;
  /** px */
  readonly width: number;
  readonly height: number;
  readonly style?: CSSProperties;
  /** The pointer is there, px from the upper left corner. */
  readonly onPoint: (x: number, y: number) => void;
  /** An arrow key: so many to the right, and up. */
  readonly onStep: (right: number, up: number) => void;
  /** Something is done with the run that is looked at. */
  readonly onGesture: (how: Exclude<Gesture, 'look'>) => void;
  readonly children: (isFocused: boolean) => ReactNode;
}

/** A figure of runs that is one stop of the tab key: pointer and arrow keys go from run to run, click and Enter open one. */
export function RunSurface(props: RunSurfaceProps) {
  const { label, pickedText, width, height, style, onPoint, onStep, onGesture, children } = props;
  const [isFocused, setFocused] = useState(false);
  const id = useId();
  const isTouch = useRef(false);
  const point = (event: PointerEvent<HTMLElement>): void => {
    isTouch.current = event.pointerType === 'touch';
    const box = event.currentTarget.getBoundingClientRect();
    onPoint(((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const gesture = gestureOfKey(event);
    if (step) onStep(...step);
    else if (gesture !== null) onGesture(gesture);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.surface}
      style={{ ...style, width, height }}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive: one stop of the tab key, arrows inside
      tabIndex={0}
      aria-label={label}
      aria-describedby={id}
      onPointerMove={point}
      onPointerDown={point}
      // A finger has no way of looking but to tap; the buttons beside the figure do the rest.
      onClick={(event) => isTouch.current || onGesture(gestureOf(event))}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {children(isFocused)}
      <p id={id} aria-live="polite" className={styles.spoken}>
        {pickedText}
      </p>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
