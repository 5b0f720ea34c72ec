import { pagesToBytes } from '../../units.ts';
import { type HostCosts, SETUP_BYTES } from '../link/host-costs.ts';
import type { SendCosts } from '../link/send-costs.ts';
import { transferEndMs, transferLeft } from '../link/transfer.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import { LOOK, type RuleDecision } from '../policy/rule.ts';
import type { DecisionRecord, IterationRecord, RunStatus } from '../record.ts';
import type { MigrationParameters, Scenario } from '../scenario.ts';
import { CHUNK_BYTES, type VfioDevices } from '../vfio/devices.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { bitmapSync } from './bitmap-sync.ts';
import { type Burst, pagesOf, retime } from './burst.ts';
import { endLimitPeriod, writeDownPeriod } from './dirty-limit.ts';
import type { Postcopy } from './postcopy.ts';
import type { SendStop } from './ram.ts';
import { sleptOutMs, windowLimitBytes } from './rate-window.ts';
import type { Release } from './releases.ts';
import type { Switchover } from './switchover.ts';

/**
 * The migration thread of QEMU as a state machine, a release's flags beside it: it can be stopped at any instant, copied, and resumed.
 * `run` goes as far as time allows; the simulation owns the clock and lets writers write in between.
 * @source QEMU migration/migration.c, migration_thread(), migration_iteration_run() of v7.2, v8.0, v9.0 and v10.1; semantics sheet 1.7
 */
export class MigrationThread {
  private readonly scenario: Scenario;
  private readonly accounts: Accounts;
  private readonly switchover: Switchover;
  private readonly devices: VfioDevices;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;
  private readonly postcopy: Postcopy | null;

  constructor({ scenario, accounts, switchover, devices, tracking, host, postcopy }: ThreadParts) {
    this.scenario = scenario;
    this.accounts = accounts;
    this.switchover = switchover;
    this.devices = devices;
    this.tracking = tracking;
    this.host = host;
    this.postcopy = postcopy;
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
    accounts.point(0);
    const { error, realizeError } = tracking.admission;
    if (realizeError !== null) return this.refuse('realize-error');
    if (error !== null) {
      recorder.log.push({ atMs: 0, level: 'error', text: error });
      return this.refuse('refused');
    }
    accounts.enterStatus('setup', 0);
    if (this.logsAnyway) this.logRefusedTracking('0x1', 0);
    s.wakeMs = this.host.setupMs;
  }

  private refuse(ending: 'refused' | 'realize-error'): void {
    const { state } = this.accounts;
    state.phase = 'done';
    state.ending = ending;
    state.endMs = 0;
  }

  /** 7.x asks a container without a tracker to start and stop its log, and prints that it cannot. */
  private get logsAnyway(): boolean {
    return this.accounts.release.logsWithoutTracker && (this.tracking.rule?.logsAnyway ?? false);
  }

  /** Runs transitions at or before `untilMs`, and sends every page whose sending starts before it. */
  run(untilMs: number): void {
    while (this.advance(untilMs));
  }

  /** One transition of `run`, with the pages that are sent before it. @returns whether there was one */
  advance(untilMs: number): boolean {
    const s = this.accounts.state;
    if (s.phase === 'done') return false;
    const startMs = this.postcopy === null ? Infinity : this.postcopy.startMs;
    if (s.phase === 'iterate' || s.phase === 'final-ram') {
      const stop = this.send(Math.min(untilMs, startMs));
      if (stop === 'until') {
        if (startMs > untilMs) return false;
        this.postcopy!.start(startMs);
        return true;
      }
      s.stop = stop;
      this.accounts.after(s.phase === 'iterate' ? 'iterated' : 'final-ram-sent', this.burstEndMs(s.burst!));
    }
    if (startMs <= Math.min(s.wakeMs, untilMs)) {
      this.postcopy!.start(startMs);
      return true;
    }
    if (s.wakeMs > untilMs) return false;
    this.step(s.wakeMs);
    return true;
  }

