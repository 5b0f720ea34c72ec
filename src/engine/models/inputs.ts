import { hostCosts } from '../link/host-costs.ts';
import { NORMAL_PAGE_BYTES } from '../link/wire.ts';
import { ignoresRam, nonzeroSlots, ramLayout } from '../memory/ram-blocks.ts';
import { WINDOW_MS, windowLimitBytes } from '../migration/rate-window.ts';
import type { DmaWorkload, Region, Scenario, Workload } from '../scenario.ts';
import { distinctPagesOf } from './distinct-pages.ts';
import type { ModelInputs } from './model.ts';

/**
 * What the formulas are given of a scenario: its values at `migrate`, so no command that changes them later.
 * @returns null when nothing limits the speed, for no formula holds then
 */
export function modelInputs(scenario: Scenario): ModelInputs | null {
  const { guest, parameters, horizonMs } = scenario;
  const speeds = speedsOf(scenario);
  if (speeds === null) return null;
  const layout = ramLayout(scenario);
  const writers = writersOf(scenario);
  const workingSetPages = lengthOfUnion(
    writers.flatMap(regionsOf).map(({ startPage, pages }) => [startPage, startPage + pages] as const),
  );
  const distinct = writers.map(distinctPagesOf);
  const costs = hostCosts(scenario);
  return {
    pages: layout.totalPages,
    nonzeroPages: lengthOfUnion([...nonzeroSlots(guest, layout)]),
    ...speeds,
    maxBandwidth: parameters['max-bandwidth'],
    downtimeLimitMs: parameters['downtime-limit'],
    writesPerSecond: writers.reduce((sum, writer) => sum + meanWritesPerSecond(writer), 0),
    workingSetPages,
    // Writers that share pages count them once at most where all are dirty, and twice before: an upper bound.
    distinctPages: (ms) =>
      Math.min(
        workingSetPages,
        distinct.reduce((sum, each) => sum + each(ms), 0),
      ),
    setupMs: costs.setupMs,
    pauseMs: costs.vmStopMs + costs.otherStateMs + costs.otherStateBytes / speeds.stopBytesPerMs,
    horizonMs,
  };
}

function speedsOf(scenario: Scenario): Pick<ModelInputs, 'bytesPerMs' | 'stopBytesPerMs'> | null {
  const { link, parameters } = scenario;
  const costs = hostCosts(scenario);
  const capBytesPerMs = windowLimitBytes(parameters['max-bandwidth']) / WINDOW_MS;
  const linkBytesPerMs = link.kind === 'fast' ? Infinity : (link.bytesPerSecond ?? Infinity) / 1000;
  const isFast = link.kind === 'fast';
  const hostBytesPerMs = (pageMs: number) => (isFast || pageMs === 0 ? Infinity : NORMAL_PAGE_BYTES / pageMs);
  const bytesPerMs = Math.min(capBytesPerMs, linkBytesPerMs, hostBytesPerMs(costs.newPageMs));
  const stopBytesPerMs = Math.min(linkBytesPerMs, hostBytesPerMs(costs.resentPageMs));
  return Number.isFinite(bytesPerMs) ? { bytesPerMs, stopBytesPerMs } : null;
}

type Writer = Workload | Exclude<DmaWorkload, { kind: 'none' }>;

/** A guest that was stopped before `migrate` writes nothing, nor do its devices; nobody writes what is migrated where RAM is not. */
function writersOf(scenario: Scenario): Writer[] {
  const { guest, devices } = scenario;
  if (guest.stoppedBeforeMigrate || ignoresRam(scenario)) return [];
  const dma = devices.flatMap((device) => (device.dma.kind === 'none' ? [] : [device.dma]));
  return [...guest.workloads, ...dma].filter((writer) => meanWritesPerSecond(writer) > 0);
}

const regionsOf = (writer: Writer): readonly Region[] =>
  writer.kind === 'phases'
    ? writer.phases.flatMap(({ pattern }) => (pattern ? [pattern.region] : []))
    : [writer.region];

/** Of a measured curve the distinct pages of its shortest period, which is all that it tells. */
function meanWritesPerSecond(writer: Writer): number {
  switch (writer.kind) {
    case 'bursts':
      return (writer.writesPerSecond * writer.onMs) / (writer.onMs + writer.offMs);
    case 'dirty-curve':
      return writer.points[0] ? (writer.points[0].pages * 1000) / writer.points[0].periodMs : 0;
    case 'phases': {
      const roundMs = writer.phases.reduce((sum, { ms }) => sum + ms, 0);
      const writes = ({ ms, pattern }: (typeof writer.phases)[number]) =>
        pattern ? ms * meanWritesPerSecond(pattern) : 0;
      return writer.phases.reduce((sum, phase) => sum + writes(phase), 0) / roundMs;
    }
    default:
      return writer.writesPerSecond;
  }
}

/** @param ranges half-open */
function lengthOfUnion(ranges: readonly (readonly [from: number, to: number])[]): number {
  let length = 0;
  let reached = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length;
}
