import type { Scenario, VfioDevice } from '../engine/scenario.ts';
import { type DeviceChanges, type ScenarioChanges, vfioDevice } from '../scenario/defaults.ts';
import { bytesToPages, MIB } from '../units.ts';
import { classroom, writing } from './classroom.ts';

/** Where the network card of the lessons writes: a ring of 16 MiB above what the CPUs write. */
export const RING = { startPage: bytesToPages(384 * MIB), pages: bytesToPages(16 * MIB) };

/** A passed-through network card that writes its ring by DMA, with 4 MiB of state. */
export const card = (changes: DeviceChanges = {}): VfioDevice =>
  vfioDevice({
    dma: { kind: 'ring', region: RING, writesPerSecond: 8000 },
    stopCopyBytes: 4 * MIB,
    stopMs: 2,
    resumeMs: 2,
    ...changes,
  });

/** The guest of the lessons, mildly busy, with one passed-through card. */
export const withCard = (name: string, device: DeviceChanges, changes: ScenarioChanges = {}): Scenario =>
  classroom(name, { guest: { workloads: writing(4000, 128 * MIB) }, devices: [card(device)], ...changes });