  private step(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    switch (s.phase) {
      case 'setup':
        this.openChannels();
        bitmapSync(accounts, this.tracking.report(s.vmRunning), nowMs, host.syncMs);
        this.armPeriodicSync(nowMs);
        return accounts.after('setup-synced', nowMs + host.syncMs);
      case 'setup-synced': {
        const error = this.devices.setUp(nowMs);
        if (error !== null) return accounts.fail(nowMs, error);
        accounts.enterStatus('active', nowMs);
        accounts.recorder.events.push({
          atMs: nowMs,
          side: 'destination',
          event: 'MIGRATION',
          data: { status: 'active' },
        });
        s.setupTimeMs = Math.floor(nowMs);
        return accounts.after('head', nowMs);
      }
      case 'head':
        return this.windowExceeded() && !s.urgent ? this.rateLimit(nowMs) : this.iterationRun(nowMs);
      case 'synced':
        return this.decide(nowMs);
      case 'iterated':
        return this.devicesTurn(nowMs);
      case 'devices-iterated':
        return this.endIteration(nowMs);
      case 'sleep':
        if (this.isActive) this.wake(nowMs);
        return accounts.after('head', nowMs);
      case 'postcopy-connect':
        return this.recover(nowMs);
      case 'postcopy-recover':
        return this.recovered(nowMs);
      case 'leave':
        return this.finish(nowMs);
      default:
        return this.switchover.step(nowMs);
    }
  }

  private openChannels(): void {
    const channelBytes = this.accounts.ram.setUp();
    this.accounts.put(SETUP_BYTES + channelBytes);
    this.accounts.countChannelBytes(channelBytes);
  }

  private windowExceeded(): boolean {
    return this.accounts.state.window.windowBytes > this.limitBytes;
  }

  /** Bytes a window, `Infinity` without a limit; post-copy has a limit of its own. */
  private get limitBytes(): number {
    const { postcopy, maxBandwidth, maxPostcopyBandwidth } = this.accounts.state;
    return windowLimitBytes(postcopy === null ? maxBandwidth : maxPostcopyBandwidth);
  }

  /** The guest has moved, and the channel holds. */
  private get isActive(): boolean {
    return this.accounts.state.postcopy?.stage === 'active';
  }

  /** @source QEMU migration/migration.c, migration_rate_limit(): closes an old window, sleeps out a used-up one */
  private rateLimit(nowMs: number): void {
    const s = this.accounts.state;
    this.accounts.closeWindow(nowMs);
    if (!this.windowExceeded()) return this.accounts.after('head', nowMs);
    const wakeMs = sleptOutMs(s.window.startMs, nowMs, this.host.wakeLateMs);
    const urgentMs = this.isActive ? Math.max(nowMs, this.postcopy!.urgentMs()) : Infinity;
    this.accounts.after('sleep', Math.min(wakeMs, urgentMs));
  }

  /** The rule first, then what each handler expects to have left, then, near the threshold, a closer look. */
  private iterationRun(nowMs: number): void {
    const { accounts, devices } = this;
    const { release, state: s, recorder } = accounts;
    s.urgent = false;
    this.givePersonsWish();
    const ruled = this.rule();
    const { thresholdBytes } = s.window;
    const remainingBytes = pagesToBytes(accounts.ram.state.dirtyPages);
    const devicesPendingBytes = devices.estimates(nowMs);
    const pendingBytes = sum(devicesPendingBytes, remainingBytes);
    const asks = ruled.answer === 'look' || ruled.answer === 'hold';
    // with postcopy-ram, RAM is what can be sent later, and only the devices must be sent before
    const mustBytes = this.postcopy === null ? pendingBytes : sum(devicesPendingBytes, 0);
    const exact =
      asks &&
      EXACT[release.exactWhen](pendingBytes, mustBytes, thresholdBytes) &&
      !(s.postcopy !== null && release.postcopyAskedFirst);
    const look =
      exact && s.postcopy === null && (release.syncWhen === 'exact asked' || remainingBytes < thresholdBytes);
    const sequence = s.decisions++;
    s.decision = {
      atMs: nowMs,
      exact,
      policy: POLICIES[ruled.answer],
      devicesPendingBytes,
      devicePendingBytes: sum(devicesPendingBytes, 0),
      canSwitchover: this.canSwitchover(),
      pendingBytes,
      compared: recorder.keepsRecords
        ? {
            sequence,
            windowBytes: s.window.windowBytes,
            windowLimitBytes: this.limitBytes,
            window: s.closed,
            thresholdBytes,
            downtimeLimitMs: s.window.downtimeLimitMs,
            bandwidthBytesPerMs: s.window.bandwidthBytesPerMs,
            remainingBeforeBytes: remainingBytes,
            sync: look ? s.syncs : null,
            vmRunning: s.vmRunning,
            postcopyWanted: s.postcopyWanted,
            policyBandwidthBytesPerMs: ruled.bandwidthBytesPerMs,
          }
        : null,
    };
    s.closed = null;
    if (ruled.answer === 'complete') return this.complete(nowMs);
    if (ruled.answer === 'fail') {
      this.recordDecision('fail', null);
      return accounts.fail(nowMs, ruled.error ?? '');
    }
    if (!look) return this.decide(nowMs);
    bitmapSync(accounts, this.tracking.report(s.vmRunning), nowMs, this.host.syncMs);
    accounts.after('synced', nowMs + this.host.syncMs);
  }

