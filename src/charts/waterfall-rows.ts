import { t } from '../language/t.ts';
import type { DataColour } from './palette.ts';

/** A part of the downtime, in order, as a run records it. */
export interface LedgerPart {
  readonly part: PartName;
  /** Index of the VFIO device whose part it is. */
  readonly device?: number;
  readonly fromMs: number;
  readonly ms: number;
  /** 0 where none are sent. */
  readonly bytes: number;
}
export type PartName =
  | 'vm-stop'
  | 'device-p2p'
  | 'device-stop'
  | 'pre-switchover'
  | 'sync'
  | 'discard'
  | 'ram'
  | 'device-state'
  | 'other-state'
  | 'destination-load';

export interface WaterfallRow {
  readonly part: PartName;
  readonly name: string;
  readonly colour: DataColour;
  /** Place and length on the figure's scale, 0 to 1. */
  readonly from: number;
  readonly share: number;
  readonly ms: number;
  readonly bytes: number;
}

export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  readonly totalMs: number;
  /** ms at the right end of the scale. */
  readonly scaleMs: number;
  /** Place of the limit on the scale, or null when it lies beyond. */
  readonly limit: number | null;
}

/** Each part begins where the one before ended; the scale reaches to the limit unless that dwarfs the pause. */
export function waterfallRows(parts: readonly LedgerPart[], limitMs: number): Waterfall {
  const startMs = parts[0]?.fromMs ?? 0;
  const totalMs = parts.reduce((sum, { ms }) => sum + ms, 0);
  const isFar = limitMs > 2 * totalMs;
  const scaleMs = Math.max(totalMs, isFar ? 0 : limitMs * 1.05, 1e-3);
  const areSeveral = parts.some(({ device = 0 }) => device > 0);
  const rows = parts.map(
    ({ part, device, fromMs, ms, bytes }): WaterfallRow => ({
      part,
      name: nameOf(part, areSeveral ? device : undefined),
      colour: COLOURS[part],
      from: (fromMs - startMs) / scaleMs,
      share: ms / scaleMs,
      ms,
      bytes,
    }),
  );
  return { rows, totalMs, scaleMs, limit: isFar ? null : limitMs / scaleMs };
}

/** `device 2 stops`: counted like the lanes, when there are several. */
function nameOf(part: PartName, device: number | undefined): string {
  if (device === undefined) return partName(part);
  const words = { device: device + 1 };
  if (part === 'device-p2p') return t('device {device} stops peer-to-peer', words);
  if (part === 'device-stop') return t('device {device} stops', words);
  return part === 'device-state' ? t('device {device} state', words) : partName(part);
}

function partName(part: PartName): string {
  switch (part) {
    case 'vm-stop':
      return t('CPUs stop');
    case 'device-p2p':
      return t('device stops peer-to-peer');
    case 'device-stop':
      return t('device stops');
    case 'pre-switchover':
      return t('pre-switchover');
    case 'sync':
      return t('last sync');
    case 'discard':
      return t('pages to discard');
    case 'ram':
      return t('RAM');
    case 'device-state':
      return t('device state');
    case 'other-state':
      return t('other state');
    case 'destination-load':
      return t('destination loads');
  }
}

const COLOURS: Readonly<Record<PartName, DataColour>> = {
  'vm-stop': 'stop',
  'device-p2p': 'stop',
  'device-stop': 'stop',
  'pre-switchover': 'stop',
  sync: 'stop',
  discard: 'stop',
  ram: 'sent2',
  'device-state': 'dma',
  'other-state': 'sent',
  'destination-load': 'stop',
};
