import { RELEASES } from '../../scenario/releases.ts';
import { GIB, MIB, msToSeconds } from '../../units.ts';
import { type CommandBlock, type CommandLine, command, gap, remark } from './block.ts';
import { type ConfiguredRun, notInCommands, stepsOf } from './settings.ts';

/**
 * The run as QEMU's own benchmark would make it. Its guest has a workload of its own, which writes all of RAM at random.
 * @source QEMU tests/migration/guestperf/shell.py and engine.py
 */
export function guestperfBlock(run: ConfiguredRun): CommandBlock {
  const { scenario } = run;
  const { release } = scenario.qemu;
  const lines: CommandLine[] = [
    remark(
      `Switchover, for guestperf of QEMU ${release}, in its source tree; it needs a kernel and the initrd of the stress test.`,
    ),
    ...remarksOf(run).map(remark),
    gap,
    command(guestperfWords(run).join(' \\\n  ')),
  ];
  return { id: 'guestperf', title: 'guestperf', file: 'guestperf.sh', lines };
}

function guestperfWords({ scenario, timeline }: ConfiguredRun): readonly string[] {
  const { guest, capabilities, parameters: p, postcopy, qemu } = scenario;
  const since = (release: (typeof RELEASES)[number]) => RELEASES.indexOf(qemu.release) >= RELEASES.indexOf(release);
  return [
    since('10.0') ? 'tests/migration-stress/guestperf.py' : 'tests/migration/guestperf.py',
    '--binary /usr/bin/qemu-system-x86_64',
    '--dst-host destination --transport tcp',
    `--mem ${memGib(guest.ramBytes)} --cpus ${guest.vcpus}`,
    ...(guest.dirtyRingSize > 0 ? [`--dirty-ring-size ${guest.dirtyRingSize}`] : []),
    `--downtime ${p['downtime-limit']}`,
    `--bandwidth ${bandwidthMib(p['max-bandwidth'])}`,
    `--max-time ${Math.ceil(msToSeconds(scenario.horizonMs))}`,
    `--max-iters ${Math.max(DEFAULT_ITERS, 2 * timeline.syncs.length)}`,
    ...(capabilities['auto-converge'] ? [`--auto-converge --auto-converge-step ${p['cpu-throttle-increment']}`] : []),
    ...(capabilities['postcopy-ram'] && postcopy.startAfterPasses !== null
      ? [`--post-copy --post-copy-iters ${postcopy.startAfterPasses}`]
      : []),
    ...(capabilities.compress ? [`--compression-mt --compression-mt-threads ${p['compress-threads']}`] : []),
    ...(capabilities.xbzrle
      ? [`--compression-xbzrle --compression-xbzrle-cache ${cachePercent(p['xbzrle-cache-size'], guest.ramBytes)}`]
      : []),
    ...(capabilities.multifd ? [`--multifd --multifd-channels ${p['multifd-channels']}`] : []),
    ...(capabilities['dirty-limit'] && since('8.2')
      ? [
          `--dirty-limit --x-vcpu-dirty-limit-period ${p['x-vcpu-dirty-limit-period']} --vcpu-dirty-limit ${p['vcpu-dirty-limit']}`,
        ]
      : []),
    '--output guestperf.json',
  ];
}

/** What guestperf cannot be told, or tells in another unit. */
function remarksOf(run: ConfiguredRun): readonly string[] {
  const { scenario } = run;
  const { guest, capabilities, parameters: p, qemu, devices } = scenario;
  const bytes = memGib(guest.ramBytes) * GIB + 512 * MIB;
  const odd = Object.entries(capabilities).filter(([name, isOn]) => isOn && !KNOWN.has(name));
  const isOldLimit = capabilities['dirty-limit'] && RELEASES.indexOf(qemu.release) < RELEASES.indexOf('8.2');
  return [
    ...notInCommands(scenario),
    ...(bytes === guest.ramBytes
      ? []
      : [
          `guestperf gives the guest --mem GiB and 512 MiB more: ${bytes / MIB} MiB here, ${guest.ramBytes / MIB} MiB in the run.`,
        ]),
    '--bandwidth is in MiB a second.' +
      (p['max-bandwidth'] === 0
        ? ' The run has no limit, and guestperf always sets one: this one is a TiB a second.'
        : p['max-bandwidth'] % MIB === 0
          ? ''
          : ` The run's limit is ${p['max-bandwidth']} bytes a second.`),
    ...(capabilities['auto-converge'] && p['cpu-throttle-initial'] !== DEFAULT_INITIAL
      ? [`The first step of auto-converge, ${p['cpu-throttle-initial']} % here, cannot be given.`]
      : []),
    ...(odd.length > 0 ? [`It cannot turn on ${odd.map(([name]) => name).join(', ')}.`] : []),
    ...(isOldLimit ? ['guestperf knows dirty-limit from 8.2 on.'] : []),
    ...(devices.length > 0 ? ['It gives the guest no VFIO device.'] : []),
    ...(stepsOf(run).length > 0
      ? ['It cannot give commands while the migration runs, but for post-copy and a pause.']
      : []),
  ];
}

const DEFAULT_ITERS = 30;
const DEFAULT_INITIAL = 20;
const KNOWN: ReadonlySet<string> = new Set([
  'auto-converge',
  'postcopy-ram',
  'compress',
  'xbzrle',
  'multifd',
  'dirty-limit',
]);

/** The guest gets 512 MiB on top of it. */
const memGib = (ramBytes: number): number => Math.max(1, Math.round((ramBytes - 512 * MIB) / GIB));
const bandwidthMib = (bytes: number): number => (bytes === 0 ? MIB : Math.max(1, Math.round(bytes / MIB)));
const cachePercent = (bytes: number, ramBytes: number): number => Math.max(1, Math.round((100 * bytes) / ramBytes));
