import styles from './charts.module.css';
import own from './dot-buttons.module.css';
import { DotButtons } from './dot-buttons.tsx';
import { type FigureAxis, figureAxis } from './figure-axis.ts';
import type { Gesture } from './gesture.ts';
import { palette, type Theme } from './palette.ts';
import { labelWidth, placeLabels } from './place-labels.ts';
import { useSize } from './use-size.ts';

export interface EffectDot {
  readonly key: string;
  /** Stands beside the dot. */
  readonly label: string;
  readonly meanSize: number;
  readonly deviation: number;
}

/** What is shown, on the screen and in a file. */
export interface EffectContent {
  /** The largest first. */
  readonly dots: readonly EffectDot[];
  readonly isBytes: boolean;
  readonly format: (value: number) => string;
  readonly across: string;
  readonly up: string;
}
export interface EffectFigureProps extends EffectContent {
  readonly label: string;
  readonly theme: Theme;
  /** What is read out for a dot. */
  readonly textOf: (dot: EffectDot) => string;
  readonly onPick: (dot: EffectDot, how: Gesture) => void;
}

/** Mean size of each effect against its deviation. One stop of the tab key: arrows go from the largest on. */
export function EffectFigure(props: EffectFigureProps) {
  const { dots, label, textOf, onPick } = props;
  const [measure, { width, textPx }] = useSize();
  const left = textPx * 6;
  const height = textPx * 20;
  const frame = effectFrame(props, { left, width: width - left - textPx, height, textPx });
  return (
    <figure ref={measure} className={`${styles.figure} ${own.figure}`} style={{ fontSize: textPx }}>
      <div style={{ position: 'relative', height: height + textPx * 3 }}>
        {width > 0 && (
          <>
            <svg width={width} height={height + textPx * 3} aria-hidden="true">
              <EffectPlot {...props} frame={frame} />
            </svg>
            <DotButtons
              label={label}
              dots={dots}
              placeOf={({ meanSize, deviation }) => ({ left: frame.x.at(meanSize), top: frame.y.at(deviation) })}
              textOf={textOf}
              onPick={onPick}
            />
          </>
        )}
      </div>
    </figure>
  );
}

export interface EffectFrame {
  readonly x: FigureAxis;
  readonly y: FigureAxis;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** Both from 0 on one scale each: an effect near nothing must lie near nothing. */
export function effectFrame(
  { dots, isBytes }: EffectContent,
  size: Pick<EffectFrame, 'left' | 'width' | 'height' | 'textPx'>,
): EffectFrame {
  const { left, width, height, textPx } = size;
  const from0 = (values: readonly number[]) => [0, ...values];
  return {
    x: figureAxis(from0(dots.map((dot) => dot.meanSize)), isBytes, left, left + width),
    y: figureAxis(from0(dots.map((dot) => dot.deviation)), isBytes, height, textPx * 2.5),
    ...size,
  };
}

export interface EffectPlotProps extends EffectContent {
  readonly frame: EffectFrame;
  readonly theme: Theme;
  /** Draws the dots too, which on the screen are buttons. */
  readonly withDots?: boolean;
}

/** Axes, the line on which mean size and deviation are equal, and the names of the dots, as shapes. */
export function EffectPlot({ dots, format, across, up, frame, theme, withDots = false }: EffectPlotProps) {
  const { x, y, left, width, height, textPx } = frame;
  const { ink, ink2, line: hair, panel } = palette[theme];
  const right = left + width;
  const most = Math.min(Math.max(...dots.map((dot) => dot.meanSize)), Math.max(...dots.map((dot) => dot.deviation)));
  const labels = placeLabels(
    dots.map((dot) => {
      const [cx, cy] = [x.at(dot.meanSize), y.at(dot.deviation)];
      return {
        key: dot.key,
        texts: [dot.label],
        places: [
          { x: cx + textPx * 0.8, y: cy + textPx * 0.35, anchor: 'start' as const },
          { x: cx - textPx * 0.8, y: cy + textPx * 0.35, anchor: 'end' as const },
          { x: cx + textPx * 0.4, y: cy - textPx * 0.8, anchor: 'start' as const },
          { x: cx - labelWidth(dot.label, textPx) / 2, y: cy + textPx * 1.7, anchor: 'start' as const },
          { x: cx - textPx * 0.4, y: cy - textPx * 0.8, anchor: 'end' as const },
          { x: cx + textPx * 0.4, y: cy + textPx * 1.7, anchor: 'end' as const },
        ],
      };
    }),
    { x: left, y: textPx * 1.2, width: width + textPx, height: height },
    textPx,
    (rect) =>
      dots.some((dot) => {
        const [cx, cy] = [x.at(dot.meanSize), y.at(dot.deviation)];
        return cx > rect.x - 6 && cx < rect.x + rect.width + 6 && cy > rect.y - 6 && cy < rect.y + rect.height + 6;
      }),
  );
  return (
    <>
      {y.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y.at(tick)})`}>
          <line x1={left} x2={right} stroke={hair} />
          <text x={left - textPx * 0.6} dy="0.32em" textAnchor="end" fill={ink2}>
            {format(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <text key={tick} x={x.at(tick)} y={height + textPx * 1.4} textAnchor="middle" fill={ink2}>
          {format(tick)}
        </text>
      ))}
      <text x={right} y={height + textPx * 2.7} textAnchor="end" fill={ink2}>
        {across}
      </text>
      <text x={left} y={textPx} fill={ink2}>
        {up}
      </text>
      <line x1={x.at(0)} y1={y.at(0)} x2={x.at(most)} y2={y.at(most)} stroke={ink2} strokeDasharray="4 4" />
      {labels.map(({ key, text, anchor, ...place }) => (
        <text key={key} {...place} textAnchor={anchor} fill={ink}>
          {text}
        </text>
      ))}
      {withDots &&
        dots.map((dot) => (
          <circle
            key={dot.key}
            cx={x.at(dot.meanSize)}
            cy={y.at(dot.deviation)}
            r={4}
            fill={panel}
            stroke={ink}
            strokeWidth={2}
          />
        ))}
    </>
  );
}
