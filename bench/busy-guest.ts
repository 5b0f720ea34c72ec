import type { Scenario } from '../src/engine/scenario.ts';
import { scenarioWith } from '../src/scenario/defaults.ts';
import { bytesToPages, GIB } from '../src/units.ts';

/** A guest whose CPUs write all over its RAM, without a cap on the bandwidth. */
export function busyGuest(ramGib: number, linkBytesPerSecond: number, writesPerSecond: number): Scenario {
  const pages = bytesToPages(ramGib * GIB);
  return scenarioWith({
    guest: {
      ramBytes: ramGib * GIB,
      firmware: 'bare',
      workloads: [{ kind: 'uniform', region: { startPage: 0, pages }, writesPerSecond }],
    },
    link: { kind: 'wire', bytesPerSecond: linkBytesPerSecond },
    parameters: { 'max-bandwidth': 0 },
    horizonMs: 120_000,
  });
}
