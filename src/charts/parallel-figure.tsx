import { type CSSProperties, type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { t } from '../language/t.ts';
import styles from './charts.module.css';
import type { Gesture } from './gesture.ts';
import { palette, type Theme } from './palette.ts';
import own from './parallel-figure.module.css';
import {
  isChosen,
  lineThrough,
  lineWithGaps,
  type ParallelAxis,
  type ParallelChoice,
  type ParallelLine,
  ParallelPlot,
  parallelFrame,
} from './parallel-plot.tsx';
import { RunSurface } from './run-surface.tsx';
import { useSize } from './use-size.ts';

export interface ParallelFigureProps {
  readonly label: string;
  readonly axes: readonly ParallelAxis[];
  /** In the order in which the arrow keys go through them. */
  readonly lines: readonly ParallelLine[];
  readonly choice: ParallelChoice;
  readonly onChoose: (choice: ParallelChoice) => void;
  readonly theme: Theme;
  readonly picked: number | null;
  readonly pickedText: string;
  readonly onPick: (key: number, how: Gesture) => void;
}

/**
 * Every run as a line over axes that stand beside each other. On each axis a stretch is chosen, by a drag along it or by the two
 * handles and their keys; lines that pass through all of them are coloured. Between the axes the pointer finds the nearest of those.
 */
export function ParallelFigure(props: ParallelFigureProps) {
  const { label, axes, lines, choice, onChoose, theme, picked, pickedText, onPick } = props;
  const [measure, { width: room, textPx }] = useSize();
  const width = Math.max(room, axes.length * textPx * 6);
  const height = textPx * 26;
  const { gap, top, x } = parallelFrame(axes.length, width, textPx);
  const plot = height - top - textPx;
  const y = (share: number): number => top + plot - share * plot;
  const chosen = useMemo(() => lines.filter((line) => isChosen(line, axes, choice)), [lines, axes, choice]);
  const nearest = (px: number, py: number): ParallelLine | null => {
    const axis = Math.min(axes.length - 2, Math.max(0, Math.floor((px - x(0)) / gap)));
    const between = Math.min(1, Math.max(0, (px - x(axis)) / gap));
    let best: { readonly line: ParallelLine; readonly distance: number } | null = null;
    for (const line of chosen) {
      const [from, to] = [line.shares[axis] ?? line.shares[axis + 1], line.shares[axis + 1] ?? line.shares[axis]];
      if (from == null || to == null) continue;
      const distance = Math.abs(y(from + (to - from) * between) - py);
      if (!best || distance < best.distance) best = { line, distance };
    }
    return best && best.distance < textPx * 2 ? best.line : null;
  };
  const at = chosen.findIndex(({ key }) => key === picked);
  const shown = lines.find(({ key }) => key === picked);
  return (
    <figure ref={measure} className={styles.figure} style={{ fontSize: textPx }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
      <section className={own.scroll} tabIndex={0} aria-label={t('Axes')}>
        {room > 0 && (
          <div className={own.plot} style={{ width, height }}>
            <svg width={width} height={height} aria-hidden="true">
              <ParallelPlot {...props} width={width} height={height} textPx={textPx} />
            </svg>
            <RunSurface
              label={label}
              pickedText={pickedText}
              width={width}
              height={height}
              onPoint={(px, py) => {
                const line = nearest(px, py);
                if (line && line.key !== picked) onPick(line.key, 'look');
              }}
              onStep={(right, up) => {
                const next = chosen[at < 0 ? 0 : Math.min(chosen.length - 1, Math.max(0, at + right - up))];
                if (next) onPick(next.key, 'look');
              }}
              onGesture={(how) => picked !== null && onPick(picked, how)}
            >
              {() => (
                <svg width={width} height={height} aria-hidden="true">
                  {shown && (
                    <path
                      d={(shown.isSure ? lineThrough : lineWithGaps)(shown.shares, x, y)}
                      fill="none"
                      stroke={palette[theme].accent}
                      strokeWidth={2.5}
                    />
                  )}
                </svg>
              )}
            </RunSurface>
            {axes.map((axis, i) => (
              <AxisChoice
                key={axis.key}
                axis={axis}
                range={choice[axis.key]}
                onChoose={(range) => onChoose({ ...choice, [axis.key]: range })}
                style={{ left: x(i), top, height: plot }}
              />
            ))}
          </div>
        )}
      </section>
    </figure>
  );
}

interface AxisChoiceProps {
  readonly axis: ParallelAxis;
  readonly range: readonly [low: number, high: number] | undefined;
  readonly onChoose: (range: readonly [low: number, high: number] | undefined) => void;
  readonly style: CSSProperties;
}

/** The stretch that is chosen on one axis, with a handle at each end. */
function AxisChoice({ axis, range, onChoose, style }: AxisChoiceProps) {
  const last = axis.stops - 1;
  const drag = useRef<{ readonly fixed: number } | null>(null);
  const [low, high] = (range ?? [0, 1]).map((share) => Math.round(share * last)) as [number, number];
  const choose = (from: number, to: number): void => {
    const [a, b] = [Math.max(0, Math.min(from, to)), Math.min(last, Math.max(from, to))];
    onChoose(a === 0 && b === last ? undefined : [a / last, b / last]);
  };
  const stopAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (box.bottom - event.clientY) / box.height)) * last);
  };
  const handle = (name: 'lowest' | 'highest') => {
    const stop = name === 'lowest' ? low : high;
    const move = (to: number): void =>
      name === 'lowest' ? choose(Math.min(to, high), high) : choose(low, Math.max(to, low));
    const onKeyDown = (event: KeyboardEvent): void => {
      const page = Math.max(1, Math.round(axis.stops / 10));
      const by = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: page, PageDown: -page }[event.key];
      if (by !== undefined) move(Math.min(last, Math.max(0, stop + by)));
      else if (event.key === 'Home') move(0);
      else if (event.key === 'End') move(last);
      else if (event.key === 'Escape') onChoose(undefined);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    return (
      <div
        role="slider"
        tabIndex={0}
        aria-label={
          name === 'lowest' ? t('{axis}, lowest', { axis: axis.title }) : t('{axis}, highest', { axis: axis.title })
        }
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={stop}
        aria-valuetext={axis.textAt(stop)}
        className={name === 'lowest' ? own.lowest : own.highest}
        style={{ bottom: `${(stop / last) * 100}%` }}
        onKeyDown={onKeyDown}
      />
    );
  };
  return (
    <fieldset
      aria-label={axis.title}
      className={own.axis}
      style={style}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const stop = stopAt(event);
        // A handle that is taken hold of moves alone; anywhere else a new stretch begins.
        const reach = Math.max(1, last * 0.04);
        const fixed = Math.abs(stop - low) <= reach ? high : Math.abs(stop - high) <= reach ? low : stop;
        drag.current = { fixed };
      }}
      onPointerMove={(event) => {
        if (drag.current) choose(drag.current.fixed, stopAt(event));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onDoubleClick={() => onChoose(undefined)}
    >
      {range && (
        <span
          className={own.stretch}
          style={{ bottom: `${(low / last) * 100}%`, height: `${((high - low) / last) * 100}%` }}
        />
      )}
      {handle('highest')}
      {handle('lowest')}
    </fieldset>
  );
}
