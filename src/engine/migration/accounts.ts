import { PAGE_BYTES, pagesToBytes } from '../../units.ts';
import { ownTimeParts, PARTS_PER_MS } from '../guest/throttle-effect.ts';
import type { Counters, LedgerPart, MigrationStatus } from '../record.ts';
import type { Guest, Scenario } from '../scenario.ts';
import { updateCounters } from './rate-window.ts';
import type { Recorder } from './recorder.ts';
import type { Release } from './releases.ts';
import type { SourceRam } from './source-ram.ts';
import { copyThreadState, type ThreadState } from './thread-state.ts';

/** What the guest did since `migrate`, counted by whoever lets it run. */
export interface WriteCounts {
  readonly vcpuWrites: number;
  readonly dmaWrites: number;
  /** Entries of the dirty rings while a limit is in service, and what each vCPU has slept for it. */
  readonly enteredPages: number;
  readonly sleptMs: number;
  emptyRings(): void;
}

/** The thread's state, and everything that is counted or written down when it changes. */
export class Accounts {
  state: ThreadState;
  readonly ram: SourceRam;
  readonly recorder: Recorder;
  readonly release: Release;
  readonly guest: Guest;
  /** The balloon reports free pages; with post-copy QEMU does not ask for them. */
  readonly hintsFreePages: boolean;
  readonly writes: WriteCounts;

  constructor(
    release: Release,
    state: ThreadState,
    ram: SourceRam,
    recorder: Recorder,
    writes: WriteCounts,
    { guest, capabilities }: Pick<Scenario, 'guest' | 'capabilities'>,
  ) {
    this.release = release;
    this.state = state;
    this.ram = ram;
    this.recorder = recorder;
    this.writes = writes;
    this.guest = guest;
    this.hintsFreePages = guest.freePageHint !== null && !capabilities['postcopy-ram'];
  }

  snapshot(): ThreadState {
    return copyThreadState(this.state);
  }
  restore(state: ThreadState): void {
    this.state = copyThreadState(state);
  }

  /** Every change of the throttle goes through here. */
  throttle(percent: number, atMs: number): void {
    if (percent === this.state.throttlePercent) return;
    this.state.throttlePercent = percent;
    const workShare = ownTimeParts(this.guest.throttleEffect, percent) / PARTS_PER_MS;
    this.recorder.throttle.push({ atMs, state: percent, workShare });
  }

  /** The thread waits in `phase` until `wakeMs`. */
  after(phase: ThreadState['phase'], wakeMs: number): void {
    this.state.phase = phase;
    this.state.wakeMs = wakeMs;
  }

  /** Bytes go onto the main channel. */
  put(bytes: number): void {
    this.state.streamBytes += bytes;
    this.state.window.windowBytes += bytes;
    this.state.ledgerBytes += bytes;
  }

  /** Bytes that `ram.transferred` counts, split by whether the guest runs here, and if not whether it runs there. @source QEMU migration/ram.c, ram_transferred_add() */
  countRamBytes(bytes: number): void {
    if (this.state.vmRunning) this.state.precopyBytes += bytes;
    else if (this.state.postcopy !== null) this.state.postcopyBytes += bytes;
    else this.state.downtimeBytes += bytes;
  }

  /** Bytes over multifd's channels, which neither `precopy-bytes` nor `downtime-bytes` counts. */
  countChannelBytes(bytes: number): void {
    if (!this.state.vmRunning) this.state.multifdStoppedBytes += bytes;
  }

