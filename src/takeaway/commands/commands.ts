import type { CommandBlock } from './block.ts';
import { guestperfBlock } from './guestperf.ts';
import { hmpBlock } from './hmp.ts';
import { kubevirtBlock } from './kubevirt.ts';
import { qemuBlock } from './qemu.ts';
import { qmpBlock } from './qmp.ts';
import type { ConfiguredRun } from './settings.ts';
import { virshBlock } from './virsh.ts';

export { blockText, type CommandBlock } from './block.ts';
export type { ConfiguredRun } from './settings.ts';

/** Everything it takes to make the run's migration on real QEMU: by hand, through libvirt, guestperf and KubeVirt. */
export const commandBlocks = (run: ConfiguredRun): readonly CommandBlock[] => [
  qemuBlock(run),
  qmpBlock(run),
  hmpBlock(run),
  virshBlock(run),
  guestperfBlock(run),
  kubevirtBlock(run),
];