  /** The timer runs by the guest's clock. @source QEMU migration/cpu-throttle.c, cpu_throttle_dirty_sync_timer() v9.2 */
  private armPeriodicSync(nowMs: number): void {
    const { release, state: s } = this.accounts;
    if (!release.periodicSync || !s.autoConverge) return;
    if (s.vmRunning) s.periodicSyncMs = nowMs + PERIODIC_SYNC_MS;
    else s.periodicRestMs = PERIODIC_SYNC_MS;
  }

  /** When the next tick is due; `Infinity` when none is. */
  get periodicSyncMs(): number {
    const s = this.accounts.state;
    return s.completing || s.postcopy !== null || s.phase === 'leave' ? Infinity : s.periodicSyncMs;
  }

  /** A tick: a sync beside the thread, unless the first pass is under way or there was one since the last tick. */
  tickPeriodicSync(nowMs: number): void {
    const s = this.accounts.state;
    if (s.syncs > 1 && s.syncs === s.syncsAtTick) {
      bitmapSync(this.accounts, this.tracking.report(s.vmRunning), nowMs, 0);
    }
    s.syncsAtTick = s.syncs;
    s.periodicSyncMs = nowMs + PERIODIC_SYNC_MS;
  }

  /** When the dirty rate of the vCPUs is measured next; `Infinity` while they have no limit. */
  get dirtyLimitMs(): number {
    const { limit, phase } = this.accounts.state;
    return limit === null || phase === 'done' ? Infinity : limit.untilMs;
  }

  tickDirtyLimit(nowMs: number): void {
    endLimitPeriod(this.accounts, nowMs);
  }

  private rule(): RuleDecision {
    const { rule, mappedRamBytes } = this.tracking;
    const s = this.accounts.state;
    if (rule === null) return LOOK;
    return rule.decide({
      scenario: this.scenario,
      mappedRamBytes,
      measuredBytesPerMs: s.window.bandwidthBytesPerMs,
      maxBandwidth: s.maxBandwidth,
      availSwitchoverBandwidth: s.availSwitchoverBandwidth,
      downtimeLimitMs: s.window.downtimeLimitMs,
    });
  }

  /** @source QEMU migration/migration.c, migration_can_switchover() v8.1 */
  private canSwitchover(): boolean {
    const { release, state } = this.accounts;
    if (!release.switchoverAck || !this.scenario.capabilities['switchover-ack']) return true;
    return !state.vmRunning || this.devices.acknowledged();
  }

