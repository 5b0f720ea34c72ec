import type { Scenario, Workload } from '../../../engine/scenario.ts';
import { counted, t } from '../../../language/t.ts';
import { FIELDS, type FieldName, readField, writesPerSecondOf } from '../../../store/fields.ts';
import { toolWords } from '../../../store/management.ts';
import { PAGE_BYTES } from '../../../units.ts';
import { actionWords } from '../action-words.ts';
import { dmaWords, trackingWords } from './device-summary.ts';
import { linkChangesOf } from './link-changes.ts';
import { patternWords } from './pattern-words.ts';
import { formatQuantity } from './quantity.ts';

export type GroupId =
  | 'guest'
  | 'link'
  | 'threads'
  | 'dirty-log'
  | 'device'
  | 'throttle'
  | 'postcopy'
  | 'encoding'
  | 'qemu'
  | 'management'
  | 'commands';

/** What a closed group says, and whether anything in it differs from its default. */
export interface GroupSummary {
  readonly words: string;
  readonly isChanged: boolean;
}

export function summaryOf(group: GroupId, scenario: Scenario): GroupSummary {
  return { words: WORDS[group](scenario).join(' · '), isChanged: isChanged(group, scenario) };
}

const WORDS: Record<GroupId, (scenario: Scenario) => string[]> = {
  guest: ({ guest, ...rest }) => {
    const [first, ...others] = guest.workloads;
    const zeroShare = Number(readField({ guest, ...rest }, 'zeroShare'));
    return [
      formatQuantity(guest.ramBytes, 'bytes'),
      ...(zeroShare > 0.005 ? [t('{percent} % zero', { percent: Math.round(zeroShare * 100) })] : []),
      ...(guest.stoppedBeforeMigrate ? [t('stopped')] : []),
      ...(guest.sharedRam ? [t('shared')] : []),
      ...(guest.freePageHint ? [t('free pages reported')] : []),
      others.length > 0
        ? t('{count} workloads', { count: guest.workloads.length })
        : first
          ? workloadWords(first)
          : t('idle'),
    ];
  },
  link: ({ link, parameters, host }) => [
    link.kind === 'fast'
      ? t('takes no time, windows of {ms} ms', { ms: link.windowMs })
      : link.bytesPerSecond === null
        ? t('as fast as the host')
        : formatQuantity(link.bytesPerSecond, 'bytes/s'),
    parameters['max-bandwidth'] === 0
      ? t('no cap')
      : t('cap {speed}', { speed: formatQuantity(parameters['max-bandwidth'], 'bytes/s') }),
    ...(host === 'ideal' ? [] : [t('host as recorded')]),
    ...changeWords(linkChangesOf({ link }).length),
  ],
  threads: ({ parameters, capabilities, pageCpuNs }) => [
    capabilities.multifd ? t('multifd, {channels} channels', { channels: parameters['multifd-channels'] }) : t('one'),
    ...(pageCpuNs > 0 ? [t('{time} a page', { time: formatQuantity(pageCpuNs, 'ns') })] : []),
  ],
  'dirty-log': ({ guest, qemu, extraSyncMsPerGib }) => [
    guest.logClearing === 'at-sync'
      ? t('cleared at the sync')
      : t('cleared by {bytes}', { bytes: formatQuantity(PAGE_BYTES * 2 ** qemu['x-clear-bitmap-shift'], 'bytes') }),
    ...(extraSyncMsPerGib > 0 ? [t('{time} a GiB more', { time: formatQuantity(extraSyncMsPerGib, 'ms') })] : []),
  ],
  device: ({ devices }) => {
    const [first, ...others] = devices;
    if (!first) return [t('none')];
    return [
      t('{count} × vfio-pci', { count: devices.length }),
      ...(others.length === 0 ? [dmaWords(first)] : differences(devices)),
    ];
  },
  throttle: ({ capabilities, parameters }) => {
    if (capabilities['auto-converge']) return ['auto-converge'];
    return capabilities['dirty-limit']
      ? [`dirty-limit ${formatQuantity(parameters['vcpu-dirty-limit'], 'MB/s')}`]
      : [t('off')];
  },
  postcopy: ({ capabilities, postcopy, parameters }) => {
    if (!capabilities['postcopy-ram']) return [t('off')];
    const cap = parameters['max-postcopy-bandwidth'];
    return [
      postcopy.startAfterPasses === null
        ? t('by a command')
        : t('after {count} syncs', { count: postcopy.startAfterPasses }),
      ...(capabilities['postcopy-preempt'] ? ['preempt'] : []),
      ...(cap > 0 ? [t('cap {speed}', { speed: formatQuantity(cap, 'bytes/s') })] : []),
    ];
  },
  encoding: ({ capabilities, parameters }) => {
    const cache = formatQuantity(parameters['xbzrle-cache-size'], 'bytes');
    const on = [
      ...(capabilities.xbzrle ? [t('XBZRLE, cache of {cache}', { cache })] : []),
      ...(capabilities.compress ? [t('{count} compressing threads', { count: parameters['compress-threads'] })] : []),
    ];
    return on.length > 0 ? on : [t('off')];
  },
  qemu: ({ qemu, parameters, capabilities, horizonMs }) => {
    const on = CAPABILITIES.filter((name) => capabilities[name]);
    const available = parameters['avail-switchover-bandwidth'];
    const horizon =
      horizonMs === FIELDS.horizonMs.defaultValue
        ? []
        : [t('gives up at {time}', { time: formatQuantity(horizonMs, 'ms') })];
    return [
      ...(qemu.viommu ? ['vIOMMU'] : []),
      ...(qemu.onlyMigratable ? ['-only-migratable'] : []),
      ...(qemu.allowRestricted ? [t('opt-in')] : []),
      ...(qemu.bandwidthSource === FIELDS.bandwidthSource.defaultValue
        ? []
        : [t('checks with {source}', { source: qemu.bandwidthSource })]),
      ...(available > 0 ? [t('switchover at {speed}', { speed: formatQuantity(available, 'bytes/s') })] : []),
      ...(on.length > 0 ? on : [t('no capabilities')]),
      ...horizon,
    ];
  },
  management: ({ management }) => {
    if (!management) return [t('nobody')];
    return [t(toolWords(management.policy).title), ...(management.acts ? [] : [t('shadow mode')])];
  },
  commands: ({ actions }) => {
    const [first, ...others] = actions;
    if (!first) return [t('none')];
    return others.length > 0
      ? [t('{count} commands', { count: actions.length })]
      : [t('{time}: {command}', { time: formatQuantity(first.atMs, 'ms'), command: actionWords(first) })];
  },
};

