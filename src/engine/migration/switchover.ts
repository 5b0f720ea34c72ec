import type { HostCosts } from '../link/host-costs.ts';
import { EOS_BYTES, SECTION_FOOTER_BYTES, SECTION_HEADER_BYTES } from '../link/wire.ts';
import type { Scenario } from '../scenario.ts';
import type { Tracking } from '../vfio/tracking.ts';
import type { Accounts } from './accounts.ts';
import { bitmapSync } from './bitmap-sync.ts';

/**
 * From the decision to stop until the end: the guest is stopped, RAM is synced and sent without a rate limit, then the
 * device's state and all other state. The downtime starts before the guest is stopped.
 * @source QEMU migration/migration.c, migration_completion(); migration/savevm.c, qemu_savevm_state_complete_precopy()
 */
export class Switchover {
  private readonly scenario: Scenario;
  private readonly accounts: Accounts;
  private readonly tracking: Tracking;
  private readonly host: HostCosts;

  constructor(scenario: Scenario, accounts: Accounts, tracking: Tracking, host: HostCosts) {
    this.scenario = scenario;
    this.accounts = accounts;
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
    s.dmaStopMs = s.vcpuStopMs + (this.scenario.devices[0]?.stopMs ?? 0);
    s.stoppedByCompletion = true;
    accounts.openLedger('vm-stop', nowMs);
    accounts.after('stopping', s.dmaStopMs);
  }

  /** Leaves a phase of the switchover whose time has come. */
  step(nowMs: number): void {
    const { accounts, host } = this;
    const s = accounts.state;
    switch (s.phase) {
      case 'stopping':
        return this.vmStopped(nowMs);
      case 'final-sync':
        accounts.openLedger('sync', nowMs);
        accounts.put(SECTION_HEADER_BYTES);
        bitmapSync(accounts, this.tracking.everyPage, nowMs, host.syncMs);
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
        accounts.openLedger('device-state', nowMs);
        return accounts.after('final-device', nowMs + this.sendState(this.scenario.devices[0]?.stopCopyBytes ?? 0));
      case 'final-device':
        accounts.enterDeviceState('stopped', nowMs);
        accounts.openLedger('other-state', nowMs);
        return accounts.after('final-other', nowMs + this.sendState(host.otherStateBytes) + host.otherStateMs);
      case 'final-other':
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

  private vmStopped(nowMs: number): void {
    const { accounts } = this;
    const s = accounts.state;
    if (s.stoppedByCompletion) {
      accounts.openLedger('device-stop', s.vcpuStopMs);
      s.vmRunning = false;
      accounts.recorder.vm.push({ atMs: s.vcpuStopMs, state: 'stopped' });
      accounts.recorder.events.push({ atMs: nowMs, side: 'source', event: 'STOP' });
    }
    accounts.enterDeviceState('stop-copy', nowMs);
    if (!this.scenario.capabilities['pause-before-switchover']) return accounts.after('final-sync', nowMs);
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

  /** @returns how long `bytes` of state take */
  private sendState(bytes: number): number {
    this.accounts.put(bytes);
    return bytes * this.accounts.ram.costs.byteMs;
  }

  private destinationLoadMs(): number {
    return this.host.destinationLoadMs + (this.scenario.devices[0]?.resumeMs ?? 0);
  }
}
