import type { DirtyCurve, PageRange, Pattern, Region, Scenario, VfioDevice, Workload } from '../engine/scenario.ts';
import { bytesToPages, formatBytes, formatCount } from '../units.ts';
import type { Fault } from './input-error.ts';
import { has, SINCE } from './releases.ts';

/**
 * The first thing in a well-formed scenario that cannot be: a region outside RAM, two devices of one name, a parameter that
 * the release does not have. Where QEMU of that release would refuse it, the words are QEMU's.
 */
export function impossible(scenario: Scenario): Fault | null {
  const { ramBytes, nonzeroRanges, workloads } = scenario.guest;
  const ramPages = bytesToPages(ramBytes);
  const ram = `RAM has ${formatCount(ramPages)} pages (${formatBytes(ramBytes)})`;
  for (const [i, range] of nonzeroRanges.entries()) {
    const fault = badRange(range, ramPages, ram);
    if (fault) return { field: `guest.nonzeroRanges.${i}`, ...fault };
  }
  for (const [i, workload] of workloads.entries()) {
    const inside = badWorkload(workload, ramPages, ram);
    if (inside) return { ...inside, field: `guest.workloads.${i}.${inside.field}` };
  }
  for (const [i, device] of scenario.devices.entries()) {
    const { dma } = device;
    const fault = dma.kind === 'none' ? null : outsideRam(dma.region, ramPages, ram);
    if (fault) return { field: `devices.${i}.dma.region`, ...fault };
    const inside = badDevice(device, scenario.devices.slice(0, i));
    if (inside) return { ...inside, field: `devices.${i}.${inside.field}` };
  }
  return unknownToRelease(scenario) ?? maximumBelowInitial(scenario);
}

function badRange({ fromPage, toPage }: PageRange, ramPages: number, ram: string): Omit<Fault, 'field'> | null {
  if (fromPage >= toPage)
    return {
      fault: `from page ${fromPage} to page ${toPage} is no page`,
      advice: 'toPage is the page after the last.',
    };
  if (toPage > ramPages) return { fault: `ends at page ${formatCount(toPage)}, but ${ram}`, advice: '' };
  return null;
}

function outsideRam({ startPage, pages }: Region, ramPages: number, ram: string): Omit<Fault, 'field'> | null {
  const end = startPage + pages;
  if (end <= ramPages) return null;
  return {
    fault: `ends at page ${formatCount(end)}, but ${ram}`,
    advice: 'Make the region smaller or the RAM larger.',
  };
}

function badWorkload(workload: Workload, ramPages: number, ram: string): Fault | null {
  if (workload.kind !== 'phases') {
    const fault = outsideRam(workload.region, ramPages, ram);
    if (fault) return { field: 'region', ...fault };
    return workload.kind === 'dirty-curve' ? badCurve(workload) : badPattern(workload);
  }
  for (const [i, { pattern }] of workload.phases.entries()) {
    const inside = pattern && badWorkload(pattern, ramPages, ram);
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
        fault: `${periodMs} ms after ${before.periodMs} ms`,
        advice: 'Each period is longer than the one before.',
      };
    if (pages < before.pages)
      return {
        field: `points.${i}.pages`,
        fault: `${formatCount(pages)} pages in ${periodMs} ms, but ${formatCount(before.pages)} in ${before.periodMs} ms`,
        advice: 'A longer period has at least as many distinct pages.',
      };
    if (pages > region.pages)
      return {
        field: `points.${i}.pages`,
        fault: `${formatCount(pages)} distinct pages in a region of ${formatCount(region.pages)}`,
        advice: 'Make the region larger.',
      };
  }
  return null;
}

function badPattern(workload: Pattern): Fault | null {
  const { pages } = workload.region;
  if (workload.kind === 'hot-cold' && workload.hotPages >= pages)
    return {
      field: 'hotPages',
      fault: `${formatCount(workload.hotPages)} hot pages in a region of ${formatCount(pages)}`,
      advice: 'The hot pages are a part of the region; for all of it use the kind uniform.',
    };
  if (workload.kind === 'sequential' && workload.startIndex >= pages)
    return {
      field: 'startIndex',
      fault: `${formatCount(workload.startIndex)} in a region of ${formatCount(pages)} pages`,
      advice: 'The first page of the region has index 0.',
    };
  return workload.kind === 'bursts' ? badPhase(workload) : null;
}

function badPhase({ phaseMs, onMs, offMs }: Extract<Workload, { kind: 'bursts' }>): Fault | null {
  if (phaseMs < onMs + offMs) return null;
  return {
    field: 'phaseMs',
    fault: `${phaseMs} in a period of ${onMs + offMs} ms`,
    advice: 'The phase is the place in the period at migrate.',
  };
}

function badDevice(
  { name, dma, initialBytes, stopCopyBytes }: VfioDevice,
  before: readonly VfioDevice[],
): Fault | null {
  if (before.some((other) => other.name === name))
    return {
      field: 'name',
      fault: `a device before it is named ${name} too`,
      advice: 'Give each device a name of its own.',
    };
  if (initialBytes > stopCopyBytes)
    return {
      field: 'initialBytes',
      fault: `${formatCount(initialBytes)} initial bytes of a state of ${formatCount(stopCopyBytes)}`,
      advice: 'They are a part of stopCopyBytes, the whole state.',
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
    advice: `cpu-throttle-initial is ${inForce['cpu-throttle-initial']} there.`,
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
  const AVAILABLE = 'avail-switchover-bandwidth';
  const unexpected = (field: string): Fault => ({
    field,
    fault: `Parameter '${AVAILABLE}' is unexpected`,
    advice: `QEMU has it from ${SINCE[AVAILABLE]} on, and this is ${qemu.release}.`,
  });
  if (!has(qemu.release, AVAILABLE)) {
    if (parameters[AVAILABLE] !== 0) return unexpected(`parameters.${AVAILABLE}`);
    const setsIt = actions.findIndex((action) => 'arguments' in action && action.arguments[AVAILABLE] !== undefined);
    if (setsIt >= 0) return unexpected(`actions.${setsIt}.arguments.${AVAILABLE}`);
  }
  for (const name of ['switchover-ack', 'postcopy-preempt'] as const)
    if (capabilities[name] && !has(qemu.release, name))
      return {
        field: `capabilities.${name}`,
        fault: `Parameter 'capability' does not accept value '${name}'`,
        advice: `QEMU has it from ${SINCE[name]} on, and this is ${qemu.release}.`,
      };
  if (capabilities['postcopy-preempt'] && !capabilities['postcopy-ram'])
    return {
      field: 'capabilities.postcopy-preempt',
      fault: 'Postcopy preempt requires postcopy-ram',
      advice: 'Set postcopy-ram to true as well.',
    };
  if (capabilities.multifd && capabilities['postcopy-ram']) {
    const refuses = has(qemu.release, 'multifd-refuses-postcopy') && !has(qemu.release, 'multifd-with-postcopy');
    return {
      field: 'capabilities.multifd',
      fault: refuses ? 'Postcopy is not yet compatible with multifd' : 'multifd beside postcopy-ram is not simulated',
      advice: refuses
        ? `QEMU ${qemu.release} takes one of the two.`
        : `QEMU ${qemu.release} takes both; set one to false.`,
    };
  }
  if (capabilities['switchover-ack'] && !capabilities['return-path'])
    return {
      field: 'capabilities.switchover-ack',
      fault: "Capability 'switchover-ack' requires capability 'return-path'",
      advice: 'Set return-path to true as well.',
    };
  return null;
}