  private decide(nowMs: number): void {
    const { release, state: s, ram } = this.accounts;
    const asked = s.decision!;
    const devicesPendingBytes = asked.exact ? this.devices.exacts(nowMs) : asked.devicesPendingBytes;
    const pendingBytes = sum(devicesPendingBytes, pagesToBytes(ram.state.dirtyPages));
    const canSwitchover = this.canSwitchover();
    const devicePendingBytes = sum(devicesPendingBytes, 0);
    asked.devicesPendingBytes = devicesPendingBytes;
    asked.devicePendingBytes = devicePendingBytes;
    asked.canSwitchover = canSwitchover;
    asked.pendingBytes = pendingBytes;
    const { thresholdBytes } = s.window;
    const may = canSwitchover && asked.policy !== 'hold';
    const switches = may && s.postcopyWanted && s.postcopy === null && devicePendingBytes <= thresholdBytes;
    if (switches && release.postcopyAskedFirst) return this.startPostcopy(nowMs);
    const drains = s.postcopy !== null && release.postcopyAskedFirst;
    const isLow =
      pendingBytes === 0 ||
      (!drains && pendingBytes < thresholdBytes) ||
      (!drains && release.completeWhen === 'pending <= threshold' && pendingBytes === thresholdBytes);
    if (isLow && may) return this.complete(nowMs);
    if (switches) return this.startPostcopy(nowMs);
    this.accounts.point(nowMs);
    this.accounts.put(SECTION_HEADER_BYTES);
    const budgetBytes = this.limitBytes - s.window.windowBytes;
    s.burst = ram.burst(nowMs, budgetBytes, true);
    s.phase = 'iterate';
  }

  /** RAM has had its turn; what it sent ends with a marker, and the devices follow. */
  private devicesTurn(nowMs: number): void {
    const { accounts } = this;
    const s = accounts.state;
    if (s.postcopy !== null) this.postcopy!.land(nowMs);
    accounts.ram.endIteration();
    accounts.countRamBytes(EOS_BYTES);
    accounts.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    accounts.point(nowMs);
    const { bytes, ms } = this.devices.iterate(nowMs, s.stop === 'drained', () => this.windowExceeded());
    s.iterationDeviceBytes = bytes;
    const waitMs = this.spins(nowMs + ms) ? Math.max(ms, IDLE_ITERATION_MS) : ms;
    if (waitMs > 0) return accounts.after('devices-iterated', nowMs + waitMs);
    this.endIteration(nowMs);
  }

  /** The thread goes round with next to nothing to send, or sends what little there is in no time and finds it again. */
  private spins(endMs: number): boolean {
    const s = this.accounts.state;
    if (s.stop !== 'drained') return false;
    if (pagesOf(s.burst!) === 0) return s.iterationDeviceBytes < CHUNK_BYTES;
    const roundsBytes = SPINNING_ROUNDS * s.burst!.sentBytes;
    return endMs - s.lastLookMs < NO_TIME_MS && this.limitBytes > roundsBytes;
  }

  private endIteration(nowMs: number): void {
    const s = this.accounts.state;
    s.lastLookMs = s.decision!.atMs;
    this.recordDecision('iterate', this.iterationRecord(nowMs, s.stop === 'until' ? 'stopped' : s.stop));
    s.burst = null;
    s.iterationDeviceBytes = 0;
    this.rateLimit(nowMs);
  }

  private iterationRecord(endMs: number, ended: IterationRecord['ended']): IterationRecord | null {
    const { state, recorder } = this.accounts;
    if (!recorder.keepsRecords) return null;
    const burst = state.burst!;
    return {
      endMs,
      normalPages: burst.earlierNormalPages + burst.newPages + burst.resentPages,
      zeroPages: burst.earlierZeroPages + burst.zeroPages,
      redundantPages: burst.redundantPages,
      encodedPages: burst.encodedPages,
      deviceBytes: state.iterationDeviceBytes,
      ended,
    };
  }

  private complete(nowMs: number): void {
    const s = this.accounts.state;
    this.recordDecision('complete', null);
    if (s.postcopy === null) return this.switchover.begin(nowMs);
    // what is left goes without a limit
    this.accounts.put(SECTION_HEADER_BYTES);
    s.burst = this.accounts.ram.burst(nowMs, Infinity, false);
    s.phase = 'final-ram';
  }

