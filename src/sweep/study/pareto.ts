import { group } from 'd3';
import type { Estimated } from './findings.ts';
import type { Measured } from './measure.ts';
import type { Row } from './row.ts';

/** A point of a plan that succeeds as far as is known: what it costs. Of several seeds the worst. */
export interface CostedPoint {
  readonly point: number;
  readonly downtimeMs: number;
  readonly totalTimeMs: number;
  readonly sentBytes: number;
  readonly keepsPromise: boolean;
  readonly by: 'pages' | 'counts';
}
export type Cost = 'downtimeMs' | 'totalTimeMs' | 'sentBytes';

/** Points of a plan of any number of axes that complete with every seed and lose no page: by the pages, else by counts. */
export function costedPoints(
  estimates: ReadonlyMap<number, Estimated>,
  rows: ReadonlyMap<number, Row>,
): readonly CostedPoint[] {
  const paged = group(rows.values(), ({ cell }) => cell.point);
  const found: CostedPoint[] = [];
  for (const [point, ofPoint] of paged) {
    const runs = ofPoint.map(({ run }) => run);
    const keepsPromise = ofPoint.every((row) => row.keepsPromise);
    if (runs.every(isWhole)) found.push({ point, ...worstOf(runs), keepsPromise, by: 'pages' });
  }
  for (const [point, { run, keepsPromise }] of estimates)
    if (!paged.has(point) && run && isWhole(run)) found.push({ point, ...worstOf([run]), keepsPromise, by: 'counts' });
  return found;
}

/** Those that nothing beats in both costs, by the first, each pair of costs once. */
export function paretoFront(points: readonly CostedPoint[], first: Cost, second: Cost): readonly CostedPoint[] {
  const ordered = points.toSorted((a, b) => a[first] - b[first] || a[second] - b[second] || a.point - b.point);
  let least = Number.POSITIVE_INFINITY;
  return ordered.filter((point) => {
    const isBetter = point[second] < least;
    if (isBetter) least = point[second];
    return isBetter;
  });
}

const isWhole = (run: Measured): boolean => run.status === 'completed' && run.stalePages === 0;

const worstOf = (runs: readonly Measured[]): Pick<CostedPoint, Cost> => ({
  downtimeMs: Math.max(...runs.map((run) => run.guestPauseMs ?? run.downtimeMs ?? 0)),
  totalTimeMs: Math.max(...runs.map((run) => run.totalTimeMs)),
  sentBytes: Math.max(...runs.map((run) => run.sentBytes)),
});
