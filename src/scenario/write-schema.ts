import * as v from 'valibot';
import { LIMITS, MOST } from './limits.ts';
import { count, list, number, object, oneOf, whole, yesOrNo } from './words.ts';

/* What writes guest memory: the workloads of the guest and the DMA of a device. */

const region = object({ startPage: count(), pages: count(1) });
const writesPerSecond = number(LIMITS.writesPerSecond);
const periodMs = number(LIMITS.periodMs);

const bursts = object({
  kind: v.literal('bursts'),
  region,
  writesPerSecond,
  onMs: periodMs,
  offMs: periodMs,
  phaseMs: v.optional(number({ min: 0, max: 2 * LIMITS.periodMs.max }), 0),
});

const patterns = [
  object({ kind: v.literal('sequential'), region, writesPerSecond, startIndex: v.optional(count(), 0) }),
  object({ kind: v.literal('uniform'), region, writesPerSecond }),
  object({
    kind: v.literal('hot-cold'),
    region,
    writesPerSecond,
    hotPages: count(1),
    hotShare: number(LIMITS.hotShare),
  }),
  bursts,
  object({ kind: v.literal('zipf'), region, writesPerSecond, exponent: number(LIMITS.zipfExponent) }),
] as const;
const PATTERNS = ['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf'];

const NONE = 'the list is empty\nAt least one entry is needed.';
const phase = object({
  ms: whole(LIMITS.periodMs),
  pattern: v.nullable(v.variant('kind', patterns, oneOf.message(PATTERNS))),
});
const point = object({ periodMs: number(LIMITS.curvePeriodMs), pages: count() });

export const workloadSchema = v.variant(
  'kind',
  [
    ...patterns,
    object({
      kind: v.literal('phases'),
      phases: v.pipe(list(phase, MOST.phases), v.minLength(1, NONE)),
      repeats: v.optional(yesOrNo, true),
    }),
    object({
      kind: v.literal('dirty-curve'),
      region,
      points: v.pipe(list(point, MOST.curvePoints), v.minLength(1, NONE)),
    }),
  ],
  oneOf.message([...PATTERNS, 'phases', 'dirty-curve']),
);

export const dmaSchema = v.variant(
  'kind',
  [
    object({ kind: v.literal('none') }),
    object({ kind: v.literal('ring'), region, writesPerSecond }),
    object({ kind: v.literal('random'), region, writesPerSecond }),
    bursts,
  ],
  oneOf.message(['none', 'ring', 'random', 'bursts']),
);
