import { palette, type Theme } from './palette.ts';
import styles from './parallel-figure.module.css';
import { mapColours, shade } from './phase-colours.ts';

/** One of the parallel axes. */
export interface ParallelAxis {
  readonly key: string;
  readonly title: string;
  /** From the bottom, 0 to 1. */
  readonly ticks: readonly { readonly share: number; readonly label: string }[];
  /** Places at which the two ends of a choice can stand: the items of a list, or fine steps. */
  readonly stops: number;
  /** What is read out for such a place. */
  readonly textAt: (stop: number) => string;
}

/** One run, or the repeats of one combination. */
export interface ParallelLine {
  readonly key: number;
  /** Where it crosses each axis, from the bottom; null where it has no figure. */
  readonly shares: readonly (number | null)[];
  /** On the colour scale, 0 to 1; null: it does not succeed, and is grey. */
  readonly colour: number | null;
  /** Confirmed page by page; the others are drawn with gaps. */
  readonly isSure: boolean;
}

/** For each axis the lowest and the highest share that is chosen; undefined: all of it. */
export type ParallelChoice = Readonly<Record<string, readonly [low: number, high: number] | undefined>>;

/** Whether a line passes through what is chosen on every axis. */
export const isChosen = (line: ParallelLine, axes: readonly ParallelAxis[], choice: ParallelChoice): boolean =>
  axes.every(({ key }, i) => {
    const range = choice[key];
    if (!range) return true;
    const share = line.shares[i];
    // A hair of room, for shares are fractions and the ends of a choice other fractions.
    return share != null && share >= range[0] - 1e-9 && share <= range[1] + 1e-9;
  });

export interface ParallelPlotProps {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  readonly choice: ParallelChoice;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly textPx: number;
}

/** px between the edge and the outermost axes, and above the axes for their titles. */
export const parallelFrame = (axes: number, width: number, textPx: number) => {
  // Words stand to the right of an axis, also of the last.
  const [left, right] = [textPx * 3, textPx * 5];
  const gap = axes < 2 ? 0 : (width - left - right) / (axes - 1);
  return { gap, top: textPx * 4.2, x: (axis: number): number => left + axis * gap };
};

/** The lines, those that are chosen over the others, and the axes over them, as shapes. */
export function ParallelPlot({ axes, lines, choice, theme, width, height, textPx }: ParallelPlotProps) {
  const { bg, ink, ink2, line: hair, stop } = palette[theme];
  const colours = mapColours(theme);
  const { gap, top, x } = parallelFrame(axes.length, width, textPx);
  const plot = height - top - textPx;
  const y = (share: number): number => top + plot - share * plot;
  const chosen = lines.filter((each) => isChosen(each, axes, choice));
  const others = chosen.length === lines.length ? [] : lines.filter((each) => !chosen.includes(each));
  const steps = [null, ...Array.from({ length: SHADES }, (_, i) => i)];
  const stepOf = ({ colour }: ParallelLine) =>
    colour === null ? null : Math.min(SHADES - 1, Math.floor(colour * SHADES));
  const pathOf = (each: readonly ParallelLine[]): string =>
    each.map(({ shares, isSure }) => (isSure ? lineThrough : lineWithGaps)(shares, x, y)).join('');
  return (
    <g fill="none">
      <path d={pathOf(others)} stroke={hair} strokeWidth={1} />
      {steps.map((step) => (
        <path
          key={step}
          d={pathOf(chosen.filter((each) => stepOf(each) === step))}
          stroke={step === null ? stop : shade(colours, MIDDLE + ((1 - MIDDLE) * step) / (SHADES - 1))}
          strokeOpacity={0.75}
          strokeWidth={1.1}
        />
      ))}
      {axes.map(({ key, title, ticks }, axis) => (
        <g key={key} transform={`translate(${x(axis)} 0)`}>
          <line y1={top} y2={top + plot} stroke={ink} />
          <text textAnchor="middle" fill={ink} stroke="none">
            {titleLines(title, Math.max(6, Math.floor(gap / (textPx * 0.56)))).map((words, i, all) => (
              <tspan key={words} x={0} y={top - textPx * (0.9 + 1.15 * (all.length - 1 - i))}>
                {words}
              </tspan>
            ))}
          </text>
          {ticks.map(({ share, label }) => (
            <text
              key={share}
              x={textPx * 0.8}
              y={y(share)}
              dy="0.32em"
              fontSize={textPx * 0.92}
              fill={ink2}
              stroke={bg}
              strokeWidth={3}
              strokeLinejoin="round"
              paintOrder="stroke"
            >
              {label}
            </text>
          ))}
        </g>
      ))}
    </g>
  );
}

/** A path through the axes on which it has a figure. */
export function lineThrough(
  shares: readonly (number | null)[],
  x: (axis: number) => number,
  y: (share: number) => number,
): string {
  return shares
    .map((share, axis) => {
      if (share === null) return '';
      const isOn = axis > 0 && shares[axis - 1] !== null;
      return `${isOn ? 'L' : 'M'}${x(axis).toFixed(1)} ${y(share).toFixed(1)}`;
    })
    .join('');
}

/**
 * The same path for a line that is not sure: of each stretch between two axes a tenth is left out twice. Dashes would have a browser
 * measure each of thousands of lines.
 */
export function lineWithGaps(
  shares: readonly (number | null)[],
  x: (axis: number) => number,
  y: (share: number) => number,
): string {
  return shares
    .map((share, axis) => {
      const from = shares[axis - 1];
      if (share === null || from == null) return '';
      const at = (part: number): string =>
        `${(x(axis - 1) + (x(axis) - x(axis - 1)) * part).toFixed(1)} ${(y(from) + (y(share) - y(from)) * part).toFixed(1)}`;
      return `M${at(0)}L${at(0.3)}M${at(0.4)}L${at(0.6)}M${at(0.7)}L${at(1)}`;
    })
    .join('');
}

/** The two kinds of lines, with their words. */
export function LineKey({
  theme,
  sure,
  unsure,
}: {
  readonly theme: Theme;
  readonly sure: string;
  readonly unsure: string;
}) {
  return (
    <ul className={styles.key}>
      {[
        { words: sure, draw: lineThrough },
        { words: unsure, draw: lineWithGaps },
      ].map(({ words, draw }) => (
        <li key={words}>
          <svg viewBox="0 0 36 6" aria-hidden="true">
            <path
              d={draw(
                [0, 0],
                (axis) => axis * 36,
                () => 3,
              )}
              stroke={palette[theme].ink}
              strokeWidth={1.5}
            />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

/** At most three lines of about so many letters. */
function titleLines(title: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}

/** Shades of the chosen lines; the palest of the scale would be lost on the ground. */
const SHADES = 7;
const MIDDLE = 0.3;
