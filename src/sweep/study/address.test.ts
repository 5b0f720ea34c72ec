import { expect, it } from 'vitest';
import { digestOf } from '../../engine/migration/digest.ts';
import { RELEASES } from '../../engine/migration/releases.ts';
import { simulate } from '../../engine/simulation.ts';
import { vfioDevice } from '../../scenario/defaults.ts';
import { ENGINE_REVISION } from './address.ts';
import { busyGuest } from './study.testing.ts';

it('the revision goes up when the engine gives other runs', () => {
  const ring = { kind: 'ring', region: { startPage: 0, pages: 64 }, writesPerSecond: 5000 } as const;
  const withDevice = {
    ...busyGuest,
    devices: [vfioDevice({ dma: ring, deviceLogging: true, stopCopyBytes: 100_000 })],
  };
  const runs = Object.values(RELEASES).flatMap(({ name: release }) =>
    [busyGuest, withDevice].map((scenario) => simulate({ ...scenario, qemu: { ...scenario.qemu, release } })),
  );
  const digests = runs.map((run) => Number.parseInt(run.timeline().outcome!.digest, 16));
  // Another digest here: raise ENGINE_REVISION, or results kept by people would be shown as if this engine had made them.
  expect([ENGINE_REVISION, digestOf(0, ...digests)]).toEqual([1, 'cf456bb1']);
});
