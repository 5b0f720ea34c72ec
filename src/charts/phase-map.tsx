import { type CSSProperties, type KeyboardEvent, type PointerEvent, useCallback, useMemo, useState } from 'react';
import { CanvasLayer } from './canvas-layer.tsx';
import type { Theme } from './palette.ts';
import { type MapColours, mapColours, shade } from './phase-colours.ts';
import styles from './phase-map.module.css';
import { useSize } from './use-size.ts';

/** One square of the map, from the lower left, row after row; null where there is none. */
export type MapSquare = {
  /** 0 to 1 on the colour scale; null: it does not succeed, or nothing is known of it. */
  readonly share: number | null;
  readonly state: 'keeps' | 'breaks' | 'unknown';
  /** Confirmed page by page: drawn full, the others paler. */
  readonly isSure: boolean;
  /** Marked: two answers that differ. */
  readonly isOdd: boolean;
} | null;

export interface PhaseMapProps {
  readonly label: string;
  readonly columns: number;
  readonly rows: number;
  readonly squares: readonly MapSquare[];
  /** In squares, from the lower left corner. */
  readonly frontier: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[];
  readonly across: MapAxis;
  readonly up: MapAxis;
  readonly theme: Theme;
  /** The square that is looked at. */
  readonly picked: number | null;
  readonly onPick: (square: number, how: MapGesture) => void;
  /** Read out for the square that is looked at. */
  readonly pickedText: string;
}
/** `look`: the pointer or the arrow keys are there. A click opens it, with Shift adds it, with Alt (or the key A) asks about it. */
export type MapGesture = 'look' | 'open' | 'add' | 'ask';
export interface MapAxis {
  readonly title: string;
  /** Few, by the square on which they stand. */
  readonly ticks: readonly { readonly square: number; readonly label: string }[];
}

/**
 * Colour over two axes, with the frontier drawn between squares that end differently. A look follows the pointer and the arrow
 * keys; a click or Enter opens the square, with Shift it is added.
 */
export function PhaseMap(props: PhaseMapProps) {
  const { label, columns, rows, across, up, squares, frontier, theme, picked, onPick, pickedText } = props;
  const [measure, { width, textPx }] = useSize();
  const [isFocused, setFocused] = useState(false);
  const left = mapGutter(up, textPx);
  const plotWidth = Math.max(0, width - left);
  const plotHeight = Math.round(Math.min(plotWidth * 0.62, 440));
  const squareWidth = plotWidth / columns;
  const squareHeight = plotHeight / rows;
  const colours = useMemo(() => mapColours(theme), [theme]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      squares.forEach((square, i) => {
        const x = (i % columns) * squareWidth;
        const y = plotHeight - (Math.floor(i / columns) + 1) * squareHeight;
        if (square) paint(context, square, colours, x, y, squareWidth, squareHeight);
      });
    },
    [squares, columns, plotHeight, squareWidth, squareHeight, colours],
  );
  const line = frontier
    .map(
      ([x1, y1, x2, y2]) =>
        `M${x1 * squareWidth} ${plotHeight - y1 * squareHeight}L${x2 * squareWidth} ${plotHeight - y2 * squareHeight}`,
    )
    .join('');
  const squareAt = (event: PointerEvent<HTMLElement>): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const y = Math.floor(((box.bottom - event.clientY) / box.height) * rows);
    return x >= 0 && y >= 0 && x < columns && y < rows ? y * columns + x : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = picked ?? 0;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: columns,
      ArrowDown: -columns,
    };
    const move = moves[event.key];
    if (event.key === 'Enter' && picked !== null) onPick(picked, gestureOf(event));
    else if (event.key === 'a' && picked !== null) onPick(picked, 'ask');
    else if (move === undefined) return;
    else if (isInside(at, move, columns, rows)) onPick(at + move, 'look');
    event.preventDefault();
  };
  return (
    <figure
      ref={measure}
      className={styles.figure}
      style={{ '--left': `${left}px`, fontSize: textPx } as CSSProperties}
    >
      <div className={styles.upTitle}>{up.title}</div>
      {width > 0 && (
        <div className={styles.plot} style={{ height: plotHeight }}>
          <div
            className={styles.map}
            role="application"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive: one stop of the tab key, arrows inside
            tabIndex={0}
            aria-label={label}
            aria-describedby="picked-square"
            onPointerMove={(event) => {
              const square = squareAt(event);
              if (square !== null && square !== picked) onPick(square, 'look');
            }}
            onClick={(event) => picked !== null && onPick(picked, gestureOf(event))}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
          >
            <CanvasLayer width={plotWidth} height={plotHeight} draw={draw} />
            <svg width={plotWidth} height={plotHeight} className={styles.over} aria-hidden="true">
              <path d={line} className={styles.frontier} />
              {picked !== null && (
                <rect
                  x={(picked % columns) * squareWidth}
                  y={plotHeight - (Math.floor(picked / columns) + 1) * squareHeight}
                  width={squareWidth}
                  height={squareHeight}
                  className={isFocused ? styles.pickedByKey : styles.picked}
                />
              )}
            </svg>
          </div>
          {up.ticks.map(({ square, label: text }) => (
            <span key={square} className={styles.upTick} style={{ bottom: (square + 0.5) * squareHeight }}>
              {text}
            </span>
          ))}
          {roomyTicks(across.ticks, squareWidth, textPx).map(({ square, label: text }) => (
            <span key={square} className={styles.acrossTick} style={{ left: left + (square + 0.5) * squareWidth }}>
              {text}
            </span>
          ))}
        </div>
      )}
      <div className={styles.acrossTitle}>{across.title}</div>
      <p id="picked-square" aria-live="polite" className={styles.spoken}>
        {pickedText}
      </p>
    </figure>
  );
}

