import type { Management, ManagementName, PageRange, Pattern, Scenario, Workload } from '../engine/scenario.ts';
import {
  FIRST_DEVICE,
  fittedDevice,
  fittedRegion,
  isDeviceField,
  readDeviceField,
  writeDeviceField,
} from './field-values-device.ts';
import { FIELDS, type FieldName } from './fields.ts';
import { MOST } from './limits.ts';
import { underManagement } from './management.ts';
import { measuredPoints } from './measured-curve.ts';
import { has, stillHas, underRelease } from './releases.ts';
import { regionsOf, writesPerSecondOf } from './workload-parts.ts';

/** A choice, a number in the unit of its field (null: no limit), or a switch. */
export type FieldValue = string | number | boolean | null;

/**
 * What the control of a field shows for a scenario. The controls speak of one workload and one device, the first of each.
 * Null where the scenario has no such thing: a hot share without a hot set, a device field without a device.
 */
export function readField(scenario: Scenario, name: FieldName): FieldValue {
  const { guest, link, parameters, capabilities, qemu } = scenario;
  const workload = guest.workloads[0];
  const [device] = scenario.devices;
  if (isDeviceField(name)) return device ? readDeviceField(device, name) : null;
  switch (name) {
    case 'ramBytes':
    case 'firmware':
    case 'stoppedBeforeMigrate':
    case 'throttleEffect':
    case 'vcpus':
    case 'sharedRam':
    case 'logClearing':
      return guest[name];
    case 'readsPerSecond':
      return workload ? (workload.reads?.perSecond ?? 0) : null;
    case 'locality':
      return workload?.reads ? workload.reads.locality : null;
    case 'startAfterPasses':
    case 'roundTripMs':
    case 'queuedBytes':
      return scenario.postcopy[name];
    case 'changedBytes':
    case 'changesAt':
    case 'compressionRatio':
    case 'incompressibleShare':
    case 'compressMsPerPage':
      return guest.content[name];
    case 'dirtyRingSize':
      return String(guest.dirtyRingSize);
    case 'freeShare':
      return guest.freePageHint ? pagesIn(guest.freePageHint.ranges) / ramPages(scenario) : 0;
    case 'freePagesPerMs':
      return guest.freePageHint?.pagesPerMs ?? null;
    case 'zeroShare':
      return 1 - dataPages(scenario) / ramPages(scenario);
    case 'pattern':
      return workload?.kind ?? 'idle';
    case 'writesPerSecond':
      return workload && 'writesPerSecond' in workload ? workload.writesPerSecond : null;
    case 'workingSetPages':
      return workload && 'region' in workload ? workload.region.pages : null;
    case 'hotPages':
    case 'hotShare':
      return workload?.kind === 'hot-cold' ? workload[name] : null;
    case 'onMs':
    case 'offMs':
      return workload?.kind === 'bursts' ? workload[name] : null;
    case 'exponent':
      return workload?.kind === 'zipf' ? workload.exponent : null;
    case 'linkBytesPerSecond':
      return link.kind === 'wire' ? link.bytesPerSecond : null;
    case 'host':
    case 'pageCpuNs':
    case 'sendCores':
    case 'extraSyncMsPerGib':
    case 'seed':
    case 'horizonMs':
      return scenario[name];
    case 'downtime-limit':
    case 'max-bandwidth':
    case 'avail-switchover-bandwidth':
    case 'max-postcopy-bandwidth':
    case 'throttle-trigger-threshold':
    case 'cpu-throttle-initial':
    case 'cpu-throttle-increment':
    case 'cpu-throttle-tailslow':
    case 'max-cpu-throttle':
    case 'xbzrle-cache-size':
    case 'compress-threads':
    case 'vcpu-dirty-limit':
    case 'x-vcpu-dirty-limit-period':
    case 'multifd-channels':
      return parameters[name];
    case 'noSla':
      return scenario.sla === 'none';
    case 'pause-before-switchover':
    case 'return-path':
    case 'switchover-ack':
    case 'auto-converge':
    case 'postcopy-ram':
    case 'postcopy-preempt':
    case 'postcopy-blocktime':
    case 'xbzrle':
    case 'compress':
    case 'dirty-limit':
    case 'x-ignore-shared':
    case 'multifd':
      return capabilities[name];
    case 'management':
      return scenario.management?.policy ?? 'none';
    case 'acts':
      return scenario.management?.acts ?? null;
    case 'startMs':
    case 'mostMs':
    case 'steps':
    case 'delaySecondsPerGib':
    case 'fromPass':
    case 'passes':
    case 'cooldownSeconds':
    case 'progressSeconds':
    case 'marginPercent':
    case 'timeoutSecondsPerGib':
    case 'timeoutSeconds':
    case 'lastResort':
      return managementSetting(scenario.management, name);
    case 'untrackedRule':
    case 'release':
    case 'viommu':
    case 'onlyMigratable':
    case 'allowRestricted':
    case 'bandwidthSource':
    case 'x-clear-bitmap-shift':
      return qemu[name];
  }
}

