import { RELEASES, type Release } from '../migration/releases.ts';
import type { UntrackedRule } from '../policy/rule.ts';
import { BLOCKER_7 } from '../policy/rule.ts';
import { untrackedRule } from '../policy/rules.ts';
import type { Admission, DeviceAdmission, LogLine } from '../record.ts';
import type { Scenario, VfioDevice } from '../scenario.ts';
import { chooseTrackers, type TrackerChoice } from './containers.ts';
import { toldBeforehand } from './told-beforehand.ts';

/** The admission, with the lines that were printed before `migrate`. */
export interface Admitted {
  readonly admission: Admission;
  readonly log: readonly LogLine[];
  readonly trackers: readonly TrackerChoice[];
  /** The rule in force for devices that nobody tracks; null when there are none, or the release decides. */
  readonly rule: UntrackedRule | null;
}

/**
 * Adds the devices one after the other, as QEMU does at its start, then asks whether `migrate` would be let through.
 * @param release of the scenario unless another is given
 * @source QEMU hw/vfio/migration.c vfio_migration_probe() v7.2 and v8.0, vfio_migration_realize() v8.1 on;
 * migration/migration.c migration_is_blocked(); semantics sheet 1.2, 5.5, 6.2, 6.3
 */
export function admit(scenario: Scenario, release: Release = RELEASES[scenario.qemu.release]): Admitted {
  const { devices, qemu } = scenario;
  const trackers = chooseTrackers(devices, release);
  const named = qemu.untrackedRule === 'as-released' ? null : untrackedRule(qemu.untrackedRule);
  const isUnder = (i: number): boolean =>
    named?.appliesTo === 'without native tracker'
      ? trackers[i]!.tracker !== 'device' && trackers[i]!.tracker !== 'iommu'
      : trackers[i]!.untracked;
  const rule = named !== null && devices.some((_, i) => isUnder(i)) ? named : null;

  const desk = new Desk(scenario);
  devices.forEach((device, i) => {
    const ruled = isUnder(i) ? rule : null;
    desk.add(device, (say) =>
      addDevice({ device, index: i, tracker: trackers[i]!, scenario, release, rule: ruled }, say),
    );
  });

  const blocked = desk.blockers.toReversed();
  const error =
    desk.realizeError === null ? (blocked[0] ?? rule?.atMigrate(scenario) ?? postcopyRefusal(scenario, release)) : null;
  const entries = devices.map(({ name }, i): DeviceAdmission => {
    const { tracker, reason } = trackers[i]!;
    return { device: name, ...desk.results[i]!, tracker, reason };
  });
  const before = { scenario, release, rule, trackers, devices: entries, error, realizeError: desk.realizeError };
  return {
    admission: {
      devices: entries,
      blockedReasons: blocked,
      error,
      realizeError: desk.realizeError,
      told: toldBeforehand(before),
    },
    log: desk.log,
    trackers,
    rule,
  };
}

/** @source QEMU hw/vfio/migration.c, vfio_save_prepare() v8.2 */
function postcopyRefusal({ devices, capabilities }: Scenario, release: Release): string | null {
  const [first] = devices;
  if (!first || !release.vfioRefusesPostcopy || !capabilities['postcopy-ram']) return null;
  return `${first.name}: VFIO migration is not supported with postcopy migration`;
}

/** What QEMU says while a device is added: lines, blockers, or an error with which the device is refused. */
class Desk {
  readonly log: LogLine[] = [];
  readonly blockers: string[] = [];
  readonly results: Pick<DeviceAdmission, 'verdict' | 'message'>[] = [];
  realizeError: string | null = null;
  private readonly scenario: Scenario;
  private readonly printed = new Set<string>();

  constructor(scenario: Scenario) {
    this.scenario = scenario;
  }

  add(device: VfioDevice, ask: (say: Say) => void): void {
    let result: (typeof this.results)[number] = { verdict: 'allowed', message: '' };
    const refuse = (text: string): void => {
      this.realizeError = text;
      this.log.push({ atMs: 0, level: 'error', text });
      result = { verdict: 'realize-error', message: text };
    };
    const isOver = (): boolean => this.realizeError !== null;
    if (!isOver()) {
      ask({
        warning: (text, once = null) => {
          if (isOver() || (once !== null && this.printed.has(once))) return;
          if (once !== null) this.printed.add(once);
          this.log.push({ atMs: 0, level: 'warning', text });
          if (result.verdict === 'allowed') result = { verdict: 'warned', message: text };
        },
        blocker: (text) => {
          if (isOver()) return;
          if (this.scenario.qemu.onlyMigratable) {
            refuse(`disallowing migration blocker (--only-migratable) for: ${text}`);
            this.log.push({ atMs: 0, level: 'error', text: `${device.name}: Migration disabled` });
            return;
          }
          this.blockers.push(text);
          result = { verdict: 'blocked', message: text };
        },
        refuse,
        hasBlocker: (text) => this.blockers.includes(text),
      });
    }
    this.results.push(result);
  }
}

