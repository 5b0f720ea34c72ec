import { PAGE_BYTES } from '../../units.ts';
import type { MigrationModel } from './model.ts';
import { PassTrail } from './pass-trail.ts';

/**
 * Round 0 sends what holds something at 4096 + 8 bytes and the zero pages at 8; each further round sends what the round
 * before it dirtied, read from a curve of distinct pages against time; the first that fits the limit is the last.
 * @source A. Gudkov, predictor on qemu-devel, 28 February and 27 April 2023
 */
export const dirtyCurve: MigrationModel = {
  name: 'dirty-curve',
  title: 'Dirty curve (Gudkov)',
  source: 'Gudkov, qemu-devel, 2023',
  formula: 'round n + 1 sends U(duration of round n); stop when bytes / speed ≤ limit',
  neglects: 'No windows and no leftover: a round ends when all is sent, and the speed is known exactly.',
  predict: (inputs) => {
    const { pages, nonzeroPages, bytesPerMs, stopBytesPerMs, downtimeLimitMs, distinctPages } = inputs;
    const trail = new PassTrail(inputs);
    let bytes = nonzeroPages * (PAGE_BYTES + HEADER_BYTES) + (pages - nonzeroPages) * HEADER_BYTES;
    let remaining = pages * PAGE_BYTES;
    for (let round = 0; round <= MOST_ROUNDS; round++) {
      const ms = bytes / bytesPerMs;
      if (ms <= downtimeLimitMs) return trail.stop(bytes / stopBytesPerMs, bytes, remaining);
      trail.pass(ms, bytes, remaining, 0);
      if (trail.isOverdue) break;
      remaining = distinctPages(ms) * PAGE_BYTES;
      bytes = distinctPages(ms) * (PAGE_BYTES + HEADER_BYTES);
    }
    return trail.endless();
  },
};

const HEADER_BYTES = 8;
/** The predictor gives up after them. */
const MOST_ROUNDS = 200;
