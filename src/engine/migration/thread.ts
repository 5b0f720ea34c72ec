import { GIB, PAGE_BYTES, pagesToBytes } from '../../units.ts';
import type { HostCosts } from '../link/host-costs.ts';
import { SETUP_BYTES } from '../link/host-costs.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import type { Counters, IterationRecord, LedgerPart, MigrationStatus, RunStatus, SyncRecord } from '../record.ts';
import type { MigrationParameters, Scenario } from '../scenario.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { RamMigration, SendStop } from './ram.ts';
import { updateCounters, WINDOW_MS, windowLimitBytes } from './rate-window.ts';
import type { Recorder } from './recorder.ts';
import { copyThreadState, type ThreadState, threadAtMigrate } from './thread-state.ts';

/** Page writes since `migrate`, counted by whoever lets the guest run. */
export interface WriteCounts {
  readonly vcpuWrites: number;
  readonly dmaWrites: number;
}

/**
 * The migration thread of QEMU 7.2 as a state machine: it can be stopped at any instant, copied, and resumed.
 * `run` goes as far as time allows; the simulation owns the clock and lets writers write in between.
 * @source QEMU migration/migration.c, migration_thread(), migration_iteration_run(), migration_completion() v7.2
 */
export class MigrationThread {
  state: ThreadState;
  private readonly scenario: Scenario;
  private readonly ram: RamMigration;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;
  private readonly recorder: Recorder;
  private readonly writers: WriteCounts;
  /** 0: bytes take no time. */
  private readonly byteMs: number;
  private readonly syncMs: number;
  private readonly wakeLateMs: number;

  constructor(
    scenario: Scenario,
    ram: RamMigration,
    tracking: Tracking,
    host: HostCosts,
    recorder: Recorder,
    writers: WriteCounts,
  ) {
    this.writers = writers;
    this.scenario = scenario;
    this.ram = ram;
    this.tracking = tracking;
    this.host = host;
    this.recorder = recorder;
    this.byteMs = ram.costs.byteMs;
    const fast = scenario.link.kind === 'fast';
    this.syncMs = fast ? 0 : host.syncMs + (host.syncMsPerGiB * scenario.guest.ramBytes) / GIB;
    this.wakeLateMs = scenario.link.kind === 'fast' ? scenario.link.windowMs - WINDOW_MS : host.wakeLateMs;
    const { parameters, guest } = scenario;
    this.state = threadAtMigrate(
      parameters['downtime-limit'],
      parameters['max-bandwidth'],
      !guest.stoppedBeforeMigrate,
    );
  }

  snapshot(): ThreadState {
    return copyThreadState(this.state);
  }
  restore(state: ThreadState): void {
    this.state = copyThreadState(state);
  }

  /** `migrate` at time 0: accepted, and the thread sets up; or refused, and nothing changes. */
  migrate(): void {
    const { state: s, recorder, tracking } = this;
    for (const line of tracking.log) recorder.log.push(line);
    recorder.statuses.push({ atMs: 0, state: 'none' });
    recorder.vm.push({ atMs: 0, state: s.vmRunning ? 'running' : 'stopped' });
    for (const device of recorder.devices) device.push({ atMs: 0, state: s.vmRunning ? 'running' : 'stopped' });
    if (!s.vmRunning) s.deviceState = 'stopped';
    this.point(0);
    if (tracking.admission.error !== null) {
      recorder.log.push({ atMs: 0, level: 'error', text: tracking.admission.error });
      s.phase = 'done';
      s.ending = 'refused';
      s.endMs = 0;
      return;
    }
    this.setStatus('setup', 0);
    if (tracking.rule?.logsAnyway) this.logRefusedTracking('0x1', 0);
    s.wakeMs = this.scenario.link.kind === 'fast' ? 0 : this.host.setupMs;
  }