/**
 * The scenario with this value in that field, for `edit`. What no longer fits is made to fit: regions shrink with the RAM,
 * a hot set with its region. Where there is no workload or device a field of it makes one, but a field that the
 * workload's kind does not have changes nothing. The value is not checked: `edit` checks the whole.
 */
export function writeField(scenario: Scenario, name: FieldName, value: FieldValue): Scenario {
  const { guest, link, parameters, capabilities, qemu } = scenario;
  if (isDeviceField(name)) {
    const [first = FIRST_DEVICE, ...others] = scenario.devices;
    return { ...scenario, devices: [writeDeviceField(first, name, value, ramPages(scenario)), ...others] };
  }
  switch (name) {
    case 'ramBytes':
      return withRam(scenario, value as number);
    case 'firmware':
    case 'stoppedBeforeMigrate':
    case 'throttleEffect':
    case 'vcpus':
    case 'sharedRam':
      return { ...scenario, guest: { ...guest, [name]: value } };
    case 'readsPerSecond':
      return withWorkload(scenario, ({ reads, ...workload }) =>
        value === 0 ? workload : { ...workload, reads: { locality: reads?.locality ?? 0, perSecond: value as number } },
      );
    case 'locality':
      return withWorkload(scenario, (workload) =>
        workload.reads ? { ...workload, reads: { ...workload.reads, locality: value as number } } : workload,
      );
    case 'startAfterPasses':
    case 'roundTripMs':
    case 'queuedBytes':
      return { ...scenario, postcopy: { ...scenario.postcopy, [name]: value } };
    case 'changedBytes':
    case 'changesAt':
    case 'compressionRatio':
    case 'incompressibleShare':
    case 'compressMsPerPage':
      return { ...scenario, guest: { ...guest, content: { ...guest.content, [name]: value } } };
    case 'dirtyRingSize':
      return withRing(scenario, Number(value));
    case 'logClearing': {
      const { dirtyRingSize } = guest;
      const clearing = value as Scenario['guest']['logClearing'];
      const bare = clearing === 'by-chunk' && dirtyRingSize > 0 ? withRing(scenario, 0) : scenario;
      return { ...bare, guest: { ...bare.guest, logClearing: clearing } };
    }
    case 'freeShare':
      return withFreeShare(scenario, value as number);
    case 'freePagesPerMs': {
      const ranges = guest.freePageHint?.ranges ?? [];
      return { ...scenario, guest: { ...guest, freePageHint: { ranges, pagesPerMs: value as number } } };
    }
    case 'zeroShare': {
      const toPage = Math.round((1 - (value as number)) * ramPages(scenario));
      return { ...scenario, guest: { ...guest, nonzeroRanges: toPage > 0 ? [{ fromPage: 0, toPage }] : [] } };
    }
    case 'pattern':
      return withWorkload(scenario, (workload) => ofKind(value as Workload['kind'] | 'idle', workload));
    case 'writesPerSecond':
      return withWorkload(scenario, (workload) =>
        'writesPerSecond' in workload ? { ...workload, writesPerSecond: value as number } : workload,
      );
    case 'hotPages':
    case 'hotShare':
    case 'onMs':
    case 'offMs':
    case 'exponent':
      if (readField(scenario, name) === null) return scenario;
      return withWorkload(scenario, (workload) => ({ ...workload, [name]: value }) as Workload);
    case 'workingSetPages':
      return withWorkload(scenario, (workload) =>
        'region' in workload ? { ...workload, region: { ...workload.region, pages: value as number } } : workload,
      );
    case 'linkBytesPerSecond': {
      const bytesPerSecond = value as number | null;
      if (link.kind !== 'wire') return { ...scenario, link: { kind: 'wire', bytesPerSecond } };
      return link.bytesPerSecond === bytesPerSecond ? scenario : { ...scenario, link: { ...link, bytesPerSecond } };
    }
    case 'host':
    case 'pageCpuNs':
    case 'sendCores':
    case 'extraSyncMsPerGib':
    case 'seed':
    case 'horizonMs':
      return { ...scenario, [name]: value };
    case 'downtime-limit':
    case 'max-bandwidth':
    case 'max-postcopy-bandwidth':
    case 'throttle-trigger-threshold':
    case 'cpu-throttle-increment':
    case 'cpu-throttle-tailslow':
    case 'xbzrle-cache-size':
    case 'multifd-channels':
      return { ...scenario, parameters: { ...parameters, [name]: value } };
    case 'cpu-throttle-initial':
    case 'max-cpu-throttle':
      return withThrottle(scenario, name, value as number);
    case 'avail-switchover-bandwidth':
    case 'vcpu-dirty-limit':
    case 'x-vcpu-dirty-limit-period':
      if (!has(qemu.release, name)) return scenario;
      return { ...scenario, parameters: { ...parameters, [name]: value as number } };
    case 'compress-threads':
      if (!stillHas(qemu.release, name)) return scenario;
      return { ...scenario, parameters: { ...parameters, [name]: value as number } };
    case 'compress':
      if (!stillHas(qemu.release, name)) return scenario;
      return withPostcopyOrOther(scenario, name, value as boolean);
    case 'noSla':
      return { ...scenario, sla: value ? 'none' : 'downtime-limit' };
    case 'auto-converge':
    case 'dirty-limit':
      return withSlowing(scenario, name, value as boolean);
    case 'pause-before-switchover':
    case 'postcopy-blocktime':
      return { ...scenario, capabilities: { ...capabilities, [name]: value as boolean } };
    case 'xbzrle':
      return { ...scenario, capabilities: withEncoding(capabilities, name, value as boolean) };
    case 'postcopy-ram':
    case 'postcopy-preempt':
    case 'multifd':
    case 'x-ignore-shared':
      return withPostcopyOrOther(scenario, name, value as boolean);
    case 'return-path':
    case 'switchover-ack':
      return withAckAndPath(scenario, name, value as boolean);
    case 'management':
      return underManagement(scenario, value === 'none' ? null : (value as ManagementName));
    case 'acts': {
      const { management } = scenario;
      return management ? { ...scenario, management: { ...management, acts: value as boolean } } : scenario;
    }
    case 'startMs':
    case 'mostMs':
    case 'steps':
    case 'delaySecondsPerGib':
    case 'fromPass':
    case 'passes':
    case 'cooldownSeconds':
    case 'progressSeconds':
    case 'marginPercent':
    case 'timeoutSecondsPerGib':
    case 'timeoutSeconds':
    case 'lastResort':
      return withManagementSetting(scenario, name, value);
    case 'release':
      return underRelease(scenario, value as Scenario['qemu']['release']);
    case 'untrackedRule':
    case 'viommu':
    case 'onlyMigratable':
    case 'allowRestricted':
    case 'bandwidthSource':
    case 'x-clear-bitmap-shift':
      return { ...scenario, qemu: { ...qemu, [name]: value } };
  }
}