  /** C12. @source QEMU migration/migration.c, postcopy_start() */
  private startPostcopy(nowMs: number): void {
    const { accounts } = this;
    const s = accounts.state;
    this.recordDecision('postcopy', null);
    s.postcopyWanted = false;
    s.postcopy = this.postcopy!.newRun();
    const { 'pause-before-switchover': pauses } = this.scenario.capabilities;
    if (!pauses && !accounts.release.alwaysVisitsDevice) accounts.enterStatus('postcopy-active', nowMs);
    this.switchover.begin(nowMs);
  }

  /** `migrate-start-postcopy`. @returns QEMU's error, or null */
  wantPostcopy(): string | null {
    if (this.postcopy === null) return 'Enable postcopy with migrate_set_capability before the start of migration';
    this.accounts.state.postcopyWanted = true;
    return null;
  }

  /** Somebody who counts the passes gives the command between two looks. */
  private givePersonsWish(): void {
    const s = this.accounts.state;
    const { startAfterPasses } = this.scenario.postcopy;
    if (startAfterPasses === null || s.postcopy !== null || s.syncs < startAfterPasses) return;
    s.postcopyWanted = this.postcopy !== null;
  }

  /** What has been asked for meanwhile goes at once, window or not. */
  private wake(nowMs: number): void {
    const s = this.accounts.state;
    this.postcopy!.hurry(nowMs);
    s.urgent = s.postcopy!.queue.some(({ readyMs }) => readyMs <= nowMs);
  }

  /** The channel breaks after the guest has moved: both sides keep what they have and wait. @source QEMU migration/migration.c, postcopy_pause() */
  private pausePostcopy(nowMs: number, error: string): void {
    const { accounts } = this;
    const s = accounts.state;
    const run = s.postcopy!;
    if (run.stage === 'paused') return;
    this.abandonIteration(nowMs);
    s.burst = null;
    this.postcopy!.lose(nowMs);
    run.stage = 'paused';
    accounts.recorder.log.push({ atMs: nowMs, level: 'error', text: error });
    accounts.enterStatus('postcopy-paused', nowMs);
    const data = { status: 'postcopy-paused' } as const;
    accounts.recorder.events.push({ atMs: nowMs, side: 'destination', event: 'MIGRATION', data });
    accounts.point(nowMs);
    accounts.after('postcopy-paused', Infinity);
  }

  /** `migrate-recover`, on the destination. @returns QEMU's error, or null. @source QEMU migration/migration.c, qmp_migrate_recover() */
  listenAgain(): string | null {
    const run = this.accounts.state.postcopy;
    if (run?.stage !== 'paused') return 'Migrate recover can only be run when postcopy is paused.';
    run.listens = true;
    return null;
  }

  /** `migrate` with `resume`. @returns QEMU's error, or null; that of a destination that does not listen is the socket's */
  resumePostcopy(nowMs: number): string | null {
    const { accounts } = this;
    const s = accounts.state;
    if (s.postcopy?.stage !== 'paused') return 'Cannot resume if there is no paused migration';
    if (!s.postcopy.listens) return 'Failed to connect: Connection refused';
    s.postcopy.stage = 'recovering';
    s.postcopy.listens = false;
    if (!accounts.release.recoverSetup) {
      this.recover(nowMs);
      return null;
    }
    accounts.enterStatus('postcopy-recover-setup', nowMs);
    accounts.after('postcopy-connect', nowMs + this.postcopy!.roundTripMs);
    return null;
  }

  /** Connected: the destination says which pages it has. */
  private recover(nowMs: number): void {
    const { accounts } = this;
    accounts.enterStatus('postcopy-recover', nowMs);
    const data = { status: 'postcopy-recover' } as const;
    accounts.recorder.events.push({ atMs: nowMs, side: 'destination', event: 'MIGRATION', data });
    accounts.after('postcopy-recover', nowMs + this.postcopy!.handshakeMs);
  }

