import { contours, ticks } from 'd3';
import { GIB, KIB, MIB } from '../units.ts';

/** Where a figure over a grid of squares has one value. */
export interface IsoLine {
  readonly value: number;
  /** Broken lines, in squares from the lower left corner; the middle of the first square is at 0.5, 0.5. */
  readonly paths: readonly (readonly IsoPoint[])[];
}
export type IsoPoint = readonly [x: number, y: number];

/**
 * Lines of equal value through the middles of squares, straight between them, and by orders of size where the values differ much.
 * No line goes where one of the four squares around it has no value: there it ends.
 * @param values row after row from the bottom; null where there is none
 */
export function isoLines(
  values: readonly (number | null)[],
  columns: number,
  rows: number,
  levels: readonly number[],
): readonly IsoLine[] {
  if (columns < 2 || rows < 2) return [];
  const known = values.filter((value) => value !== null);
  const onScale = isByOrders(Math.min(...known), Math.max(...known)) ? Math.log : (value: number) => value;
  const scaled = values.map((value) => (value === null ? Number.NaN : onScale(value)));
  const hasAllAround = (x: number, y: number): boolean => {
    const [left, below] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    if (left < 0 || below < 0 || left + 1 >= columns || below + 1 >= rows) return false;
    const at = below * columns + left;
    return [at, at + 1, at + columns, at + columns + 1].every((i) => values[i] !== null);
  };
  const contour = contours().size([columns, rows]).smooth(false);
  return levels.map((value) => {
    const level = onScale(value);
    /** From half-way between two squares to where the value is. */
    const moved = ([x, y]: IsoPoint): IsoPoint => {
      const isBeside = Number.isInteger(x);
      const after = Math.floor(y) * columns + Math.floor(x);
      const before = after - (isBeside ? 1 : columns);
      const share = (level - scaled[before]!) / (scaled[after]! - scaled[before]!) - 0.5;
      return isBeside ? [x + share, y] : [x, y + share];
    };
    const rings = contour.contour(scaled, level).coordinates.flat() as [number, number][][];
    return { value, paths: rings.flatMap((ring) => stretches(ring, hasAllAround)).map((path) => path.map(moved)) };
  });
}

/**
 * About five round values between the least and the most of a figure.
 * @param isBytes round in a binary unit
 */
export function isoLevels(least: number, most: number, isBytes: boolean): readonly number[] {
  if (!(most > least)) return [];
  const inside = (value: number): boolean => value > least && value < most;
  if (isByOrders(least, most)) {
    const base = isBytes ? 2 : 10;
    const power = (value: number): number => Math.log(value) / Math.log(base);
    const [from, to] = [Math.floor(power(least)), Math.ceil(power(most))];
    const step = Math.ceil((to - from) / 6);
    return Array.from({ length: to - from + 1 }, (_, i) => base ** (from + i)).filter(
      (value, i) => i % step === 0 && inside(value),
    );
  }
  const unit = isBytes ? unitOf(most) : 1;
  return ticks(least / unit, most / unit, 5)
    .map((tick) => tick * unit)
    .filter(inside);
}

const unitOf = (bytes: number): number => (bytes >= GIB ? GIB : bytes >= MIB ? MIB : KIB);

/** Where values differ so much that even distances between lines would leave most of them in one corner. */
const isByOrders = (least: number, most: number): boolean => least > 0 && most / least > 30;

/** The parts of a ring whose steps all lie among squares that have a value. */
function stretches(
  ring: readonly IsoPoint[],
  isInside: (x: number, y: number) => boolean,
): readonly (readonly IsoPoint[])[] {
  const found: IsoPoint[][] = [];
  let open: IsoPoint[] | null = null;
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1]!, ring[i]!];
    if (!isInside((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)) open = null;
    else if (open) open.push(to);
    else {
      open = [from, to];
      found.push(open);
    }
  }
  const [first, last] = [found[0], found.at(-1)];
  // A ring begins anywhere: what lies on both sides of that place is one line.
  if (first && last && first !== last && isSame(first[0]!, last.at(-1)!)) {
    found.pop();
    found[0] = [...last, ...first.slice(1)];
  }
  return found;
}

const isSame = (a: IsoPoint, b: IsoPoint): boolean => a[0] === b[0] && a[1] === b[1];
