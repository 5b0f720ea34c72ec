import { area, line } from 'd3';
import { t } from '../language/t.ts';
import styles from './charts.module.css';
import { figureAxis } from './figure-axis.ts';
import type { Gesture } from './gesture.ts';
import { palette, type Theme } from './palette.ts';
import { type MapAxis, mapGutter, roomyTicks } from './phase-map.tsx';
import { RunSurface } from './run-surface.tsx';
import { useSize } from './use-size.ts';

/** One column of the profile. */
export interface ProfileMark {
  readonly column: number;
  readonly counted: number | null;
  readonly paged: { readonly least: number; readonly median: number; readonly most: number } | null;
}

/** What a profile shows, on the screen and in a file. */
export interface ProfileContent {
  readonly marks: readonly ProfileMark[];
  readonly columns: number;
  /** The axes of the map above: both figures share their columns. */
  readonly across: MapAxis;
  readonly up: MapAxis;
  readonly isBytes: boolean;
  readonly format: (value: number) => string;
  /** What was promised of this figure; null: nothing. */
  readonly promised: number | null;
}
export interface ProfileFigureProps extends ProfileContent {
  readonly label: string;
  readonly theme: Theme;
  /** The column that is looked at. */
  readonly picked: number | null;
  readonly onPick: (column: number, how: Gesture) => void;
  /** Read out for it. */
  readonly pickedText: string;
}

/**
 * A figure along the columns of the map above it: the middle of the repeats solid, in the band from the least to the most; what
 * counts expect dashed. The table beside it says the same in words.
 */
export function ProfileFigure(props: ProfileFigureProps) {
  const { label, columns, up, theme, picked, onPick, pickedText } = props;
  const [measure, { width, textPx }] = useSize();
  const left = mapGutter(up, textPx);
  const height = textPx * 13;
  const plotWidth = Math.max(0, width - left);
  const columnPx = plotWidth / columns;
  return (
    <figure
      ref={measure}
      className={styles.figure}
      style={{ height: height + textPx * 3.2, fontSize: textPx, fontVariantNumeric: 'tabular-nums' }}
    >
      {width > 0 && (
        <>
          <svg width={width} height={height + textPx * 1.5} aria-hidden="true">
            <ProfilePlot {...props} left={left} width={plotWidth} height={height} textPx={textPx} />
          </svg>
          <RunSurface
            label={label}
            pickedText={pickedText}
            width={plotWidth}
            height={height}
            style={{ left }}
            onPoint={(x) => onPick(Math.min(columns - 1, Math.max(0, Math.floor(x / columnPx))), 'look')}
            onStep={(right) => {
              const next = picked === null ? 0 : picked + right;
              if (next >= 0 && next < columns) onPick(next, 'look');
            }}
            onGesture={(how) => picked !== null && onPick(picked, how)}
          >
            {() =>
              picked !== null && (
                <svg width={plotWidth} height={height} aria-hidden="true">
                  <rect
                    x={picked * columnPx}
                    width={columnPx}
                    height={height}
                    fill={palette[theme].accent}
                    fillOpacity={0.08}
                    stroke={palette[theme].accent}
                  />
                </svg>
              )
            }
          </RunSurface>
        </>
      )}
    </figure>
  );
}

export interface ProfilePlotProps extends ProfileContent {
  readonly theme: Theme;
  /** px from the left to the columns, then those of the columns. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** The curve with its axes, as shapes. */
export function ProfilePlot(props: ProfilePlotProps) {
  const { marks, columns, across, isBytes, format, promised, theme, left, width, height, textPx } = props;
  const { accent, ink2, line: hair, sent, sent3 } = palette[theme];
  const values = marks.flatMap(({ counted, paged }) => [counted ?? [], paged ? [paged.least, paged.most] : []].flat());
  const shown = promised === null ? values : [...values, promised];
  if (shown.length === 0)
    return (
      <text x={left} y={height / 2} fill={ink2}>
        {t('Nothing that completes is known here.')}
      </text>
    );
  const columnPx = width / columns;
  const x = ({ column }: { readonly column: number }): number => left + (column + 0.5) * columnPx;
  const axis = figureAxis(shown, isBytes, height - 1, textPx);
  const paged = marks.flatMap(({ column, paged: spread }) => (spread ? [{ ...spread, column }] : []));
  const isKnown = (mark: ProfileMark): boolean => mark.paged !== null;
  return (
    <>
      {axis.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${axis.at(tick)})`}>
          <line x1={left} x2={left + width} stroke={hair} />
          <text x={left - textPx * 0.6} dy="0.32em" textAnchor="end" fill={ink2}>
            {format(tick)}
          </text>
        </g>
      ))}
      {promised !== null && (
        <line
          x1={left}
          x2={left + width}
          y1={axis.at(promised)}
          y2={axis.at(promised)}
          stroke={accent}
          strokeDasharray="6 4"
        />
      )}
      <path
        d={
          line<ProfileMark>(x, ({ counted }) => axis.at(counted!)).defined(({ counted }) => counted !== null)(marks) ??
          ''
        }
        fill="none"
        stroke={ink2}
        strokeDasharray="4 4"
      />
      <path
        d={
          area<ProfileMark>()
            .x(x)
            .y0((mark) => axis.at(mark.paged!.least))
            .y1((mark) => axis.at(mark.paged!.most))
            .defined(isKnown)(marks) ?? ''
        }
        fill={sent}
        fillOpacity={0.5}
      />
      <path
        d={line<ProfileMark>(x, (mark) => axis.at(mark.paged!.median)).defined(isKnown)(marks) ?? ''}
        fill="none"
        stroke={sent3}
        strokeWidth={2}
      />
      {paged.map((mark) => (
        <g key={mark.column}>
          <line x1={x(mark)} x2={x(mark)} y1={axis.at(mark.least)} y2={axis.at(mark.most)} stroke={sent3} />
          <circle cx={x(mark)} cy={axis.at(mark.median)} r={2.5} fill={sent3} />
        </g>
      ))}
      {roomyTicks(across.ticks, columnPx, textPx).map(({ square, label }) => (
        <text
          key={square}
          x={left + (square + 0.5) * columnPx}
          y={height + textPx * 1.3}
          textAnchor="middle"
          fill={ink2}
        >
          {label}
        </text>
      ))}
      <text x={left + width} y={height + textPx * 2.7} textAnchor="end" fill={ink2}>
        {across.title}
      </text>
    </>
  );
}
