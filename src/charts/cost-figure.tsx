import { curveStepAfter, line } from 'd3';
import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { CanvasLayer } from './canvas-layer.tsx';
import styles from './charts.module.css';
import own from './cost-figure.module.css';
import { figureAxis } from './figure-axis.ts';
import { palette, type Theme } from './palette.ts';
import { useSize } from './use-size.ts';

export interface CostDot {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly keepsPromise: boolean;
  /** Confirmed page by page: drawn full, the others paler. */
  readonly isSure: boolean;
}
export interface CostAxis {
  readonly title: string;
  readonly isBytes: boolean;
  readonly format: (value: number) => string;
  /** What was promised of it; null: nothing. */
  readonly promised: number | null;
}
export interface CostFigureProps {
  readonly label: string;
  readonly dots: readonly CostDot[];
  /** Those of the dots that nothing beats in both, from the left. */
  readonly front: readonly CostDot[];
  readonly across: CostAxis;
  readonly up: CostAxis;
  readonly theme: Theme;
  /** What is read out for a dot. */
  readonly textOf: (dot: CostDot) => string;
  readonly onLook: (dot: CostDot) => void;
  readonly onOpen: (dot: CostDot) => void;
}

/**
 * Two costs of each point, and the front of those that nothing beats in both. The front is one stop of the tab key: arrows go
 * along it, Enter opens a point; the pointer finds every dot.
 */
export function CostFigure(props: CostFigureProps) {
  const { label, dots, front, across, up, theme, textOf, onLook, onOpen } = props;
  const [measure, { width, textPx }] = useSize();
  const [stop, setStop] = useState(0);
  const buttons = useRef(new Map<number, HTMLButtonElement>());
  const left = textPx * 5;
  const height = textPx * 20;
  const [toX, toY] = useMemo(() => {
    const x = [...dots.map((dot) => dot.x), across.promised ?? []].flat();
    const y = [...dots.map((dot) => dot.y), up.promised ?? []].flat();
    if (x.length === 0 || y.length === 0) return [null, null];
    return [figureAxis(x, across.isBytes, left, width - textPx), figureAxis(y, up.isBytes, height, textPx)];
  }, [dots, across, up, left, width, height, textPx]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      if (!toX || !toY) return;
      const { sent2, stop: grey } = palette[theme];
      for (const { x, y, keepsPromise, isSure } of dots) {
        context.globalAlpha = isSure ? 0.9 : 0.4;
        context.fillStyle = keepsPromise ? sent2 : grey;
        context.fillRect(toX.at(x) - 1.5, toY.at(y) - 1.5, 3, 3);
      }
    },
    [dots, theme, toX, toY],
  );
  if (!toX || !toY) return <p>Nothing that completes is known yet.</p>;
  const nearest = (event: MouseEvent<SVGElement>): CostDot | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const distance = ({ x, y }: CostDot) =>
      Math.hypot(toX.at(x) - (event.clientX - box.left), toY.at(y) - (event.clientY - box.top));
    const found = dots.reduce<CostDot | null>(
      (best, dot) => (best && distance(best) <= distance(dot) ? best : dot),
      null,
    );
    return found && distance(found) < textPx ? found : null;
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.current.get((at + step + front.length) % front.length)?.focus();
  };
  return (
    <figure ref={measure} className={`${styles.figure} ${own.figure}`} style={{ fontSize: textPx }}>
      <div style={{ position: 'relative', height: height + textPx * 3 }}>
        <CanvasLayer width={width} height={height} draw={draw} />
        <svg
          width={width}
          height={height + textPx * 3}
          fontSize={textPx}
          aria-hidden="true"
          onPointerMove={(event) => {
            const dot = nearest(event);
            if (dot) onLook(dot);
          }}
          onClick={(event) => {
            const dot = nearest(event);
            if (dot) onOpen(dot);
          }}
        >
          <rect x={left} width={Math.max(0, width - left)} height={height} fill="transparent" />
          {toY.ticks.map((tick) => (
            <g key={tick} transform={`translate(0 ${toY.at(tick)})`}>
              <line x1={left} x2={width} className={styles.grid} />
              <text x={left - textPx * 0.6} dy="0.32em" textAnchor="end">
                {up.format(tick)}
              </text>
            </g>
          ))}
          {toX.ticks.map((tick) => (
            <text key={tick} x={toX.at(tick)} y={height + textPx * 1.4} textAnchor="middle">
              {across.format(tick)}
            </text>
          ))}
          <text x={width} y={height + textPx * 2.7} textAnchor="end">
            {across.title}
          </text>
          {across.promised !== null && (
            <line
              x1={toX.at(across.promised)}
              x2={toX.at(across.promised)}
              y1={0}
              y2={height}
              className={own.promise}
            />
          )}
          {up.promised !== null && (
            <line x1={left} x2={width} y1={toY.at(up.promised)} y2={toY.at(up.promised)} className={own.promise} />
          )}
          <path
            d={
              line<CostDot>(
                ({ x }) => toX.at(x),
                ({ y }) => toY.at(y),
              ).curve(curveStepAfter)(front) ?? ''
            }
            className={own.front}
          />
        </svg>
        <fieldset className={own.dots} aria-label={label}>
          {front.map((dot, i) => (
            <button
              key={dot.key}
              ref={(element) => {
                if (element) buttons.current.set(i, element);
                else buttons.current.delete(i);
              }}
              type="button"
              tabIndex={i === Math.min(stop, front.length - 1) ? 0 : -1}
              aria-label={textOf(dot)}
              className={own.dot}
              style={{ left: toX.at(dot.x), top: toY.at(dot.y) }}
              onFocus={() => {
                setStop(i);
                onLook(dot);
              }}
              onPointerEnter={() => onLook(dot)}
              onKeyDown={(event) => onKeyDown(event, i)}
              onClick={() => onOpen(dot)}
            />
          ))}
        </fieldset>
      </div>
    </figure>
  );
}
