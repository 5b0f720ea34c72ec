import { formatBytes, formatBytesPerSecond, formatCount, formatMs, pagesToBytes } from '../../units.ts';
import type { Outcome, PostcopyOutcome, Verdict } from '../record.ts';
import type { Scenario } from '../scenario.ts';
import type { Tracking } from '../vfio/tracking.ts';

type Result = Omit<Outcome, 'verdict'> & {
  /** What broke a run that failed. */
  readonly error: string | null;
  /** What the devices had left at the last decision. */
  readonly devicesPendingBytes: number;
};

/** What a person should take away from the run: one plain sentence with numbers, and why. */
export function verdictOf(run: Result, scenario: Scenario, tracking: Tracking): Verdict {
  switch (run.status) {
    case 'realize-error':
      return {
        tone: 'warning',
        headline: 'Does not start: QEMU refuses the device.',
        emphasis: 'refuses',
        why: `There is no such guest to migrate. QEMU says: ${tracking.admission.realizeError}.`,
      };
    case 'refused':
      return {
        tone: 'warning',
        headline: 'Does not migrate: QEMU refuses the command.',
        emphasis: 'refuses',
        why: `${whyRefused(tracking)}The answer is: ${tracking.admission.error}.`,
      };
    case 'cancelled':
      if (run.postcopy !== null) return lostInPostcopy(run);
      return {
        tone: 'warning',
        headline: `Cancelled after ${formatMs(run.totalTimeMs)}; the guest goes on here.`,
        emphasis: formatMs(run.totalTimeMs),
        why: `${formatBytes(run.transferredBytes)} had been sent, ${formatBytes(pagesToBytes(run.remainingPages))} were left.`,
      };
    case 'failed':
      return {
        tone: 'bad',
        headline: `Fails after ${formatMs(run.totalTimeMs)}; the guest goes on here.`,
        emphasis: formatMs(run.totalTimeMs),
        why: `${run.error}. ${formatBytes(run.transferredBytes)} had been sent; a new attempt starts from the first page.`,
      };
    case 'not-converged':
      return notConverged(run, scenario, tracking);
    case 'completed':
      return completed(run, scenario, tracking);
  }
}

/** Neither side has all of the guest. */
function lostInPostcopy(run: Result): Verdict {
  const pages = `${formatCount(run.remainingPages)} pages`;
  return {
    tone: 'bad',
    headline: `Cancelled in post-copy: the guest is lost, ${pages} short.`,
    emphasis: 'lost',
    why: 'What it wrote since it moved is on the destination, and the pages it still lacked are here; neither side can go on alone.',
  };
}

function completedByPostcopy(run: Result, postcopy: PostcopyOutcome, scenario: Scenario): Verdict {
  const pauseMs = run.guestPauseMs ?? run.downtimeMs ?? 0;
  const limitMs = limitOf(scenario);
  const waited = formatMs(Math.max(...postcopy.vcpuWaitedMs));
  const asked = postcopy.requests === 1 ? '1 page' : `${formatCount(postcopy.requests)} times for a page`;
  return {
    tone: pauseMs <= limitMs ? 'good' : 'warning',
    headline: `Stops the guest for ${formatMs(pauseMs)} and moves it; ${formatBytes(pagesToBytes(postcopy.discardedPages))} follow by post-copy.`,
    emphasis: formatMs(pauseMs),
    why: `${formatBytes(run.precopyBytes)} were sent before it moved. On the destination it asked ${asked}, and a CPU waited up to ${waited} in all${lostAndSent(postcopy)}. Nothing is lost: every page arrived once.`,
  };
}

const lostAndSent = ({ lostPages }: PostcopyOutcome): string =>
  lostPages === 0
    ? ''
    : `; the broken channel swallowed ${lostPages === 1 ? 'a page' : `${lostPages} pages`}, sent again`;

function stillInPostcopy(run: Result): Verdict {
  const pages = `${formatCount(run.remainingPages)} pages`;
  return {
    tone: 'bad',
    headline: `Still in post-copy after ${formatMs(run.endMs)}: the guest runs there and lacks ${pages}.`,
    emphasis: pages,
    why: 'Until the last of them has arrived, the guest depends on both hosts and on what connects them.',
  };
}