  /** Runs transitions at or before `untilMs`, and sends every page whose sending starts before it. */
  run(untilMs: number): void {
    const s = this.state;
    while (s.phase !== 'done') {
      if (s.phase === 'iterate' || s.phase === 'final-ram') {
        const stop = this.send(untilMs);
        if (stop === 'until') return;
        s.wakeMs = this.ram.burstEndMs(s.burst!);
        if (s.phase === 'iterate') {
          s.phase = 'iterated';
          s.stop = stop;
        } else s.phase = 'final-ram-sent';
      }
      if (s.wakeMs > untilMs) return;
      this.step(s.wakeMs);
    }
  }
  private step(nowMs: number): void {
    const s = this.state;
    switch (s.phase) {
      case 'setup':
        this.put(SETUP_BYTES);
        this.enterDeviceState(s.vmRunning ? 'running-saving' : 'stopped', nowMs);
        this.sync(nowMs);
        return this.after('setup-synced', nowMs + this.syncMs);
      case 'setup-synced':
        this.setStatus('active', nowMs);
        this.recorder.events.push({ atMs: nowMs, side: 'destination', event: 'MIGRATION', data: { status: 'active' } });
        s.setupTimeMs = Math.floor(nowMs);
        return this.after('head', nowMs);
      case 'head':
        if (this.windowExceeded()) return this.rateLimit(nowMs);
        return this.iterationRun(nowMs);
      case 'synced':
        return this.decide(nowMs);
      case 'iterated':
        return this.endIteration(nowMs);
      case 'sleep':
        return this.after('head', nowMs);
      case 'stopping':
        return this.vmStopped(nowMs);
      case 'final-sync':
        this.ledger('sync', nowMs);
        this.put(SECTION_HEADER_BYTES);
        this.sync(nowMs);
        return this.after('final-synced', nowMs + this.syncMs);
      case 'final-synced':
        this.ledger('ram', nowMs);
        s.burst = this.ram.burst(nowMs, Infinity, false);
        s.phase = 'final-ram';
        return;
      case 'final-ram-sent':
        s.burst = null;
        this.put(EOS_BYTES + SECTION_FOOTER_BYTES);
        this.point(nowMs);
        this.ledger('device-state', nowMs);
        return this.after('final-device', nowMs + this.sendState(this.deviceBytes()));
      case 'final-device':
        this.enterDeviceState('stopped', nowMs);
        this.ledger('other-state', nowMs);
        return this.after('final-other', nowMs + this.sendState(this.host.otherStateBytes) + this.otherStateMs());
      case 'final-other':
        return this.sentEverything(nowMs);
      case 'leave':
        return this.finish(nowMs);
    }
  }

  private after(phase: ThreadState['phase'], wakeMs: number): void {
    this.state.phase = phase;
    this.state.wakeMs = wakeMs;
  }

  private windowExceeded(): boolean {
    const { window, maxBandwidth } = this.state;
    return window.windowBytes > windowLimitBytes(maxBandwidth);
  }

  /** @source QEMU migration/migration.c, migration_rate_limit(): closes an old window, sleeps out a used-up one */
  private rateLimit(nowMs: number): void {
    const s = this.state;
    const closed = updateCounters(s.window, {
      nowMs,
      streamBytes: s.streamBytes,
      pages: this.ram.state.normalPages + this.ram.state.duplicatePages,
      downtimeLimitMs: s.downtimeLimitMs,
      dirtyPagesRate: s.dirtyPagesRate,
      remainingAtLastSyncBytes: pagesToBytes(s.remainingAtLastSyncPages),
    });
    if (closed) {
      s.closed = closed;
      this.point(nowMs);
    }
    if (!this.windowExceeded()) return this.after('head', nowMs);
    const sleepMs = s.window.startMs + WINDOW_MS - Math.floor(nowMs);
    this.after('sleep', nowMs + sleepMs + this.wakeLateMs);
  }

  /** The V7 listing of `migration_iteration_run`: the rule first, then RAM's own look, then pending against T. */
  private iterationRun(nowMs: number): void {
    const s = this.state;
    const remainingBeforeBytes = pagesToBytes(this.ram.state.dirtyPages);
    const skip = this.tracking.rule?.beforePending === 'complete';
    const look = !skip && remainingBeforeBytes < s.window.thresholdBytes;
    s.decision = {
      sequence: s.decisions++,
      atMs: nowMs,
      windowBytes: s.window.windowBytes,
      windowLimitBytes: windowLimitBytes(s.maxBandwidth),
      window: s.closed,
      thresholdBytes: s.window.thresholdBytes,
      bandwidthBytesPerMs: s.window.bandwidthBytesPerMs,
      remainingBeforeBytes,
      sync: look ? s.syncs : null,
      pendingBytes: remainingBeforeBytes,
    };
    s.closed = null;
    if (skip) return this.complete(nowMs);
    if (!look) return this.decide(nowMs);
    this.sync(nowMs);
    this.after('synced', nowMs + this.syncMs);
  }

  private decide(nowMs: number): void {
    const s = this.state;
    const pendingBytes = pagesToBytes(this.ram.state.dirtyPages);
    s.decision = { ...s.decision!, pendingBytes };
    if (pendingBytes === 0 || pendingBytes < s.window.thresholdBytes) return this.complete(nowMs);
    this.point(nowMs);
    this.put(SECTION_HEADER_BYTES);
    const budgetBytes = windowLimitBytes(s.maxBandwidth) - s.window.windowBytes;
    s.burst = this.ram.burst(nowMs, budgetBytes, true);
    s.phase = 'iterate';
  }