interface Say {
  /** @param once the call that says it no second time, whatever the device (`warn_report_once`) */
  readonly warning: (text: string, once?: string | null) => void;
  readonly blocker: (text: string) => void;
  readonly refuse: (text: string) => void;
  readonly hasBlocker: (text: string) => boolean;
}

interface Added {
  readonly device: VfioDevice;
  readonly index: number;
  readonly tracker: TrackerChoice;
  readonly scenario: Scenario;
  readonly release: Release;
  /** In force for this device. */
  readonly rule: UntrackedRule | null;
}

function addDevice(added: Added, say: Say): void {
  if (added.release.enableMigration === 'x-enable-migration') addUntil80(added, say);
  else addFrom81(added, say);
}

/** Before 8.1 nothing is printed; in 8.0 the last two blockers are there once, for all devices. */
function addUntil80({ device, index, tracker, scenario, release, rule }: Added, say: Say): void {
  const speaks = device.protocol === 'any' || device.protocol === release.vfioProtocol;
  if (device.properties['enable-migration'] !== 'on' || !speaks) return say.blocker(BLOCKER_7);
  if (rule !== null) {
    const { blocker, warning, once } = rule.realize(scenario);
    if (blocker !== null) return say.blocker(blocker);
    if (warning !== null) say.warning(warning.replace('%s', device.name), once ? warning : null);
  } else if (tracker.untracked && release.untracked === 'blocker') return say.blocker(BLOCKER_7);
  if (
    release.severalDevices === 'blocked' &&
    migratable(scenario, release, index).length > 1 &&
    !say.hasBlocker(SEVERAL)
  ) {
    say.blocker(SEVERAL);
  }
  if (!release.viommu && scenario.qemu.viommu && !say.hasBlocker(VIOMMU)) say.blocker(VIOMMU);
}

/** `on` turns what would block into an error with which the device is refused, but for a missing tracker: a warning. */
function addFrom81({ device, index, tracker, scenario, release, rule }: Added, say: Say): void {
  const { name, properties } = device;
  const isOn = properties['enable-migration'] === 'on';
  const block = isOn ? say.refuse : say.blocker;
  if (properties['enable-migration'] === 'off') return say.blocker(`${name}: Migration is disabled for VFIO device`);
  if (device.protocol === 'v1') return block(`${name}: VFIO migration is not supported in kernel`);

  const nativelyTracked =
    (device.deviceLogging && (!release.iommuTracking || properties['x-device-dirty-page-tracking'])) ||
    (release.iommuTracking && device.container === 'iommufd-tracking');
  if (rule !== null) {
    const { blocker, warning, once } = rule.realize(scenario);
    if (blocker !== null) return say.blocker(blocker);
    if (warning !== null) say.warning(warning.replace('%s', name), once ? warning : null);
  } else if (!nativelyTracked) {
    const text = `${name}: VFIO device doesn't support device ${release.iommuTracking ? 'and IOMMU ' : ''}dirty tracking`;
    if (!isOn) return say.blocker(text);
    say.warning(text);
  }
  if (tracker.tracker === 'nobody' && !tracker.untracked) {
    say.warning(`IOMMU instance for device ${name} doesn't support dirty tracking`);
  }

  const text = release.severalDevices === 'blocked' ? SEVERAL : SEVERAL_P2P;
  const earlier = migratable(scenario, release, index);
  const allP2p = release.severalDevices === 'need p2p' && earlier.every(({ p2p }) => p2p);
  // 8.1 asks first whether the blocker is there already, 8.2 only before it adds another
  const isSaid = release.severalDevices === 'blocked' && say.hasBlocker(text);
  if (earlier.length > 1 && !allP2p && !isSaid) {
    if (isOn) return say.refuse(text);
    if (!say.hasBlocker(text)) say.blocker(text);
  }
  if (scenario.qemu.viommu && !release.viommu) block(`${name}: ${VIOMMU}`);
}

const SEVERAL = 'Migration is currently not supported with multiple VFIO devices';
const SEVERAL_P2P = 'Multiple VFIO devices migration is supported only if all of them support P2P migration';
const VIOMMU = 'Migration is currently not supported with vIOMMU enabled';

/** Devices up to `index` that QEMU has set up for migration, whether or not something blocks it. */
const migratable = ({ devices }: Scenario, release: Release, index: number): readonly VfioDevice[] =>
  devices
    .slice(0, index + 1)
    .filter(
      ({ protocol, properties }) =>
        (protocol === 'any' || protocol === release.vfioProtocol) &&
        (release.enableMigration === 'x-enable-migration'
          ? properties['enable-migration'] === 'on'
          : properties['enable-migration'] !== 'off'),
    );
