import type { Recording } from '../../charts/curve-shape.ts';
import { t } from '../../language/t.ts';
import type { Trace } from '../../traces/trace.ts';
import { traceCurve } from '../../traces/trace-curve.ts';

/** A recording as the curve draws it over the run, and where it ends. */
export function recordedCurve(trace: Trace): Recording & { readonly endMs: number } {
  const { atMs, remainingBytes, syncs, endMs } = traceCurve(trace);
  return { name: t('real QEMU'), atMs, remainingBytes, syncsMs: syncs.map((sync) => sync.atMs), endMs };
}