function completed(run: Result, scenario: Scenario, tracking: Tracking): Verdict {
  const downtimeMs = run.downtimeMs ?? 0;
  const downtime = formatMs(downtimeMs);
  const { stalePages } = run.audit;
  if (stalePages > 0) {
    const pages = `${formatCount(stalePages)} ${stalePages === 1 ? 'page' : 'pages'}`;
    return {
      tone: 'bad',
      headline: `Completes, and loses ${pages} without a word.`,
      emphasis: pages,
      why: `The guest stops for ${downtime} and the destination runs with old content: ${lower(run.audit.explanation)}`,
    };
  }
  const everyWrite = scenario.guest.freePageHint
    ? 'Nothing is lost: every page that the guest needs is the newest on the destination.'
    : 'Nothing is lost: every page on the destination is the newest.';
  if (run.postcopy !== null && !scenario.guest.stoppedBeforeMigrate)
    return completedByPostcopy(run, run.postcopy, scenario);
  if (scenario.guest.stoppedBeforeMigrate) {
    return {
      tone: 'good',
      headline: `Moves a stopped guest in ${formatMs(run.totalTimeMs)}.`,
      emphasis: formatMs(run.totalTimeMs),
      why: `Nothing runs, so nothing is dirtied: ${formatBytes(run.transferredBytes)} are sent once. ${everyWrite}`,
    };
  }
  if (run.precopyBytes === 0 && tracking.rule !== null) {
    return {
      tone: downtimeMs <= limitOf(scenario) ? 'good' : 'bad',
      headline: `Stops the guest for ${downtime}: pre-copy is skipped and ${formatBytes(run.ramStoppedBytes)} are sent while it is stopped.`,
      emphasis: downtime,
      why: `${whySkipped(scenario, tracking)} ${everyWrite}`,
    };
  }
  const limitMs = limitOf(scenario);
  const inside = downtimeMs <= limitMs;
  const looked = `${formatCount(run.dirtySyncCount)} looks at the dirty log, ${formatBytes(run.ramRunningBytes)} sent while the guest ran, ${formatBytes(run.ramStoppedBytes)} while it stood still.`;
  return {
    tone: inside ? 'good' : 'warning',
    headline: inside
      ? `Stops the guest for ${downtime}, inside its limit of ${formatMs(limitMs)}.`
      : `Stops the guest for ${downtime}, above its limit of ${formatMs(limitMs)}.`,
    emphasis: downtime,
    why: `${inside ? '' : `${whyAbove(run, limitMs)} `}${looked} ${everyWrite}`,
  };
}

/** Why pre-copy was skipped, and what became of the limit. */
function whySkipped(scenario: Scenario, { rule }: Tracking): string {
  const limit = formatMs(limitOf(scenario));
  if (rule!.name === 'check-sla' || rule!.name === 'fail-fast') {
    return `All of RAM fits into the downtime limit of ${limit} at the bandwidth that the rule reckons with, so nothing is sent in vain.`;
  }
  return `The downtime limit of ${limit} is not looked at, since nothing has been sent and no bandwidth is known.`;
}

function whyRefused({ rule, trackers }: Tracking): string {
  if (rule !== null) return 'Nobody tracks what the device writes, and the rule is to refuse. ';
  return trackers.some(({ untracked }) => untracked) ? 'Nobody tracks what the device writes. ' : '';
}

function whyAbove(run: Result, limitMs: number): string {
  if (run.thresholdBytes === 0 && limitMs === 0) {
    return 'A limit of 0 allows one pass and then stops, however much was dirtied meanwhile.';
  }
  if (run.thresholdBytes === 0)
    return 'RAM was drained before the first bandwidth estimate, so the limit was never checked.';
  return 'The limit covers the RAM left at the last look, not what stopping and device state add.';
}

function notConverged(run: Result, scenario: Scenario, tracking: Tracking): Verdict {
  if (run.postcopy !== null) return stillInPostcopy(run);
  const seconds = formatMs(run.endMs);
  const headline = `Does not converge: after ${seconds} the guest still runs here.`;
  const asked = run.bandwidthBytesPerMs > 0 && run.thresholdBytes > 0;
  if (run.devicesPendingBytes > 0 && run.devicesPendingBytes >= run.thresholdBytes) {
    return {
      tone: 'bad',
      headline,
      emphasis: seconds,
      why: `The devices alone are said to have ${formatBytes(run.devicesPendingBytes)} left, and ${formatMs(limitOf(scenario))} ${asked ? `at ${rate(run)} ` : ''}allow ${formatBytes(run.thresholdBytes)}: every look at the dirty log is in vain.`,
    };
  }
  if (run.remainingPages > 0 && tracking.everyPage) {
    return {
      tone: 'bad',
      headline,
      emphasis: seconds,
      why: `Every look finds all ${formatBytes(scenario.guest.ramBytes)} dirty, and ${formatMs(limitOf(scenario))} at ${rate(run)} allow ${formatBytes(run.thresholdBytes)}.`,
    };
  }
  return {
    tone: 'bad',
    headline,
    emphasis: seconds,
    why: `After ${formatCount(run.dirtySyncCount)} looks ${formatBytes(pagesToBytes(run.remainingPages))} remain; ${formatMs(limitOf(scenario))} at ${rate(run)} allow ${formatBytes(run.thresholdBytes)}.`,
  };
}

const rate = (run: Result): string => formatBytesPerSecond(run.bandwidthBytesPerMs * 1000);
const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** The limit in force at the end: the last one set. */
function limitOf(scenario: Scenario): number {
  let limitMs = scenario.parameters['downtime-limit'];
  for (const action of scenario.actions.toSorted((a, b) => a.atMs - b.atMs)) {
    if ('execute' in action && action.execute === 'migrate-set-parameters') {
      limitMs = action.arguments['downtime-limit'] ?? limitMs;
    }
  }
  return limitMs;
}
