import type { MigrationModel } from './model.ts';
import { predictInWindows } from './qemu-windows.ts';

/**
 * R' = W - (W - l) exp(-w t / W): of the W pages that are written at all, each of w writes a second hits one at random,
 * and l were still to be sent.
 * @source semantics sheet 8.4
 */
export const uniformWriter: MigrationModel = {
  name: 'uniform-writer',
  title: 'Uniform writer',
  source: 'semantics sheet, 8.4',
  formula: 'R′ = W − (W − l)·exp(−w·t/W), in whole windows of 100 ms',
  neglects: 'Every page of the working set is written as often as any other: no hot pages, no order, no bursts.',
  predict: (inputs) => {
    const { workingSetPages: set, writesPerSecond, pages } = inputs;
    return predictInWindows(inputs, (leftover, ms, pass) => {
      if (set === 0) return leftover;
      // What the first pass leaves lies anywhere in RAM, what a later one leaves in the working set.
      const inside = pass === 1 ? (leftover * set) / pages : Math.min(leftover, set);
      return leftover - inside + set - (set - inside) * Math.exp((-writesPerSecond * ms) / 1000 / set);
    });
  },
};