  private endIteration(nowMs: number): void {
    const s = this.state;
    this.ram.endIteration();
    this.countRamBytes(EOS_BYTES);
    this.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    this.point(nowMs);
    this.recordDecision('iterate', this.iterationRecord(nowMs, s.stop === 'until' ? 'stopped' : s.stop));
    s.burst = null;
    this.rateLimit(nowMs);
  }

  private iterationRecord(endMs: number, ended: IterationRecord['ended']): IterationRecord {
    const burst = this.state.burst!;
    return {
      endMs,
      normalPages: burst.newPages + burst.resentPages,
      zeroPages: burst.zeroPages,
      redundantPages: burst.redundantPages,
      ended,
    };
  }

  private recordDecision(outcome: 'iterate' | 'complete', iteration: IterationRecord | null): void {
    const s = this.state;
    this.recorder.decisions.push({
      ...s.decision!,
      status: s.status,
      vmRunning: s.vmRunning,
      policy: this.tracking.rule?.beforePending === 'complete' ? 'complete' : 'none',
      downtimeLimitMs: s.downtimeLimitMs,
      devicePendingBytes: 0,
      outcome,
      iteration,
    });
    s.decision = null;
  }

  /** @source QEMU migration/migration.c, migration_completion(): the downtime starts before the guest is stopped */
  private complete(nowMs: number): void {
    const s = this.state;
    this.recordDecision('complete', null);
    this.point(nowMs);
    s.completing = true;
    s.downtimeStartMs = nowMs;
    s.ledgerMs = nowMs;
    if (!s.vmRunning) return this.vmStopped(nowMs);
    const device = this.scenario.devices[0];
    s.vcpuStopMs = nowMs + this.vmStopMs();
    s.dmaStopMs = s.vcpuStopMs + (device?.stopMs ?? 0);
    s.stoppedByCompletion = true;
    this.ledger('vm-stop', nowMs);
    this.after('stopping', s.dmaStopMs);
  }

  private vmStopped(nowMs: number): void {
    const s = this.state;
    if (s.stoppedByCompletion) {
      this.ledger('device-stop', s.vcpuStopMs);
      s.vmRunning = false;
      s.stopEventMs = nowMs;
      this.recorder.vm.push({ atMs: s.vcpuStopMs, state: 'stopped' });
      this.recorder.events.push({ atMs: nowMs, side: 'source', event: 'STOP' });
    }
    this.enterDeviceState('stop-copy', nowMs);
    if (!this.scenario.capabilities['pause-before-switchover']) return this.after('final-sync', nowMs);
    this.ledger('pre-switchover', nowMs);
    this.setStatus('pre-switchover', nowMs);
    this.after('paused', Infinity);
  }

  private sentEverything(nowMs: number): void {
    const s = this.state;
    if (!this.scenario.capabilities['return-path'] || s.ledgerPart === 'destination-load') return this.finish(nowMs);
    this.ledger('destination-load', nowMs);
    this.after('final-other', nowMs + this.destinationLoadMs());
  }

  private finish(nowMs: number): void {
    const s = this.state;
    this.closeLedger(nowMs);
    s.endMs = nowMs;
    s.phase = 'done';
    if (s.ending !== 'not-converged' && this.tracking.rule?.logsAnyway) this.logRefusedTracking('0x2', nowMs);
    if (s.ending === 'completed') {
      this.recorder.events.push({ atMs: this.destinationRunsMs(), side: 'destination', event: 'RESUME' });
      this.recorder.events.push({
        atMs: this.destinationRunsMs(),
        side: 'destination',
        event: 'MIGRATION',
        data: { status: 'completed' },
      });
      this.setStatus('completed', nowMs);
    } else if (s.ending !== 'not-converged') {
      this.setStatus(s.ending === 'cancelled' ? 'cancelled' : 'failed', nowMs);
      this.enterDeviceState('running', nowMs);
      if (s.stoppedByCompletion && !s.vmRunning) {
        s.vmRunning = true;
        this.recorder.vm.push({ atMs: nowMs, state: 'running' });
        this.recorder.events.push({ atMs: nowMs, side: 'source', event: 'RESUME' });
      }
    }
    this.point(nowMs);
  }

