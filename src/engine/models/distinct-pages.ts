import { zipfTable } from '../guest/zipf.ts';
import type { CurvePoint, DmaWorkload, Workload } from '../scenario.ts';

/**
 * How many distinct pages a writer is expected to write in `ms`: W (1 - exp(-w t / W)) where chance picks the page, min(W, w t)
 * where they come in turn. Bursts and phases count at their mean rate; a measured curve is joined by straight lines.
 * @source semantics sheet 8.4
 */
export function distinctPagesOf(writer: Workload | Exclude<DmaWorkload, { kind: 'none' }>): (ms: number) => number {
  if (writer.kind === 'dirty-curve') return alongCurve(writer.points);
  if (writer.kind === 'phases') {
    const roundMs = writer.phases.reduce((sum, { ms }) => sum + ms, 0);
    const parts = writer.phases.flatMap(({ ms, pattern }) =>
      pattern ? [{ share: ms / roundMs, distinct: distinctPagesOf(pattern) }] : [],
    );
    return (ms) => parts.reduce((sum, { share, distinct }) => sum + distinct(share * ms), 0);
  }
  const { pages } = writer.region;
  const perMs = writer.writesPerSecond / 1000;
  switch (writer.kind) {
    case 'sequential':
    case 'ring':
      return (ms) => Math.min(pages, perMs * ms);
    case 'uniform':
    case 'random':
      return (ms) => atRandom(pages, perMs * ms);
    case 'bursts': {
      const share = writer.onMs / (writer.onMs + writer.offMs);
      return (ms) => atRandom(pages, perMs * share * ms);
    }
    case 'hot-cold': {
      const { hotPages, hotShare } = writer;
      return (ms) =>
        atRandom(hotPages, perMs * hotShare * ms) + atRandom(pages - hotPages, perMs * (1 - hotShare) * ms);
    }
    case 'zipf': {
      const ranges = rangesOfZipf(pages, writer.exponent);
      return (ms) => ranges.reduce((sum, { size, share }) => sum + atRandom(size, perMs * share * ms), 0);
    }
  }
}

/** From nothing at 0 to the last point, and no further. */
function alongCurve(points: readonly CurvePoint[]): (ms: number) => number {
  return (ms) => {
    const after = points.findIndex(({ periodMs }) => periodMs >= ms);
    if (after < 0) return points.at(-1)?.pages ?? 0;
    const [from, to] = [points[after - 1] ?? { periodMs: 0, pages: 0 }, points[after]!];
    return from.pages + ((to.pages - from.pages) * (ms - from.periodMs)) / (to.periodMs - from.periodMs);
  };
}

const atRandom = (pages: number, writes: number): number => (pages === 0 ? 0 : pages * -Math.expm1(-writes / pages));

/** Ranks of a range are equally likely. */
function rangesOfZipf(pages: number, exponent: number): { size: number; share: number }[] {
  const { thresholds, firstRank } = zipfTable(pages, exponent);
  return Array.from(thresholds, (threshold, i) => ({
    size: firstRank[i + 1]! - firstRank[i]!,
    share: (threshold - (thresholds[i - 1] ?? 0)) / 4294967296,
  }));
}