/** QEMU takes one of them at most, and dirty-limit only with a ring: the other gives way, and a ring of the usual size comes. */
function withSlowing(scenario: Scenario, name: 'auto-converge' | 'dirty-limit', isOn: boolean): Scenario {
  if (name === 'dirty-limit' && !has(scenario.qemu.release, name)) return scenario;
  const other = name === 'dirty-limit' ? 'auto-converge' : 'dirty-limit';
  const { guest, capabilities } = scenario;
  const needsRing = name === 'dirty-limit' && isOn && guest.dirtyRingSize === 0;
  return {
    ...scenario,
    guest: needsRing ? { ...guest, dirtyRingSize: 4096, logClearing: 'at-sync' } : guest,
    capabilities: { ...capabilities, [name]: isOn, ...(isOn && { [other]: false }) },
  };
}

/** At the end of RAM; a share of nothing is a balloon that reports nothing. */
function withFreeShare(scenario: Scenario, share: number): Scenario {
  const { guest } = scenario;
  const pages = ramPages(scenario);
  const fromPage = pages - Math.round(share * pages);
  const pagesPerMs = guest.freePageHint?.pagesPerMs ?? FIELDS.freePagesPerMs.defaultValue;
  const freePageHint = fromPage < pages ? { ranges: [{ fromPage, toPage: pages }], pagesPerMs } : null;
  return { ...scenario, guest: { ...guest, freePageHint } };
}

/** A ring has no manual protection, and without one there is no dirty-limit. */
function withRing(scenario: Scenario, dirtyRingSize: number): Scenario {
  const { guest, capabilities } = scenario;
  return {
    ...scenario,
    guest: { ...guest, dirtyRingSize, ...(dirtyRingSize > 0 && { logClearing: 'at-sync' }) },
    ...(dirtyRingSize === 0 && { capabilities: { ...capabilities, 'dirty-limit': false } }),
  };
}

