import { scaleLinear, scaleLog } from 'd3';
import { linearTicks } from './byte-ticks.ts';

/** A figure along an axis of a plot. */
export interface FigureAxis {
  readonly isLog: boolean;
  /** px */
  readonly at: (value: number) => number;
  /** At most about five, smallest first. */
  readonly ticks: readonly number[];
}

/**
 * From 0, or by orders of size where the values differ more than thirtyfold.
 * @param values at least one
 * @param isBytes ticks at powers of two instead of ten
 * @param from px of the lower end; may be more than `to`, for y grows downwards
 */
export function figureAxis(values: readonly number[], isBytes: boolean, from: number, to: number): FigureAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least > 0 && most / least > 30) {
    const base = isBytes ? 2 : 10;
    const at = scaleLog([least, most], [from, to]).base(base).nice();
    const powers = at.ticks().filter((tick) => isPower(tick, base));
    const step = Math.ceil(powers.length / 5);
    return { isLog: true, at, ticks: powers.filter((_, i) => i % step === 0) };
  }
  const top = most > 0 ? most : 1;
  const at = scaleLinear([0, top], [from, to]);
  return { isLog: false, at, ticks: isBytes ? linearTicks(top, 4).map(({ value }) => value) : at.ticks(4) };
}

const isPower = (value: number, base: number): boolean =>
  Math.abs(Math.log(value) / Math.log(base) - Math.round(Math.log(value) / Math.log(base))) < 1e-9;
