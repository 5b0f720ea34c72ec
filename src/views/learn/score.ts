/** What an answer is worth. */
export interface Score {
  /** 0 to 100. */
  readonly points: number;
  readonly isRight: boolean;
}

/** Columns in which a curve is drawn: so many can be set by keys without growing tired. */
export const DRAWN_POINTS = 13;
/** A curve is right from so many points on. */
const RIGHT_FROM = 50;

/**
 * A curve that was drawn against the one that was run.
 * @param drawn and `real` bytes at the same instants
 * @param scaleBytes the height of the figure: an average distance of a quarter of it is worth nothing
 */
export function scoreCurve(drawn: readonly number[], real: readonly number[], scaleBytes: number): Score {
  const distance = drawn.reduce((sum, value, i) => sum + Math.abs(value - real[i]!), 0) / drawn.length;
  const points = Math.round(100 * Math.max(0, 1 - (4 * distance) / scaleBytes));
  return { points, isRight: points >= RIGHT_FROM };
}

/** A number within `tolerance` (a share of the right one) is right; at four times that distance it is worth nothing. */
export function scoreNumber(given: number, right: number, tolerance: number): Score {
  const off = right === 0 ? (given === 0 ? 0 : Number.POSITIVE_INFINITY) : Math.abs(given - right) / Math.abs(right);
  const points = Math.round(100 * Math.max(0, 1 - Math.max(0, off - tolerance) / (3 * tolerance)));
  return { points, isRight: off <= tolerance };
}

export const scorePick = (given: string, right: string): Score => ({
  points: given === right ? 100 : 0,
  isRight: given === right,
});
