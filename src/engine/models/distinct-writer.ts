import { distinctPagesPerMs } from './distinct-rate.ts';
import type { MigrationModel } from './model.ts';
import { predictInWindows } from './qemu-windows.ts';

/**
 * n = ceil((R - m) / p) windows, leftover = R - n p, R' = leftover + d t. Converges if and only if d is below the goodput.
 * @source semantics sheet 8.3, exact integer recurrence
 */
export const distinctWriter: MigrationModel = {
  name: 'distinct-writer',
  title: 'Distinct writer',
  source: 'semantics sheet, 8.3',
  formula: 'R′ = R − n·p + d·t, in whole windows of 100 ms',
  neglects: 'The guest never writes a page twice, so it dirties as fast in a long pass as in a short one.',
  predict: (inputs) => {
    const rate = distinctPagesPerMs(inputs);
    return predictInWindows(inputs, (leftover, ms) => leftover + Math.round(rate * ms));
  },
};
