import { formatFixed } from '../units.ts';
import { labelWidth } from './place-labels.ts';

/** One stretch of simulated time across the width of a figure. All figures given the same one align. */
export interface TimeScale {
  readonly fromMs: number;
  readonly toMs: number;
  /** px of the plot inside the figure: left of it stands the gutter for names and axis labels. */
  readonly left: number;
  readonly right: number;
  /** px of the whole figure. */
  readonly width: number;
  /** px of the text in the figure, from which gutters and heights follow: large screens have larger text. */
  readonly textPx: number;
}

/** The scale of a figure `width` px wide, gutter included, with text of `textPx`. A stretch of no length is shown as one millisecond. */
export function timeScale(fromMs: number, toMs: number, width: number, textPx = 12): TimeScale {
  const left = Math.round(textPx * 5);
  return { fromMs, toMs: Math.max(toMs, fromMs + 1), left, right: Math.max(width - textPx, left + 1), width, textPx };
}

/** px; may lie outside the plot. */
export const xOf = ({ fromMs, toMs, left, right }: TimeScale, ms: number): number =>
  left + ((ms - fromMs) / (toMs - fromMs)) * (right - left);

/** Simulated ms at `x` px, held inside the scale. */
export const msAt = ({ fromMs, toMs, left, right }: TimeScale, x: number): number =>
  fromMs + Math.min(Math.max((x - left) / (right - left), 0), 1) * (toMs - fromMs);

/** Simulated ms that one px stands for. */
export const msPerPx = ({ fromMs, toMs, left, right }: TimeScale): number => (toMs - fromMs) / (right - left);

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/**
 * Round instants, as many as their labels leave room for: steps of 1, 2 or 5 of a decade of seconds, then of minutes
 * and hours.
 */
export function timeTicks(scale: TimeScale): Tick[] {
  const least = msPerPx(scale) * scale.textPx * 3;
  const fits = (ticks: readonly Tick[], step: number) => {
    const widest = Math.max(...ticks.map(({ label }) => labelWidth(label, scale.textPx)));
    return widest + scale.textPx * 3 <= step / msPerPx(scale);
  };
  for (const step of STEPS_MS) {
    if (step < least) continue;
    const ticks = everyStep(scale, step);
    if (fits(ticks, step)) return ticks;
  }
  return everyStep(scale, Math.ceil((least * 3) / HOUR) * HOUR);
}

function everyStep(scale: TimeScale, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let n = Math.ceil(scale.fromMs / step); n * step <= scale.toMs; n++)
    ticks.push({ value: n * step, label: labelOf(n * step, step, scale.toMs) });
  return ticks;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DECADES = [0.001, 0.01, 0.1, 1, 10, 100, 1000];
const STEPS_MS = [
  ...DECADES.flatMap((decade) => [decade, 2 * decade, 5 * decade]),
  ...[10_000, 20_000, 30_000],
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 5, 10].map((hours) => hours * HOUR),
];

/** All ticks of an axis have the same unit, so that they can be compared at a glance. */
function labelOf(ms: number, step: number, toMs: number): string {
  if (ms === 0) return '0';
  if (toMs < 1000) return `${decimal(ms, step)} ms`;
  if (step < 1000 || toMs < 5 * MINUTE) return `${decimal(ms / 1000, step / 1000)} s`;
  const minutes = Math.floor(Math.round(ms / 1000) / 60);
  const seconds = Math.round(ms / 1000) - minutes * 60;
  if (step >= HOUR) return `${minutes / 60} h`;
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** As many decimals as `step` has. */
const decimal = (value: number, step: number): string =>
  formatFixed(value, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
