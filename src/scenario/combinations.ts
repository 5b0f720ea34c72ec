import type { DirtyCurve, PageRange, Pattern, Region, Scenario, VfioDevice, Workload } from '../engine/scenario.ts';
import { t } from '../language/t.ts';
import { bytesToPages, formatBytes } from '../units.ts';
import { DEFAULT_PARAMETERS } from './defaults.ts';
import type { Fault } from './input-error.ts';
import { GONE_IN, has, LATER_CAPABILITIES, LATER_PARAMETERS, SINCE, stillHas } from './releases.ts';

/**
 * The first thing in a well-formed scenario that cannot be: a region outside RAM, two devices of one name, a parameter that
 * the release does not have. Where QEMU of that release would refuse it, the words are QEMU's.
 */
export function impossible(scenario: Scenario): Fault | null {
  const { ramBytes, nonzeroRanges, freePageHint, workloads } = scenario.guest;
  const ramPages = bytesToPages(ramBytes);
  const ram = { pages: ramPages, bytes: formatBytes(ramBytes) };
  for (const [i, range] of nonzeroRanges.entries()) {
    const fault = badRange(range, ram);
    if (fault) return { field: `guest.nonzeroRanges.${i}`, ...fault };
  }
  for (const [i, range] of (freePageHint?.ranges ?? []).entries()) {
    const fault = badRange(range, ram);
    if (fault) return { field: `guest.freePageHint.ranges.${i}`, ...fault };
  }
  for (const [i, workload] of workloads.entries()) {
    const inside = badWorkload(workload, ram);
    if (inside) return { ...inside, field: `guest.workloads.${i}.${inside.field}` };
  }
  for (const [i, device] of scenario.devices.entries()) {
    const { dma } = device;
    const fault = dma.kind === 'none' ? null : outsideRam(dma.region, ram);
    if (fault) return { field: `devices.${i}.dma.region`, ...fault };
    const inside = badDevice(device, scenario.devices.slice(0, i));
    if (inside) return { ...inside, field: `devices.${i}.${inside.field}` };
  }
  return (
    unknownToRelease(scenario) ??
    goneInRelease(scenario) ??
    capabilitiesAtOdds(scenario) ??
    besideMultifd(scenario.capabilities) ??
    besideRing(scenario.guest) ??
    maximumBelowInitial(scenario)
  );
}

/** What there is of it, in pages, and as it is written. */
interface Ram {
  readonly pages: number;
  readonly bytes: string;
}
const beyond = (end: number, ram: Ram): string =>
  t('ends at page {end}, but RAM has {pages} pages ({bytes})', { end, pages: ram.pages, bytes: ram.bytes });

function badRange({ fromPage, toPage }: PageRange, ram: Ram): Omit<Fault, 'field'> | null {
  if (fromPage >= toPage)
    return {
      fault: t('from page {from} to page {to} is no page', { from: String(fromPage), to: String(toPage) }),
      advice: t('toPage is the page after the last.'),
    };
  if (toPage > ram.pages) return { fault: beyond(toPage, ram), advice: '' };
  return null;
}

function outsideRam({ startPage, pages }: Region, ram: Ram): Omit<Fault, 'field'> | null {
  const end = startPage + pages;
  if (end <= ram.pages) return null;
  return {
    fault: beyond(end, ram),
    advice: t('Make the region smaller or the RAM larger.'),
  };
}

function badWorkload(workload: Workload, ram: Ram): Fault | null {
  if (workload.kind !== 'phases') {
    const fault = outsideRam(workload.region, ram);
    if (fault) return { field: 'region', ...fault };
    return workload.kind === 'dirty-curve' ? badCurve(workload) : badPattern(workload);
  }
  for (const [i, { pattern }] of workload.phases.entries()) {
    const inside = pattern && badWorkload(pattern, ram);
    if (inside) return { ...inside, field: `phases.${i}.pattern.${inside.field}` };
  }
  return null;
}

function badCurve({ points, region }: DirtyCurve): Fault | null {
  for (const [i, { periodMs, pages }] of points.entries()) {
    const before = points[i - 1] ?? { periodMs: 0, pages: 0 };
    if (periodMs <= before.periodMs)
      return {
        field: `points.${i}.periodMs`,
        fault: t('{late} ms after {early} ms', { late: String(periodMs), early: String(before.periodMs) }),
        advice: t('Each period is longer than the one before.'),
      };
    if (pages < before.pages)
      return {
        field: `points.${i}.pages`,
        fault: t('{pages} pages in {ms} ms, but {before} in {beforeMs} ms', {
          pages,
          ms: String(periodMs),
          before: before.pages,
          beforeMs: String(before.periodMs),
        }),
        advice: t('A longer period has at least as many distinct pages.'),
      };
    if (pages > region.pages)
      return {
        field: `points.${i}.pages`,
        fault: t('{pages} distinct pages in a region of {all}', { pages, all: region.pages }),
        advice: t('Make the region larger.'),
      };
  }
  return null;
}

