import type { DeviceState } from '../record.ts';

/** What changes of one device while it is migrated. Plain numbers, copied whole by snapshots. */
export interface DeviceRun {
  state: DeviceState;
  /** Of `initialBytes`, not sent yet. */
  initialLeftBytes: number;
  /** Made anew since it was sent, as of `dirtySinceMs`. */
  dirtyBytes: number;
  /** Since when more of it is made; null while none is. */
  dirtySinceMs: number | null;
  sentBytes: number;
  /** It writes RAM until then; `Infinity` while it runs and is not asked to stop. */
  dmaStopMs: number;
}

export const deviceAtMigrate = (vmRunning: boolean): DeviceRun => ({
  state: vmRunning ? 'running' : 'stopped',
  initialLeftBytes: 0,
  dirtyBytes: 0,
  dirtySinceMs: null,
  sentBytes: 0,
  dmaStopMs: vmRunning ? Infinity : 0,
});
