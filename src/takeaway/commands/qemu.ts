import type { Scenario, VfioDevice } from '../../engine/scenario.ts';
import { DEFAULT_QEMU } from '../../scenario/defaults.ts';
import { RELEASES } from '../../scenario/releases.ts';
import { KIB, MIB } from '../../units.ts';
import { type CommandBlock, type CommandLine, command, gap, remark } from './block.ts';
import { type ConfiguredRun, notInCommands } from './settings.ts';

/** The process of either side. */
export function qemuBlock({ scenario }: ConfiguredRun): CommandBlock {
  const { release } = scenario.qemu;
  const lines: CommandLine[] = [
    remark(
      `Switchover: QEMU ${release}, the same on both hosts. Add the disk images and the network of your guest, alike on both sides.`,
    ),
    ...notInCommands(scenario).map(remark),
    ...devicesInWords(scenario).map(remark),
    gap,
    remark('On the source host:'),
    command(joined(qemuArguments(scenario, 'source')), 'source'),
    gap,
    remark('On the destination host, which waits for migrate-incoming:'),
    command(joined(qemuArguments(scenario, 'destination')), 'destination'),
  ];
  return { id: 'qemu', title: 'QEMU', file: 'qemu.sh', lines };
}

/**
 * The words of QEMU's command line, each option with its value as one entry: `-m 4096M`.
 * @source QEMU qemu-options.hx, accel/kvm, hw/vfio/pci.c of the scenario's release
 */
export function qemuArguments(scenario: Scenario, side: 'source' | 'destination'): readonly string[] {
  const { guest, devices, qemu } = scenario;
  const size = sizeText(guest.ramBytes);
  const chunkShift = qemu[SHIFT];
  return [
    'qemu-system-x86_64',
    `-machine ${qemu.viommu ? 'q35,kernel-irqchip=split' : 'pc'}${guest.sharedRam ? ',memory-backend=ram' : ''}`,
    `-accel kvm${guest.dirtyRingSize > 0 ? `,dirty-ring-size=${guest.dirtyRingSize}` : ''}`,
    '-cpu host',
    `-smp ${guest.vcpus}`,
    `-m ${size}`,
    ...(guest.sharedRam ? [sharedMemory(scenario, size)] : []),
    ...(qemu.viommu ? ['-device intel-iommu,caching-mode=on'] : []),
    ...(guest.freePageHint
      ? ['-object iothread,id=hints', '-device virtio-balloon-pci,free-page-hint=on,iothread=hints']
      : []),
    ...(usesIommufd(scenario) ? ['-object iommufd,id=iommufd'] : []),
    ...devices.map((device, i) => `-device ${vfioOptions(device, scenario, i)}`),
    ...(qemu.onlyMigratable ? ['-only-migratable'] : []),
    ...(chunkShift === DEFAULT_QEMU[SHIFT] ? [] : [`-global migration.${SHIFT}=${chunkShift}`]),
    '-display none',
    `-qmp unix:${side}.qmp,server=on,wait=off`,
    `-monitor unix:${side}.hmp,server=on,wait=off`,
    ...(side === 'destination' ? ['-incoming defer'] : []),
  ];
}

const SHIFT = 'x-clear-bitmap-shift';

/** With `x-ignore-shared` both sides map one file; otherwise any shared memory will do. */
const sharedMemory = ({ capabilities }: Scenario, size: string): string =>
  capabilities['x-ignore-shared']
    ? `-object memory-backend-file,id=ram,size=${size},share=on,mem-path=/dev/shm/guest`
    : `-object memory-backend-memfd,id=ram,size=${size},share=on`;

/** Properties of `vfio-pci`; those that stand at their default are left out, but for the one that lets it migrate. */
function vfioOptions(device: VfioDevice, scenario: Scenario, index: number): string {
  const { properties, container, name } = device;
  const { release } = scenario.qemu;
  const enable = properties['enable-migration'];
  const isNamedX = isBefore(release, '8.1');
  const isPinned = container === 'type1-pinned';
  return [
    'vfio-pci',
    isPinned
      ? `sysfsdev=/sys/bus/mdev/devices/${mdevOf(index)}`
      : `host=${PCI.test(name) ? name : `0000:0${index + 1}:00.0`}`,
    ...(isNamedX
      ? enable === 'on'
        ? ['x-enable-migration=on']
        : []
      : enable === 'auto'
        ? []
        : [`enable-migration=${enable}`]),
    ...(properties['x-pre-copy-dirty-page-tracking'] ? [] : ['x-pre-copy-dirty-page-tracking=off']),
    ...(properties['x-device-dirty-page-tracking'] || isBefore(release, '9.1')
      ? []
      : ['x-device-dirty-page-tracking=off']),
    ...(isIommufd(device) && usesIommufd(scenario) ? ['iommufd=iommufd'] : []),
  ].join(',');
}
const PCI = /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i;
/** Stands for the mediated device's own. */
const mdevOf = (index: number): string => `00000000-0000-0000-0000-00000000000${index + 1}`;

/** What must be said of the devices beside their properties. */
function devicesInWords(scenario: Scenario): readonly string[] {
  const { devices, qemu } = scenario;
  const said: string[] = [];
  for (const { name, container, protocol } of devices) {
    if (container === 'type1-pinned') said.push(`${name} is a mediated device: put the UUID of yours.`);
    else if (!PCI.test(name)) said.push(`${name} is no PCI address: put that of your device.`);
    if (protocol !== 'any') said.push(`${name} needs a kernel driver that speaks VFIO migration ${protocol}.`);
  }
  if (devices.some(isIommufd) && !usesIommufd(scenario))
    said.push(
      `QEMU ${qemu.release} has no object iommufd: its devices stand behind iommufd's compatibility layer when /dev/vfio/vfio is that of iommufd.`,
    );
  if (devices.some(({ deviceLogging }) => deviceLogging))
    said.push("Whether a device can log its own writes is its driver's affair; these do.");
  return said;
}

const isIommufd = ({ container }: VfioDevice): boolean => container === 'iommufd' || container === 'iommufd-tracking';
/** The object came with 9.0. @source QEMU backends/iommufd.c; the release by reading alone */
const usesIommufd = ({ devices, qemu }: Scenario): boolean => !isBefore(qemu.release, '9.0') && devices.some(isIommufd);

const isBefore = (release: Scenario['qemu']['release'], other: Scenario['qemu']['release']): boolean =>
  RELEASES.indexOf(release) < RELEASES.indexOf(other);

/** In the largest unit that is whole. */
const sizeText = (bytes: number): string => (bytes % MIB === 0 ? `${bytes / MIB}M` : `${bytes / KIB}k`);

const joined = (words: readonly string[]): string => words.join(' \\\n  ');
