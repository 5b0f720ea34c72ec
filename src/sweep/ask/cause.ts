import { NORMAL_PAGE_BYTES } from '../../engine/link/wire.ts';
import { ramLayout } from '../../engine/memory/ram-blocks.ts';
import type { Outcome, SyncRecord, Timeline } from '../../engine/record.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { counted, t } from '../../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs, formatShare, pagesToBytes } from '../../units.ts';
import { measured } from '../study/measure.ts';
import type { Promised } from '../study/plan.ts';
import { brokenBy } from '../study/promise.ts';

/** Why a run did not succeed: one of a closed list. */
export interface Cause {
  readonly name: CauseName;
  /** One sentence with the run's numbers, in the language of the page or worker that asks. */
  readonly sentence: string;
}
export type CauseName =
  | 'rate above bandwidth'
  | 'working set too big'
  | 'limit below fixed cost'
  | 'bad bandwidth estimate'
  | 'device always dirty'
  | 'throttle too late'
  | 'SLA impossible'
  | 'lost write'
  | 'not let through'
  | 'ended by someone else';

/**
 * The cause of a run that broke the promise; null when it kept it. The first that applies, from what nothing can mend to what a
 * setting can.
 */
export function causeOf(scenario: Scenario, timeline: Timeline, promise: Promised): Cause | null {
  const outcome = timeline.outcome!;
  const broken = brokenBy(measured(outcome, timeline), promise, scenario);
  switch (outcome.status) {
    case 'refused':
    case 'realize-error':
      return { name: 'not let through', sentence: outcome.verdict.headline };
    case 'cancelled':
    case 'failed':
      return { name: 'ended by someone else', sentence: outcome.verdict.headline };
    case 'completed':
      if (outcome.audit.stalePages > 0) return lostWrite(outcome);
      return broken.length === 0 ? null : (impossible(scenario, promise) ?? brokenPromise(scenario, timeline, promise));
    case 'not-converged':
      return alwaysDirty(timeline) ?? impossible(scenario, promise) ?? notConverged(scenario, timeline);
  }
}

const lostWrite = ({ audit }: Outcome): Cause => ({
  name: 'lost write',
  sentence: counted(
    audit.stalePages,
    '{count} page is older on the destination: nobody reported that it was written.',
    '{count} pages are older on the destination: nobody reported that they were written.',
  ),
});

/** What no setting of QEMU can keep: even a guest that writes nothing takes longer, or more bytes. */
function impossible(scenario: Scenario, promise: Promised): Cause | null {
  const leastBytes = leastBytesOf(scenario);
  const leastMs = leastBytes / linkBytesPerMs(scenario);
  if (promise.totalTimeMs !== null && leastMs > promise.totalTimeMs)
    return {
      name: 'SLA impossible',
      sentence: t('Sending every page once takes {time}, and {promised} were promised for all of it.', {
        time: formatMs(leastMs),
        promised: formatMs(promise.totalTimeMs),
      }),
    };
  if (promise.sentBytes !== null && leastBytes > promise.sentBytes)
    return {
      name: 'SLA impossible',
      sentence: t('Sending every page once takes {bytes}, and {promised} were promised.', {
        bytes: formatBytes(leastBytes),
        promised: formatBytes(promise.sentBytes),
      }),
    };
  return null;
}

/** Every sync reported every page, so that what is left is all of RAM each time. */
function alwaysDirty({ syncs }: Timeline): Cause | null {
  const later = syncs.slice(1);
  if (later.length === 0 || !later.every(({ allDirtyPages }) => allDirtyPages > 0)) return null;
  const left = later.at(-1)!.remainingPages;
  return {
    name: 'device always dirty',
    sentence: t(
      'Each sync reports every page that a device may have written: {bytes} are left after the last one, however often they are sent.',
      { bytes: formatBytes(pagesToBytes(left)) },
    ),
  };
}

function notConverged(scenario: Scenario, timeline: Timeline): Cause {
  const outcome = timeline.outcome!;
  const fixedBytes = devicesBytes(scenario);
  const threshold = outcome.thresholdBytes;
  if (threshold > 0 && fixedBytes > threshold)
    return {
      name: 'limit below fixed cost',
      sentence: t("The devices' state alone has {bytes}, and the limit allows {allowed}.", {
        bytes: formatBytes(fixedBytes),
        allowed: formatBytes(threshold),
      }),
    };
  const throttled = timeline.throttle.at(-1)?.state ?? 0;
  const { throttle } = timeline;
  if (throttle.length > 0 && throttled < scenario.parameters['max-cpu-throttle'])
    return {
      name: 'throttle too late',
      sentence: t('The guest was slowed to {percent} % in {steps} steps when time was up, of at most {most} %.', {
        percent: throttled,
        steps: throttle.length,
        most: scenario.parameters['max-cpu-throttle'],
      }),
    };
  const estimate = outcome.bandwidthBytesPerMs;
  const link = linkBytesPerMs(scenario);
  const needed = pagesToBytes(leastRemaining(timeline));
  if (estimate > 0 && needed <= link * scenario.parameters['downtime-limit'] && estimate < link * POOR)
    return {
      name: 'bad bandwidth estimate',
      sentence: t(
        'QEMU reckoned with {estimate}, the link carries {link}: with that the {bytes} left at best would have fitted the limit.',
        {
          estimate: formatBytesPerSecond(estimate * 1000),
          link: formatBytesPerSecond(link * 1000),
          bytes: formatBytes(needed),
        },
      ),
    };
  return rateOrSet(timeline);
}

