import type { Instant, Timeline } from '../record.ts';
import { isUnderWay, type MonitorMoment, type RunState } from './qmp.ts';

/** What the monitor sees of a run; `timeline` up to the instant, as a simulation that stands there gives it. */
export const momentOf = (timeline: Timeline, instant: Instant): MonitorMoment => ({
  status: instant.status,
  runState: runStateOf(timeline, instant),
  queryMigrate: instant.queryMigrate,
  infoMigrate: instant.infoMigrate,
  admission: timeline.admission,
});

/** @source QEMU migration/migration.c, migration_completion() and migration_iteration_finish() */
function runStateOf({ decisions }: Timeline, { status, vmRunning }: Instant): RunState {
  if (vmRunning) return 'running';
  if (!decisions.some(({ outcome }) => outcome === 'complete' || outcome === 'postcopy')) return 'paused';
  return isUnderWay(status) ? 'finish-migrate' : 'postmigrate';
}
