import type { SyncReport } from '../vfio/tracking.ts';
import type { RamMigration, SyncFindings } from './ram.ts';

/**
 * Source RAM as the migration thread sees it: what is dirty, what it costs to send, and what a look finds. One memory holds every
 * page (`RamMigration` and those that send in another way), one holds expected numbers of pages (`counts/`).
 */
export interface SourceRam
  extends Pick<
    RamMigration,
    | 'layout'
    | 'costs'
    | 'state'
    | 'burst'
    | 'burstEndMs'
    | 'setUp'
    | 'send'
    | 'chunks'
    | 'endIteration'
    | 'encodingCounters'
    | 'closeRatePeriod'
    | 'setParameters'
  > {
  /**
   * @param report what the containers say beside the logs
   * @param nowMs when it looks: whoever counts instead of writing is told until when
   */
  sync(report: SyncReport, nowMs: number): SyncFindings;
}