  /** The window and the scan begin anew. @source QEMU migration/ram.c, ram_state_resume_prepare(); migration.c, update_iteration_initial_status() */
  private recovered(nowMs: number): void {
    const { accounts } = this;
    const { state: s, ram } = accounts;
    s.postcopy!.stage = 'active';
    ram.state.cursorSlot = 0;
    ram.state.lastSentBlock = -1;
    s.window.startMs = Math.floor(nowMs);
    s.window.windowBytes = 0;
    s.window.streamBytesAtStart = s.streamBytes;
    s.window.pagesAtStart = ram.state.normalPages + ram.state.duplicatePages + ram.state.encodedPages;
    accounts.enterStatus('postcopy-active', nowMs);
    const data = { status: 'postcopy-active' } as const;
    accounts.recorder.events.push({ atMs: nowMs, side: 'destination', event: 'MIGRATION', data });
    this.postcopy!.askAgain(nowMs);
    accounts.point(nowMs);
    accounts.after('head', nowMs);
  }

  /** The guest runs, or will run, on the destination, and never again here. */
  private get hasMoved(): boolean {
    const { postcopy } = this.accounts.state;
    return postcopy !== null && postcopy.stage !== 'switching';
  }

  private recordDecision(outcome: DecisionRecord['outcome'], iteration: IterationRecord | null): void {
    const { state: s, recorder } = this.accounts;
    const { decision } = s;
    s.decision = null;
    if (!recorder.keepsRecords) return;
    const { compared, ...asked } = decision!;
    recorder.decisions.push({ ...compared!, ...asked, status: s.status, outcome, iteration });
  }

  private finish(nowMs: number): void {
    const s = this.accounts.state;
    this.accounts.closeLedger(nowMs);
    if (s.ending !== 'not-converged') this.accounts.throttle(0, nowMs);
    if (s.limit !== null) writeDownPeriod(this.accounts, nowMs, null);
    s.endMs = nowMs;
    s.phase = 'done';
    if (s.ending !== 'not-converged' && this.logsAnyway) this.logRefusedTracking('0x2', nowMs);
    if (s.ending === 'completed') {
      const { events } = this.accounts.recorder;
      const runsMs = s.postcopy === null ? this.switchover.destinationRunsMs() : nowMs;
      if (s.stoppedByCompletion && s.postcopy === null)
        events.push({ atMs: runsMs, side: 'destination', event: 'RESUME' });
      events.push({ atMs: runsMs, side: 'destination', event: 'MIGRATION', data: { status: 'completed' } });
      this.accounts.enterStatus('completed', nowMs);
      this.devices.end(false, nowMs);
    } else if (s.ending !== 'not-converged') {
      this.accounts.enterStatus(s.ending === 'cancelled' ? 'cancelled' : 'failed', nowMs);
      if (s.stoppedByCompletion && !s.vmRunning && !this.hasMoved) {
        this.setGuest('running', nowMs);
      }
      this.devices.end(s.vmRunning, nowMs);
    }
    if (s.postcopy !== null) this.postcopy!.sample(nowMs);
    this.accounts.point(nowMs);
  }

  /**
   * `migrate_cancel`; silently nothing once the run has ended. Before 10.0 it loses a guest that has moved: neither side
   * has all of it. @source QEMU migration/migration.c, migrate_fd_cancel(), qmp_migrate_cancel() v10.0
   * @returns QEMU's error, or null
   */
  cancel(nowMs: number): string | null {
    const { state, release } = this.accounts;
    if (state.phase === 'done') return null;
    if (this.hasMoved && release.refusesCancelInPostcopy) return 'Postcopy migration in progress, cannot cancel.';
    this.accounts.enterStatus('cancelling', nowMs);
    this.leave('cancelled', nowMs);
    return null;
  }

  /** The channel breaks: noticed at the next write, and the guest goes on; once it has moved, both sides wait. */
  fail(nowMs: number, error: string): void {
    if (this.accounts.state.phase === 'done') return;
    if (this.hasMoved) return this.pausePostcopy(nowMs, error);
    this.abandonIteration(nowMs);
    this.accounts.fail(nowMs, error);
  }

  /** The simulation gives up; nothing changes for QEMU. */
  giveUp(nowMs: number): void {
    this.accounts.state.ending = 'not-converged';
    this.abandonIteration(nowMs);
    this.finish(nowMs);
  }

