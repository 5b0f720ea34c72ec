import { PAGE_BYTES } from '../../units.ts';
import type { MigrationModel, ModelCurve } from './model.ts';

/**
 * overheads + V / L <= total time <= overheads + (5 V - 1 page) / L; downtime between the post-overhead and the
 * post-overhead + V / L. The 5 are Xen's stop rule: it may send three times the memory, one round beyond, and all of it
 * once more while the guest is stopped.
 * @source S. Akoush et al., MASCOTS 2010, as reported: the bounds were not re-read in the paper
 */
export const akoush: MigrationModel = {
  name: 'akoush',
  title: 'Akoush et al., bounds',
  source: 'Akoush et al., MASCOTS 2010 (as reported)',
  formula: 'V/L ≤ total ≤ (5V − 1 page)/L; 0 ≤ downtime ≤ V/L, and the overheads',
  neglects: 'How much is written: the bounds are Xen’s, which ends after three times the memory; QEMU has no such end.',
  predict: ({ pages, bytesPerMs, setupMs, pauseMs }) => {
    const ramBytes = pages * PAGE_BYTES;
    const mostBytes = MOST_SENDS * ramBytes - PAGE_BYTES;
    const overheadMs = setupMs + pauseMs;
    return {
      converges: true,
      totalTimeMs: [overheadMs + ramBytes / bytesPerMs, overheadMs + mostBytes / bytesPerMs],
      downtimeMs: [pauseMs, pauseMs + ramBytes / bytesPerMs],
      sentBytes: [ramBytes, mostBytes],
      passes: MOST_SENDS - 1,
      curves: [1, MOST_SENDS].map((sends) => sawtooth(ramBytes, ramBytes / bytesPerMs, setupMs, sends)),
    };
  },
};

const MOST_SENDS = 5;

function sawtooth(ramBytes: number, ms: number, setupMs: number, sends: number): ModelCurve {
  const each = Array.from({ length: sends }, (_, i) => i);
  return {
    atMs: each.flatMap((i) => [setupMs + i * ms, setupMs + (i + 1) * ms]),
    remainingBytes: each.flatMap(() => [ramBytes, 0]),
  };
}
