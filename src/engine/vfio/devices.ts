import { GIB, MIB } from '../../units.ts';
import type { Transfer } from '../link/transfer.ts';
import type { Accounts } from '../migration/accounts.ts';
import type { Release } from '../migration/releases.ts';
import type { DeviceState, LedgerPart } from '../record.ts';
import type { VfioDevice } from '../scenario.ts';
import type { DeviceRun } from './device-run.ts';
import { pathTo, QEMU_STATES } from './device-state.ts';

/** One step of stopping the guest, in order. */
export interface StopStep {
  readonly part: LedgerPart['part'];
  readonly device: number;
  readonly ms: number;
}

/** What QEMU reports when `MIG_DATA_SIZE` fails. @source QEMU hw/vfio/migration.c, vfio_query_stop_copy_size() v8.0 */
export const UNKNOWN_STOP_COPY_BYTES: number = 100 * GIB;

/** Of no device; one list for all decisions of a guest that has none. */
const NONE: readonly number[] = [];

/** `VFIO_MIG_DEFAULT_DATA_BUFFER_SIZE`: the most that one iteration sends of a device. */
export const CHUNK_BYTES: number = MIB;

/**
 * The VFIO devices of the guest under migration: their states, sizes and data.
 * @source QEMU hw/vfio/migration.c v7.0 (v1) and v8.0 on (v2); semantics sheet 5.2 to 5.4
 */
export class VfioDevices {
  /** What happens between the stop of the vCPUs and that of the last device. */
  readonly stopSteps: readonly StopStep[];
  private readonly devices: readonly VfioDevice[];
  private readonly release: Release;
  private readonly accounts: Accounts;

  constructor(devices: readonly VfioDevice[], release: Release, accounts: Accounts) {
    this.devices = devices;
    this.release = release;
    this.accounts = accounts;
    const quiesced = devices.flatMap(({ p2p, p2pMs }, device): StopStep[] =>
      release.vfioP2p && p2p ? [{ part: 'device-p2p', device, ms: p2pMs }] : [],
    );
    this.stopSteps = [
      ...quiesced,
      ...devices.map(({ stopMs }, device): StopStep => ({ part: 'device-stop', device, ms: stopMs })),
    ];
  }

  /** `save_setup`: devices that can send state while they run begin to. @returns the error of the first that fails, or null */
  setUp(nowMs: number): string | null {
    for (const [i, device] of this.devices.entries()) {
      const run = this.run(i);
      if (this.sendsEarly(device)) run.initialLeftBytes = device.initialBytes;
      const isV1 = this.release.vfioProtocol === 'v1';
      if (run.state !== 'running') {
        if (isV1 && device.failsEntering === 'stop-copy') return this.fails(i, 'stop-copy', nowMs);
        if (isV1) this.enter(i, 'stop-copy', nowMs);
        continue;
      }
      if (!isV1 && !this.sendsEarly(device)) continue;
      const wanted = isV1 ? 'running-saving' : 'pre-copy';
      if (device.failsEntering === 'pre-copy') return this.fails(i, wanted, nowMs);
      this.enter(i, wanted, nowMs);
      run.dirtySinceMs = nowMs;
    }
    return null;
  }

  /** Pending of each device as `migration_iteration_run` first asks for it: 7.x for pending bytes, later releases for estimates. */
  estimates(nowMs: number): readonly number[] {
    if (this.devices.length === 0) return NONE;
    return this.devices.map((_, i) => {
      if (this.release.vfioProtocol === 'v1') return this.earlyBytes(i, nowMs);
      return this.inPrecopy(i) ? this.earlyBytes(i, nowMs) : 0;
    });
  }

  /** The same when exact sizes are asked for. */
  exacts(nowMs: number): readonly number[] {
    if (this.devices.length === 0) return NONE;
    if (this.release.vfioProtocol === 'v1') return this.estimates(nowMs);
    return this.devices.map(({ dataSizeFails }, i) => {
      const twice = this.release.exactCountsPrecopyTwice && this.inPrecopy(i) ? this.earlyBytes(i, nowMs) : 0;
      return (dataSizeFails ? UNKNOWN_STOP_COPY_BYTES : this.restBytes(i, nowMs)) + twice;
    });
  }

  /** Whether the destination has every device's initial bytes. @source QEMU migration/migration.c, migration_can_switchover() v8.1 */
  acknowledged(): boolean {
    return this.devices.every((_, i) => !this.inPrecopy(i) || this.run(i).initialLeftBytes === 0);
  }

