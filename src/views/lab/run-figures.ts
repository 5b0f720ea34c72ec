import type { Carries, Change, RateWindow, Share } from '../../charts/lane-spans.ts';
import type { DecisionRecord, Timeline } from '../../engine/record.ts';
import type { LinkChange, Scenario } from '../../engine/scenario.ts';
import { t } from '../../language/t.ts';
import type { Run } from '../../store/run-slice.ts';
import { lastNotAfter } from '../../store/steps.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../../units.ts';
import { formatQuantity } from './scenario/quantity.ts';

/** The last decision before `nowMs`, whatever the inspector shows; null before the first. */
export const decisionBefore = (run: Run, nowMs: number): DecisionRecord | null =>
  run.timeline.decisions[lastNotAfter(run.decisionMs, nowMs)] ?? null;

type Threshold = Pick<DecisionRecord, 'thresholdBytes' | 'bandwidthBytesPerMs' | 'downtimeLimitMs'>;

/** `threshold 292 MiB` */
export const thresholdWords = (decision: Threshold | null): string =>
  hasBandwidth(decision)
    ? t('threshold {bytes}', { bytes: formatBytes(decision.thresholdBytes) })
    : t('no threshold yet');

/** What it is made of: `= 1.02 GB/s × 300 ms`, or why there is none. */
export const thresholdSource = (decision: Threshold | null): string =>
  hasBandwidth(decision)
    ? `= ${formatBytesPerSecond(expectedBytesPerMs(decision) * 1000)} × ${formatMs(decision.downtimeLimitMs)}`
    : t('as no bandwidth is known');

/** The bandwidth in the product: measured, or what `avail-switchover-bandwidth` says. */
const expectedBytesPerMs = ({ thresholdBytes, bandwidthBytesPerMs, downtimeLimitMs }: Threshold): number =>
  downtimeLimitMs > 0 ? thresholdBytes / downtimeLimitMs : bandwidthBytesPerMs;

const hasBandwidth = (decision: Threshold | null): decision is Threshold =>
  decision !== null && decision.bandwidthBytesPerMs > 0;

/** The rate windows that closed, in order. */
export const windowsOf = ({ decisions }: Timeline): RateWindow[] =>
  decisions.flatMap(({ window }) => (window ? [window] : []));

/** What the wire lets through, or else the cap: the lane shows how much of it was used. Null when neither limits. */
export function linkCarries({ link, parameters }: Scenario): Carries | null {
  const cap = parameters['max-bandwidth'] || Infinity;
  const speeds = speedsOf(link).map(({ atMs, bytesPerSecond }) => ({
    atMs,
    bytesPerMs: (bytesPerSecond ?? cap) / 1000,
  }));
  if (speeds.every(({ bytesPerMs }) => bytesPerMs === Infinity)) return null;
  return (fromMs, toMs) =>
    speeds.reduce((bytes, { atMs, bytesPerMs }, i) => {
      const ms = Math.min(toMs, speeds[i + 1]?.atMs ?? Infinity) - Math.max(fromMs, atMs);
      return ms > 0 ? bytes + ms * bytesPerMs : bytes;
    }, 0);
}

/** How busy the threads that send pages were in each window; null where a page costs them no time. */
export function threadUse({ decisions }: Timeline, scenario: Scenario): Share[] | null {
  const { pageCpuNs, capabilities, parameters, sendCores } = scenario;
  if (pageCpuNs === 0 || scenario.link.kind === 'fast') return null;
  const threads = capabilities.multifd ? Math.min(parameters['multifd-channels'], sendCores) : 1;
  let pages = 0;
  return decisions.flatMap(({ window, iteration }) => {
    const sentPages = pages;
    pages = (window ? 0 : pages) + (iteration?.normalPages ?? 0);
    if (!window || window.timeSpentMs === 0) return [];
    const { atMs, timeSpentMs } = window;
    const busyMs = (sentPages * pageCpuNs) / 1e6 / threads;
    return [{ fromMs: atMs - timeSpentMs, toMs: atMs, share: busyMs / timeSpentMs }];
  });
}

/** The link's speed from each instant on, in words. */
export const linkSpeeds = ({ link }: Scenario): Change[] =>
  speedsOf(link).map(({ atMs, bytesPerSecond }) => ({
    atMs,
    state: bytesPerSecond === null ? t('host speed') : formatQuantity(bytesPerSecond, 'bytes/s'),
  }));

/** From `migrate` on; of several changes at one instant the last. */
function speedsOf(link: Scenario['link']): LinkChange[] {
  if (link.kind === 'fast') return [{ atMs: 0, bytesPerSecond: null }];
  const all = [{ atMs: 0, bytesPerSecond: link.bytesPerSecond }, ...(link.changes ?? [])];
  return all.filter(({ atMs }, i) => all[i + 1]?.atMs !== atMs);
}
