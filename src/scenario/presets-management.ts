import type { Management } from '../engine/scenario.ts';
import { bytesToPages, GIB, MIB } from '../units.ts';
import { type ScenarioChanges, scenarioWith, vfioDevice } from './defaults.ts';
import { managedBy } from './management.ts';
import type { Preset } from './presets.ts';
import { region } from './thread-guest.ts';

type Expected = Preset['expected'];

/**
 * 1 GiB over 1 Gbit/s, a working set of 80 MiB written 80,000 times a second: under QEMU's limit of 300 ms every pass begins with what takes
 * some 520 ms to send, so it is never met.
 */
const PLATEAU: ScenarioChanges = {
  guest: {
    ramBytes: GIB,
    workloads: [{ kind: 'uniform', region: region(bytesToPages(80 * MIB)), writesPerSecond: 80_000 }],
  },
  link: { kind: 'wire', bytesPerSecond: 125_000_000 },
  parameters: { 'max-bandwidth': 125_000_000 },
  horizonMs: 160_000,
};

const ENDS: Expected = { status: 'completed', tone: 'good', syncs: [10, 400], stale: false };
/** A millisecond or two above the limit: stopping takes one. */
const JUST_ABOVE: Expected = { ...ENDS, tone: 'warning' };
const NEVER: Expected = { status: 'not-converged', tone: 'bad', syncs: [100, 3000], stale: false };

/** One guest that stays just above the limit, under the tools that manage guests. */
export const MANAGEMENT_PRESETS: readonly Preset[] = [
  plateau(
    'managed-nobody',
    'Plateau, managed by nobody',
    'Each pass leaves as much as the one before, a little too much for 300 ms.',
    NEVER,
    null,
  ),
  plateau(
    'managed-nova',
    'Plateau, managed by Nova',
    'The limit rises step by step, here each 6 s, until the plateau fits.',
    JUST_ABOVE,
    managedBy('nova', { delaySecondsPerGib: 3 }),
  ),
  plateau(
    'managed-nova-shadow',
    'Plateau, Nova in shadow mode',
    'Nova decides the same and nothing of it is done: the run is that of nobody, and shows what would have been.',
    NEVER,
    managedBy('nova', { delaySecondsPerGib: 3 }, false),
  ),
  plateau(
    'managed-ovirt',
    'Plateau, managed by oVirt',
    'It looks every 10 s and slows the guest as well: auto-converge ends it long before the ramp does.',
    JUST_ABOVE,
    managedBy('ovirt-minimal-downtime'),
  ),
  plateau(
    'managed-proxmox',
    'Plateau, managed by Proxmox VE',
    'From 100 ms the limit is doubled three times, after six looks each that found more than before.',
    ENDS,
    managedBy('proxmox'),
  ),
  plateau(
    'managed-kubevirt-ramp',
    'Plateau, KubeVirt’s ramp',
    'From the third pass on the limit rises every 10 s, from 150 ms until the plateau fits.',
    ENDS,
    managedBy('kubevirt-ramp'),
  ),
  plateau(
    'managed-kubevirt-stall',
    'Plateau, KubeVirt’s stall detector',
    'A minute after the plateau began it is known for one, and the limit is set to what a pass implies.',
    ENDS,
    managedBy('kubevirt-stall'),
  ),
  plateau(
    'managed-kubevirt-vgpu',
    'A vGPU, managed by KubeVirt',
    'The limit is the time for the whole migration, so the guest stands still for all of RAM after the first window.',
    { status: 'completed', tone: 'good', syncs: [2, 4], stale: false },
    managedBy('kubevirt-vgpu'),
    {
      devices: [vfioDevice({ deviceLogging: true, precopy: true, stopCopyBytes: 256 * MIB, initialBytes: 64 * MIB })],
      qemu: { release: '9.0' },
    },
  ),
];

function plateau(
  id: string,
  title: string,
  teaches: string,
  expected: Expected,
  management: Management | null,
  changes: ScenarioChanges = {},
): Preset {
  const scenario = scenarioWith({ name: title, ...PLATEAU, ...(management && { management }), ...changes });
  return { id, title, about: 'management', teaches, scenario, expected };
}
