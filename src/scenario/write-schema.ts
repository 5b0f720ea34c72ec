import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { count, number, object, oneOf } from './words.ts';

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

export const workloadSchema = v.variant(
  'kind',
  [
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
  ],
  oneOf.message(['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf']),
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
