import { PAGE_BYTES } from '../../units.ts';
import { distinctPagesPerMs } from './distinct-rate.ts';
import type { MigrationModel } from './model.ts';
import { PassTrail } from './pass-trail.ts';

/**
 * V(0) = V, V(i) = D T(i-1), T(i) = (V / R) lambda^i with lambda = D / R; n = ceil(log_lambda(Vthd / V)) rounds before the
 * last, the downtime is T(n) and the time to resume. The threshold is what R sends within the limit.
 * @source H. Liu, H. Jin, C.-Z. Xu, X. Liao, HPDC 2011, the base model. The refined one takes off what is dirty again
 * when its turn comes; QEMU sends that all the same, so its skip ratio is 0 and the two are one
 */
export const liu: MigrationModel = {
  name: 'liu',
  title: 'Liu et al.',
  source: 'Liu, Jin, Xu, Liao, HPDC 2011',
  formula: 'Tᵢ = (V/R)·λⁱ with λ = D/R; n = ceil(log λ (Vthd/V))',
  neglects: 'One dirty rate for all rounds; a zero page costs a whole page.',
  predict: (inputs) => {
    const { pages, bytesPerMs, downtimeLimitMs } = inputs;
    const ramBytes = pages * PAGE_BYTES;
    const ratio = (distinctPagesPerMs(inputs) * PAGE_BYTES) / bytesPerMs;
    const rounds = roundsBeforeLast(bytesPerMs * downtimeLimitMs, ramBytes, ratio);
    const trail = new PassTrail(inputs);
    for (let i = 0; i < rounds; i++) {
      const bytes = Math.min(ramBytes * ratio ** i, ramBytes);
      trail.pass(bytes / bytesPerMs, bytes, bytes, 0);
      if (trail.isOverdue) return trail.endless();
    }
    const lastBytes = ramBytes * ratio ** rounds;
    return trail.stop(lastBytes / inputs.stopBytesPerMs, lastBytes, lastBytes);
  },
};

function roundsBeforeLast(thresholdBytes: number, ramBytes: number, ratio: number): number {
  // Less than a page is nothing: with a threshold of 0 the logarithm would be infinite.
  const wanted = Math.max(thresholdBytes, PAGE_BYTES) / ramBytes;
  if (wanted >= 1) return 0;
  if (ratio === 0) return 1;
  return ratio >= 1 ? Infinity : Math.ceil(Math.log(wanted) / Math.log(ratio));
}