const changeWords = (changes: number): string[] =>
  changes === 0 ? [] : [counted(changes, 'changes once', 'changes {count} times')];

const CAPABILITIES = ['pause-before-switchover', 'return-path', 'switchover-ack', 'x-ignore-shared'] as const;

/** Who tracks them, each way once. */
const differences = (devices: Scenario['devices']): string[] => [...new Set(devices.map(trackingWords))];

/** How the guest writes: `uniform 20,000 pages/s`. */
export const workloadWords = (workload: Workload): string =>
  patternWords(workload.kind, formatQuantity(Math.round(writesPerSecondOf(workload)), 'pages/s'));

const FIELDS_OF: Record<
  'guest' | 'link' | 'threads' | 'dirty-log' | 'throttle' | 'postcopy' | 'encoding' | 'qemu',
  readonly FieldName[]
> = {
  guest: ['ramBytes', 'zeroShare', 'firmware', 'stoppedBeforeMigrate', 'sharedRam', 'freeShare', 'pattern'],
  link: ['linkBytesPerSecond', 'max-bandwidth', 'host'],
  threads: ['pageCpuNs', 'multifd', 'multifd-channels', 'sendCores'],
  'dirty-log': ['logClearing', 'x-clear-bitmap-shift', 'extraSyncMsPerGib'],
  throttle: [
    'auto-converge',
    'throttle-trigger-threshold',
    'cpu-throttle-initial',
    'cpu-throttle-increment',
    'cpu-throttle-tailslow',
    'max-cpu-throttle',
    'throttleEffect',
    'dirty-limit',
    'vcpu-dirty-limit',
    'x-vcpu-dirty-limit-period',
    'vcpus',
    'dirtyRingSize',
  ],
  postcopy: [
    'postcopy-ram',
    'startAfterPasses',
    'max-postcopy-bandwidth',
    'postcopy-preempt',
    'postcopy-blocktime',
    'roundTripMs',
    'queuedBytes',
    'vcpus',
  ],
  encoding: [
    'xbzrle',
    'xbzrle-cache-size',
    'changedBytes',
    'changesAt',
    'compress',
    'compress-threads',
    'compressionRatio',
    'incompressibleShare',
    'compressMsPerPage',
  ],
  qemu: [
    'viommu',
    'onlyMigratable',
    'allowRestricted',
    'bandwidthSource',
    'avail-switchover-bandwidth',
    'pause-before-switchover',
    'return-path',
    'switchover-ack',
    'x-ignore-shared',
    'horizonMs',
  ],
};

function isChanged(group: GroupId, scenario: Scenario): boolean {
  if (group === 'device') return scenario.devices.length > 0;
  if (group === 'management') return scenario.management !== undefined;
  if (group === 'commands') return scenario.actions.length > 0;
  if (group === 'link' && linkChangesOf(scenario).length > 0) return true;
  return FIELDS_OF[group].some((name) => readField(scenario, name) !== FIELDS[name].defaultValue);
}
