import { PAGE_BYTES } from '../../units.ts';
import { distinctPagesPerMs } from './distinct-rate.ts';
import type { MigrationModel } from './model.ts';
import { PassTrail } from './pass-trail.ts';

/**
 * Stage 1 sends all RAM. Each round of stage 2 sends what was computed meanwhile times (speed x intensity / host speed),
 * which for a guest that computes all the time is intensity x speed x time, at most 90 % of RAM; it ends when less remains
 * than the last bandwidth sends in the longest downtime. Stage 3 sends the rest. The intensity is dirty rate / speed.
 * @source SimGrid, plugins/vm/VmLiveMigration.cpp and dirty_page_tracking.cpp, with the scenario's limit in place of 30 ms
 */
export const simgrid: MigrationModel = {
  name: 'simgrid',
  title: 'SimGrid',
  source: 'SimGrid, live migration plug-in',
  formula: 'round n + 1 sends min(D·tₙ, 90 % of RAM) until it is below speed × limit',
  neglects: 'Dirtying follows computing, not pages; a zero page costs a whole page; no window, no record headers.',
  predict: (inputs) => {
    const { pages, bytesPerMs, stopBytesPerMs, downtimeLimitMs } = inputs;
    const ramBytes = pages * PAGE_BYTES;
    const dirtyBytesPerMs = distinctPagesPerMs(inputs) * PAGE_BYTES;
    const trail = new PassTrail(inputs);
    let bytes = ramBytes;
    do {
      const ms = bytes / bytesPerMs;
      trail.pass(ms, bytes, bytes, 0);
      if (trail.isOverdue) return trail.endless();
      bytes = Math.min(dirtyBytesPerMs * ms, WORKING_SET_SHARE * ramBytes);
      // Less than a page is nothing: with a limit of 0 the rounds would only halve and halve.
    } while (bytes >= Math.max(bytesPerMs * downtimeLimitMs, PAGE_BYTES));
    return trail.stop(bytes / stopBytesPerMs, bytes, bytes);
  },
};

/** `dp_cap`: its default */
const WORKING_SET_SHARE = 0.9;