/** px left of the squares, for what stands beside them; a figure below the map that shares its columns takes the same. */
export const mapGutter = (up: MapAxis, textPx: number): number =>
  Math.max(...up.ticks.map((tick) => tick.label.length), 4) * textPx * 0.56 + textPx;

/** So many of the labels below columns that none runs into the next. */
export function roomyTicks(ticks: MapAxis['ticks'], columnPx: number, textPx: number): MapAxis['ticks'] {
  const [first, second] = ticks;
  if (!first || !second) return ticks;
  const gapPx = (second.square - first.square) * columnPx;
  const labelPx = Math.max(...ticks.map((tick) => tick.label.length)) * textPx * 0.56 + textPx;
  const step = Math.max(1, Math.ceil(labelPx / Math.max(gapPx, 1)));
  return ticks.filter((_, i) => i % step === 0);
}

const gestureOf = ({ shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): MapGesture =>
  altKey ? 'ask' : shiftKey ? 'add' : 'open';

function isInside(at: number, move: number, columns: number, rows: number): boolean {
  if (Math.abs(move) === 1) return (at % columns) + move >= 0 && (at % columns) + move < columns;
  return at + move >= 0 && at + move < columns * rows;
}

function paint(
  context: CanvasRenderingContext2D,
  { share, state, isSure, isOdd }: NonNullable<MapSquare>,
  colours: MapColours,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.globalAlpha = 1;
  context.fillStyle =
    state === 'unknown' ? colours.unknown : state === 'breaks' ? colours.breaks : shade(colours, share ?? 0);
  // Half a pixel more, or the ground shows between squares.
  context.fillRect(x, y, width + 0.5, height + 0.5);
  if (!isSure && state !== 'unknown') hatch(context, colours.unsure, x, y, width, height);
  if (isOdd) {
    context.strokeStyle = colours.odd;
    context.strokeRect(x + 1, y + 1, width - 2, height - 2);
  }
}

/** One thin stroke across: not yet confirmed. */
function hatch(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y + height);
  context.lineTo(x + width, y);
  context.stroke();
}
