import { pagesToBytes } from '../../units.ts';
import { type HostCosts, SETUP_BYTES } from '../link/host-costs.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import type { IterationRecord, RunStatus } from '../record.ts';
import type { MigrationParameters } from '../scenario.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { bitmapSync } from './bitmap-sync.ts';
import type { SendStop } from './ram.ts';
import { updateCounters, WINDOW_MS, windowLimitBytes } from './rate-window.ts';
import type { Switchover } from './switchover.ts';

/**
 * The migration thread of QEMU 7.2 as a state machine: it can be stopped at any instant, copied, and resumed.
 * `run` goes as far as time allows; the simulation owns the clock and lets writers write in between.
 * @source QEMU migration/migration.c, migration_thread(), migration_iteration_run() v7.2
 */
export class MigrationThread {
  private readonly accounts: Accounts;
  private readonly switchover: Switchover;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;

  constructor(accounts: Accounts, switchover: Switchover, tracking: Tracking, host: HostCosts) {
    this.accounts = accounts;
    this.switchover = switchover;
    this.tracking = tracking;
    this.host = host;
  }

  /** `migrate` at time 0: accepted, and the thread sets up; or refused, and nothing changes. */
  migrate(): void {
    const { accounts, tracking } = this;
    const { state: s, recorder } = accounts;
    const vm = s.vmRunning ? 'running' : 'stopped';
    for (const line of tracking.log) recorder.log.push(line);
    recorder.statuses.push({ atMs: 0, state: 'none' });
    recorder.vm.push({ atMs: 0, state: vm });
    for (const device of recorder.devices) device.push({ atMs: 0, state: vm });
    s.deviceState = vm;
    accounts.point(0);
    if (tracking.admission.error !== null) {
      recorder.log.push({ atMs: 0, level: 'error', text: tracking.admission.error });
      s.phase = 'done';
      s.ending = 'refused';
      s.endMs = 0;
      return;
    }
    accounts.enterStatus('setup', 0);
    if (tracking.rule?.logsAnyway) this.logRefusedTracking('0x1', 0);
    s.wakeMs = this.host.setupMs;
  }

  /** Runs transitions at or before `untilMs`, and sends every page whose sending starts before it. */
  run(untilMs: number): void {
    const s = this.accounts.state;
    while (s.phase !== 'done') {
      if (s.phase === 'iterate' || s.phase === 'final-ram') {
        const stop = this.send(untilMs);
        if (stop === 'until') return;
        s.stop = stop;
        this.accounts.after(
          s.phase === 'iterate' ? 'iterated' : 'final-ram-sent',
          this.accounts.ram.burstEndMs(s.burst!),
        );
      }
      if (s.wakeMs > untilMs) return;
      this.step(s.wakeMs);
    }
  }

  private step(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    switch (s.phase) {
      case 'setup':
        accounts.put(SETUP_BYTES);
        accounts.enterDeviceState(s.vmRunning ? 'running-saving' : 'stopped', nowMs);
        bitmapSync(accounts, this.tracking.everyPage, nowMs, host.syncMs);
        return accounts.after('setup-synced', nowMs + host.syncMs);
      case 'setup-synced':
        accounts.enterStatus('active', nowMs);
        accounts.recorder.events.push({
          atMs: nowMs,
          side: 'destination',
          event: 'MIGRATION',
          data: { status: 'active' },
        });
        s.setupTimeMs = Math.floor(nowMs);
        return accounts.after('head', nowMs);
      case 'head':
        return this.windowExceeded() ? this.rateLimit(nowMs) : this.iterationRun(nowMs);
      case 'synced':
        return this.decide(nowMs);
      case 'iterated':
        return this.endIteration(nowMs);
      case 'sleep':
        return accounts.after('head', nowMs);
      case 'leave':
        return this.finish(nowMs);
      default:
        return this.switchover.step(nowMs);
    }
  }

  private windowExceeded(): boolean {
    const { window, maxBandwidth } = this.accounts.state;
    return window.windowBytes > windowLimitBytes(maxBandwidth);
  }

  /** @source QEMU migration/migration.c, migration_rate_limit(): closes an old window, sleeps out a used-up one */
  private rateLimit(nowMs: number): void {
    const s = this.accounts.state;
    const closed = updateCounters(s.window, {
      nowMs,
      streamBytes: s.streamBytes,
      pages: this.accounts.ram.state.normalPages + this.accounts.ram.state.duplicatePages,
      downtimeLimitMs: s.downtimeLimitMs,
      dirtyPagesRate: s.dirtyPagesRate,
      remainingAtLastSyncBytes: pagesToBytes(s.remainingAtLastSyncPages),
    });
    if (closed) {
      s.closed = closed;
      this.accounts.point(nowMs);
    }
    if (!this.windowExceeded()) return this.accounts.after('head', nowMs);
    const sleepMs = s.window.startMs + WINDOW_MS - Math.floor(nowMs);
    this.accounts.after('sleep', nowMs + sleepMs + this.host.wakeLateMs);
  }

  /** The V7 listing of `migration_iteration_run`: the rule first, then RAM's own look, then pending against T. */
  private iterationRun(nowMs: number): void {
    const s = this.accounts.state;
    const remainingBeforeBytes = pagesToBytes(this.accounts.ram.state.dirtyPages);
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
    bitmapSync(this.accounts, this.tracking.everyPage, nowMs, this.host.syncMs);
    this.accounts.after('synced', nowMs + this.host.syncMs);
  }

