import type { VfioDevice } from '../engine/scenario.ts';
import { vfioDevice } from './defaults.ts';
import type { FieldValue } from './field-values.ts';
import { FIELDS, type FieldName, type TrackingName } from './fields.ts';

/** The fields that each device has. */
export type DeviceFieldName = {
  [Name in FieldName]: (typeof FIELDS)[Name]['group'] extends 'device' ? Name : never;
}[FieldName];

export const isDeviceField = (name: FieldName): name is DeviceFieldName => FIELDS[name].group === 'device';

/** What the control of a field shows for a device; null where it has no such thing: a burst without bursts. */
export function readDeviceField(device: VfioDevice, name: DeviceFieldName): FieldValue {
  const { dma } = device;
  switch (name) {
    case 'dma':
      return dma.kind;
    case 'dmaWritesPerSecond':
      return dma.kind === 'none' ? null : dma.writesPerSecond;
    case 'dmaPages':
      return dma.kind === 'none' ? null : dma.region.pages;
    case 'dmaOnMs':
      return dma.kind === 'bursts' ? dma.onMs : null;
    case 'dmaOffMs':
      return dma.kind === 'bursts' ? dma.offMs : null;
    case 'tracking':
      return trackingOf(device);
    case 'failsEntering':
      return device.failsEntering ?? 'never';
    case 'enable-migration':
    case 'x-pre-copy-dirty-page-tracking':
    case 'x-device-dirty-page-tracking':
      return device.properties[name];
    default:
      return device[name];
  }
}

/** The device with this value in that field; its parts stay within each other and within `ramPages`. */
export function writeDeviceField(
  device: VfioDevice,
  name: DeviceFieldName,
  value: FieldValue,
  ramPages: number,
): VfioDevice {
  return fittedDevice(withField(device, name, value), ramPages);
}

/** Who tracks the writes of a device, as far as container and device can; which of it a release uses is another matter. */
export const trackingOf = ({ container, deviceLogging }: VfioDevice): TrackingName =>
  deviceLogging ? 'device' : TRACKING_OF_CONTAINER[container];

/** Inside RAM, and its parts inside each other. */
export const fittedDevice = (device: VfioDevice, ramPages: number): VfioDevice => ({
  ...device,
  dma: fittedDma(device.dma, ramPages),
  initialBytes: Math.min(device.initialBytes, device.stopCopyBytes),
});

export const fittedRegion = <Region extends { readonly startPage: number; readonly pages: number }>(
  region: Region,
  pages: number,
) => {
  const fitting = Math.min(region.pages, pages);
  return { startPage: Math.min(region.startPage, pages - fitting), pages: fitting };
};

type WritingDma = Exclude<VfioDevice['dma'], { kind: 'none' }>;

const FIRST_DMA: WritingDma = {
  kind: 'ring',
  region: { startPage: 0, pages: FIELDS.dmaPages.defaultValue },
  writesPerSecond: FIELDS.dmaWritesPerSecond.defaultValue,
};

/** What is added: it writes a ring of pages, and nobody tracks it. */
export const FIRST_DEVICE: VfioDevice = vfioDevice({ dma: FIRST_DMA });

function withField(device: VfioDevice, name: DeviceFieldName, value: FieldValue): VfioDevice {
  const writing = device.dma.kind === 'none' ? FIRST_DMA : device.dma;
  switch (name) {
    case 'dma':
      return { ...device, dma: dmaOf(value as VfioDevice['dma']['kind'], writing) };
    case 'dmaWritesPerSecond':
      return { ...device, dma: { ...writing, writesPerSecond: value as number } };
    case 'dmaPages':
      return { ...device, dma: { ...writing, region: { ...writing.region, pages: value as number } } };
    case 'dmaOnMs':
    case 'dmaOffMs':
      if (writing.kind !== 'bursts') return device;
      return { ...device, dma: { ...writing, [name === 'dmaOnMs' ? 'onMs' : 'offMs']: value as number } };
    case 'tracking':
      return { ...device, ...TRACKED_BY[value as TrackingName] };
    case 'failsEntering':
      return { ...device, failsEntering: value === 'never' ? null : (value as VfioDevice['failsEntering']) };
    case 'enable-migration':
    case 'x-pre-copy-dirty-page-tracking':
    case 'x-device-dirty-page-tracking':
      return { ...device, properties: { ...device.properties, [name]: value } };
    default:
      return { ...device, [name]: value };
  }
}

function dmaOf(kind: VfioDevice['dma']['kind'], { region, writesPerSecond }: WritingDma): VfioDevice['dma'] {
  if (kind === 'none') return { kind };
  if (kind !== 'bursts') return { kind, region, writesPerSecond };
  const { dmaOnMs, dmaOffMs } = FIELDS;
  return { kind, region, writesPerSecond, onMs: dmaOnMs.defaultValue, offMs: dmaOffMs.defaultValue, phaseMs: 0 };
}

function fittedDma(dma: VfioDevice['dma'], pages: number): VfioDevice['dma'] {
  if (dma.kind === 'none') return dma;
  const region = fittedRegion(dma.region, pages);
  return dma.kind === 'bursts' ? { ...dma, region, phaseMs: dma.phaseMs % (dma.onMs + dma.offMs) } : { ...dma, region };
}

const TRACKING_OF_CONTAINER = {
  type1: 'type1',
  'type1-pinned': 'pinned',
  iommufd: 'nobody',
  'iommufd-tracking': 'iommu',
} as const satisfies Record<VfioDevice['container'], TrackingName>;

const TRACKED_BY = {
  device: { container: 'iommufd', deviceLogging: true },
  iommu: { container: 'iommufd-tracking', deviceLogging: false },
  type1: { container: 'type1', deviceLogging: false },
  pinned: { container: 'type1-pinned', deviceLogging: false },
  nobody: { container: 'iommufd', deviceLogging: false },
} as const satisfies Record<TrackingName, Pick<VfioDevice, 'container' | 'deviceLogging'>>;