  /**
   * The devices' turn in one `qemu_savevm_state_iterate`.
   * @param drained RAM had nothing left to send in this call
   * @param exceeded whether the rate window is used up
   * @returns bytes sent and the ms they take
   */
  iterate(nowMs: number, drained: boolean, exceeded: () => boolean): { readonly bytes: number; readonly ms: number } {
    let bytes = 0;
    let ms = 0;
    if (this.release.vfioPrecopy && (drained || this.release.handlerOrder === 'all')) {
      for (const i of this.devices.keys()) {
        if (exceeded()) break;
        const chunk = this.sendChunk(i, nowMs + ms);
        bytes += chunk;
        ms += this.sendMs(i, chunk);
        const isDone = this.release.vfioProtocol === 'v2' || this.earlyBytes(i, nowMs + ms) === 0;
        if (!isDone) break;
      }
    }
    return { bytes, ms };
  }

  /** The end of one step of stopping: peer-to-peer DMA is off, or the device stands still. */
  stopped({ part, device }: StopStep, nowMs: number): void {
    const run = this.run(device);
    if (part === 'device-p2p')
      return this.enter(device, run.state === 'pre-copy' ? 'pre-copy-p2p' : 'running-p2p', nowMs);
    this.stop(device, nowMs);
  }

  /** Leaves RUNNING for good. A failure cannot veto the stop: it is remembered, and the migration then fails. */
  stop(i: number, nowMs: number): void {
    const run = this.run(i);
    const { failsEntering } = this.devices[i]!;
    this.freeze(i, nowMs);
    const wanted: DeviceState = run.state === 'running-saving' || this.inPrecopy(i) ? 'stop-copy' : 'stopped';
    if (failsEntering === 'stopped' || failsEntering === wanted) {
      const error = this.fails(i, wanted, nowMs);
      this.accounts.state.poisoned ??= error;
    } else if (run.state !== 'error') this.enter(i, wanted, nowMs);
  }

  /** `cont` after `stop`: v1 devices go on saving; v2 devices have left their stream, and what went of it counts no more. */
  resume(nowMs: number): void {
    for (const i of this.devices.keys()) {
      const run = this.run(i);
      run.dmaStopMs = Infinity;
      const isSaving = this.release.vfioProtocol === 'v1' && this.accounts.state.setupTimeMs !== null;
      const wanted = isSaving ? 'running-saving' : 'running';
      if (run.state === 'error') this.set(i, 'running', nowMs);
      else this.enter(i, wanted, nowMs);
      if (wanted === 'running-saving') run.dirtySinceMs = nowMs;
      else {
        run.initialLeftBytes = this.sendsEarly(this.devices[i]!) ? this.devices[i]!.initialBytes : 0;
        run.dirtyBytes = 0;
      }
    }
  }

  /** The stream of device `i` is opened with the guest stopped. @returns its error, or null */
  openStopCopy(i: number, nowMs: number): string | null {
    const run = this.run(i);
    const { poisoned } = this.accounts.state;
    if (run.state === 'error') return poisoned ?? this.errorOf(i, 'stop-copy');
    if (this.devices[i]!.failsEntering === 'stop-copy' && run.state !== 'stop-copy')
      return this.fails(i, 'stop-copy', nowMs);
    this.enter(i, 'stop-copy', nowMs);
    return null;
  }

  /** Sends all that is left of device `i`. */
  sendRest(i: number, nowMs: number): Transfer {
    const leftBytes = this.restBytes(i, nowMs);
    this.put(i, leftBytes);
    const hostBytesPerSecond = this.devices[i]!.saveBytesPerSecond ?? Infinity;
    return { sinceMs: nowMs, leftBytes, hostBytesPerSecond, thenMs: 0 };
  }

  /** Device `i` has sent everything; from 8.2 on it leaves the stream only at the cleanup, outside the downtime. */
  closeStopCopy(i: number, nowMs: number): void {
    if (!this.release.vfioP2p) this.enter(i, 'stopped', nowMs);
  }

  /** The migration has ended. @param runs whether the guest runs here */
  end(runs: boolean, nowMs: number): void {
    for (const i of this.devices.keys()) {
      const { state } = this.run(i);
      if (state === 'error') this.set(i, 'running', nowMs);
      if (runs || this.run(i).state !== 'stopped') this.enter(i, runs ? 'running' : 'stopped', nowMs);
    }
  }

