import { expect, it } from 'vitest';
import { type DeviceParts, deviceWith, qemuWith } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { Simulation } from '../simulation.ts';

it('every device that cannot be stopped is in its error state, not only the first', () => {
  const stuck: DeviceParts = { deviceLogging: true, p2p: true, precopy: true, failsEntering: 'stop-copy' };
  const simulation = new Simulation({
    ...GOLDEN_TRACES[0]!.scenario,
    devices: ['0000:01:00.0', '0000:02:00.0'].map((name) => deviceWith({ ...stuck, name })),
    qemu: qemuWith({ release: '10.1' }),
    actions: [{ atMs: 60, execute: 'stop' }],
  });
  simulation.advanceTo(61);
  expect(simulation.timeline().devices.map((states) => states.at(-1))).toEqual([
    { atMs: 60, state: 'error' },
    { atMs: 60, state: 'error' },
  ]);
});