  /** The link has another speed from now on: what is on its way takes longer or shorter. */
  changeLink(nowMs: number, costs: SendCosts): void {
    const { ram, state: s } = this.accounts;
    if (this.sendsPages) retime(s.burst!, this.burstEndMs(s.burst!));
    if (s.transfer !== null && s.phase !== 'leave' && s.phase !== 'done') {
      s.transfer = transferLeft(s.transfer, ram.costs.byteMs, nowMs);
      if (s.transfer !== null) s.wakeMs = transferEndMs(s.transfer, costs.byteMs);
    }
    ram.costs = costs;
  }

  private get sendsPages(): boolean {
    const { phase } = this.accounts.state;
    return phase === 'iterate' || phase === 'final-ram';
  }

  /** Bytes that have left at `nowMs`: a record counts from its start, state on its way only as far as it has gone. */
  sentBytes(nowMs: number): number {
    const { ram, state: s } = this.accounts;
    const left = s.transfer && transferLeft(s.transfer, ram.costs.byteMs, nowMs);
    return s.streamBytes - (left?.leftBytes ?? 0);
  }

  /** Bytes are on their way, or may be before `untilMs`. Whoever sleeps out a window, is being stopped or has ended asks nothing of the link. */
  sendsBefore(untilMs: number): boolean {
    const { phase, wakeMs, iterationDeviceBytes, transfer } = this.accounts.state;
    if (phase === 'leave' || phase === 'done') return false;
    return this.sendsPages || transfer !== null || iterationDeviceBytes > 0 || wakeMs < untilMs;
  }

  /** `stop`: the guest stands still, and the migration goes on. Nothing to do while it is stopped or being stopped. */
  stopGuest(nowMs: number): void {
    const s = this.accounts.state;
    if (s.phase === 'done' || s.completing || !s.vmRunning) return;
    s.vcpuStopMs = nowMs;
    s.periodicRestMs = s.periodicSyncMs - nowMs;
    s.periodicSyncMs = Infinity;
    this.setGuest('stopped', nowMs);
    s.devices.forEach((device, i) => {
      device.dmaStopMs = nowMs;
      this.devices.stop(i, nowMs);
    });
  }

  /** `cont`. @returns QEMU's error, or null. @source QEMU monitor/qmp-cmds.c, qmp_cont() */
  continueGuest(nowMs: number): string | null {
    const s = this.accounts.state;
    if (s.completing && s.phase !== 'done') return 'Migration is not finalized yet';
    if (s.phase === 'done' || s.vmRunning) return null;
    s.vcpuStopMs = Infinity;
    s.periodicSyncMs = nowMs + s.periodicRestMs;
    this.setGuest('running', nowMs);
    this.devices.resume(nowMs);
    return null;
  }

  private setGuest(state: 'running' | 'stopped', nowMs: number): void {
    const { recorder } = this.accounts;
    this.accounts.state.vmRunning = state === 'running';
    recorder.vm.push({ atMs: nowMs, state });
    recorder.events.push({ atMs: nowMs, side: 'source', event: state === 'running' ? 'RESUME' : 'STOP' });
  }

  private leave(ending: RunStatus, nowMs: number): void {
    this.accounts.state.ending = ending;
    this.abandonIteration(nowMs);
    this.accounts.after('leave', nowMs);
  }

  /** An iteration under way ends with what it has sent. */
  private abandonIteration(nowMs: number): void {
    const s = this.accounts.state;
    if (s.phase === 'iterate' || s.phase === 'iterated' || s.phase === 'devices-iterated') {
      this.recordDecision('iterate', this.iterationRecord(nowMs, 'stopped'));
    }
    s.decision = null;
  }

