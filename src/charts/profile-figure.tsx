import { area, line } from 'd3';
import type { PointerEvent } from 'react';
import styles from './charts.module.css';
import { figureAxis } from './figure-axis.ts';
import { type MapAxis, mapGutter, roomyTicks } from './phase-map.tsx';
import { useSize } from './use-size.ts';

/** One column of the profile. */
export interface ProfileMark {
  readonly column: number;
  readonly counted: number | null;
  readonly paged: { readonly least: number; readonly median: number; readonly most: number } | null;
}

export interface ProfileFigureProps {
  readonly marks: readonly ProfileMark[];
  readonly columns: number;
  /** The axes of the map above: both figures share their columns. */
  readonly across: MapAxis;
  readonly up: MapAxis;
  readonly isBytes: boolean;
  readonly format: (value: number) => string;
  /** What was promised of this figure; null: nothing. */
  readonly promised: number | null;
  /** The column that is looked at. */
  readonly picked: number | null;
  readonly onPick: (column: number, how: 'look' | 'open') => void;
}

/**
 * A figure along the columns of the map above it: the middle of the repeats solid, in the band from the least to the most; what
 * counts expect dashed. The table beside it says the same in words, and the map takes the keys.
 */
export function ProfileFigure(props: ProfileFigureProps) {
  const { marks, columns, across, up, isBytes, format, promised, picked, onPick } = props;
  const [measure, { width, textPx }] = useSize();
  const left = mapGutter(up, textPx);
  const height = textPx * 13;
  const columnPx = Math.max(0, width - left) / columns;
  const values = marks.flatMap(({ counted, paged }) => [counted ?? [], paged ? [paged.least, paged.most] : []].flat());
  const shown = promised === null ? values : [...values, promised];
  const x = ({ column }: ProfileMark): number => left + (column + 0.5) * columnPx;
  const columnAt = (event: PointerEvent<SVGElement>): number => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    return Math.min(columns - 1, Math.max(0, Math.floor(px / columnPx)));
  };
  const axis = shown.length === 0 ? null : figureAxis(shown, isBytes, height - 1, textPx);
  const paged = marks.flatMap((mark) => (mark.paged ? [{ ...mark.paged, x: x(mark) }] : []));
  return (
    <figure ref={measure} className={styles.figure} aria-hidden="true">
      {width > 0 && axis && (
        <svg
          width={width}
          height={height + textPx * 1.5}
          fontSize={textPx}
          aria-hidden="true"
          onPointerMove={(event) => onPick(columnAt(event), 'look')}
          onClick={() => picked !== null && onPick(picked, 'open')}
        >
          <rect x={left} width={width - left} height={height} fill="transparent" />
          {axis.ticks.map((tick) => (
            <g key={tick} transform={`translate(0 ${axis.at(tick)})`}>
              <line x1={left} x2={width} className={styles.grid} />
              <text x={left - textPx * 0.6} dy="0.32em" textAnchor="end">
                {format(tick)}
              </text>
            </g>
          ))}
          {promised !== null && (
            <line
              x1={left}
              x2={width}
              y1={axis.at(promised)}
              y2={axis.at(promised)}
              stroke="var(--stop)"
              strokeWidth={2}
            />
          )}
          <path
            d={
              line<ProfileMark>(x, ({ counted }) => axis.at(counted!)).defined(({ counted }) => counted !== null)(
                marks,
              ) ?? ''
            }
            fill="none"
            stroke="var(--ink2)"
            strokeDasharray="4 4"
          />
          <path
            d={
              area<ProfileMark>()
                .x(x)
                .y0((mark) => axis.at(mark.paged!.least))
                .y1((mark) => axis.at(mark.paged!.most))
                .defined((mark) => mark.paged !== null)(marks) ?? ''
            }
            fill="var(--sent)"
            fillOpacity={0.5}
          />
          <path
            d={
              line<ProfileMark>(x, (mark) => axis.at(mark.paged!.median)).defined((mark) => mark.paged !== null)(
                marks,
              ) ?? ''
            }
            fill="none"
            stroke="var(--sent3)"
            strokeWidth={2}
          />
          {paged.map((mark) => (
            <g key={mark.x} stroke="var(--sent3)" fill="var(--sent3)">
              <line x1={mark.x} x2={mark.x} y1={axis.at(mark.least)} y2={axis.at(mark.most)} />
              <circle cx={mark.x} cy={axis.at(mark.median)} r={2.5} stroke="none" />
            </g>
          ))}
          {picked !== null && (
            <rect
              x={left + picked * columnPx}
              width={columnPx}
              height={height}
              fill="var(--accent)"
              fillOpacity={0.08}
              stroke="var(--accent)"
            />
          )}
          {roomyTicks(across.ticks, columnPx, textPx).map(({ square, label }) => (
            <text key={square} x={left + (square + 0.5) * columnPx} y={height + textPx * 1.3} textAnchor="middle">
              {label}
            </text>
          ))}
        </svg>
      )}
    </figure>
  );
}