  private decide(nowMs: number): void {
    const s = this.accounts.state;
    const pendingBytes = pagesToBytes(this.accounts.ram.state.dirtyPages);
    s.decision = { ...s.decision!, pendingBytes };
    if (pendingBytes === 0 || pendingBytes < s.window.thresholdBytes) return this.complete(nowMs);
    this.accounts.point(nowMs);
    this.accounts.put(SECTION_HEADER_BYTES);
    const budgetBytes = windowLimitBytes(s.maxBandwidth) - s.window.windowBytes;
    s.burst = this.accounts.ram.burst(nowMs, budgetBytes, true);
    s.phase = 'iterate';
  }

  private endIteration(nowMs: number): void {
    const s = this.accounts.state;
    this.accounts.ram.endIteration();
    this.accounts.countRamBytes(EOS_BYTES);
    this.accounts.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    this.accounts.point(nowMs);
    this.recordDecision('iterate', this.iterationRecord(nowMs, s.stop === 'until' ? 'stopped' : s.stop));
    s.burst = null;
    this.rateLimit(nowMs);
  }

  private iterationRecord(endMs: number, ended: IterationRecord['ended']): IterationRecord {
    const burst = this.accounts.state.burst!;
    return {
      endMs,
      normalPages: burst.newPages + burst.resentPages,
      zeroPages: burst.zeroPages,
      redundantPages: burst.redundantPages,
      ended,
    };
  }

  private complete(nowMs: number): void {
    this.recordDecision('complete', null);
    this.switchover.begin(nowMs);
  }

  private recordDecision(outcome: 'iterate' | 'complete', iteration: IterationRecord | null): void {
    const s = this.accounts.state;
    this.accounts.recorder.decisions.push({
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

  private finish(nowMs: number): void {
    const s = this.accounts.state;
    this.accounts.closeLedger(nowMs);
    s.endMs = nowMs;
    s.phase = 'done';
    if (s.ending !== 'not-converged' && this.tracking.rule?.logsAnyway) this.logRefusedTracking('0x2', nowMs);
    if (s.ending === 'completed') {
      const { events } = this.accounts.recorder;
      const runsMs = this.switchover.destinationRunsMs();
      events.push({ atMs: runsMs, side: 'destination', event: 'RESUME' });
      events.push({ atMs: runsMs, side: 'destination', event: 'MIGRATION', data: { status: 'completed' } });
      this.accounts.enterStatus('completed', nowMs);
    } else if (s.ending !== 'not-converged') {
      this.accounts.enterStatus(s.ending === 'cancelled' ? 'cancelled' : 'failed', nowMs);
      if (s.stoppedByCompletion && !s.vmRunning) {
        s.vmRunning = true;
        this.accounts.recorder.vm.push({ atMs: nowMs, state: 'running' });
        this.accounts.recorder.events.push({ atMs: nowMs, side: 'source', event: 'RESUME' });
      }
      this.accounts.enterDeviceState(s.vmRunning ? 'running' : 'stopped', nowMs);
    }
    this.accounts.point(nowMs);
  }

  /** `migrate_cancel`; silently nothing once the run has ended. @source QEMU migration/migration.c, migrate_fd_cancel() */
  cancel(nowMs: number): void {
    if (this.accounts.state.phase === 'done') return;
    this.accounts.enterStatus('cancelling', nowMs);
    this.leave('cancelled', nowMs);
  }

  /** The channel breaks: noticed at the next write, and the guest goes on. */
  fail(nowMs: number, error: string): void {
    if (this.accounts.state.phase === 'done') return;
    this.accounts.state.error = error;
    this.accounts.recorder.log.push({ atMs: nowMs, level: 'error', text: error });
    this.leave('failed', nowMs);
  }

  /** The simulation gives up; nothing changes for QEMU. */
  giveUp(nowMs: number): void {
    const s = this.accounts.state;
    s.ending = 'not-converged';
    if (s.phase === 'iterate' || s.phase === 'iterated') {
      this.recordDecision('iterate', this.iterationRecord(nowMs, 'stopped'));
    }
    this.finish(nowMs);
  }

  private leave(ending: RunStatus, nowMs: number): void {
    const s = this.accounts.state;
    s.ending = ending;
    if (s.phase === 'iterate' || s.phase === 'iterated') {
      this.recordDecision('iterate', this.iterationRecord(nowMs, 'stopped'));
    }
    s.decision = null;
    this.accounts.after('leave', nowMs);
  }

  /** A new downtime limit counts from the next window on, a new bandwidth at once. */
  setParameters(changed: Partial<MigrationParameters>): void {
    const s = this.accounts.state;
    s.downtimeLimitMs = changed['downtime-limit'] ?? s.downtimeLimitMs;
    s.maxBandwidth = changed['max-bandwidth'] ?? s.maxBandwidth;
    if (s.phase === 'iterate') {
      const sentBytes = s.burst!.sentBytes;
      s.burst!.budgetBytes = windowLimitBytes(s.maxBandwidth) - (s.window.windowBytes - sentBytes);
    }
  }

  /** Sends until something stops it and keeps every counter current, so that any instant can be looked at. */
  private send(untilMs: number): SendStop {
    const burst = this.accounts.state.burst!;
    const before = burst.sentBytes;
    const stop = this.accounts.ram.send(burst, untilMs);
    this.accounts.put(burst.sentBytes - before);
    this.accounts.countRamBytes(burst.sentBytes - before);
    return stop;
  }

  private logRefusedTracking(flag: '0x1' | '0x2', atMs: number): void {
    this.accounts.recorder.log.push({
      atMs,
      level: 'error',
      text: `Failed to set dirty tracking flag ${flag} errno: ${ENOTTY}`,
    });
  }
}

/** "Inappropriate ioctl": the number is what Linux answers to an unknown ioctl; which one the thread saw is not recorded. */
const ENOTTY = 25;