function badPattern(workload: Pattern): Fault | null {
  const { pages } = workload.region;
  if (workload.kind === 'hot-cold' && workload.hotPages >= pages)
    return {
      field: 'hotPages',
      fault: t('{pages} hot pages in a region of {all}', { pages: workload.hotPages, all: pages }),
      advice: t('The hot pages are a part of the region; for all of it use the kind uniform.'),
    };
  if (workload.kind === 'sequential' && workload.startIndex >= pages)
    return {
      field: 'startIndex',
      fault: t('{index} in a region of {all} pages', { index: workload.startIndex, all: pages }),
      advice: t('The first page of the region has index 0.'),
    };
  return workload.kind === 'bursts' ? badPhase(workload) : null;
}

function badPhase({ phaseMs, onMs, offMs }: Extract<Workload, { kind: 'bursts' }>): Fault | null {
  if (phaseMs < onMs + offMs) return null;
  return {
    field: 'phaseMs',
    fault: t('{phase} in a period of {period} ms', { phase: String(phaseMs), period: String(onMs + offMs) }),
    advice: t('The phase is the place in the period at migrate.'),
  };
}

function badDevice(
  { name, dma, initialBytes, stopCopyBytes }: VfioDevice,
  before: readonly VfioDevice[],
): Fault | null {
  if (before.some((other) => other.name === name))
    return {
      field: 'name',
      fault: t('a device before it is named {name} too', { name }),
      advice: t('Give each device a name of its own.'),
    };
  if (initialBytes > stopCopyBytes)
    return {
      field: 'initialBytes',
      fault: t('{initial} initial bytes of a state of {all}', { initial: initialBytes, all: stopCopyBytes }),
      advice: t('They are a part of stopCopyBytes, the whole state.'),
    };
  const phase = dma.kind === 'bursts' ? badPhase(dma) : null;
  return phase && { ...phase, field: `dma.${phase.field}` };
}

/** @source QEMU migration/migration.c, migrate_params_check(): of the values in force after each command */
function maximumBelowInitial({ parameters, actions }: Scenario): Fault | null {
  let inForce = parameters;
  const isLow = () => inForce['max-cpu-throttle'] < inForce['cpu-throttle-initial'];
  const fault = (field: string): Fault => ({
    field,
    fault: "Parameter 'max_cpu_throttle' expects an integer in the range of cpu_throttle_initial to 99",
    advice: t('cpu-throttle-initial is {percent} there.', { percent: inForce['cpu-throttle-initial'] }),
  });
  if (isLow()) return fault('parameters.max-cpu-throttle');
  for (const [i, action] of actions.entries()) {
    if (!('arguments' in action)) continue;
    inForce = { ...inForce, ...action.arguments };
    if (isLow()) return fault(`actions.${i}.arguments`);
  }
  return null;
}

/** @source QEMU qapi: an input visitor refuses a member, and an enumeration a value, that it does not know */
function unknownToRelease({ qemu, parameters, capabilities, actions }: Scenario): Fault | null {
  const { release } = qemu;
  for (const name of LATER_PARAMETERS) {
    if (has(release, name)) continue;
    const unexpected = (field: string): Fault => ({
      field,
      fault: `Parameter '${name}' is unexpected`,
      advice: t('QEMU has it from {since} on, and this is {release}.', { since: SINCE[name], release }),
    });
    if (parameters[name] !== DEFAULT_PARAMETERS[name]) return unexpected(`parameters.${name}`);
    const setsIt = actions.findIndex((action) => 'arguments' in action && action.arguments[name] !== undefined);
    if (setsIt >= 0) return unexpected(`actions.${setsIt}.arguments.${name}`);
  }
  for (const name of LATER_CAPABILITIES) {
    if (!capabilities[name] || has(release, name)) continue;
    return {
      field: `capabilities.${name}`,
      fault: `Parameter 'capability' does not accept value '${name}'`,
      advice: t('QEMU has it from {since} on, and this is {release}.', { since: SINCE[name], release }),
    };
  }
  return null;
}

/** @source QEMU migration/options.c, migrate_caps_check() v8.1 */
function capabilitiesAtOdds({ guest, capabilities, qemu }: Scenario): Fault | null {
  const beside = besidePostcopy(capabilities, qemu.release);
  if (beside) return beside;
  if (capabilities['switchover-ack'] && !capabilities['return-path'])
    return {
      field: 'capabilities.switchover-ack',
      fault: "Capability 'switchover-ack' requires capability 'return-path'",
      advice: t('Set return-path to true as well.'),
    };
  if (!capabilities['dirty-limit']) return null;
  const field = 'capabilities.dirty-limit';
  if (capabilities['auto-converge'])
    return {
      field,
      fault: 'dirty-limit conflicts with auto-converge either of then available currently',
      advice: t('Leave one of them out.'),
    };
  if (guest.dirtyRingSize === 0)
    return {
      field,
      fault: "dirty-limit requires KVM with accelerator property 'dirty-ring-size' set",
      advice: t('Set guest.dirtyRingSize, to 4096 for example.'),
    };
  return null;
}

