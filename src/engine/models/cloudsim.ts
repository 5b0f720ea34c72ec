import { PAGE_BYTES } from '../../units.ts';
import type { MigrationModel } from './model.ts';

/**
 * Time = RAM in use / (the target's bandwidth x share).
 * @source CloudSim Plus, DatacenterSimple.timeToMigrateVm() and bandwidthPercentForMigration, 0.5 by default
 */
export const cloudsim: MigrationModel = {
  name: 'cloudsim',
  title: 'CloudSim Plus',
  source: 'CloudSim Plus, DatacenterSimple',
  formula: 'time = RAM in use / (bandwidth × 0.5)',
  neglects: 'Writing: nothing is sent twice, there is no downtime, and half of the bandwidth is never used.',
  predict: ({ nonzeroPages, bytesPerMs }) => {
    const bytes = nonzeroPages * PAGE_BYTES;
    const totalMs = bytes / (bytesPerMs * BANDWIDTH_SHARE);
    return {
      converges: true,
      totalTimeMs: [totalMs, totalMs],
      downtimeMs: null,
      sentBytes: [bytes, bytes],
      passes: 1,
      curves: [{ atMs: [0, totalMs], remainingBytes: [bytes, 0] }],
    };
  },
};

const BANDWIDTH_SHARE = 0.5;
