import { linearAt } from '../../charts/thin-curve.ts';
import type { Timeline } from '../../engine/record.ts';
import { counted, t } from '../../language/t.ts';
import { formatBytes, formatBytesPerSecond, formatMs } from '../../units.ts';

/** What happened between two instants of a run. */
export interface BrushStats {
  readonly spanMs: number;
  readonly sentBytes: number;
  /** Pages that the syncs in between found dirty. */
  readonly foundPages: number;
  /** Bitmap syncs from `fromMs` to `toMs`, both ends in. */
  readonly syncs: number;
  /** Mean over the whole span, idle parts included. */
  readonly sentBytesPerSecond: number;
}

export function brushStats(
  { curve, syncs }: Pick<Timeline, 'curve' | 'syncs'>,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): BrushStats {
  const spanMs = toMs - fromMs;
  const sentAt = (ms: number) => linearAt(curve.atMs, curve.transferredBytes, ms);
  const sentBytes = sentAt(toMs) - sentAt(fromMs);
  const inside = syncs.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return {
    spanMs,
    sentBytes,
    foundPages: inside.reduce((sum, sync) => sum + sync.byVcpuPages + sync.byDmaPages + sync.allDirtyPages, 0),
    syncs: inside.length,
    sentBytesPerSecond: spanMs > 0 ? (sentBytes / spanMs) * 1000 : 0,
  };
}

/** `1.1 s: 1.1 GiB sent at 1.02 GB/s, 264,192 pages found dirty by 2 syncs` */
export function statsText({ spanMs, sentBytes, foundPages, syncs, sentBytesPerSecond }: BrushStats): string {
  const words = {
    span: formatMs(spanMs),
    bytes: formatBytes(sentBytes),
    speed: formatBytesPerSecond(sentBytesPerSecond),
    syncs: counted(syncs, '{count} sync', '{count} syncs'),
  };
  if (syncs === 0) return t('{span}: {bytes} sent at {speed}, no sync', words);
  return counted(
    foundPages,
    '{span}: {bytes} sent at {speed}, {count} page found dirty by {syncs}',
    '{span}: {bytes} sent at {speed}, {count} pages found dirty by {syncs}',
    words,
  );
}
