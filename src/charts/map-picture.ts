import { palette, type Theme } from './palette.ts';
import { mapColours, shade } from './phase-colours.ts';
import type { PhaseMapProps } from './phase-map.tsx';
import { escaped, svgText as text } from './svg-text.ts';

export interface MapPicture extends Pick<PhaseMapProps, 'columns' | 'rows' | 'squares' | 'frontier' | 'across' | 'up'> {
  readonly theme: Theme;
  readonly title: string;
  /** The two ends of the colour scale in words; null: there is no scale. */
  readonly scale: { readonly title: string; readonly least: string; readonly most: string } | null;
  /** Where it comes from, a line each, below the map. */
  readonly provenance: readonly string[];
  /** Kept in the file for whoever wants to make it again. */
  readonly metadata: string;
}

/** px of the picture that `mapPicture` makes. */
export function pictureSize({ provenance }: Pick<MapPicture, 'provenance'>): {
  readonly width: number;
  readonly height: number;
} {
  return { width: WIDTH, height: TOP + PLOT + 64 + provenance.length * LINE + 16 };
}

/** The map as an SVG file that needs nothing else: title, axes, colour scale, and in words where it comes from. */
export function mapPicture(picture: MapPicture): string {
  const { columns, rows, squares, frontier, across, up, theme, title, scale, provenance, metadata } = picture;
  const { ink, ink2, bg } = palette[theme];
  const colours = mapColours(theme);
  const { width, height } = pictureSize(picture);
  const [plotWidth, squareHeight] = [width - LEFT - RIGHT, PLOT / rows];
  const squareWidth = plotWidth / columns;
  const x = (square: number): string => (LEFT + square * squareWidth).toFixed(2);
  const y = (square: number): string => (TOP + PLOT - square * squareHeight).toFixed(2);
  const colourOf = (square: PhaseMapProps['squares'][number]): string | null => {
    if (!square) return null;
    if (square.state === 'unknown') return colours.unknown;
    return square.state === 'breaks' ? colours.breaks : shade(colours, square.share ?? 0);
  };
  const parts: string[] = [];
  const strokes: string[] = [];
  for (let row = 0; row < rows; row++) {
    const colourAt = (column: number) => colourOf(squares[row * columns + column] ?? null);
    for (let from = 0; from < columns; ) {
      const colour = colourAt(from);
      let to = from + 1;
      while (to < columns && colourAt(to) === colour) to++;
      if (colour !== null)
        parts.push(
          `<rect x="${x(from)}" y="${y(row + 1)}" width="${((to - from) * squareWidth + 0.5).toFixed(2)}" height="${(squareHeight + 0.5).toFixed(2)}" fill="${colour}"/>`,
        );
      from = to;
    }
    for (let column = 0; column < columns; column++) {
      const square = squares[row * columns + column];
      if (square && !square.isSure && square.state !== 'unknown')
        strokes.push(`M${x(column)} ${y(row)}L${x(column + 1)} ${y(row + 1)}`);
      if (square?.isOdd)
        parts.push(
          `<rect x="${x(column)}" y="${y(row + 1)}" width="${squareWidth.toFixed(2)}" height="${squareHeight.toFixed(2)}" fill="none" stroke="${colours.odd}"/>`,
        );
    }
  }
  const line = frontier.map(([x1, y1, x2, y2]) => `M${x(x1)} ${y(y1)}L${x(x2)} ${y(y2)}`).join('');
  const bottom = TOP + PLOT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(provenance.join(' '))}</desc>`,
    `<metadata>${escaped(metadata)}</metadata>`,
    `<rect width="${width}" height="${height}" fill="${bg}"/>`,
    text(title, 24, 32, ink, 'font-size="18" font-weight="600"'),
    text(up.title, 24, TOP - 12, ink2),
    ...parts,
    `<path d="${strokes.join('')}" fill="none" stroke="${colours.unsure.slice(0, 7)}" stroke-opacity="0.35"/>`,
    `<path d="${line}" fill="none" stroke="${ink}" stroke-width="1.75" stroke-linecap="square"/>`,
    ...up.ticks.map((tick) => text(tick.label, LEFT - 8, Number(y(tick.square + 0.5)) + 4, ink2, 'text-anchor="end"')),
    ...across.ticks.map((tick) =>
      text(tick.label, Number(x(tick.square + 0.5)), bottom + 18, ink2, 'text-anchor="middle"'),
    ),
    text(across.title, width - RIGHT, bottom + 40, ink2, 'text-anchor="end"'),
    ...(scale ? scaleParts(scale, theme, bottom + 40) : []),
    ...provenance.map((words, i) => text(words, 24, bottom + 72 + i * LINE, ink2, 'font-size="12"')),
    '</svg>\n',
  ].join('\n');
}

const [WIDTH, LEFT, RIGHT, TOP, PLOT, LINE] = [960, 112, 40, 76, 480, 18];

function scaleParts({ title, least, most }: NonNullable<MapPicture['scale']>, theme: Theme, y: number): string[] {
  const { scale } = mapColours(theme);
  const { ink2 } = palette[theme];
  const step = 96 / scale.length;
  // No text is measured here: the colours come first, so that words may be as long as they are.
  return [
    ...scale.map(
      (colour, i) =>
        `<rect x="${(LEFT + i * step).toFixed(2)}" y="${y - 11}" width="${(step + 0.5).toFixed(2)}" height="12" fill="${colour}"/>`,
    ),
    text(`${title}: ${least} to ${most}`, LEFT + 106, y, ink2),
  ];
}