  /** When the destination's guest runs; whole and fractional time as in the recordings. */
  destinationRunsMs(): number {
    const s = this.state;
    return (s.endMs ?? 0) + (this.scenario.capabilities['return-path'] ? 0 : this.destinationLoadMs());
  }

  /** `migrate_cancel`; silently nothing once the run has ended. @source QEMU migration/migration.c, migrate_fd_cancel() */
  cancel(nowMs: number): void {
    if (this.state.phase === 'done') return;
    this.setStatus('cancelling', nowMs);
    this.leave('cancelled', nowMs);
  }

  /** The channel breaks: noticed at the next write, and the guest goes on. */
  fail(nowMs: number, error: string): void {
    if (this.state.phase === 'done') return;
    this.state.error = error;
    this.recorder.log.push({ atMs: nowMs, level: 'error', text: error });
    this.leave('failed', nowMs);
  }

  /** The simulation gives up; nothing changes for QEMU. */
  giveUp(nowMs: number): void {
    const s = this.state;
    s.ending = 'not-converged';
    if (s.phase === 'iterate' || s.phase === 'iterated') {
      this.recordDecision('iterate', this.iterationRecord(nowMs, 'stopped'));
    }
    this.finish(nowMs);
  }

  private leave(ending: RunStatus, nowMs: number): void {
    const s = this.state;
    s.ending = ending;
    if (s.phase === 'iterate' || s.phase === 'iterated') {
      this.recordDecision('iterate', this.iterationRecord(nowMs, 'stopped'));
    }
    s.decision = null;
    this.after('leave', nowMs);
  }

  /** `migrate-continue`; refused in any other state. @returns QEMU's error, or null */
  resumeSwitchover(nowMs: number): string | null {
    const s = this.state;
    if (s.status !== 'pre-switchover') return `Migration not in expected state: ${s.status}`;
    this.setStatus('device', nowMs);
    this.after('final-sync', nowMs);
    return null;
  }

  /** A new downtime limit counts from the next window on, a new bandwidth at once. */
  setParameters(changed: Partial<MigrationParameters>): void {
    const s = this.state;
    s.downtimeLimitMs = changed['downtime-limit'] ?? s.downtimeLimitMs;
    s.maxBandwidth = changed['max-bandwidth'] ?? s.maxBandwidth;
    if (s.phase === 'iterate') {
      const sentBytes = s.burst!.sentBytes;
      s.burst!.budgetBytes = windowLimitBytes(s.maxBandwidth) - (s.window.windowBytes - sentBytes);
    }
  }

  /** Sends until something stops it and keeps every counter current, so that any instant can be looked at. */
  private send(untilMs: number): SendStop {
    const burst = this.state.burst!;
    const before = burst.sentBytes;
    const stop = this.ram.send(burst, untilMs);
    this.put(burst.sentBytes - before);
    this.countRamBytes(burst.sentBytes - before);
    return stop;
  }

  private put(bytes: number): void {
    this.state.streamBytes += bytes;
    this.state.window.windowBytes += bytes;
    this.state.ledgerBytes += bytes;
  }

  private countRamBytes(bytes: number): void {
    if (this.state.vmRunning) this.state.precopyBytes += bytes;
    else this.state.downtimeBytes += bytes;
  }

  /** @returns how long `bytes` of state take */
  private sendState(bytes: number): number {
    this.put(bytes);
    return bytes * this.byteMs;
  }

  private deviceBytes(): number {
    return this.scenario.devices[0]?.stopCopyBytes ?? 0;
  }
  private vmStopMs(): number {
    return this.scenario.link.kind === 'fast' ? 0 : this.host.vmStopMs;
  }
  private otherStateMs(): number {
    return this.scenario.link.kind === 'fast' ? 0 : this.host.otherStateMs;
  }
  private destinationLoadMs(): number {
    return this.host.destinationLoadMs + (this.scenario.devices[0]?.resumeMs ?? 0);
  }