/** Null where the tool has no such setting, or there is none. */
function managementSetting(management: Management | undefined, name: string): FieldValue {
  const settings: Readonly<Record<string, FieldValue>> = { ...management?.settings };
  return settings[name] ?? null;
}

function withManagementSetting(scenario: Scenario, name: string, value: FieldValue): Scenario {
  const { management } = scenario;
  if (!management || managementSetting(management, name) === null) return scenario;
  const settings = { ...management.settings, [name]: value };
  return { ...scenario, management: { ...management, settings } as Management };
}

/** The maximum is at least the first step: the other one gives way. */
function withThrottle(
  scenario: Scenario,
  name: 'cpu-throttle-initial' | 'max-cpu-throttle',
  percent: number,
): Scenario {
  const { parameters } = scenario;
  const initial = name === 'cpu-throttle-initial' ? percent : Math.min(parameters['cpu-throttle-initial'], percent);
  const most = name === 'max-cpu-throttle' ? percent : Math.max(parameters['max-cpu-throttle'], percent);
  return {
    ...scenario,
    parameters: { ...parameters, 'cpu-throttle-initial': initial, 'max-cpu-throttle': most },
  };
}

/** Pages go over several channels, or are encoded or compressed: what is turned on turns off what it cannot go with. */
function withEncoding(
  capabilities: Scenario['capabilities'],
  name: 'xbzrle' | 'compress' | 'multifd',
  isOn: boolean,
): Scenario['capabilities'] {
  const others = name === 'multifd' ? { xbzrle: false, compress: false } : { multifd: false };
  return { ...capabilities, ...(isOn && others), [name]: isOn };
}

/** Preempt needs post-copy, which multifd and compression (here) and RAM that is left out exclude: the other one gives way. */
function withPostcopyOrOther(
  scenario: Scenario,
  name: 'postcopy-ram' | 'postcopy-preempt' | 'multifd' | 'compress' | 'x-ignore-shared',
  isOn: boolean,
): Scenario {
  const { capabilities, qemu } = scenario;
  if (name === 'postcopy-preempt' && !has(qemu.release, name)) return scenario;
  const set =
    name === 'multifd' || name === 'compress'
      ? withEncoding(capabilities, name, isOn)
      : { ...capabilities, [name]: isOn };
  const isOther = name === 'multifd' || name === 'compress' || name === 'x-ignore-shared';
  const ram = isOther ? set['postcopy-ram'] && !isOn : set['postcopy-ram'] || (name === 'postcopy-preempt' && isOn);
  return {
    ...scenario,
    capabilities: {
      ...set,
      'postcopy-ram': ram,
      'postcopy-preempt': set['postcopy-preempt'] && ram,
      multifd: set.multifd && !ram,
      compress: set.compress && !ram,
      'x-ignore-shared': set['x-ignore-shared'] && !ram,
    },
  };
}

/** The one needs the other: QEMU refuses `switchover-ack` without `return-path`. */
function withAckAndPath(scenario: Scenario, name: 'return-path' | 'switchover-ack', isOn: boolean): Scenario {
  if (name === 'switchover-ack' && !has(scenario.qemu.release, name)) return scenario;
  const other = name === 'return-path' ? 'switchover-ack' : 'return-path';
  const both = isOn === (name === 'switchover-ack');
  return {
    ...scenario,
    capabilities: { ...scenario.capabilities, [name]: isOn, ...(both && { [other]: isOn }) },
  };
}

const PAGE_BYTES = 4096;
const ramPages = ({ guest }: Scenario): number => Math.floor(guest.ramBytes / PAGE_BYTES);

const dataPages = ({ guest }: Scenario): number => pagesIn(guest.nonzeroRanges);

function pagesIn(ranges: readonly PageRange[]): number {
  let pages = 0;
  let end = 0; // ranges may overlap
  for (const { fromPage, toPage } of ranges.toSorted((a, b) => a.fromPage - b.fromPage)) {
    pages += Math.max(0, toPage - Math.max(fromPage, end));
    end = Math.max(end, toPage);
  }
  return pages;
}

