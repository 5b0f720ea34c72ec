import * as v from 'valibot';
import { t } from '../language/t.ts';
import { LIMITS, MOST } from './limits.ts';
import { count, list, number, object, oneOf, whole, yesOrNo } from './words.ts';

/* What writes guest memory: the workloads of the guest and the DMA of a device. */

const region = object({ startPage: count(), pages: count(1) });
const writesPerSecond = number(LIMITS.writesPerSecond);
const periodMs = number(LIMITS.periodMs);

const reads = v.exactOptional(object({ perSecond: number(LIMITS.readsPerSecond), locality: number(LIMITS.locality) }));

const bursts = {
  kind: v.literal('bursts'),
  region,
  writesPerSecond,
  onMs: periodMs,
  offMs: periodMs,
  phaseMs: v.optional(number({ min: 0, max: 2 * LIMITS.periodMs.max }), 0),
} as const;

const sequential = {
  kind: v.literal('sequential'),
  region,
  writesPerSecond,
  startIndex: v.optional(count(), 0),
} as const;
const uniform = { kind: v.literal('uniform'), region, writesPerSecond } as const;
const hotCold = {
  kind: v.literal('hot-cold'),
  region,
  writesPerSecond,
  hotPages: count(1),
  hotShare: number(LIMITS.hotShare),
} as const;
const zipf = { kind: v.literal('zipf'), region, writesPerSecond, exponent: number(LIMITS.zipfExponent) } as const;
const patterns = [object(sequential), object(uniform), object(hotCold), object(bursts), object(zipf)] as const;
const PATTERNS = ['sequential', 'uniform', 'hot-cold', 'bursts', 'zipf'];

const none = () => `${t('the list is empty')}\n${t('At least one entry is needed.')}`;
const phase = object({
  ms: whole(LIMITS.periodMs),
  pattern: v.nullable(v.variant('kind', patterns, oneOf.message(PATTERNS))),
});
const point = object({ periodMs: number(LIMITS.curvePeriodMs), pages: count() });

export const workloadSchema = v.variant(
  'kind',
  [
    object({ ...sequential, reads }),
    object({ ...uniform, reads }),
    object({ ...hotCold, reads }),
    object({ ...bursts, reads }),
    object({ ...zipf, reads }),
    object({
      kind: v.literal('phases'),
      phases: v.pipe(list(phase, MOST.phases), v.minLength(1, none)),
      repeats: v.optional(yesOrNo, true),
      reads,
    }),
    object({
      kind: v.literal('dirty-curve'),
      region,
      points: v.pipe(list(point, MOST.curvePoints), v.minLength(1, none)),
      reads,
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
    object(bursts),
  ],
  oneOf.message(['none', 'ring', 'random', 'bursts']),
);
