import type { VfioDevice } from '../../../engine/scenario.ts';
import { type DeviceFieldName, FIELDS, readDeviceField, trackingOf } from '../../../store/fields.ts';
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
  dma.kind === 'none' ? 'no DMA' : `${dma.kind} ${formatQuantity(dma.writesPerSecond, 'pages/s')}`;

/** Who tracks it, as far as container and device can: `device log`. */
export const trackingWords = (device: VfioDevice): string => labelOf(trackingOf(device));

const WORDS: Record<DevicePart, (device: VfioDevice) => string[]> = {
  dma: (device) => [dmaWords(device)],
  tracking: (device) => [trackingWords(device)],
  protocol: ({ protocol, precopy, p2p, failsEntering }) => [
    protocol === 'any' ? 'any protocol' : protocol,
    ...(precopy ? ['PRE_COPY'] : []),
    ...(p2p ? ['P2P'] : []),
    ...(failsEntering ? [`fails entering ${failsEntering}`] : []),
  ],
  state: ({ stopCopyBytes, initialBytes, precopy, dataSizeFails }) => [
    formatQuantity(stopCopyBytes, 'bytes'),
    ...(precopy && initialBytes > 0 ? [`${formatQuantity(initialBytes, 'bytes')} before`] : []),
    ...(dataSizeFails ? ['size unknown'] : []),
  ],
  times: ({ stopMs, p2pMs, resumeMs }) => [
    `stop ${formatQuantity(stopMs, 'ms')}`,
    ...(p2pMs > 0 ? [`peer-to-peer ${formatQuantity(p2pMs, 'ms')}`] : []),
    `resume ${formatQuantity(resumeMs, 'ms')}`,
  ],
  properties: ({ properties }) => [
    `migration ${properties['enable-migration']}`,
    ...(properties['x-pre-copy-dirty-page-tracking'] ? [] : ['not asked in pre-copy']),
    ...(properties['x-device-dirty-page-tracking'] ? [] : ['own log unused']),
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

const labelOf = (value: string): string =>
  FIELDS.tracking.control.options.find((option) => option.value === value)?.label.toLowerCase() ?? value;
