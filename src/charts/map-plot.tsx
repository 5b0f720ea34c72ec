import { t } from '../language/t.ts';
import type { IsoPoint } from './iso-lines.ts';
import { palette, type Theme } from './palette.ts';
import { type MapColours, mapColours, shade } from './phase-colours.ts';
import { type MapContent, roomyTicks } from './phase-map.tsx';
import { labelWidth, placeLabels } from './place-labels.ts';

export interface MapLinesProps extends Pick<MapContent, 'columns' | 'rows' | 'frontier' | 'isoLines'> {
  readonly theme: Theme;
  /** px of the squares. */
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** What lies over the squares: the frontier, and thinner the lines of equal value, each with its value where there is room for it. */
export function MapLines({ columns, rows, frontier, isoLines, theme, width, height, textPx }: MapLinesProps) {
  const { ink, panel } = palette[theme];
  const at = ([x, y]: IsoPoint): string => `${round((x * width) / columns)} ${round(height - (y * height) / rows)}`;
  // Where its longest part has its middle, or else further along; where none of these is free the line goes without.
  const labels = placeLabels(
    isoLines.map(({ value, paths, label }) => {
      const longest = paths.reduce<readonly IsoPoint[]>((best, path) => (path.length > best.length ? path : best), []);
      return {
        key: String(value),
        texts: [label],
        places: [0.5, 0.3, 0.7, 0.1, 0.9].flatMap((share) => {
          const point = longest[Math.floor(share * longest.length)];
          if (!point) return [];
          const [x, y] = at(point).split(' ').map(Number) as [number, number];
          return [{ x: x - labelWidth(label, textPx) / 2, y: y + textPx * 0.32, anchor: 'start' as const }];
        }),
      };
    }),
    { x: 0, y: 0, width, height },
    textPx,
  );
  const line = frontier.map(([x1, y1, x2, y2]) => `M${at([x1, y1])}L${at([x2, y2])}`).join('');
  return (
    <>
      {isoLines.map(({ value, paths }) => {
        const d = paths.map((path) => `M${path.map(at).join('L')}`).join('');
        // A rim of the ground, or the line is lost among the darker half of the colours.
        return (
          <g key={value} fill="none">
            <path d={d} stroke={panel} strokeOpacity={0.55} strokeWidth={2.6} />
            <path d={d} stroke={ink} strokeWidth={1} />
          </g>
        );
      })}
      <path d={line} fill="none" stroke={ink} strokeWidth={2} strokeLinecap="square" />
      {labels.map(({ key, text, x, y }) => (
        <text
          key={key}
          x={round(x)}
          y={round(y)}
          fontSize={textPx * 0.92}
          fill={ink}
          stroke={panel}
          strokeWidth={3}
          strokeLinejoin="round"
          paintOrder="stroke"
        >
          {text}
        </text>
      ))}
    </>
  );
}

export interface MapPlotProps extends MapContent {
  readonly theme: Theme;
  /** px from the left to the squares, then those of the squares. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** The map as shapes, for a file: squares of one colour beside each other are one. What stands below takes three lines of text. */
export function MapPlot(props: MapPlotProps) {
  const { columns, rows, squares, across, up, theme, left, width, height, textPx } = props;
  const colours = mapColours(theme);
  const { ink2 } = palette[theme];
  const [squareWidth, squareHeight] = [width / columns, height / rows];
  const y = (row: number): number => round(height - row * squareHeight);
  return (
    <>
      <text x={0} y={-textPx} fill={ink2}>
        {up.title}
      </text>
      {up.ticks.map(({ square, label }) => (
        <text key={square} x={left - textPx * 0.6} y={y(square + 0.5)} dy="0.32em" textAnchor="end" fill={ink2}>
          {label}
        </text>
      ))}
      <g transform={`translate(${left} 0)`}>
        {stretchesOf(props, colours).map(({ row, from, to, colour }) => (
          <rect
            key={`${row} ${from}`}
            x={round(from * squareWidth)}
            y={y(row + 1)}
            width={round((to - from) * squareWidth + 0.5)}
            height={round(squareHeight + 0.5)}
            fill={colour}
          />
        ))}
        {squares.map((square, i) => {
          if (square?.state !== 'partly' && !square?.isOdd) return null;
          const place = { x: round((i % columns) * squareWidth), width: round(squareWidth) };
          const row = Math.floor(i / columns);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a square is its place
            <g key={i}>
              {square.state === 'partly' && (
                <rect
                  {...place}
                  y={y(row + square.keptShare)}
                  height={round(squareHeight * square.keptShare)}
                  fill={shade(colours, square.share ?? 0)}
                />
              )}
              {square.isOdd && (
                <rect {...place} y={y(row + 1)} height={round(squareHeight)} fill="none" stroke={colours.odd} />
              )}
            </g>
          );
        })}
        <path
          d={squares
            .map((square, i) => {
              if (!square || square.isSure || square.state === 'unknown') return '';
              const [column, row] = [i % columns, Math.floor(i / columns)];
              return `M${round(column * squareWidth)} ${y(row)}L${round((column + 1) * squareWidth)} ${y(row + 1)}`;
            })
            .join('')}
          fill="none"
          stroke={colours.unsure.slice(0, 7)}
          strokeOpacity={0.35}
        />
        <MapLines {...props} />
        {roomyTicks(across.ticks, squareWidth, textPx).map(({ square, label }) => (
          <text
            key={square}
            x={round((square + 0.5) * squareWidth)}
            y={height + textPx * 1.5}
            textAnchor="middle"
            fill={ink2}
          >
            {label}
          </text>
        ))}
        <text x={width} y={height + textPx * 3} textAnchor="end" fill={ink2}>
          {across.title}
        </text>
      </g>
    </>
  );
}

/** The colour scale in words, the colours first, so that the words may be as long as they are. */
export function ScaleKey({
  title,
  least,
  most,
  theme,
}: {
  readonly title: string;
  readonly least: string;
  readonly most: string;
  readonly theme: Theme;
}) {
  const { scale } = mapColours(theme);
  const step = 96 / scale.length;
  return (
    <>
      {scale.map((colour, i) => (
        <rect key={colour} x={round(i * step)} y={-11} width={round(step + 0.5)} height={12} fill={colour} />
      ))}
      <text x={106} fill={palette[theme].ink2}>
        {t('{title}: {least} to {most}', { title, least, most })}
      </text>
    </>
  );
}

interface Stretch {
  readonly row: number;
  readonly from: number;
  to: number;
  readonly colour: string;
}

/** Squares of a row that stand beside each other in one colour, as one. */
function stretchesOf(
  { squares, columns }: Pick<MapContent, 'squares' | 'columns'>,
  colours: MapColours,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  squares.forEach((square, i) => {
    if (!square) return;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const { state, share } = square;
    const colour =
      state === 'unknown' ? colours.unknown : state === 'keeps' ? shade(colours, share ?? 0) : colours.breaks;
    const last = stretches.at(-1);
    if (last?.colour === colour && last.row === row && last.to === column) last.to = column + 1;
    else stretches.push({ row, from: column, to: column + 1, colour });
  });
  return stretches;
}

const round = (px: number): number => Math.round(px * 100) / 100;
