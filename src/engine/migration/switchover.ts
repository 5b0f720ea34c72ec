import type { HostCosts } from '../link/host-costs.ts';
import { type Transfer, transferEndMs } from '../link/transfer.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import type { Scenario } from '../scenario.ts';
import type { VfioDevices } from '../vfio/devices.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { bitmapSync } from './bitmap-sync.ts';
import type { Phase } from './thread-state.ts';

/**
 * From the decision to stop until the end: the guest is stopped, RAM is synced and sent without a rate limit, then the
 * devices' state and all other state. The downtime starts before the guest is stopped.
 * @source QEMU migration/migration.c, migration_completion(); migration/savevm.c, qemu_savevm_state_complete_precopy()
 */
export class Switchover {
  private readonly scenario: Scenario;
  private readonly accounts: Accounts;
  private readonly devices: VfioDevices;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;

  constructor(scenario: Scenario, accounts: Accounts, devices: VfioDevices, tracking: Tracking, host: HostCosts) {
    this.scenario = scenario;
    this.accounts = accounts;
    this.devices = devices;
    this.tracking = tracking;
    this.host = host;
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
        accounts.put(SECTION_HEADER_BYTES);
        bitmapSync(accounts, this.tracking.report(s.vmRunning), nowMs, host.syncMs);
        return accounts.after('final-synced', nowMs + host.syncMs);
      case 'final-synced':
        accounts.openLedger('ram', nowMs);
        s.burst = accounts.ram.burst(nowMs, Infinity, false);
        s.phase = 'final-ram';
        return;
      case 'final-ram-sent':
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
    accounts.enterStatus('device', nowMs);
    accounts.after('final-sync', nowMs);
    return null;
  }

  /** When the destination's guest runs. */
  destinationRunsMs(): number {
    const endMs = this.accounts.state.endMs ?? 0;
    return endMs + (this.scenario.capabilities['return-path'] ? 0 : this.destinationLoadMs());
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
      accounts.openLedger('other-state', nowMs);
      accounts.put(host.otherStateBytes);
      return this.transfer('final-other', {
        sinceMs: nowMs,
        leftBytes: host.otherStateBytes,
        hostBytesPerSecond: Infinity,
        thenMs: host.otherStateMs,
      });
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
      return accounts.after('final-sync', nowMs);
    }
    accounts.openLedger('pre-switchover', nowMs);
    accounts.enterStatus('pre-switchover', nowMs);
    accounts.after('paused', Infinity);
  }

  private sentEverything(nowMs: number): void {
    const { accounts } = this;
    const waits = this.scenario.capabilities['return-path'] && accounts.state.ledgerPart !== 'destination-load';
    if (!waits) return accounts.after('leave', nowMs);
    accounts.openLedger('destination-load', nowMs);
    accounts.after('final-other', nowMs + this.destinationLoadMs());
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