  /** A new downtime limit counts from the next window on, a new bandwidth at once. */
  setParameters(changed: Partial<MigrationParameters>): void {
    const s = this.accounts.state;
    s.downtimeLimitMs = changed['downtime-limit'] ?? s.downtimeLimitMs;
    s.maxBandwidth = changed['max-bandwidth'] ?? s.maxBandwidth;
    s.availSwitchoverBandwidth = changed['avail-switchover-bandwidth'] ?? s.availSwitchoverBandwidth;
    s.maxPostcopyBandwidth = changed['max-postcopy-bandwidth'] ?? s.maxPostcopyBandwidth;
    s.throttleParameters = { ...s.throttleParameters, ...changed };
    this.accounts.ram.setParameters(changed);
    if (s.phase === 'iterate') {
      const sentBytes = s.burst!.sentBytes;
      s.burst!.budgetBytes = this.limitBytes - (s.window.windowBytes - sentBytes);
    }
  }

  /** Sends until something stops it and keeps every counter current, so that any instant can be looked at. */
  private send(untilMs: number): SendStop {
    const burst = this.accounts.state.burst!;
    const before = burst.sentBytes;
    const overChannels = burst.channelBytes;
    const inPostcopy = this.accounts.state.postcopy !== null;
    const stop = inPostcopy ? this.postcopy!.send(burst, untilMs) : this.sendRam(burst, untilMs);
    const channelBytes = burst.channelBytes - overChannels;
    this.accounts.put(burst.sentBytes - before);
    this.accounts.countChannelBytes(channelBytes);
    this.accounts.countRamBytes(burst.sentBytes - before - channelBytes);
    return stop;
  }

  private sendRam(burst: Burst, untilMs: number): SendStop {
    const { ram } = this.accounts;
    return ram.chunks === null ? ram.send(burst, untilMs) : ram.chunks.whileSending(ram, burst, untilMs);
  }

  private burstEndMs(burst: Burst): number {
    const { state, ram } = this.accounts;
    return state.postcopy === null ? ram.burstEndMs(burst) : this.postcopy!.burstEndMs(burst);
  }

  private logRefusedTracking(flag: '0x1' | '0x2', atMs: number): void {
    this.accounts.recorder.log.push({
      atMs,
      level: 'error',
      text: `Failed to set dirty tracking flag ${flag} errno: ${ENOTTY}`,
    });
  }
}

/** What the thread is put together from. */
export interface ThreadParts {
  readonly scenario: Scenario;
  readonly accounts: Accounts;
  readonly switchover: Switchover;
  readonly devices: VfioDevices;
  readonly tracking: Tracking;
  readonly host: HostCosts;
  /** Null without the capability `postcopy-ram`. */
  readonly postcopy: Postcopy | null;
}

/**
 * An iteration that finds no page, and less than a chunk of devices, and may not stop takes at least this long. QEMU then spins as fast as its CPU goes,
 * with a look at the dirty log each time; how often is not a property of the scenario, so the model does not pretend to know.
 * The same holds when all there is to send was sent in no time, twice in a row: pages that a container reports at every look.
 */
const IDLE_ITERATION_MS = 5;
/** @source QEMU migration/cpu-throttle.c, CPU_THROTTLE_DIRTY_SYNC_TIMESLICE_MS v9.2 */
const PERIODIC_SYNC_MS = 5000;
/** Two iterations that together take less than this take no time: one look alone cost more on the machine of the recordings. */
const NO_TIME_MS = 0.05;
/** What fits into a window fewer times than this is bounded by the window. */
const SPINNING_ROUNDS = 100;

/** Whether handlers are asked for exact sizes, by what they estimate and the threshold. */
const EXACT: Record<
  Release['exactWhen'],
  (pendingBytes: number, mustBytes: number, thresholdBytes: number) => boolean
> = {
  always: () => true,
  'must <= threshold': (_, mustBytes, thresholdBytes) => mustBytes <= thresholdBytes,
  'pending < threshold': (pendingBytes, _, thresholdBytes) => pendingBytes < thresholdBytes,
};

const POLICIES = { look: 'none', complete: 'complete', hold: 'hold', fail: 'fail' } as const;

const sum = (values: readonly number[], start: number): number => values.reduce((total, value) => total + value, start);

/** "Inappropriate ioctl": the number is what Linux answers to an unknown ioctl; which one the thread saw is not recorded. */
const ENOTTY = 25;
