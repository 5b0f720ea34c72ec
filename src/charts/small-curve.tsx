import { useCallback, useMemo, useRef } from 'react';
import { yOf } from './byte-ticks.ts';
import { CanvasLayer } from './canvas-layer.tsx';
import styles from './charts.module.css';
import type { CurveColumns } from './curve-shape.ts';
import { drawCurve } from './draw-curve.ts';
import { type Change, spansOf } from './lane-spans.ts';
import { type Now, useNow } from './now.ts';
import type { Theme } from './palette.ts';
import { thinCurve } from './thin-curve.ts';
import { type TimeScale, xOf } from './time-scale.ts';

export interface SmallCurveProps {
  readonly curve: CurveColumns;
  readonly vm: readonly Change<'running' | 'stopped'>[];
  readonly endMs: number;
  /** Shared by all figures that are compared, as is `maxBytes`: they have no axis of their own. */
  readonly toMs: number;
  readonly maxBytes: number;
  /** px */
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly now: Now;
  /** What it shows, in words. */
  readonly label: string;
}

/** Remaining bytes against time, as small as a word: one of several that are compared. */
export function SmallCurve(props: SmallCurveProps) {
  const { curve, vm, endMs, toMs, maxBytes, width, height, theme, now, label } = props;
  const scale = useMemo(
    (): TimeScale => ({ fromMs: 0, toMs: Math.max(toMs, 1), left: 0, right: width, width, textPx: 12 }),
    [toMs, width],
  );
  const shape = useMemo(() => smallShape(curve, scale, maxBytes, height), [curve, scale, maxBytes, height]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      drawCurve(context, shape, scale, theme, 'always');
      drawCurve(context, shape, scale, theme, 'past');
    },
    [shape, scale, theme],
  );
  const future = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  // Many of these figures move at once: what moves is composited, and neither laid out nor painted again.
  useNow(now, (nowMs) => {
    const x = Math.round(Math.min(xOf(scale, nowMs), width));
    future.current!.style.transform = `translateX(${x}px)`;
    line.current!.style.transform = `translateX(${Math.min(x, width - 1)}px)`;
  });
  const size = { width, height };
  return (
    <figure className={styles.figure} style={{ height }} role="img" aria-label={label}>
      <svg className={styles.layer} {...size} aria-hidden="true">
        {spansOf(vm, endMs)
          .filter(({ state, fromMs }) => state === 'stopped' && fromMs < scale.toMs)
          .map(({ fromMs, toMs: untilMs }) => (
            <rect
              key={fromMs}
              x={xOf(scale, fromMs)}
              width={Math.max(xOf(scale, Math.min(untilMs, scale.toMs)) - xOf(scale, fromMs), 1)}
              height={height}
              fill="var(--stop)"
              fillOpacity={0.35}
            />
          ))}
        <line className={styles.grid} x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      </svg>
      <CanvasLayer {...size} draw={draw} />
      <div className={styles.moving} style={size} aria-hidden>
        <div ref={future} className={styles.future} />
        <div ref={line} className={styles.now} hidden={endMs === 0} />
      </div>
    </figure>
  );
}

function smallShape(curve: CurveColumns, scale: TimeScale, maxBytes: number, height: number) {
  const bytes = { kind: 'linear' as const, floorBytes: 4096, maxBytes: maxBytes * 1.04, top: 2, bottom: height - 1 };
  const lineOf = (values: ArrayLike<number>) => {
    const kept = thinCurve(curve.atMs, values, 0, scale.toMs, Math.ceil(scale.width));
    return { xs: kept.map((i) => xOf(scale, curve.atMs[i]!)), ys: kept.map((i) => yOf(bytes, values[i]!)) };
  };
  return {
    bytes,
    remaining: lineOf(curve.remainingBytes),
    threshold: lineOf(curve.thresholdBytes),
    recording: null,
    models: [],
  };
}
