import { type CSSProperties, useCallback, useMemo } from 'react';
import { CanvasLayer } from './canvas-layer.tsx';
import type { Gesture } from './gesture.ts';
import type { IsoLine } from './iso-lines.ts';
import { MapLines } from './map-plot.tsx';
import { paintSquares } from './paint-squares.ts';
import { palette, type Theme } from './palette.ts';
import { mapColours } from './phase-colours.ts';
import styles from './phase-map.module.css';
import { RunSurface } from './run-surface.tsx';
import { useSize } from './use-size.ts';

/** One square of the map, from the lower left, row after row; null where there is none. */
export type MapSquare = {
  /** 0 to 1 on the colour scale; null: it does not succeed, or nothing is known of it. */
  readonly share: number | null;
  /** `partly`: with some seeds; only that share of the square is coloured, from below. */
  readonly state: 'keeps' | 'partly' | 'breaks' | 'unknown';
  /** Of the seeds, 0 to 1. */
  readonly keptShare: number;
  /** Confirmed page by page: drawn full, the others paler. */
  readonly isSure: boolean;
  /** Marked: two answers that differ. */
  readonly isOdd: boolean;
} | null;

/** What a map shows, on the screen and in a file. */
export interface MapContent {
  readonly columns: number;
  readonly rows: number;
  readonly squares: readonly MapSquare[];
  /** In squares, from the lower left corner. */
  readonly frontier: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[];
  /** Of one figure, each with what stands on it. */
  readonly isoLines: readonly (IsoLine & { readonly label: string })[];
  readonly across: MapAxis;
  readonly up: MapAxis;
}
export interface PhaseMapProps extends MapContent {
  readonly label: string;
  readonly theme: Theme;
  /** Height by width; a map among several is squarer. */
  readonly shape?: number;
  /** The square that is looked at. */
  readonly picked: number | null;
  readonly onPick: (square: number, how: Gesture) => void;
  /** Read out for the square that is looked at. */
  readonly pickedText: string;
}
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
  const { label, columns, rows, across, up, squares, theme, picked, onPick, pickedText, shape = 0.62 } = props;
  const [measure, { width, textPx }] = useSize();
  const left = mapGutter(up, textPx);
  const plotWidth = Math.max(0, width - left);
  const plotHeight = Math.round(Math.min(plotWidth * shape, 440));
  const squareWidth = plotWidth / columns;
  const squareHeight = plotHeight / rows;
  const colours = useMemo(() => mapColours(theme), [theme]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D) =>
      paintSquares(context, { columns, rows, squares }, colours, squareWidth, squareHeight),
    [squares, columns, rows, squareWidth, squareHeight, colours],
  );
  const look = (square: number): void => {
    if (square !== picked) onPick(square, 'look');
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
          <RunSurface
            label={label}
            pickedText={pickedText}
            width={plotWidth}
            height={plotHeight}
            style={{ left }}
            onPoint={(x, y) => {
              const column = Math.min(columns - 1, Math.max(0, Math.floor(x / squareWidth)));
              const row = Math.min(rows - 1, Math.max(0, Math.floor((plotHeight - y) / squareHeight)));
              look(row * columns + column);
            }}
            onStep={(right, above) => {
              const [column, row] = picked === null ? [0, 0] : [picked % columns, Math.floor(picked / columns)];
              if (picked !== null && !isInside(column + right, row + above, columns, rows)) return;
              look(isInside(column + right, row + above, columns, rows) ? (row + above) * columns + column + right : 0);
            }}
            onGesture={(how) => picked !== null && onPick(picked, how)}
          >
            {(isFocused) => (
              <>
                <CanvasLayer width={plotWidth} height={plotHeight} draw={draw} />
                <svg width={plotWidth} height={plotHeight} className={styles.over} aria-hidden="true">
                  <MapLines {...props} width={plotWidth} height={plotHeight} textPx={textPx} />
                  {picked !== null && (
                    <rect
                      x={(picked % columns) * squareWidth}
                      y={plotHeight - (Math.floor(picked / columns) + 1) * squareHeight}
                      width={squareWidth}
                      height={squareHeight}
                      fill="none"
                      stroke={palette[theme].accent}
                      strokeWidth={isFocused ? 3 : 2}
                    />
                  )}
                </svg>
              </>
            )}
          </RunSurface>
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

const isInside = (column: number, row: number, columns: number, rows: number): boolean =>
  column >= 0 && row >= 0 && column < columns && row < rows;
