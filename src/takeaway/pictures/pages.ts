import type { CategoryColour } from '../../charts/page-categories.ts';
import { formatCount } from '../../units.ts';
import { type Drawing, type Pen, SHEET_PX, TEXT_PX } from './drawing.ts';

/** A map of pages: its pixels as the screen has them, and what its colours mean. */
export interface PageMapPicture {
  /** `data:image/png;base64,…`, a pixel a cell. */
  readonly image: string;
  readonly columns: number;
  readonly rows: number;
  /** In the order of the legend; those without a page may be left out. */
  readonly legend: readonly { readonly name: string; readonly pages: number; readonly colour: CategoryColour }[];
}

/** The map as wide as the sheet, pixels unblurred, and its legend. */
export function drawPages({ image, columns, rows, legend }: PageMapPicture, pen: Pen): Drawing {
  const width = SHEET_PX - 48;
  const height = Math.round((rows * width) / columns);
  const parts = [
    `<image x="24" y="0" width="${width}" height="${height}" href="${image}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`,
  ];
  let [x, y] = [24, height + TEXT_PX * 2];
  for (const { name, pages, colour } of legend) {
    const words = `${name} ${formatCount(pages)}`;
    const long = words.length * TEXT_PX * 0.56 + TEXT_PX * 3;
    if (x + long > SHEET_PX - 24) [x, y] = [24, y + TEXT_PX * 1.75];
    parts.push(...swatch(x, y - TEXT_PX + 2, colour, pen), pen.text(words, x + TEXT_PX * 1.4, y));
    x += long;
  }
  return { height: y + TEXT_PX / 2, parts };
}

/** A colour with its pattern: stripes for zero pages, a check for lost ones. */
function swatch(x: number, y: number, { ground, pattern, mark }: CategoryColour, pen: Pen): string[] {
  const size = TEXT_PX - 1;
  const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${size}" height="${size}" fill="${ground[pen.theme]}" stroke="${pen.colour('line')}"/>`;
  if (pattern === 'plain') return [box];
  const half = size / 2;
  const colour = mark![pen.theme];
  const left = x.toFixed(1);
  const drawn = {
    stripes: `<path d="M${left} ${y + size}l${size} -${size}" stroke="${colour}" stroke-width="2"/>`,
    check: `<path d="M${left} ${y}h${half}v${half}h-${half}zM${(x + half).toFixed(1)} ${y + half}h${half}v${half}h-${half}z" fill="${colour}"/>`,
    cross: `<path d="M${left} ${y + half}h${size}M${(x + half).toFixed(1)} ${y}v${size}" stroke="${colour}" stroke-width="3"/>`,
  }[pattern];
  return [box, drawn];
}
