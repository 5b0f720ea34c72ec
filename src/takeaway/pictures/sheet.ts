import type { Theme } from '../../charts/palette.ts';
import { escaped } from '../../charts/svg-text.ts';
import { t } from '../../language/t.ts';
import { wrapped } from '../../sweep/wrapped.ts';
import { type Provenance, provenanceWords } from '../taken-run.ts';
import { type Drawing, FONT, penOf, SHEET_PX, TEXT_PX } from './drawing.ts';

/** A picture for a paper, a slide or a mail: title, figures, what they show, and where they come from. */
export interface Sheet {
  readonly theme: Theme;
  readonly title: string;
  /** A sentence or two below the title; '' for none. */
  readonly verdict: string;
  readonly drawing: Drawing;
  /** What the figure shows and what its marks mean. */
  readonly caption: string;
  readonly provenance: Provenance;
}

export interface Picture {
  readonly svg: string;
  /** px */
  readonly width: number;
  readonly height: number;
}

/** The sheet as an SVG file that needs nothing else; the whole link stands in its metadata too. */
export function sheetPicture({ theme, title, verdict, drawing, caption, provenance }: Sheet): Picture {
  const pen = penOf(theme);
  const titleLines = wrapped(title, { first: '', rest: '', columns: TITLE_LETTERS });
  const verdictLines = verdict === '' ? [] : wrapped(verdict, { first: '', rest: '', columns: LETTERS });
  const captionLines = wrapped(caption, { first: '', rest: '', columns: LETTERS });
  const linkLines = linkIn(provenance.link);
  const parts: string[] = [];
  let y = 16;
  const write = (lines: readonly string[], stepPx: number, more: string, colour: 'ink' | 'ink2'): void => {
    for (const line of lines) {
      y += stepPx;
      parts.push(pen.text(line, 24, y, more, colour));
    }
  };
  write(titleLines, 22, 'font-size="18" font-weight="600"', 'ink');
  write(verdictLines, 18, 'font-size="13"', 'ink2');
  y += 14;
  parts.push(`<g transform="translate(0 ${y})">`, ...drawing.parts, '</g>');
  y += Math.ceil(drawing.height) + 8;
  write(captionLines, 17, '', 'ink');
  y += 5;
  const from = wrapped(provenanceWords(provenance), { first: '', rest: '', columns: SMALL_LETTERS });
  write(from, 16, 'font-size="11"', 'ink2');
  parts.push(`<a href="${escaped(provenance.link)}">`);
  write(linkLines, 13, 'font-size="9" font-family="monospace"', 'ink2');
  parts.push('</a>');
  const height = y + 20;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_PX}" height="${height}" viewBox="0 0 ${SHEET_PX} ${height}" font-family="${FONT}" font-size="${TEXT_PX}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(`${caption} ${provenanceWords(provenance)}`)}</desc>`,
    `<metadata>${escaped(JSON.stringify(provenance))}</metadata>`,
    `<rect width="${SHEET_PX}" height="${height}" fill="${pen.colour('bg')}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
  return { svg, width: SHEET_PX, height };
}

/** Letters to a line, of 12 px, 18 px, 11 px and of a fixed 9 px. */
const [LETTERS, TITLE_LETTERS, SMALL_LETTERS, LINK_LETTERS] = [150, 92, 150, 166];
const MOST_LINK_LINES = 6;

function linkIn(link: string): readonly string[] {
  const lines = wrapped(link, { first: '', rest: '', columns: LINK_LETTERS });
  if (lines.length <= MOST_LINK_LINES) return lines;
  return [lines[0]!, t('… goes on; the whole link is in the metadata of the SVG file.')];
}
