import type { Estimated } from '../sweep/study/findings.ts';
import type { Measured } from '../sweep/study/measure.ts';
import type { Plan } from '../sweep/study/plan.ts';

/** Page to worker: a plan whose points are wanted at count level; it takes the place of the one before. */
export interface EstimateCommand {
  readonly id: number;
  readonly plan: Plan;
  /** Which of so many workers this one is: each takes every so many-th point, so that all go from coarse to fine together. */
  readonly hand: number;
  readonly hands: number;
}

/** Worker to page: some of the points, those far apart first. */
export interface EstimateReply {
  readonly id: number;
  /** As `packEstimates` made it; its buffer is handed over. */
  readonly packed: Float64Array<ArrayBuffer>;
  /** All points of this worker are there. */
  readonly isLast: boolean;
}

/** What count level says of one point of a plan. */
export interface EstimatedPoint extends Estimated {
  readonly point: number;
}

/**
 * Points as one array, `WIDTH` numbers each: the point, whether it keeps the promise (-1 where there is no run), the status, then the figures
 * in the order of `FIGURES`, NaN for null. A map is thousands of points, and as objects they would take both threads longer than the
 * runs took.
 */
export function packEstimates(points: readonly EstimatedPoint[]): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(points.length * WIDTH);
  let at = 0;
  for (const { point, run, keepsPromise } of points) {
    packed[at] = point;
    packed[at + 1] = run === null ? NO_RUN : keepsPromise ? 1 : 0;
    if (run !== null) {
      packed[at + 2] = STATUSES.indexOf(run.status);
      for (let i = 0; i < FIGURES.length; i++) packed[at + HEAD + i] = run[FIGURES[i]!] ?? Number.NaN;
    }
    at += WIDTH;
  }
  return packed;
}

/** The points that `packEstimates` packed. An estimate has no digest. */
export function unpackEstimates(packed: Float64Array): readonly EstimatedPoint[] {
  const points: EstimatedPoint[] = [];
  for (let at = 0; at < packed.length; at += WIDTH) {
    const keeps = packed[at + 1]!;
    points.push({
      point: packed[at]!,
      run: keeps === NO_RUN ? null : unpackRun(packed, at),
      keepsPromise: keeps === 1,
    });
  }
  return points;
}

function unpackRun(packed: Float64Array, at: number): Measured {
  const figure = (i: number): number => packed[at + HEAD + i]!;
  return {
    status: STATUSES[packed[at + 2]!]!,
    downtimeMs: orNull(figure(0)),
    guestPauseMs: orNull(figure(1)),
    totalTimeMs: figure(2),
    sentBytes: figure(3),
    downtimeBytes: figure(4),
    normalPages: figure(5),
    duplicatePages: figure(6),
    redundantPages: figure(7),
    remainingPages: figure(8),
    stalePages: figure(9),
    syncs: figure(10),
    throttlePercent: figure(11),
    slowdown: figure(12),
    digest: '',
  };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const NO_RUN = -1;
const HEAD = 3;
const FIGURES = [
  'downtimeMs',
  'guestPauseMs',
  'totalTimeMs',
  'sentBytes',
  'downtimeBytes',
  'normalPages',
  'duplicatePages',
  'redundantPages',
  'remainingPages',
  'stalePages',
  'syncs',
  'throttlePercent',
  'slowdown',
] as const satisfies readonly (keyof Measured)[];
const WIDTH = HEAD + FIGURES.length;
const STATUSES = Object.keys({
  completed: 0,
  'not-converged': 0,
  failed: 0,
  cancelled: 0,
  refused: 0,
  'realize-error': 0,
  impossible: 0,
} satisfies Record<Measured['status'], 0>) as readonly Measured['status'][];