/** Either the guest dirties as fast as pages leave, or it goes round in a set that no pass gets below the threshold. */
function rateOrSet(timeline: Timeline): Cause {
  const passes = timeline.syncs.slice(1).filter(({ vmStopped }) => !vmStopped);
  const last = passes.at(-1);
  const before = passes.at(-2);
  const [dirtied, sent] = last && before ? betweenSyncs(before, last) : [0, 0];
  if (last && dirtied < sent * SURE)
    return {
      name: 'working set too big',
      sentence: t(
        'Each pass dirties {dirtied} pages anew while {sent} are sent: the set that is written never falls below the {allowed} that the limit allows.',
        { dirtied, sent, allowed: formatBytes(timeline.outcome!.thresholdBytes) },
      ),
    };
  const rate = timeline.outcome!.bandwidthBytesPerMs * 1000;
  return {
    name: 'rate above bandwidth',
    sentence: last
      ? t('In the last pass {dirtied} pages were dirtied while {sent} were sent at {rate}.', {
          dirtied,
          sent,
          rate: formatBytesPerSecond(rate),
        })
      : t('The first pass was not over when time was up, at {rate}.', { rate: formatBytesPerSecond(rate) }),
  };
}

function brokenPromise(scenario: Scenario, timeline: Timeline, promise: Promised): Cause {
  const outcome = timeline.outcome!;
  const broken = brokenBy(measured(outcome, timeline), promise, scenario);
  if (broken.includes('slowdown'))
    return {
      name: 'throttle too late',
      sentence: t('The guest lost {share} of its work before it converged.', {
        share: formatShare(measured(outcome, timeline).slowdown),
      }),
    };
  if (!broken.includes('downtimeMs')) return rateOrSet(timeline);
  const link = linkBytesPerMs(scenario);
  const fixedMs = timeline.ledger.reduce((ms, part) => (part.part === 'ram' ? ms : ms + part.ms), 0);
  const promisedMs =
    promise.downtimeMs === 'limit' ? scenario.parameters['downtime-limit'] : (promise.downtimeMs ?? Infinity);
  if (fixedMs > promisedMs)
    return {
      name: 'limit below fixed cost',
      sentence: t('Stopping and moving everything but RAM takes {time}, and {promised} were promised.', {
        time: formatMs(fixedMs),
        promised: formatMs(promisedMs),
      }),
    };
  if (timeline.syncs.at(-1)!.allDirtyPages > 0) return alwaysDirty({ ...timeline, syncs: timeline.syncs.slice(-2) })!;
  const estimate = outcome.bandwidthBytesPerMs;
  if (estimate === 0)
    return {
      name: 'bad bandwidth estimate',
      sentence: t(
        'No bandwidth was known when the guest was stopped, so nobody compared the {bytes} left with a limit.',
        { bytes: formatBytes(outcome.ramStoppedBytes) },
      ),
    };
  if (estimate > link / POOR)
    return {
      name: 'bad bandwidth estimate',
      sentence: t('QEMU reckoned with {estimate}, the link carries {link}.', {
        estimate: formatBytesPerSecond(estimate * 1000),
        link: formatBytesPerSecond(link * 1000),
      }),
    };
  return {
    name: 'limit below fixed cost',
    sentence: t('{bytes} were left for the pause, which with {time} for everything else is more than {promised}.', {
      bytes: formatBytes(outcome.ramStoppedBytes),
      time: formatMs(fixedMs),
      promised: formatMs(promisedMs),
    }),
  };
}

/** Pages that were dirtied and sent from one sync to the next. */
const betweenSyncs = (before: SyncRecord, last: SyncRecord): readonly [number, number] => [
  last.byVcpuPages + last.byDmaPages + last.allDirtyPages,
  last.normalPages + last.duplicatePages - before.normalPages - before.duplicatePages,
];

const leastRemaining = ({ syncs }: Timeline): number =>
  syncs.slice(1).reduce((least, { remainingPages }) => Math.min(least, remainingPages), Infinity);

const leastBytesOf = (scenario: Scenario): number => {
  const { guest } = scenario;
  const { totalPages } = ramLayout(scenario);
  const zeroPages = Math.max(
    0,
    guest.ramBytes / 4096 - guest.nonzeroRanges.reduce((n, r) => n + r.toPage - r.fromPage, 0),
  );
  return Math.max(0, totalPages - zeroPages) * NORMAL_PAGE_BYTES;
};

const devicesBytes = ({ devices }: Scenario): number =>
  devices.reduce(
    (bytes, { stopCopyBytes, precopy, initialBytes }) => bytes + stopCopyBytes - (precopy ? initialBytes : 0),
    0,
  );

const linkBytesPerMs = ({ link }: Scenario): number =>
  link.kind === 'fast' || link.bytesPerSecond === null ? Infinity : link.bytesPerSecond / 1000;

/** An estimate below this share of the truth, or above its inverse, is bad. */
const POOR = 0.7;
/** Fewer pages than this share of those sent are dirtied in a pass: the rate is not what keeps it from converging. */
const SURE = 0.95;
