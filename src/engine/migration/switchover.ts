import type { HostCosts } from '../link/host-costs.ts';
import { type Transfer, transferEndMs } from '../link/transfer.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import type { Scenario } from '../scenario.ts';
import type { VfioDevices } from '../vfio/devices.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { bitmapSync } from './bitmap-sync.ts';
import type { Postcopy } from './postcopy.ts';
import type { Phase } from './thread-state.ts';

/**
 * From the decision to stop until the end: the guest is stopped, RAM is synced and sent without a rate limit, then the
 * devices' state and all other state. Or, for post-copy, until the guest may run on the destination: the devices' state,
 * the last sync, the list of pages to throw away, and the other state as one package. The downtime starts before the guest
 * is stopped.
 * @source QEMU migration/migration.c, migration_completion(), postcopy_start(); migration/savevm.c, qemu_savevm_state_complete_precopy()
 */
export class Switchover {
  private readonly scenario: Scenario;
  private readonly accounts: Accounts;
  private readonly devices: VfioDevices;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;
  private readonly postcopy: Postcopy | null;

  constructor({ scenario, accounts, devices, tracking, host, postcopy }: SwitchoverParts) {
    this.scenario = scenario;
    this.accounts = accounts;
    this.devices = devices;
    this.tracking = tracking;
    this.host = host;
    this.postcopy = postcopy;
  }

  begin(nowMs: number): void {
    const { accounts } = this;
    const s = accounts.state;
    accounts.point(nowMs);
    s.completing = true;
    s.downtimeStartMs = nowMs;
    s.ledgerMs = nowMs;
    if (!s.vmRunning) return this.vmStopped(nowMs);
    s.vcpuStopMs = nowMs + this.host.vmStopMs;
    let stoppedMs = s.vcpuStopMs;
    for (const { part, device, ms } of this.devices.stopSteps) {
      stoppedMs += ms;
      if (part === 'device-stop') s.devices[device]!.dmaStopMs = stoppedMs;
    }
    s.stoppedByCompletion = true;
    accounts.openLedger('vm-stop', nowMs);
    accounts.after('stopping', s.vcpuStopMs);
  }

  /** Leaves a phase of the switchover whose time has come. */
  step(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    switch (s.phase) {
      case 'stopping':
        return this.nextStop(nowMs);
      case 'final-sync':
        accounts.openLedger('sync', nowMs);
        if (s.postcopy === null) accounts.put(SECTION_HEADER_BYTES);
        bitmapSync(accounts, this.tracking.report(s.vmRunning), nowMs, host.syncMs);
        return accounts.after('final-synced', nowMs + host.syncMs);
      case 'final-synced':
        if (s.postcopy !== null) return this.sendDiscards(nowMs);
        accounts.openLedger('ram', nowMs);
        s.burst = accounts.ram.burst(nowMs, Infinity, false);
        s.phase = 'final-ram';
        return;
      case 'discarded':
        accounts.openLedger('other-state', nowMs);
        return this.sendState('postcopy-other', nowMs, this.packageBytes, Infinity, host.otherStateMs);
      case 'postcopy-other':
        s.transfer = null;
        return this.handOver(nowMs);
      case 'postcopy-end':
        return accounts.after('leave', nowMs);
      case 'final-ram-sent':
        if (s.postcopy !== null) return this.sentLastPage(nowMs);
        s.burst = null;
        accounts.put(EOS_BYTES + SECTION_FOOTER_BYTES);
        accounts.point(nowMs);
        return this.nextDevice(nowMs);
      case 'final-device':
        accounts.openLedger('device-state', nowMs, s.savedDevices);
        return this.transfer('final-device-sent', this.devices.sendRest(s.savedDevices, nowMs));
      case 'final-device-sent':
        s.transfer = null;
        this.devices.closeStopCopy(s.savedDevices++, nowMs);
        return this.nextDevice(nowMs);
      case 'final-other':
        s.transfer = null;
        return this.sentEverything(nowMs);
    }
  }

  /** `migrate-continue`; refused in any other state. @returns QEMU's error, or null */
  resume(nowMs: number): string | null {
    const { accounts } = this;
    const { status } = accounts.state;
    if (status !== 'pre-switchover') return `Migration not in expected state: ${status}`;
    const toPostcopy = accounts.state.postcopy !== null && !accounts.release.alwaysVisitsDevice;
    accounts.enterStatus(toPostcopy ? 'postcopy-active' : 'device', nowMs);
    this.afterStop(nowMs);
    return null;
  }

  /** When the destination's guest runs. */
  destinationRunsMs(): number {
    const { postcopy } = this.accounts.state;
    if (postcopy !== null) return postcopy.resumeMs;
    const endMs = this.accounts.state.endMs ?? 0;
    return endMs + (this.returnPath ? 0 : this.destinationLoadMs());
  }

  /** The step under way is over; the guest is stopped when it was the last. */
  private nextStop(nowMs: number): void {
    const { accounts, devices } = this;
    const s = accounts.state;
    const { stopSteps } = devices;
    if (s.stopSteps > 0) devices.stopped(stopSteps[s.stopSteps - 1]!, nowMs);
    const step = stopSteps[s.stopSteps++];
    if (!step) return this.vmStopped(nowMs);
    accounts.openLedger(step.part, nowMs, step.device);
    accounts.after('stopping', nowMs + step.ms);
  }

