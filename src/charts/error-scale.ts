/** How errors are laid out between two ends of a figure, in px. */
export interface ErrorScale {
  readonly kind: 'linear' | 'log';
  readonly x: (error: number) => number;
  /** Where the errors from least to most lie. */
  readonly span: (range: readonly [least: number, most: number]) => readonly [from: number, to: number];
  readonly ticks: readonly number[];
  /** From and to of what is tolerated, px. */
  readonly band: readonly [from: number, to: number];
}

/**
 * Signed errors on a straight line, 0 in the middle; or their size on a logarithmic one, where all below a hundredth of the
 * tolerance lies on its lower end.
 * @param tolerance what both ends of the band are off by, above 0
 */
export function errorScale(
  kind: ErrorScale['kind'],
  errors: readonly number[],
  tolerance: number,
  left: number,
  right: number,
): ErrorScale {
  const most = Math.max(tolerance * 1.2, ...errors.map(Math.abs)) * 1.05;
  if (kind === 'linear') {
    const x = (error: number) => (left + right) / 2 + (error / most) * ((right - left) / 2);
    const step = niceStep(most);
    const whole = Math.floor(most / step);
    const ticks = Array.from({ length: 2 * whole + 1 }, (_, i) => (i - whole) * step);
    const span = ([low, high]: readonly [number, number]) => [x(low), x(high)] as const;
    return { kind, x, span, ticks, band: span([-tolerance, tolerance]) };
  }
  const least = tolerance / 100;
  const decades = Math.log10(most / least);
  const x = (error: number) => left + (Math.log10(Math.max(Math.abs(error), least) / least) / decades) * (right - left);
  const span = ([low, high]: readonly [number, number]) => {
    const ends = [x(low), x(high)];
    return [low <= 0 && high >= 0 ? left : Math.min(...ends), Math.max(...ends)] as const; // no error is among them
  };
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log10(least) - 1e-9); 10 ** power <= most; power++) ticks.push(10 ** power);
  return { kind, x, span, ticks, band: span([-tolerance, tolerance]) };
}

/** 1, 2 or 5 times a power of ten, two to five of them in `most`. */
function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 2));
  return ([5, 2, 1].find((times) => most / (times * power) >= 2) ?? 1) * power;
}

/**
 * Offsets that keep dots of one row apart, in turn above and below the line; 0 where there is room.
 * @param xs in any order, px
 * @param apartPx nearer dots than this are moved
 */
export function apart(xs: readonly number[], apartPx: number): readonly number[] {
  const offsets = xs.map(() => 0);
  let before: { x: number; level: number } | null = null;
  for (const i of xs.map((_, index) => index).toSorted((a, b) => xs[a]! - xs[b]!)) {
    const level: number = before && xs[i]! - before.x < apartPx ? before.level + 1 : 0;
    offsets[i] = level === 0 ? 0 : (level % 2 === 1 ? -1 : 1) * Math.ceil(level / 2);
    before = { x: level === 0 ? xs[i]! : before!.x, level };
  }
  return offsets;
}
