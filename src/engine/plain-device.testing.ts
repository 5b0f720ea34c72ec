import { createWriter, type Writer } from './guest/workloads.ts';
import type { VfioDevice } from './scenario.ts';

const MIB = 1024 ** 2;
/** What QEMU reports when `MIG_DATA_SIZE` fails. */
const SIZE_UNKNOWN_BYTES = 100 * 1024 ** 3;

/** Test support for the plain model: one VFIO device during a run, from sheet 5.2 to 5.4. */
export class PlainDevice {
  readonly spec: VfioDevice;
  readonly release: number;
  readonly writer: Writer | null;
  /** Milliseconds that it has run. */
  ranMs = 0;
  stopMs: number;
  /** What it can send while it runs, of its first content and of what it made anew. */
  private initialLeft: number;
  private dirtyBytes = 0;
  private dirtySinceMs = 0;
  /** It runs, and QEMU reads its state meanwhile. */
  inPrecopy = false;
  sentBytes = 0;
  /** It did not get into a state that it was asked to enter when it stopped. */
  failed = false;

  constructor(
    spec: VfioDevice,
    release: number,
    running: boolean,
    stream: { slot: number; seed: number; number: number },
  ) {
    this.spec = spec;
    this.release = release;
    this.stopMs = running ? Infinity : 0;
    this.writer = spec.dma.kind === 'none' ? null : createWriter(spec.dma, stream.slot, stream.seed, stream.number);
    this.initialLeft = this.initialBytes();
  }

  /** What may go while it runs; the protocol of 8.0 has no such phase. */
  private initialBytes(): number {
    return this.spec.precopy && this.release !== 800 ? this.spec.initialBytes : 0;
  }

  /** At the end of setup. @returns false when it fails */
  setUp(running: boolean, nowMs: number): boolean {
    // v1 sets SAVING at once, also on a device that stands still
    if (!running && this.release < 800 && this.spec.failsEntering === 'stop-copy') return false;
    const enters = running && (this.release < 800 || (this.release >= 801 && this.spec.precopy));
    if (!enters) return true;
    if (this.spec.failsEntering === 'pre-copy') return false;
    this.inPrecopy = true;
    this.dirtySinceMs = nowMs;
    return true;
  }

  stop(atMs: number): void {
    const { failsEntering } = this.spec;
    this.dirtyBytes = this.dirty(atMs);
    const entered = this.release < 800 || this.inPrecopy ? 'stop-copy' : 'stopped';
    if (failsEntering === 'stopped' || failsEntering === entered) this.failed = true;
    this.inPrecopy = false;
    this.stopMs = atMs;
  }

  /** v1 goes on where it was; v2 runs without sending, and begins again when it is stopped. */
  cont(nowMs: number): void {
    this.stopMs = Infinity;
    if (this.release < 800) {
      this.inPrecopy = true;
      this.dirtySinceMs = nowMs;
    } else {
      this.initialLeft = this.initialBytes();
      this.dirtyBytes = 0;
    }
  }

  private dirty(nowMs: number): number {
    if (!this.inPrecopy) return this.dirtyBytes;
    const made = Math.trunc((this.spec.dirtyBytesPerSecond * (nowMs - this.dirtySinceMs)) / 1000);
    return Math.min(this.initialBytes() - this.initialLeft, this.dirtyBytes + made);
  }
  private whileRunning(nowMs: number): number {
    return this.initialLeft + this.dirty(nowMs);
  }

  /** What is left of its state when it stops now. */
  rest(nowMs: number): number {
    return this.spec.stopCopyBytes - this.initialBytes() + this.whileRunning(nowMs);
  }
  /** Pending bytes of 7.x; what later releases first ask for. */
  estimate(nowMs: number): number {
    return this.inPrecopy || this.release < 800 ? this.whileRunning(nowMs) : 0;
  }
  exact(nowMs: number): number {
    const size = this.spec.dataSizeFails ? SIZE_UNKNOWN_BYTES : this.rest(nowMs);
    return this.release === 801 || (this.release > 801 && this.release < 902) ? size + this.estimate(nowMs) : size;
  }

  get acknowledged(): boolean {
    return !this.inPrecopy || this.initialLeft === 0;
  }

  /** Takes a chunk. @returns its bytes */
  takeChunk(nowMs: number): number {
    if (this.release >= 800 && !this.inPrecopy) return 0;
    const dirty = this.dirty(nowMs);
    const bytes = Math.min(MIB, this.initialLeft + dirty);
    if (bytes === 0) return 0;
    const initial = Math.min(bytes, this.initialLeft);
    this.initialLeft -= initial;
    this.dirtyBytes = dirty - (bytes - initial);
    this.dirtySinceMs = nowMs;
    this.sentBytes += bytes;
    return bytes;
  }
  hasMore(nowMs: number): boolean {
    return this.whileRunning(nowMs) > 0;
  }

  /** Whether the step into STOP_COPY fails when its state is to be sent. */
  failsBeforeSending(): boolean {
    return this.failed || this.spec.failsEntering === 'stop-copy';
  }
}