  /** The stream of the next device is opened; when all have sent theirs everything else follows. */
  private nextDevice(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    if (s.savedDevices === s.devices.length) {
      if (s.postcopy !== null) return accounts.after('final-sync', nowMs);
      accounts.openLedger('other-state', nowMs);
      return this.sendState('final-other', nowMs, host.otherStateBytes, Infinity, host.otherStateMs);
    }
    const error = this.devices.openStopCopy(s.savedDevices, nowMs);
    if (error !== null) return accounts.fail(nowMs, error);
    accounts.after('final-device', nowMs);
  }

  private vmStopped(nowMs: number): void {
    const { accounts } = this;
    const s = accounts.state;
    if (s.stoppedByCompletion) {
      s.vmRunning = false;
      accounts.recorder.vm.push({ atMs: s.vcpuStopMs, state: 'stopped' });
      accounts.recorder.events.push({ atMs: nowMs, side: 'source', event: 'STOP' });
    }
    if (!this.scenario.capabilities['pause-before-switchover']) {
      if (accounts.release.alwaysVisitsDevice) accounts.enterStatus('device', nowMs);
      return this.afterStop(nowMs);
    }
    accounts.openLedger('pre-switchover', nowMs);
    accounts.enterStatus('pre-switchover', nowMs);
    accounts.after('paused', Infinity);
  }

  /** RAM has a last turn; in post-copy it has the turn after all others. */
  private afterStop(nowMs: number): void {
    if (this.accounts.state.postcopy !== null) this.nextDevice(nowMs);
    else this.accounts.after('final-sync', nowMs);
  }

  private sendDiscards(nowMs: number): void {
    const { accounts } = this;
    accounts.openLedger('discard', nowMs);
    const bytes = this.postcopy!.discard(nowMs);
    const { discardMs } = this.host;
    // the source finds the next pages while the last command leaves
    this.sendState('discarded', nowMs, bytes, discardMs === 0 ? Infinity : (Math.max(bytes, 1) * 1000) / discardMs, 0);
  }

  /** The package has left: from now on the guest is the destination's, and its pages follow. */
  private handOver(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    const run = s.postcopy!;
    run.stage = 'active';
    s.downtimeEndMs = nowMs;
    accounts.closeLedger(nowMs);
    const { events } = accounts.recorder;
    events.push({ atMs: nowMs, side: 'destination', event: 'MIGRATION', data: { status: 'postcopy-active' } });
    if (s.status !== 'postcopy-active') accounts.enterStatus('postcopy-active', nowMs);
    if (s.stoppedByCompletion) {
      run.resumeMs = nowMs + host.postcopyLoadMs + this.devices.loadMs();
      accounts.openLedger('destination-load', nowMs);
      accounts.closeLedger(run.resumeMs);
    }
    accounts.point(nowMs);
    accounts.after('head', nowMs);
  }

  private sentLastPage(nowMs: number): void {
    const { accounts } = this;
    this.postcopy!.land(nowMs);
    accounts.state.burst = null;
    accounts.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    accounts.point(nowMs);
    accounts.after('postcopy-end', this.postcopy!.doneMs(nowMs));
  }

  /** Everything but RAM, devices and the description, which the destination can do without. */
  private get packageBytes(): number {
    return this.host.otherStateBytes - this.host.descriptionBytes;
  }

  /** Post-copy opens one, and then its end is waited for also when pre-copy completes. @source QEMU migration/migration.c, migrate_fd_connect() */
  private get returnPath(): boolean {
    const { capabilities } = this.scenario;
    return capabilities['return-path'] || capabilities['postcopy-ram'];
  }

  private sentEverything(nowMs: number): void {
    const { accounts } = this;
    const waits = this.returnPath && accounts.state.ledgerPart !== 'destination-load';
    if (!waits) return accounts.after('leave', nowMs);
    accounts.openLedger('destination-load', nowMs);
    accounts.after('final-other', nowMs + this.destinationLoadMs());
  }

  /** Puts state on the channel, which the host gives at that rate, and waits in `phase` until it has gone. */
  private sendState(phase: Phase, sinceMs: number, bytes: number, hostBytesPerSecond: number, thenMs: number): void {
    this.accounts.put(bytes);
    this.transfer(phase, { sinceMs, leftBytes: bytes, hostBytesPerSecond, thenMs });
  }

  /** The thread waits in `phase` until the last byte of `transfer` has gone. */
  private transfer(phase: Phase, transfer: Transfer): void {
    const { accounts } = this;
    accounts.state.transfer = transfer;
    accounts.after(phase, transferEndMs(transfer, accounts.ram.costs.byteMs));
  }

  private destinationLoadMs(): number {
    return this.host.destinationLoadMs + this.devices.loadMs();
  }
}

/** What the switchover is put together from. */
export interface SwitchoverParts {
  readonly scenario: Scenario;
  readonly accounts: Accounts;
  readonly devices: VfioDevices;
  readonly tracking: Tracking;
  readonly host: HostCosts;
  /** Null without the capability `postcopy-ram`. */
  readonly postcopy: Postcopy | null;
}
