import { curveStepAfter, line } from 'd3';
import { type MouseEvent, useMemo } from 'react';
import { t } from '../language/t.ts';
import styles from './charts.module.css';
import own from './dot-buttons.module.css';
import { DotButtons } from './dot-buttons.tsx';
import { type FigureAxis, figureAxis } from './figure-axis.ts';
import { type Gesture, gestureOf } from './gesture.ts';
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

/** What is shown, on the screen and in a file. */
export interface CostContent {
  readonly dots: readonly CostDot[];
  /** Those of the dots that nothing beats in both, from the left. */
  readonly front: readonly CostDot[];
  readonly across: CostAxis;
  readonly up: CostAxis;
}
export interface CostFigureProps extends CostContent {
  readonly label: string;
  readonly theme: Theme;
  /** What is read out for a dot. */
  readonly textOf: (dot: CostDot) => string;
  readonly onPick: (dot: CostDot, how: Gesture) => void;
}

/**
 * Two costs of each point, and the front of those that nothing beats in both. The front is one stop of the tab key: arrows go
 * along it, Enter opens a point; the pointer finds every dot.
 */
export function CostFigure(props: CostFigureProps) {
  const { label, dots, front, theme, textOf, onPick } = props;
  const [measure, { width, textPx }] = useSize();
  const left = textPx * 5;
  const height = textPx * 20;
  const frame = useMemo(
    () => costFrame(props, { left, width: width - left - textPx, height, textPx }),
    [props, left, width, height, textPx],
  );
  if (!frame) return <p>{t('Nothing that completes is known yet.')}</p>;
  const nearest = (event: MouseEvent<SVGElement>): CostDot | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const distance = ({ x, y }: CostDot) =>
      Math.hypot(frame.x.at(x) - (event.clientX - box.left), frame.y.at(y) - (event.clientY - box.top));
    const found = dots.reduce<CostDot | null>(
      (best, dot) => (best && distance(best) <= distance(dot) ? best : dot),
      null,
    );
    return found && distance(found) < textPx ? found : null;
  };
  return (
    <figure ref={measure} className={`${styles.figure} ${own.figure}`} style={{ fontSize: textPx }}>
      <div style={{ position: 'relative', height: height + textPx * 3 }}>
        <svg
          width={width}
          height={height + textPx * 3}
          aria-hidden="true"
          onPointerMove={(event) => {
            const dot = nearest(event);
            if (dot) onPick(dot, 'look');
          }}
          onClick={(event) => {
            const dot = nearest(event);
            if (dot) onPick(dot, gestureOf(event));
          }}
        >
          <rect x={left} width={Math.max(0, width - left)} height={height} fill="transparent" />
          {width > 0 && <CostPlot {...props} frame={frame} theme={theme} />}
        </svg>
        <DotButtons
          label={label}
          dots={front}
          placeOf={({ x, y }) => ({ left: frame.x.at(x), top: frame.y.at(y) })}
          textOf={textOf}
          onPick={onPick}
        />
      </div>
    </figure>
  );
}

/** Where the dots lie. */
export interface CostFrame {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** Null while there is no dot. */
export function costFrame(
  { dots, across, up }: CostContent,
  size: Pick<CostFrame, 'left' | 'width' | 'height' | 'textPx'>,
): CostFrame | null {
  const x = [...dots.map((dot) => dot.x), across.promised ?? []].flat();
  const y = [...dots.map((dot) => dot.y), up.promised ?? []].flat();
  if (dots.length === 0) return null;
  const { left, width, height, textPx } = size;
  return {
    x: figureAxis(x, across.isBytes, left, left + width),
    y: figureAxis(y, up.isBytes, height, textPx),
    ...size,
  };
}

export interface CostPlotProps extends CostContent {
  readonly frame: CostFrame;
  readonly theme: Theme;
  /** Draws the front's dots too, which on the screen are buttons. */
  readonly withFront?: boolean;
}

/** The dots, the front and what was promised, as shapes. */
export function CostPlot({ dots, front, across, up, frame, theme, withFront = false }: CostPlotProps) {
  const { x, y, left, width, height, textPx } = frame;
  const { accent, ink, ink2, line: hair, panel, sent2, stop } = palette[theme];
  const right = left + width;
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y.at(tick)})`}>
          <line x1={left} x2={right} stroke={hair} />
          <text x={left - textPx * 0.6} dy="0.32em" textAnchor="end" fill={ink2}>
            {up.format(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <text key={tick} x={x.at(tick)} y={height + textPx * 1.4} textAnchor="middle" fill={ink2}>
          {across.format(tick)}
        </text>
      ))}
      <text x={right} y={height + textPx * 2.7} textAnchor="end" fill={ink2}>
        {across.title}
      </text>
      {[true, false].flatMap((keepsPromise) =>
        [true, false].map((isSure) => (
          <path
            key={`${keepsPromise} ${isSure}`}
            d={dots
              .filter((dot) => dot.keepsPromise === keepsPromise && dot.isSure === isSure)
              .map((dot) => `M${(x.at(dot.x) - 1.5).toFixed(1)} ${(y.at(dot.y) - 1.5).toFixed(1)}h3v3h-3z`)
              .join('')}
            fill={keepsPromise ? sent2 : stop}
            fillOpacity={isSure ? 0.9 : 0.4}
          />
        )),
      )}
      {across.promised !== null && (
        <line
          x1={x.at(across.promised)}
          x2={x.at(across.promised)}
          y1={0}
          y2={height}
          stroke={accent}
          strokeDasharray="6 4"
        />
      )}
      {up.promised !== null && (
        <line
          x1={left}
          x2={right}
          y1={y.at(up.promised)}
          y2={y.at(up.promised)}
          stroke={accent}
          strokeDasharray="6 4"
        />
      )}
      <path
        d={
          line<CostDot>(
            (dot) => x.at(dot.x),
            (dot) => y.at(dot.y),
          ).curve(curveStepAfter)(front) ?? ''
        }
        fill="none"
        stroke={ink}
        strokeWidth={1.5}
        pointerEvents="none"
      />
      {withFront &&
        front.map((dot) => (
          <circle key={dot.key} cx={x.at(dot.x)} cy={y.at(dot.y)} r={4} fill={panel} stroke={ink} strokeWidth={2} />
        ))}
    </>
  );
}
