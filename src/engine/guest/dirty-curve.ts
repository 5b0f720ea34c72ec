import type { CurvePoint } from '../scenario.ts';

/** Pages of its own that one writer writes in turn, once each `turnMs`: in t ms it writes min(t / turnMs, 1) of them. */
export interface Ring {
  readonly pages: number;
  readonly turnMs: number;
}

/**
 * The rings whose distinct pages in any stretch of time are those of the curve: straight lines through the origin and
 * the points, and behind the last point on with its slope until all of `pages` are written. Every line that bends
 * downwards is such a sum, and no writer at a steady rate makes one that bends upwards: there neighbouring stretches are
 * drawn together to their mean slope, the nearest that can be.
 * @param points by period, at least one; their pages do not fall
 * @param pages of the region; the rings together have no more
 */
export function ringsOfCurve(points: readonly CurvePoint[], pages: number): readonly Ring[] {
  const stretches = bentDown(points);
  const last = stretches.at(-1)!;
  const reached = stretches.reduce((sum, { ms, slope }) => sum + ms * slope, 0);
  const beyondMs = last.slope > 0 ? Math.max(0, pages - reached) / last.slope : 0;
  let turnMs = 0;
  let left = pages;
  return stretches.flatMap(({ ms, slope }, i) => {
    const next = stretches[i + 1];
    turnMs += ms + (next ? 0 : beyondMs);
    const size = Math.min(left, Math.round((slope - (next?.slope ?? 0)) * turnMs));
    left -= size;
    return size > 0 ? [{ pages: size, turnMs }] : [];
  });
}

interface Stretch {
  readonly ms: number;
  /** New pages a ms. */
  readonly slope: number;
}

/** The stretches between the points with slopes that fall; least squares, each stretch weighing by its length. */
function bentDown(points: readonly CurvePoint[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let before: CurvePoint = { periodMs: 0, pages: 0 };
  for (const point of points) {
    let ms = point.periodMs - before.periodMs;
    let slope = (point.pages - before.pages) / ms;
    for (let last = stretches.at(-1); last && last.slope <= slope; last = stretches.at(-1)) {
      slope = (last.slope * last.ms + slope * ms) / (last.ms + ms);
      ms += last.ms;
      stretches.pop();
    }
    stretches.push({ ms, slope });
    before = point;
  }
  return stretches;
}
