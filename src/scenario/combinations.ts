import type { PageRange, Region, Scenario, Workload } from '../engine/scenario.ts';
import { bytesToPages, formatBytes, formatCount } from '../units.ts';
import type { Fault } from './input-error.ts';

/** The first thing in a well-formed scenario that cannot be: a region outside RAM, a hot set as large as its region. */
export function impossible(scenario: Scenario): Fault | null {
  const { ramBytes, nonzeroRanges, workloads } = scenario.guest;
  const ramPages = bytesToPages(ramBytes);
  const ram = `RAM has ${formatCount(ramPages)} pages (${formatBytes(ramBytes)})`;
  for (const [i, range] of nonzeroRanges.entries()) {
    const fault = badRange(range, ramPages, ram);
    if (fault) return { field: `guest.nonzeroRanges.${i}`, ...fault };
  }
  for (const [i, workload] of workloads.entries()) {
    const fault = outsideRam(workload.region, ramPages, ram);
    if (fault) return { field: `guest.workloads.${i}.region`, ...fault };
    const inside = badWorkload(workload);
    if (inside) return { ...inside, field: `guest.workloads.${i}.${inside.field}` };
  }
  for (const [i, { dma }] of scenario.devices.entries()) {
    const fault = dma.kind === 'none' ? null : outsideRam(dma.region, ramPages, ram);
    if (fault) return { field: `devices.${i}.dma.region`, ...fault };
  }
  return null;
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

function badWorkload(workload: Workload): Fault | null {
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
  if (workload.kind === 'bursts' && workload.phaseMs >= workload.onMs + workload.offMs)
    return {
      field: 'phaseMs',
      fault: `${workload.phaseMs} in a period of ${workload.onMs + workload.offMs} ms`,
      advice: 'The phase is the place in the period at migrate.',
    };
  return null;
}