/** @source QEMU accel/kvm/kvm-all.c, kvm_init(): with a ring it does not ask for KVM_CAP_MANUAL_DIRTY_LOG_PROTECT2. The words are ours. */
function besideRing({ dirtyRingSize, logClearing }: Scenario['guest']): Fault | null {
  if (dirtyRingSize === 0 || logClearing === 'at-sync') return null;
  return {
    field: 'guest.logClearing',
    fault: t('KVM has no manual protection beside a dirty ring'),
    advice: t('Write "at-sync", or set guest.dirtyRingSize to 0.'),
  };
}

/**
 * What post-copy does not go with. Until 8.0 QEMU takes multifd beside it and uses it before the switch only, and so does 10.1. It takes
 * compression, too, and compresses in post-copy as well: "Postcopy is not currently compatible with compression" left it in 5.0.
 * @source QEMU migration/options.c, migrate_caps_check() v8.1; commit "migration/postcopy: enable compress during postcopy" of 2020
 */
function besidePostcopy(capabilities: Scenario['capabilities'], release: Scenario['qemu']['release']): Fault | null {
  const { 'postcopy-ram': postcopy, 'postcopy-preempt': preempt, multifd, compress } = capabilities;
  if (postcopy && capabilities['x-ignore-shared'])
    return {
      field: 'capabilities.x-ignore-shared',
      fault: 'Postcopy is not compatible with ignore-shared',
      advice: t('Set one of the two to false.'),
    };
  if (postcopy && multifd) {
    const refuses = has(release, 'multifd-refuses-postcopy') && !has(release, 'multifd-with-postcopy');
    return {
      field: 'capabilities.multifd',
      fault: refuses
        ? 'Postcopy is not yet compatible with multifd'
        : t('multifd beside postcopy-ram is not simulated'),
      advice: refuses
        ? t('QEMU {release} takes one of the two.', { release })
        : t('QEMU {release} takes both, and uses multifd before the switch only; set one to false.', { release }),
    };
  }
  if (preempt && !postcopy)
    return {
      field: 'capabilities.postcopy-preempt',
      fault: 'Postcopy preempt requires postcopy-ram',
      advice: t('Set postcopy-ram to true as well.'),
    };
  if (preempt && compress)
    return {
      field: 'capabilities.compress',
      fault: 'Postcopy preempt not compatible with compress',
      advice: t('Set one of the two to false.'),
    };
  if (postcopy && compress && stillHas(release, 'compress'))
    return {
      field: 'capabilities.compress',
      fault: t('compress beside postcopy-ram is not simulated'),
      advice: t('QEMU {release} takes both, and compresses in post-copy as well; set one to false.', { release }),
    };
  return null;
}

/**
 * @source QEMU migration/options.c, migrate_caps_check(); in which release the words came is not verified. Later than 10.1 it refuses
 * XBZRLE with multifd too; until then it takes both and leaves XBZRLE unused.
 */
function besideMultifd({ multifd, compress, xbzrle }: Scenario['capabilities']): Fault | null {
  if (multifd && compress)
    return {
      field: 'capabilities.compress',
      fault: 'Multifd is not compatible with compress',
      advice: t('Turn off one of them.'),
    };
  if (multifd && xbzrle)
    return {
      field: 'capabilities.xbzrle',
      fault: 'Multifd is not compatible with xbzrle',
      advice: t('Turn off one of them; over several channels QEMU would not use XBZRLE.'),
    };
  return null;
}

/** Compression by threads left QEMU in 9.1. */
function goneInRelease({
  qemu,
  parameters,
  capabilities,
  actions,
}: Pick<Scenario, 'qemu' | 'parameters' | 'capabilities' | 'actions'>): Fault | null {
  if (stillHas(qemu.release, 'compress')) return null;
  const advice = t('QEMU {gone} removed it, and this is {release}.', { gone: GONE_IN.compress, release: qemu.release });
  if (capabilities.compress)
    return {
      field: 'capabilities.compress',
      fault: "Parameter 'capability' does not accept value 'compress'",
      advice,
    };
  const THREADS = 'compress-threads';
  const fault = `Parameter '${THREADS}' is unexpected`;
  if (parameters[THREADS] !== DEFAULT_PARAMETERS[THREADS]) return { field: `parameters.${THREADS}`, fault, advice };
  const setsIt = actions.findIndex((action) => 'arguments' in action && action.arguments[THREADS] !== undefined);
  return setsIt < 0 ? null : { field: `actions.${setsIt}.arguments.${THREADS}`, fault, advice };
}
