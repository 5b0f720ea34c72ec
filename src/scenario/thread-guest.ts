import type { Scenario, VfioDevice } from '../engine/scenario.ts';
import { bytesToPages, GIB, MIB } from '../units.ts';
import { type DeviceChanges, type ScenarioChanges, scenarioWith, vfioDevice } from './defaults.ts';

/** 10 Gbit/s, all of it allowed for pre-copy: the downtime is then about what QEMU expects. */
export const WHOLE_LINK = 1_250_000_000;
export const PAGES_PER_GIB = bytesToPages(GIB);

/** The guest of the thread's question: 4 GiB, mildly busy, with one network card that writes its ring by DMA. */
export function threadGuest(
  name: string,
  { device = {}, ...changes }: ScenarioChanges & { readonly device?: DeviceChanges } = {},
): Scenario {
  return scenarioWith({
    name,
    guest: {
      ramBytes: 4 * GIB,
      nonzeroRanges: [{ fromPage: 0, toPage: 3.25 * PAGES_PER_GIB }],
      workloads: [uniform(PAGES_PER_GIB, 20_000)],
    },
    devices: [networkCard(device)],
    horizonMs: 30_000,
    ...changes,
    parameters: { 'max-bandwidth': WHOLE_LINK, ...changes.parameters },
  });
}

/** A ring of 64 MiB at 20,000 pages a second, 4 MiB of state; nobody tracks it. */
export const networkCard = (changes: DeviceChanges): VfioDevice =>
  vfioDevice({
    dma: { kind: 'ring', region: { startPage: 3 * PAGES_PER_GIB, pages: 16_384 }, writesPerSecond: 20_000 },
    stopCopyBytes: 4 * MIB,
    stopMs: 2,
    resumeMs: 2,
    ...changes,
  });

export function uniform(pages: number, writesPerSecond: number) {
  return { kind: 'uniform', region: region(pages), writesPerSecond } as const;
}
export function sequential(pages: number, writesPerSecond: number) {
  return { kind: 'sequential', region: region(pages), writesPerSecond, startIndex: 0 } as const;
}
/** The working sets of the presets start above the first MiB, like an operating system's. */
export function region(pages: number) {
  return { startPage: bytesToPages(MIB), pages: Math.floor(pages) };
}