  /** @source QEMU migration/ram.c, migration_bitmap_sync() */
  private sync(nowMs: number): void {
    const s = this.state;
    const { ram } = this;
    const remainingBeforePages = ram.state.dirtyPages;
    this.point(nowMs);
    s.syncs++;
    s.lastPeriodMs ??= Math.floor(nowMs);
    const found = ram.sync(this.tracking.everyPage);
    s.periodDirtyPages += found.byVcpuPages + found.byDmaPages + found.allDirtyPages;
    s.remainingAtLastSyncPages = ram.state.dirtyPages;
    const endMs = Math.floor(nowMs + this.syncMs);
    const elapsedMs = endMs - s.lastPeriodMs;
    const periodClosed = elapsedMs > 1000;
    const periodDirtyPages = s.periodDirtyPages;
    if (periodClosed) {
      s.dirtyPagesRate = Math.trunc((s.periodDirtyPages * 1000) / elapsedMs);
      s.periodDirtyPages = 0;
      s.lastPeriodMs = endMs;
    }
    const record: SyncRecord = {
      ...this.counters(),
      index: s.syncs,
      atMs: nowMs,
      vmStopped: !s.vmRunning,
      remainingBeforePages,
      ...found,
      periodDirtyPages,
      periodClosed,
      digest: digestOf(ram.state.hash, s.streamBytes, ram.state.normalPages, ram.state.dirtyPages),
    };
    s.lastSync = record;
    this.recorder.syncs.push(record);
    this.recorder.events.push({
      atMs: nowMs + this.syncMs,
      side: 'source',
      event: 'MIGRATION_PASS',
      data: { pass: s.syncs },
    });
    this.point(nowMs + this.syncMs);
  }

  counters(): Counters {
    const s = this.state;
    const { window } = s;
    const { state } = this.ram;
    return {
      transferredBytes: state.transferredBytes,
      precopyBytes: s.precopyBytes,
      downtimeBytes: s.downtimeBytes,
      normalPages: state.normalPages,
      duplicatePages: state.duplicatePages,
      redundantPages: state.redundantPages,
      dirtySyncCount: s.syncs,
      remainingPages: state.dirtyPages,
      streamBytes: s.streamBytes,
      iterateCalls: state.iterateCalls,
      thresholdBytes: window.thresholdBytes,
      bandwidthBytesPerMs: window.bandwidthBytesPerMs,
      expectedDowntimeMs: window.expectedDowntimeMs,
      dirtyPagesRate: s.dirtyPagesRate,
      pagesPerSecond: window.pagesPerSecond,
      mbps: window.mbps,
      vcpuWrites: this.writers.vcpuWrites,
      dmaWrites: this.writers.dmaWrites,
    };
  }

  /** A point of the convergence curve. */
  point(atMs: number): void {
    const { window } = this.state;
    const { dirtyPages, transferredBytes } = this.ram.state;
    this.recorder.point(
      atMs,
      dirtyPages * PAGE_BYTES,
      window.thresholdBytes,
      window.expectedDowntimeMs,
      transferredBytes,
    );
  }

  private setStatus(status: MigrationStatus, atMs: number): void {
    this.state.status = status;
    this.recorder.statuses.push({ atMs, state: status });
    this.recorder.events.push({ atMs, side: 'source', event: 'MIGRATION', data: { status } });
  }

  /** The v1 device states of 7.x. @source QEMU hw/vfio/migration.c v7.0, sheet 5.3 */
  private enterDeviceState(state: ThreadState['deviceState'], atMs: number): void {
    if (this.state.deviceState === state) return;
    this.state.deviceState = state;
    for (const device of this.recorder.devices) device.push({ atMs, state });
  }

  private logRefusedTracking(flag: '0x1' | '0x2', atMs: number): void {
    this.recorder.log.push({
      atMs,
      level: 'error',
      text: `Failed to set dirty tracking flag ${flag} errno: ${ENOTTY}`,
    });
  }

  /** Closes the part of the downtime under way and opens the next. */
  private ledger(part: LedgerPart['part'], fromMs: number): void {
    this.closeLedger(fromMs);
    this.state.ledgerPart = part;
  }
  private closeLedger(nowMs: number): void {
    const s = this.state;
    if (s.ledgerPart !== null && (nowMs > s.ledgerMs || s.ledgerBytes > 0)) {
      const { ledgerPart: part, ledgerMs: fromMs, ledgerBytes: bytes } = s;
      this.recorder.ledger.push({ part, fromMs, ms: nowMs - fromMs, bytes });
    }
    s.ledgerPart = null;
    s.ledgerMs = nowMs;
    s.ledgerBytes = 0;
  }
}

/** "Inappropriate ioctl": the number is what Linux answers to an unknown ioctl; which one the thread saw is not recorded. */
const ENOTTY = 25;

/** 8 hex digits over a hash and counters below 2^53. */
export function digestOf(hash: number, ...counters: readonly number[]): string {
  let h = hash;
  for (const counter of counters) {
    h = Math.imul(h ^ (counter >>> 0), 0x01000193);
    h = Math.imul(h ^ Math.floor(counter / 4294967296), 0x85ebca6b);
    h ^= h >>> 13;
  }
  return (h >>> 0).toString(16).padStart(8, '0');
}