function withRam(scenario: Scenario, ramBytes: number): Scenario {
  const { guest, devices } = scenario;
  const before = ramPages(scenario);
  const pages = Math.floor(ramBytes / PAGE_BYTES);
  const fittedRanges = (ranges: readonly PageRange[]) =>
    ranges
      .map(({ fromPage, toPage }) => ({ fromPage, toPage: toPage === before ? pages : Math.min(toPage, pages) }))
      .filter(({ fromPage, toPage }) => fromPage < toPage);
  const nonzeroRanges = fittedRanges(guest.nonzeroRanges);
  const freePageHint = guest.freePageHint && {
    ...guest.freePageHint,
    ranges: fittedRanges(guest.freePageHint.ranges),
  };
  const workloads = guest.workloads.map((workload) => fitted(workload, pages));
  return {
    ...scenario,
    guest: { ...guest, ramBytes, nonzeroRanges, freePageHint, workloads },
    devices: devices.map((device) => fittedDevice(device, pages)),
  };
}

/** Changes the first workload, or the one that stands for none; `null` takes it away. */
function withWorkload(scenario: Scenario, change: (workload: Workload) => Workload | null): Scenario {
  const { guest } = scenario;
  const pages = ramPages(scenario);
  const [first = FIRST_WORKLOAD, ...others] = guest.workloads;
  const changed = change(fitted(first, pages));
  return { ...scenario, guest: { ...guest, workloads: changed ? [fitted(changed, pages), ...others] : others } };
}

const FIRST_WORKLOAD: Pattern = {
  kind: 'uniform',
  region: { startPage: 0, pages: FIELDS.workingSetPages.defaultValue },
  writesPerSecond: FIELDS.writesPerSecond.defaultValue,
};
/** Most phases of one workload. */
export const MOST_PHASES = MOST.phases;

/** A pattern of this kind inside RAM, over the region and at the rate of the one before, if there was one. */
export function withPatternOf(before: Pattern | null, kind: Pattern['kind'], pages: number): Pattern {
  return fittedPattern(patternOf(kind, before ?? FIRST_WORKLOAD), pages);
}

/** Another kind over the same region at the same rate, with the defaults of what it has beside them. */
function ofKind(kind: Workload['kind'] | 'idle', before: Workload): Workload | null {
  if (kind === before.kind) return before;
  if (kind === 'idle') return null;
  const [region = FIRST_WORKLOAD.region] = regionsOf(before);
  const writesPerSecond = Math.round(writesPerSecondOf(before));
  switch (kind) {
    case 'phases':
      return {
        kind,
        phases: [
          { ms: 2000, pattern: { kind: 'uniform', region, writesPerSecond } },
          { ms: 2000, pattern: null },
        ],
        repeats: true,
      };
    case 'dirty-curve':
      return { kind, region, points: measuredPoints(region.pages) };
    default:
      return patternOf(kind, { region, writesPerSecond });
  }
}

function patternOf(
  kind: Pattern['kind'],
  { region, writesPerSecond }: Pick<Pattern, 'region' | 'writesPerSecond'>,
): Pattern {
  switch (kind) {
    case 'uniform':
      return { kind, region, writesPerSecond };
    case 'sequential':
      return { kind, region, writesPerSecond, startIndex: 0 };
    case 'hot-cold': {
      const { hotPages, hotShare } = FIELDS;
      return { kind, region, writesPerSecond, hotPages: hotPages.defaultValue, hotShare: hotShare.defaultValue };
    }
    case 'bursts':
      return {
        kind,
        region,
        writesPerSecond,
        onMs: FIELDS.onMs.defaultValue,
        offMs: FIELDS.offMs.defaultValue,
        phaseMs: 0,
      };
    case 'zipf':
      return { kind, region, writesPerSecond, exponent: FIELDS.exponent.defaultValue };
  }
}

/** Inside RAM, and its parts inside its region. */
function fitted(workload: Workload, pages: number): Workload {
  if (workload.kind === 'phases')
    return {
      ...workload,
      phases: workload.phases.map(({ ms, pattern }) => ({ ms, pattern: pattern && fittedPattern(pattern, pages) })),
    };
  if (workload.kind !== 'dirty-curve') return fittedPattern(workload, pages);
  const region = fittedRegion(workload.region, pages);
  return {
    ...workload,
    region,
    points: workload.points.map((point) => ({ ...point, pages: Math.min(point.pages, region.pages) })),
  };
}

function fittedPattern(workload: Pattern, pages: number): Pattern {
  const region = fittedRegion(workload.region, pages);
  switch (workload.kind) {
    case 'sequential':
      return { ...workload, region, startIndex: Math.min(workload.startIndex, region.pages - 1) };
    case 'hot-cold':
      return region.pages === 1
        ? { kind: 'uniform', region, writesPerSecond: workload.writesPerSecond }
        : { ...workload, region, hotPages: Math.min(workload.hotPages, region.pages - 1) };
    case 'bursts':
      return { ...workload, region, phaseMs: workload.phaseMs % (workload.onMs + workload.offMs) };
    default:
      return { ...workload, region };
  }
}
