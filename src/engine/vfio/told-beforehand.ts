import { t } from '../../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs, PAGE_BYTES } from '../../units.ts';
import { NORMAL_PAGE_BYTES } from '../link/wire.ts';
import { ramLayout } from '../memory/ram-blocks.ts';
import type { Release } from '../migration/releases.ts';
import type { UntrackedRule } from '../policy/rule.ts';
import type { Answer, DeviceAdmission, ToldBeforehand } from '../record.ts';
import type { Scenario } from '../scenario.ts';
import type { TrackerChoice } from './containers.ts';

/** What is known when the devices have been added. */
export interface BeforeMigrate {
  readonly scenario: Scenario;
  readonly release: Release;
  readonly rule: UntrackedRule | null;
  readonly trackers: readonly TrackerChoice[];
  readonly devices: readonly DeviceAdmission[];
  readonly error: string | null;
  readonly realizeError: string | null;
}

/**
 * What a management tool can find out before it starts the migration: the question of T#8. It can read QMP, and knows the
 * size of the guest and the speed of its own network; it does not parse what QEMU prints.
 */
export function toldBeforehand(before: BeforeMigrate): ToldBeforehand {
  const { scenario, rule, trackers, error, realizeError } = before;
  const name = rule?.name ?? (trackers.some(({ untracked }) => untracked) ? 'as-released' : null);
  if (realizeError !== null) {
    const how = t('QEMU does not start with this device, and says why.');
    return all(name, { known: true, how }, null, 'QEMU does not start');
  }
  const blocked = before.devices.some(({ verdict }) => verdict === 'blocked');
  if (blocked) {
    const how = t('query-migrate lists the blocker in blocked-reasons, before anything is tried.');
    return all(name, { known: true, how }, null, 'blocked-reasons');
  }
  if (error !== null) {
    const how = t('Nothing says so beforehand; the error of migrate does.');
    return all(name, { known: false, how }, null, 'only the error of migrate');
  }
  const skips = rule !== null && rule.decide(unknownSituation(scenario)).answer === 'complete';
  return skips ? skipping(before, rule) : precopying(before, name);
}

function skipping({ scenario, rule }: BeforeMigrate, named: UntrackedRule): ToldBeforehand {
  const { told } = named;
  const predicted = wholeRamMs(scenario);
  const speed = linkSpeed(scenario);
  const size = formatBytes(ramLayout(scenario).totalPages * PAGE_BYTES);
  const words = { size, speed: formatBytesPerSecond(speed), time: formatMs(predicted) };
  const how = told.precopy
    ? t(
        'All {size} are sent while the guest stands still; at {speed}, which the tool must know itself, that is {time}.',
        words,
      )
    : t(
        'It would have to know that all {size} go while the guest stands still ({time} at {speed}), and nothing in QMP says so.',
        words,
      );
  return {
    rule: rule!.name,
    ruleKnown: { known: told.rule, how: whereIt(told.rule, told.where) },
    precopyKnown: {
      known: told.precopy,
      how: told.precopy ? yes(told.where) : t('No: query-migrate reads as before any migration.'),
    },
    downtimeKnown: { known: told.precopy, how },
    predictedDowntimeMs: predicted,
    summary: told.where,
  };
}

function precopying(
  { scenario, release, rule, trackers, devices }: BeforeMigrate,
  name: ToldBeforehand['rule'],
): ToldBeforehand {
  const limitMs = scenario.parameters['downtime-limit'];
  const warned = devices.some(({ verdict }) => verdict === 'warned');
  const lost = trackers.some(({ untracked }) => untracked) && !reportsForUntracked(release, rule);
  const everyPage = trackers.some(
    ({ tracker, untracked }) => tracker === 'every page' || (untracked && reportsForUntracked(release, rule)),
  );
  const where = rule?.told.where ?? (warned ? 'a line in the log' : 'nothing');
  const precopy = rule?.told.precopy ?? false;
  return {
    rule: name,
    ruleKnown: {
      known: name === null || (rule?.told.rule ?? false),
      how: name === null ? t('No rule is needed: every write is tracked.') : whereIt(rule?.told.rule ?? false, where),
    },
    precopyKnown: {
      known: !everyPage || precopy,
      how: everyPage
        ? precopy
          ? t('Yes: {where}. Pre-copy runs and finds all RAM dirty each time.', { where: t(where) })
          : t(
              'No: pre-copy runs and finds all RAM dirty each time, which shows only in expected-downtime once it runs.',
            )
        : lost
          ? t('Pre-copy runs as always; that writes are lost is said nowhere in QMP.')
          : t('Pre-copy runs as always.'),
    },
    downtimeKnown: {
      known: false,
      how: everyPage
        ? t(
            'Only that it will not stop above the limit of {limit}, as the measured bandwidth has it; whether it ever stops is not known.',
            { limit: formatMs(limitMs) },
          )
        : t(
            "Not itself: about the limit of {limit} at most, by the measured bandwidth, and nothing for the devices' own times.",
            { limit: formatMs(limitMs) },
          ),
    },
    predictedDowntimeMs: everyPage ? null : limitMs,
    summary: where,
  };
}

/** Where management reads it, or that it cannot: what is printed is not for it. */
function whereIt(known: boolean, where: string): string {
  if (known) return yes(where);
  return where === 'nothing'
    ? t('No field of QMP says it.')
    : t('No field of QMP says it, only {where}.', { where: t(where) });
}

const yes = (where: string): string => t('Yes: {where}.', { where: t(where) });

/** Whether a sync reports pages for devices that nobody tracks. */
export const reportsForUntracked = (release: Release, rule: UntrackedRule | null): boolean =>
  rule === null ? release.untracked !== 'blocker' && release.fallbackReachable : rule.reports === 'every page';

const all = (
  rule: ToldBeforehand['rule'],
  answer: Answer,
  predicted: number | null,
  summary: string,
): ToldBeforehand => ({
  rule,
  ruleKnown: answer,
  precopyKnown: answer,
  downtimeKnown: answer,
  predictedDowntimeMs: predicted,
  summary,
});

const linkSpeed = ({ link, parameters }: Scenario): number =>
  (link.kind === 'wire' ? link.bytesPerSecond : null) ?? (parameters['max-bandwidth'] || 134_217_728);

const wholeRamMs = (scenario: Scenario): number =>
  Math.round((ramLayout(scenario).totalPages * NORMAL_PAGE_BYTES * 1000) / linkSpeed(scenario));

const unknownSituation = (scenario: Scenario) => ({
  scenario,
  mappedRamBytes: Infinity,
  measuredBytesPerMs: 0,
  maxBandwidth: scenario.parameters['max-bandwidth'],
  availSwitchoverBandwidth: scenario.parameters['avail-switchover-bandwidth'],
  downtimeLimitMs: scenario.parameters['downtime-limit'],
});
