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
      colour: PARTS[part].colour,
      from: (fromMs - startMs) / scaleMs,
      share: ms / scaleMs,
      ms,
      bytes,
    }),
  );
  return { rows, totalMs, scaleMs, limit: isFar ? null : limitMs / scaleMs };
}

/** `device 2 stops`: counted like the lanes, when there are several. */
const nameOf = (part: PartName, device: number | undefined): string =>
  device === undefined ? PARTS[part].name : PARTS[part].name.replace('device', `device ${device + 1}`);

const PARTS: Readonly<Record<PartName, { readonly name: string; readonly colour: DataColour }>> = {
  'vm-stop': { name: 'CPUs stop', colour: 'stop' },
  'device-p2p': { name: 'device stops peer-to-peer', colour: 'stop' },
  'device-stop': { name: 'device stops', colour: 'stop' },
  'pre-switchover': { name: 'pre-switchover', colour: 'stop' },
  sync: { name: 'last sync', colour: 'stop' },
  discard: { name: 'pages to discard', colour: 'stop' },
  ram: { name: 'RAM', colour: 'sent2' },
  'device-state': { name: 'device state', colour: 'dma' },
  'other-state': { name: 'other state', colour: 'sent' },
  'destination-load': { name: 'destination loads', colour: 'stop' },
};
