import { counted, t } from '../../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs, pagesToBytes } from '../../units.ts';
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
        ...stressed(t('Does not start: QEMU *refuses* the device.')),
        why: t('There is no such guest to migrate. QEMU says: {error}.', {
          error: String(tracking.admission.realizeError),
        }),
      };
    case 'refused':
      return {
        tone: 'warning',
        ...stressed(t('Does not migrate: QEMU *refuses* the command.')),
        why: sentences(whyRefused(tracking), t('The answer is: {error}.', { error: String(tracking.admission.error) })),
      };
    case 'cancelled':
      if (run.postcopy !== null) return lostInPostcopy(run);
      return {
        tone: 'warning',
        ...stressed(t('Cancelled after *{time}*; the guest goes on here.', { time: formatMs(run.totalTimeMs) })),
        why: t('{sent} had been sent, {left} were left.', {
          sent: formatBytes(run.transferredBytes),
          left: formatBytes(pagesToBytes(run.remainingPages)),
        }),
      };
    case 'failed':
      return {
        tone: 'bad',
        ...stressed(t('Fails after *{time}*; the guest goes on here.', { time: formatMs(run.totalTimeMs) })),
        why: sentences(
          `${run.error}.`,
          t('{sent} had been sent; a new attempt starts from the first page.', {
            sent: formatBytes(run.transferredBytes),
          }),
        ),
      };
    case 'not-converged':
      return notConverged(run, scenario, tracking);
    case 'completed':
      return completed(run, scenario, tracking);
  }
}

/** The text with its stressed part, which stands between asterisks. */
function stressed(text: string): Pick<Verdict, 'headline' | 'emphasis'> {
  const [before = '', emphasis = '', after = ''] = text.split('*');
  return { headline: before + emphasis + after, emphasis };
}

/** Those that there are, one after the other. */
const sentences = (...each: readonly string[]): string => each.filter((sentence) => sentence !== '').join(' ');

/** Neither side has all of the guest. */
function lostInPostcopy(run: Result): Verdict {
  return {
    tone: 'bad',
    ...stressed(
      counted(
        run.remainingPages,
        'Cancelled in post-copy: the guest is *lost*, {count} page short.',
        'Cancelled in post-copy: the guest is *lost*, {count} pages short.',
      ),
    ),
    why: t(
      'What it wrote since it moved is on the destination, and the pages it still lacked are here; neither side can go on alone.',
    ),
  };
}

function completedByPostcopy(run: Result, postcopy: PostcopyOutcome, scenario: Scenario): Verdict {
  const pauseMs = run.guestPauseMs ?? run.downtimeMs ?? 0;
  const limitMs = limitOf(scenario);
  return {
    tone: pauseMs <= limitMs ? 'good' : 'warning',
    ...stressed(
      t('Stops the guest for *{time}* and moves it; {bytes} follow by post-copy.', {
        time: formatMs(pauseMs),
        bytes: formatBytes(pagesToBytes(postcopy.discardedPages)),
      }),
    ),
    why: sentences(
      t('{bytes} were sent before it moved.', { bytes: formatBytes(run.precopyBytes) }),
      askedFor(postcopy),
      t('Nothing is lost: every page arrived once.'),
    ),
  };
}

function askedFor({ requests, lostPages, vcpuWaitedMs }: PostcopyOutcome): string {
  const waited = formatMs(Math.max(...vcpuWaitedMs));
  if (lostPages === 0)
    return counted(
      requests,
      'On the destination it asked once for a page, and a CPU waited up to {waited} in all.',
      'On the destination it asked {count} times for a page, and a CPU waited up to {waited} in all.',
      { waited },
    );
  return counted(
    requests,
    'On the destination it asked once for a page, and a CPU waited up to {waited} in all; the broken channel swallowed {lost}, sent again.',
    'On the destination it asked {count} times for a page, and a CPU waited up to {waited} in all; the broken channel swallowed {lost}, sent again.',
    { waited, lost: counted(lostPages, 'a page', '{count} pages') },
  );
}

function stillInPostcopy(run: Result): Verdict {
  return {
    tone: 'bad',
    ...stressed(
      counted(
        run.remainingPages,
        'Still in post-copy after {time}: the guest runs there and lacks *{count} page*.',
        'Still in post-copy after {time}: the guest runs there and lacks *{count} pages*.',
        { time: formatMs(run.endMs) },
      ),
    ),
    why: t('Until the last of them has arrived, the guest depends on both hosts and on what connects them.'),
  };
}

