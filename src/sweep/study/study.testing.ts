import { scenarioWith } from '../../scenario/defaults.ts';
import { MIB } from '../../units.ts';
import { type Axis, NO_PROMISE, type Plan } from './plan.ts';

/** Test support: 16 MiB that a guest writes all over, on a slow link: some limits are kept and some are not. */
export const busyGuest = scenarioWith({
  guest: {
    ramBytes: 16 * MIB,
    firmware: 'bare',
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 2048 }, writesPerSecond: 20_000 }],
  },
  link: { kind: 'wire', bytesPerSecond: 20_000_000 },
  horizonMs: 5000,
});

/** Test support: a plan over `busyGuest`. */
export const planOver = (axes: readonly Axis[], changes: Partial<Plan> = {}): Plan => ({
  format: 1,
  name: 'a test',
  scenario: busyGuest,
  axes,
  design: { kind: 'grid' },
  repeats: 1,
  constraints: [],
  promise: NO_PROMISE,
  questions: [],
  mostCells: 10_000,
  ...changes,
});

/** Test support: limits from such as are never kept to such as always are. */
export const limits: Axis = { field: 'downtime-limit', scale: 'linear', from: 100, to: 900, steps: 5 };
