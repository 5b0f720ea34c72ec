import type { ReactNode } from 'react';
import { palette, type Theme } from './palette.ts';

export interface PictureProps {
  readonly theme: Theme;
  readonly title: string;
  /** What there is to see, a line each, below the title. */
  readonly caption: readonly string[];
  /** Where it comes from, a line each, below the figure. */
  readonly provenance: readonly string[];
  /** Kept in the file for whoever wants to make it again. */
  readonly metadata: string;
  /** px of the figure, without the margins and the words. */
  readonly width: number;
  readonly height: number;
  /** Shapes with colours of their own: nothing else goes into the file. */
  readonly children: ReactNode;
}

/** px of the whole picture. */
export const pictureSize = ({
  caption,
  provenance,
  width,
  height,
}: Pick<PictureProps, 'caption' | 'provenance' | 'width' | 'height'>): {
  readonly width: number;
  readonly height: number;
} => ({ width: width + 2 * MARGIN, height: figureTop(caption) + height + (provenance.length + 2) * LINE });

/** A figure as an SVG file that needs nothing else: title, caption, the figure, and in words where it comes from. */
export function Picture(props: PictureProps) {
  const { theme, title, caption, provenance, metadata, children } = props;
  const { bg, ink, ink2 } = palette[theme];
  const { width, height } = pictureSize(props);
  const top = figureTop(caption);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily="system-ui, sans-serif"
      fontSize={TEXT}
    >
      <title>{title}</title>
      <desc>{[...caption, ...provenance].join(' ')}</desc>
      <metadata>{metadata}</metadata>
      <rect width={width} height={height} fill={bg} />
      <text x={MARGIN} y={36} fontSize={18} fontWeight={600} fill={ink}>
        {title}
      </text>
      {caption.map((words, i) => (
        <text key={words} x={MARGIN} y={36 + (i + 1) * LINE + 4} fill={ink2}>
          {words}
        </text>
      ))}
      <g transform={`translate(${MARGIN} ${top})`}>{children}</g>
      {provenance.map((words, i) => (
        <text key={words} x={MARGIN} y={top + props.height + (i + 1.5) * LINE} fontSize={12} fill={ink2}>
          {words}
        </text>
      ))}
    </svg>
  );
}

/** px */
export const [MARGIN, TEXT] = [24, 13];
const LINE = 18;
const figureTop = (caption: readonly string[]): number => 36 + (caption.length + 2) * LINE;