  counters(): Counters {
    const s = this.state;
    const { window } = s;
    const { state } = this.ram;
    return {
      transferredBytes: this.transferredBytes(),
      precopyBytes: s.precopyBytes,
      downtimeBytes: s.downtimeBytes,
      postcopyBytes: s.postcopyBytes,
      postcopyRequests: s.postcopy?.requests ?? 0,
      ramRunningBytes: s.precopyBytes + state.multifdBytes - s.multifdStoppedBytes,
      ramStoppedBytes: s.downtimeBytes + s.multifdStoppedBytes,
      normalPages: state.normalPages,
      duplicatePages: state.duplicatePages,
      redundantPages: state.redundantPages,
      hintedPages: state.hintedPages,
      dirtySyncCount: s.syncs,
      remainingPages: state.dirtyPages,
      streamBytes: s.streamBytes,
      vfioBytes: s.vfioBytes,
      multifdBytes: state.multifdBytes,
      multifdPackets: state.multifdPackets,
      multifdSyncs: state.multifdSyncs,
      iterateCalls: state.iterateCalls,
      thresholdBytes: window.thresholdBytes,
      bandwidthBytesPerMs: window.bandwidthBytesPerMs,
      expectedDowntimeMs: window.expectedDowntimeMs,
      dirtyPagesRate: s.dirtyPagesRate,
      pagesPerSecond: window.pagesPerSecond,
      mbps: window.mbps,
      vcpuWrites: this.writes.vcpuWrites,
      dmaWrites: this.writes.dmaWrites,
      ...this.ram.encodingCounters(),
    };
  }

  /** Closes the rate window, if it is old enough, and opens the next. */
  closeWindow(nowMs: number): void {
    const { state: s } = this;
    const sent = this.ram.state;
    const closed = updateCounters(s.window, {
      nowMs,
      streamBytes: s.streamBytes,
      pages: sent.normalPages + sent.duplicatePages + sent.encodedPages,
      downtimeLimitMs: s.downtimeLimitMs,
      availSwitchoverBandwidth: s.availSwitchoverBandwidth,
      dirtyPagesRate: s.dirtyPagesRate,
      remainingAtLastSyncBytes: pagesToBytes(s.remainingAtLastSyncPages),
    });
    if (closed === null) return;
    s.closed = closed;
    this.point(nowMs);
  }

  /** A point of the convergence curve. */
  point(atMs: number): void {
    const { window } = this.state;
    const remainingBytes = this.ram.state.dirtyPages * PAGE_BYTES;
    const { thresholdBytes, expectedDowntimeMs } = window;
    this.recorder.point(atMs, remainingBytes, thresholdBytes, expectedDowntimeMs, this.transferredBytes());
  }

  /** `ram.transferred`. @source QEMU migration/migration-stats.c, migration_transferred_bytes() v8.2 */
  transferredBytes(): number {
    return this.release.transferredCounts === 'whole stream' ? this.state.streamBytes : this.ram.state.transferredBytes;
  }

  enterStatus(status: MigrationStatus, atMs: number): void {
    this.state.status = status;
    this.recorder.statuses.push({ atMs, state: status });
    this.recorder.events.push({ atMs, side: 'source', event: 'MIGRATION', data: { status } });
  }

  /** The migration fails; noticed at once, the thread leaves its loop. */
  fail(nowMs: number, error: string): void {
    this.state.error = error;
    this.state.ending = 'failed';
    this.recorder.log.push({ atMs: nowMs, level: 'error', text: error });
    this.after('leave', nowMs);
  }

  /** Closes the part of the downtime under way and opens the next. */
  openLedger(part: LedgerPart['part'], fromMs: number, device: number | null = null): void {
    this.closeLedger(fromMs);
    this.state.ledgerPart = part;
    this.state.ledgerDevice = device;
  }

  closeLedger(nowMs: number): void {
    const s = this.state;
    if (s.ledgerPart !== null && (nowMs > s.ledgerMs || s.ledgerBytes > 0)) {
      const { ledgerPart: part, ledgerDevice: device, ledgerMs: fromMs, ledgerBytes: bytes } = s;
      const whose = device === null ? {} : { device };
      this.recorder.ledger.push({ part, ...whose, fromMs, ms: nowMs - fromMs, bytes });
    }
    s.ledgerPart = null;
    s.ledgerMs = nowMs;
    s.ledgerBytes = 0;
  }
}
