import type { DmaTracker } from './record.ts';
import type { Qemu, ReleaseName, Scenario, UntrackedRuleName, VfioDevice } from './scenario.ts';

/* Test support for the plain model: who tracks which device and who is let through, from sheet 5.5, 6.2 and 6.3. */

/** 702 for 7.2, 1001 for 10.1. */
export function releaseNumber(name: ReleaseName): number {
  const [major, minor] = name.split('.');
  return Number(major) * 100 + Number(minor);
}

/** Devices that share a log, and what QEMU reads in it. */
export interface PlainContainer {
  /** Indexes of its devices. */
  readonly members: readonly number[];
  /** `every`: all that is mapped; `pinned`: the DMA regions; `written`: what its `logging` devices wrote. */
  readonly reports: 'every' | 'pinned' | 'written' | 'nothing';
  readonly logging: readonly number[];
  /** Not asked while the guest runs. */
  readonly deferred: boolean;
}

/** What a rule comes down to. */
export interface PlainRule {
  readonly name: UntrackedRuleName;
  readonly atMigrate: 'refuse' | null;
  readonly atLook: 'none' | 'complete' | 'fail' | 'check and hold' | 'check and fail';
  readonly reports: 'every' | 'nothing';
}

export interface PlainAdmission {
  readonly ending: 'refused' | 'realize-error' | null;
  readonly trackers: readonly DmaTracker[];
  readonly containers: readonly PlainContainer[];
  /** Indexes of the devices to which the rule applies. */
  readonly untracked: readonly number[];
  /** Null when no rule is in force. */
  readonly rule: PlainRule | null;
}

export function plainAdmission(scenario: Scenario): PlainAdmission {
  const { devices, qemu } = scenario;
  const trackers: DmaTracker[] = devices.map(() => 'nobody');
  const untracked: number[] = [];
  const groups = [/^type1/, /^iommufd/].map((family) =>
    devices.flatMap(({ container }, i) => (family.test(container) ? [i] : [])),
  );
  for (const group of groups) {
    const tracker = trackerOf(
      group.map((i) => devices[i]!),
      releaseNumber(qemu.release),
    );
    for (const i of group) {
      if (tracker === null) untracked.push(i);
      else trackers[i] = tracker === 'iommu' && devices[i]!.container === 'iommufd' ? 'nobody' : tracker;
    }
  }
  untracked.sort((a, b) => a - b);
  const notNative = devices.flatMap((_, i) => (trackers[i] === 'device' || trackers[i] === 'iommu' ? [] : [i]));
  const subjects = qemu.untrackedRule === 'native-only' ? notNative : untracked;
  const rule = subjects.length > 0 ? ruleOf(scenario) : null;
  const containers = groups
    .filter((group) => group.length > 0)
    .map((members): PlainContainer => {
      const byRule = members.some((i) => untracked.includes(i));
      const logging = members.filter((i) => trackers[i] === 'device' || trackers[i] === 'iommu');
      const first = trackers[members[0]!];
      const tracked = first === 'every page' ? 'every' : first === 'pinned pages' ? 'pinned' : 'written';
      return {
        members,
        logging,
        reports: byRule ? (rule?.reports ?? 'nothing') : tracked,
        deferred: !byRule && members.some((i) => !devices[i]!.properties['x-pre-copy-dirty-page-tracking']),
      };
    });
  const added = endingOf(scenario, untracked, subjects);
  const release = releaseNumber(qemu.release);
  const isBesidePostcopy = release >= 802 && devices.length > 0 && scenario.capabilities['postcopy-ram'];
  return {
    ending: added ?? (rule?.atMigrate || isBesidePostcopy ? 'refused' : null),
    trackers,
    containers,
    untracked: subjects,
    rule,
  };
}

/** Sheet 5.5; null: nobody tracks them, so that a rule applies. */
function trackerOf(devices: readonly VfioDevice[], release: number): DmaTracker | null {
  const logs = ({ deviceLogging, properties }: VfioDevice): boolean =>
    deviceLogging && (release < 901 || properties['x-device-dirty-page-tracking']);
  if (release >= 800 && devices.every(logs)) return 'device';
  const has = (name: VfioDevice['container']): boolean => devices.some(({ container }) => container === name);
  if (has('type1')) return 'every page';
  if (has('type1-pinned')) return 'pinned pages';
  return release >= 901 && has('iommufd-tracking') ? 'iommu' : null;
}