  /** From the last byte until every device runs on the destination. */
  loadMs(): number {
    return this.devices.reduce((sum, { resumeMs, loadBytesPerSecond }, i) => {
      const loading = loadBytesPerSecond === null ? 0 : (this.run(i).sentBytes * 1000) / loadBytesPerSecond;
      return sum + resumeMs + loading;
    }, 0);
  }

  private run(i: number): DeviceRun {
    return this.accounts.state.devices[i]!;
  }

  private sendsEarly({ precopy }: VfioDevice): boolean {
    return precopy && this.release.vfioPrecopy;
  }

  private inPrecopy(i: number): boolean {
    const { state } = this.run(i);
    return state === 'pre-copy' || state === 'pre-copy-p2p';
  }

  /** What could be sent now while the device runs. */
  private earlyBytes(i: number, nowMs: number): number {
    return this.run(i).initialLeftBytes + this.dirtyBytes(i, nowMs);
  }

  private dirtyBytes(i: number, nowMs: number): number {
    const run = this.run(i);
    const device = this.devices[i]!;
    if (!this.sendsEarly(device)) return 0;
    const made =
      run.dirtySinceMs === null ? 0 : Math.trunc((device.dirtyBytesPerSecond * (nowMs - run.dirtySinceMs)) / 1000);
    return Math.min(device.initialBytes - run.initialLeftBytes, run.dirtyBytes + made);
  }

  /** All that would have to be sent with the device stopped. */
  private restBytes(i: number, nowMs: number): number {
    const device = this.devices[i]!;
    const early = this.sendsEarly(device) ? device.initialBytes : 0;
    return device.stopCopyBytes - early + this.earlyBytes(i, nowMs);
  }

  private freeze(i: number, nowMs: number): void {
    const run = this.run(i);
    run.dirtyBytes = this.dirtyBytes(i, nowMs);
    run.dirtySinceMs = null;
  }

  private sendChunk(i: number, nowMs: number): number {
    if (this.release.vfioProtocol === 'v2' && !this.inPrecopy(i)) return 0;
    const run = this.run(i);
    const dirty = this.dirtyBytes(i, nowMs);
    const initial = Math.min(CHUNK_BYTES, run.initialLeftBytes);
    const again = Math.min(CHUNK_BYTES - initial, dirty);
    if (initial + again === 0) return 0;
    run.initialLeftBytes -= initial;
    run.dirtyBytes = dirty - again;
    if (run.dirtySinceMs !== null) run.dirtySinceMs = nowMs;
    this.put(i, initial + again);
    return initial + again;
  }

  private put(i: number, bytes: number): void {
    this.run(i).sentBytes += bytes;
    this.accounts.put(bytes);
    this.accounts.state.vfioBytes += bytes;
  }

  private sendMs(i: number, bytes: number): number {
    const { saveBytesPerSecond } = this.devices[i]!;
    const onTheLink = bytes * this.accounts.ram.costs.byteMs;
    return saveBytesPerSecond === null ? onTheLink : Math.max(onTheLink, (bytes * 1000) / saveBytesPerSecond);
  }

  /** Goes to `state`, through the states between. */
  private enter(i: number, state: DeviceState, nowMs: number): void {
    if (this.release.vfioProtocol === 'v1') return this.set(i, state, nowMs);
    const found = pathTo(this.run(i).state, state, this.devices[i]!);
    if ('illegal' in found) throw new Error(`${this.devices[i]!.name}: ${found.illegal}`);
    for (const next of found.path) this.set(i, next, nowMs);
  }

  private set(i: number, state: DeviceState, nowMs: number): void {
    const run = this.run(i);
    if (run.state === state) return;
    run.state = state;
    this.accounts.recorder.devices[i]!.push({ atMs: nowMs, state });
  }

  private fails(i: number, wanted: DeviceState, nowMs: number): string {
    this.set(i, 'error', nowMs);
    return this.errorOf(i, wanted);
  }

  /** QEMU's words without the errno, which the device gives. @source QEMU hw/vfio/migration.c, vfio_migration_set_state() */
  private errorOf(i: number, wanted: DeviceState): string {
    return `${this.devices[i]!.name}: Failed setting device state to ${QEMU_STATES[wanted]}`;
  }
}