function completed(run: Result, scenario: Scenario, tracking: Tracking): Verdict {
  const downtimeMs = run.downtimeMs ?? 0;
  const downtime = formatMs(downtimeMs);
  const { stalePages } = run.audit;
  if (stalePages > 0) {
    return {
      tone: 'bad',
      ...stressed(
        counted(
          stalePages,
          'Completes, and loses *{count} page* without a word.',
          'Completes, and loses *{count} pages* without a word.',
        ),
      ),
      why: t('The guest stops for {downtime} and the destination runs with old content: {lost}', {
        downtime,
        lost: run.audit.explanation,
      }),
    };
  }
  const everyWrite = scenario.guest.freePageHint
    ? t('Nothing is lost: every page that the guest needs is the newest on the destination.')
    : t('Nothing is lost: every page on the destination is the newest.');
  if (run.postcopy !== null && !scenario.guest.stoppedBeforeMigrate)
    return completedByPostcopy(run, run.postcopy, scenario);
  if (scenario.guest.stoppedBeforeMigrate) {
    return {
      tone: 'good',
      ...stressed(t('Moves a stopped guest in *{time}*.', { time: formatMs(run.totalTimeMs) })),
      why: sentences(
        t('Nothing runs, so nothing is dirtied: {bytes} are sent once.', { bytes: formatBytes(run.transferredBytes) }),
        everyWrite,
      ),
    };
  }
  if (run.precopyBytes === 0 && tracking.rule !== null) {
    return {
      tone: downtimeMs <= limitOf(scenario) ? 'good' : 'bad',
      ...stressed(
        t('Stops the guest for *{downtime}*: pre-copy is skipped and {bytes} are sent while it is stopped.', {
          downtime,
          bytes: formatBytes(run.ramStoppedBytes),
        }),
      ),
      why: sentences(whySkipped(scenario, tracking), everyWrite),
    };
  }
  const limitMs = limitOf(scenario);
  const inside = downtimeMs <= limitMs;
  const looked = counted(
    run.dirtySyncCount,
    '{count} look at the dirty log, {running} sent while the guest ran, {stopped} while it stood still.',
    '{count} looks at the dirty log, {running} sent while the guest ran, {stopped} while it stood still.',
    { running: formatBytes(run.ramRunningBytes), stopped: formatBytes(run.ramStoppedBytes) },
  );
  const words = { downtime, limit: formatMs(limitMs) };
  return {
    tone: inside ? 'good' : 'warning',
    ...stressed(
      inside
        ? t('Stops the guest for *{downtime}*, inside its limit of {limit}.', words)
        : t('Stops the guest for *{downtime}*, above its limit of {limit}.', words),
    ),
    why: sentences(inside ? '' : whyAbove(run, limitMs), looked, everyWrite),
  };
}

/** Why pre-copy was skipped, and what became of the limit. */
function whySkipped(scenario: Scenario, { rule }: Tracking): string {
  const limit = formatMs(limitOf(scenario));
  if (rule!.name === 'check-sla' || rule!.name === 'fail-fast') {
    return t(
      'All of RAM fits into the downtime limit of {limit} at the bandwidth that the rule reckons with, so nothing is sent in vain.',
      { limit },
    );
  }
  return t('The downtime limit of {limit} is not looked at, since nothing has been sent and no bandwidth is known.', {
    limit,
  });
}

function whyRefused({ rule, trackers }: Tracking): string {
  if (rule !== null) return t('Nobody tracks what the device writes, and the rule is to refuse.');
  return trackers.some(({ untracked }) => untracked) ? t('Nobody tracks what the device writes.') : '';
}

function whyAbove(run: Result, limitMs: number): string {
  if (run.thresholdBytes === 0 && limitMs === 0) {
    return t('A limit of 0 allows one pass and then stops, however much was dirtied meanwhile.');
  }
  if (run.thresholdBytes === 0)
    return t('RAM was drained before the first bandwidth estimate, so the limit was never checked.');
  return t('The limit covers the RAM left at the last look, not what stopping and device state add.');
}

function notConverged(run: Result, scenario: Scenario, tracking: Tracking): Verdict {
  if (run.postcopy !== null) return stillInPostcopy(run);
  const headline = stressed(
    t('Does not converge: after *{time}* the guest still runs here.', { time: formatMs(run.endMs) }),
  );
  const allowed = {
    limit: formatMs(limitOf(scenario)),
    rate: formatBytesPerSecond(run.bandwidthBytesPerMs * 1000),
    threshold: formatBytes(run.thresholdBytes),
  };
  const asked = run.bandwidthBytesPerMs > 0 && run.thresholdBytes > 0;
  if (run.devicesPendingBytes > 0 && run.devicesPendingBytes >= run.thresholdBytes) {
    const left = formatBytes(run.devicesPendingBytes);
    return {
      tone: 'bad',
      ...headline,
      why: asked
        ? t(
            'The devices alone are said to have {left} left, and {limit} at {rate} allow {threshold}: every look at the dirty log is in vain.',
            { left, ...allowed },
          )
        : t(
            'The devices alone are said to have {left} left, and {limit} allow {threshold}: every look at the dirty log is in vain.',
            { left, ...allowed },
          ),
    };
  }
  if (run.remainingPages > 0 && tracking.everyPage) {
    return {
      tone: 'bad',
      ...headline,
      why: t('Every look finds all {ram} dirty, and {limit} at {rate} allow {threshold}.', {
        ram: formatBytes(scenario.guest.ramBytes),
        ...allowed,
      }),
    };
  }
  return {
    tone: 'bad',
    ...headline,
    why: counted(
      run.dirtySyncCount,
      'After {count} look {left} remain; {limit} at {rate} allow {threshold}.',
      'After {count} looks {left} remain; {limit} at {rate} allow {threshold}.',
      { left: formatBytes(pagesToBytes(run.remainingPages)), ...allowed },
    ),
  };
}

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
