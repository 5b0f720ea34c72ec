import type { VfioDevice } from '../../../engine/scenario.ts';
import { t } from '../../../language/t.ts';
import { type DeviceFieldName, FIELDS, readDeviceField, type TrackingName, trackingOf } from '../../../store/fields.ts';
import type { GroupSummary } from './group-summary.ts';
import { formatQuantity } from './quantity.ts';

export type DevicePart = 'dma' | 'tracking' | 'protocol' | 'state' | 'times' | 'properties';

/** What a closed part of a device says, and whether anything in it differs from its default. */
export const summaryOfPart = (part: DevicePart, device: VfioDevice): GroupSummary => ({
  words: WORDS[part](device).join(' · '),
  isChanged: FIELDS_OF[part].some((name) => (readDeviceField(device, name) ?? null) !== FIELDS[name].defaultValue),
});

/** How a device writes: `ring 20,000 pages/s`. */
export const dmaWords = ({ dma }: VfioDevice): string =>
  DMA_WORDS[dma.kind](dma.kind === 'none' ? '' : formatQuantity(dma.writesPerSecond, 'pages/s'));

const DMA_WORDS: Record<VfioDevice['dma']['kind'], (rate: string) => string> = {
  none: () => t('no DMA'),
  ring: (rate) => t('ring {rate}', { rate }),
  random: (rate) => t('random {rate}', { rate }),
  bursts: (rate) => t('bursts {rate}', { rate }),
};

/** Who tracks it, as far as container and device can: `device log`. */
export const trackingWords = (device: VfioDevice): string => TRACKING_WORDS[trackingOf(device)]();

const TRACKING_WORDS: Record<TrackingName, () => string> = {
  device: () => t('device log'),
  iommu: () => t('iommu'),
  type1: () => t('type1'),
  pinned: () => t('pinned'),
  nobody: () => t('nobody'),
};

const WORDS: Record<DevicePart, (device: VfioDevice) => string[]> = {
  dma: (device) => [dmaWords(device)],
  tracking: (device) => [trackingWords(device)],
  protocol: ({ protocol, precopy, p2p, failsEntering }) => [
    protocol === 'any' ? t('any protocol') : protocol,
    ...(precopy ? ['PRE_COPY'] : []),
    ...(p2p ? ['P2P'] : []),
    ...(failsEntering ? [t('fails entering {state}', { state: failsEntering })] : []),
  ],
  state: ({ stopCopyBytes, initialBytes, precopy, dataSizeFails }) => [
    formatQuantity(stopCopyBytes, 'bytes'),
    ...(precopy && initialBytes > 0 ? [t('{bytes} before', { bytes: formatQuantity(initialBytes, 'bytes') })] : []),
    ...(dataSizeFails ? [t('size unknown')] : []),
  ],
  times: ({ stopMs, p2pMs, resumeMs }) => [
    t('stop {time}', { time: formatQuantity(stopMs, 'ms') }),
    ...(p2pMs > 0 ? [t('peer-to-peer {time}', { time: formatQuantity(p2pMs, 'ms') })] : []),
    t('resume {time}', { time: formatQuantity(resumeMs, 'ms') }),
  ],
  properties: ({ properties }) => [
    t('migration {setting}', { setting: properties['enable-migration'] }),
    ...(properties['x-pre-copy-dirty-page-tracking'] ? [] : [t('not asked in pre-copy')]),
    ...(properties['x-device-dirty-page-tracking'] ? [] : [t('own log unused')]),
  ],
};

const FIELDS_OF: Record<DevicePart, readonly DeviceFieldName[]> = {
  dma: ['dma'],
  tracking: ['container', 'deviceLogging'],
  protocol: ['protocol', 'precopy', 'p2p', 'failsEntering'],
  state: [
    'stopCopyBytes',
    'initialBytes',
    'dirtyBytesPerSecond',
    'saveBytesPerSecond',
    'loadBytesPerSecond',
    'dataSizeFails',
  ],
  times: ['stopMs', 'p2pMs', 'resumeMs'],
  properties: ['enable-migration', 'x-pre-copy-dirty-page-tracking', 'x-device-dirty-page-tracking'],
};
