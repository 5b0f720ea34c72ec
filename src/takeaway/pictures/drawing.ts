import type { Line } from '../../charts/curve-shape.ts';
import { type DataColour, type FrameColour, palette, type Theme, textOn } from '../../charts/palette.ts';
import { escaped, svgText } from '../../charts/svg-text.ts';
import { type TimeScale, timeScale, timeTicks, xOf } from '../../charts/time-scale.ts';

/** A part of a picture, drawn with its top at 0: SVG elements, and how high it is in px. All are as wide as a sheet. */
export interface Drawing {
  readonly height: number;
  readonly parts: readonly string[];
}

/** px of a sheet, and of the text in its figures. */
export const SHEET_PX = 960;
export const TEXT_PX = 12;
const GUTTER = 24;

/** The time axis of a sheet: its figures stand under each other on it. */
export function sheetScale(fromMs: number, toMs: number): TimeScale {
  const scale = timeScale(fromMs, toMs, SHEET_PX - GUTTER, TEXT_PX);
  return { ...scale, left: scale.left + GUTTER };
}

/** A pen with the colours of one theme. */
export interface Pen {
  readonly theme: Theme;
  colour(name: DataColour | FrameColour): string;
  /** Ink that is legible on it. */
  onColour(name: DataColour | FrameColour): string;
  /** `more`: further attributes, as they stand in SVG. */
  text(words: string, x: number, y: number, more?: string, colour?: FrameColour): string;
  /** With a rim of the ground, for words among lines. */
  label(words: string, x: number, y: number, more?: string, colour?: FrameColour): string;
  rect(x: number, y: number, width: number, height: number, colour: DataColour | FrameColour, more?: string): string;
  line(points: Line, colour: DataColour | FrameColour, width: number, more?: string): string;
}

/** @param ground on which it draws, for the rim of labels */
export function penOf(theme: Theme, ground: string = palette[theme].bg): Pen {
  const p = palette[theme];
  const text = (words: string, x: number, y: number, more = '', colour: FrameColour = 'ink2') =>
    svgText(words, x, y, p[colour], more);
  return {
    theme,
    colour: (name) => p[name],
    onColour: (name) => textOn(p[name]),
    text,
    label: (words, x, y, more = '', colour: FrameColour = 'ink2') =>
      text(
        words,
        x,
        y,
        `paint-order="stroke" stroke="${ground}" stroke-width="3" stroke-linejoin="round" ${more}`.trim(),
        colour,
      ),
    rect: (x, y, width, height, colour, more = '') =>
      `<rect x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${Math.max(width, 0).toFixed(2)}" height="${Math.max(height, 0).toFixed(2)}" fill="${p[colour]}"${more && ` ${more}`}/>`,
    line: (points, colour, width, more = '') =>
      `<path d="${pathOf(points)}" fill="none" stroke="${p[colour]}" stroke-width="${width}" stroke-linejoin="round"${more && ` ${more}`}/>`,
  };
}

/** `M x y L …`; '' without points. */
export const pathOf = ({ xs, ys }: Line): string =>
  xs.map((x, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${ys[i]!.toFixed(2)}`).join('');

/** Cuts off what lies outside a rectangle. A nested picture does so without a name, which two pictures of one page could share. */
export const clipped = (x: number, y: number, width: number, height: number, parts: readonly string[]): string =>
  `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="${x} ${y} ${width} ${height}" overflow="hidden" aria-hidden="true">${parts.join('')}</svg>`;

/** The labels of the time axis, below figures. */
export function timeAxis(scale: TimeScale, pen: Pen): Drawing {
  return {
    height: TEXT_PX * 2,
    parts: timeTicks(scale).map(({ value, label }) => {
      const x = xOf(scale, value);
      return `<path d="M${x.toFixed(2)} 0V5" stroke="${pen.colour('line')}"/>${pen.text(label, x, TEXT_PX * 1.5, 'text-anchor="middle"')}`;
    }),
  };
}

/** Drawings under each other, `gap` px apart. */
export function stacked(drawings: readonly Drawing[], gap = TEXT_PX): Drawing {
  let y = 0;
  const parts: string[] = [];
  for (const { height, parts: own } of drawings) {
    parts.push(`<g transform="translate(0 ${y})">`, ...own, '</g>');
    y += height + gap;
  }
  return { height: Math.max(0, y - gap), parts };
}

/** A drawing as a picture that stands by itself, without ground, title or provenance. */
export const bareSvg = ({ height, parts }: Drawing, label: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SHEET_PX} ${Math.ceil(height)}" role="img" aria-label="${escaped(label)}" font-family="${FONT}" font-size="${TEXT_PX}">${parts.join('')}</svg>`;

export const FONT = 'system-ui, sans-serif';
