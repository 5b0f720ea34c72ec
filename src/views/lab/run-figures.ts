import type { RateWindow } from '../../charts/lane-spans.ts';
import type { DecisionRecord, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import type { Run } from '../../store/run-slice.ts';
import { lastNotAfter } from '../../store/steps.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../../units.ts';

/** The last decision before `nowMs`, whatever the inspector shows; null before the first. */
export const decisionBefore = (run: Run, nowMs: number): DecisionRecord | null =>
  run.timeline.decisions[lastNotAfter(run.decisionMs, nowMs)] ?? null;

/** `threshold 292 MiB = 1.02 GB/s × 300 ms` */
export function thresholdWords(decision: DecisionRecord | null): string {
  if (!decision || decision.bandwidthBytesPerMs === 0) return 'no threshold yet: no bandwidth is known';
  const { thresholdBytes, bandwidthBytesPerMs, downtimeLimitMs } = decision;
  const made = `${formatBytesPerSecond(bandwidthBytesPerMs * 1000)} × ${formatMs(downtimeLimitMs)}`;
  return `threshold ${formatBytes(thresholdBytes)} = ${made}`;
}

/** The rate windows that closed, in order. */
export const windowsOf = ({ decisions }: Timeline): RateWindow[] =>
  decisions.flatMap(({ window }) => (window ? [window] : []));

/** What the wire lets through, or else the cap: the lane shows how much of it was used. Null when neither limits. */
export function linkBytesPerMs({ link, parameters }: Scenario): number | null {
  const cap = parameters['max-bandwidth'];
  const wire = link.kind === 'wire' ? link.bytesPerSecond : null;
  if (wire !== null) return wire / 1000;
  return cap > 0 ? cap / 1000 : null;
}