const isBlocker = ({ untrackedRule, allowRestricted }: Qemu): boolean =>
  untrackedRule === 'blocker' || untrackedRule === 'native-only' || (untrackedRule === 'opt-in' && !allowRestricted);

/** Sheet 6.2; the blockers among them are seen to when the devices are added. */
function ruleOf({ qemu, sla, parameters }: Scenario): PlainRule {
  const name = qemu.untrackedRule;
  const release = releaseNumber(qemu.release);
  const rule = (atLook: PlainRule['atLook'], reports: PlainRule['reports'] = 'nothing', refuse = false): PlainRule => ({
    name,
    atMigrate: refuse ? 'refuse' : null,
    atLook,
    reports,
  });
  switch (name) {
    case 'as-released':
      return rule('none', release >= 800 && release < 1000 ? 'every' : 'nothing');
    case 'blocker':
    case 'native-only':
    case 'knob':
      return rule('none');
    case 'skip-precopy':
    case 'skip-precopy-once':
    case 'opt-in':
    case 'core-notion':
      return rule('complete');
    case 'keep-precopying':
    case 'all-dirty':
      return rule('none', 'every');
    case 'abort-precopy':
      return rule('fail');
    case 'block-precopy':
      return rule('none', 'nothing', true);
    case 'check-sla':
      return rule('check and hold', 'every');
    case 'fail-fast':
      return rule('check and fail', 'every');
    case 'refuse-any-sla':
      return rule('complete', 'nothing', sla !== 'none');
    case 'zero-is-unlimited':
      return rule('complete', 'nothing', parameters['downtime-limit'] !== 0);
  }
}

/** A device is refused when it is added. */
class RealizeError extends Error {}

/**
 * Sheet 6.3: the devices are added one after the other.
 * @param untracked indexes of those that nobody tracks @param subjects of those to which the rule applies
 */
function endingOf(
  scenario: Scenario,
  untracked: readonly number[],
  subjects: readonly number[],
): PlainAdmission['ending'] {
  const { devices, qemu } = scenario;
  const release = releaseNumber(qemu.release);
  const migratable: VfioDevice[] = [];
  let blockers = 0;
  let severalBlocked = false;
  const block = (): void => {
    if (qemu.onlyMigratable) throw new RealizeError();
    blockers++;
  };
  const add = (device: VfioDevice, i: number): void => {
    const asked = device.properties['enable-migration'];
    const spoken = device.protocol === 'any' || (device.protocol === 'v1') === release < 800;
    const blockOrRefuse = (): void => {
      if (release >= 801 && asked === 'on') throw new RealizeError();
      block();
    };
    if (asked === 'off' || (asked === 'auto' && release < 801)) return block();
    if (!spoken) return blockOrRefuse();
    migratable.push(device);
    if ((isBlocker(qemu) && subjects.includes(i)) || (!isRuled(i) && isUntrackedInRelease(device, i))) return block();
    if (release < 800) return;
    if (release >= 802) {
      if (migratable.length > 1 && !migratable.every(({ p2p }) => p2p)) blockOrRefuse();
    } else if (migratable.length > 1 && !severalBlocked) {
      blockOrRefuse();
      severalBlocked = true;
    }
    if (qemu.viommu) blockOrRefuse();
  };
  /** A rule that does not apply to a device changes nothing for it. */
  const isRuled = (i: number): boolean => qemu.untrackedRule !== 'as-released' && subjects.includes(i);
  const isUntrackedInRelease = ({ container, deviceLogging, properties }: VfioDevice, i: number): boolean => {
    if (release < 800) return untracked.includes(i);
    if (release === 800 || properties['enable-migration'] !== 'auto') return false;
    const logs = deviceLogging && (release < 901 || properties['x-device-dirty-page-tracking']);
    return !logs && !(release >= 901 && container === 'iommufd-tracking');
  };
  try {
    devices.forEach(add);
  } catch (error) {
    if (error instanceof RealizeError) return 'realize-error';
    throw error;
  }
  return blockers > 0 ? 'refused' : null;
}
