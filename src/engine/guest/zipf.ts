/**
 * Zipf's law over `pages` ranks, as a table of cumulative 32-bit thresholds over rank ranges that double: within a range
 * ranks are equally likely, which follows the law within a factor of 2^exponent inside a range and exactly between them.
 * Ranks are scattered over the region by a stride that is coprime to its size.
 */
export interface ZipfTable {
  /** `thresholds[i]`: 2^32 times the probability of rank range i or an earlier one. */
  readonly thresholds: Float64Array;
  /** First rank of each range; one more entry than ranges. */
  readonly firstRank: Float64Array;
  readonly stride: number;
}

/** Sub-ranges a doubling: makes the steps inside a range at most 2^(exponent / 4). */
const STEPS_PER_DOUBLING = 4;

/** @param exponent 0 is uniform, 1 is Zipf's own */
export function zipfTable(pages: number, exponent: number): ZipfTable {
  const firstRank = [0];
  while (firstRank.at(-1)! < pages) {
    const last = firstRank.at(-1)!;
    firstRank.push(Math.min(pages, Math.max(last + 1, Math.floor((last + 1) * (1 + 1 / STEPS_PER_DOUBLING)))));
  }
  const weights = firstRank.slice(0, -1).map((from, i) => {
    const to = firstRank[i + 1]!;
    return (to - from) * power((from + to + 1) / 2, -exponent);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const thresholds = Float64Array.from(weights, (weight) => {
    sum += weight;
    return Math.round((sum / total) * 4294967296);
  });
  return { thresholds, firstRank: Float64Array.from(firstRank), stride: coprimeStride(pages) };
}

/** The page (0 to pages - 1) for two 32-bit draws. */
export function zipfPage(table: ZipfTable, pages: number, pick: number, within: number): number {
  const { thresholds, firstRank } = table;
  let low = 0;
  let high = thresholds.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pick < thresholds[middle]!) high = middle;
    else low = middle + 1;
  }
  const from = firstRank[low]!;
  const rank = from + Math.floor(((firstRank[low + 1]! - from) * within) / 4294967296);
  return (rank * table.stride) % pages;
}

/** Below 2^24, so that rank * stride stays exact for 2^29 pages. */
function coprimeStride(pages: number): number {
  let stride = Math.max(1, Math.min(2 ** 24 - 1, Math.floor(pages * 0.6180339887)));
  while (greatestCommonDivisor(stride, pages) !== 1) stride++;
  return stride;
}
const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** x^y from additions and multiplications alone: `Math.pow` may differ in its last bit between browsers. */
function power(x: number, y: number): number {
  let doublings = 0;
  let mantissa = x;
  while (mantissa >= 2) {
    mantissa /= 2;
    doublings++;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  let log = 0;
  for (let k = 59, r2 = ratio * ratio; k >= 1; k -= 2) log = log * r2 + 2 / k;
  const exponent = y * (log * ratio + doublings * Math.LN2);
  let result = 1;
  const halvings = 10;
  const small = exponent / 2 ** halvings;
  let term = 1;
  for (let k = 1; k <= 12; k++) {
    term = (term * small) / k;
    result += term;
  }
  for (let k = 0; k < halvings; k++) result *= result;
  return result;
}
