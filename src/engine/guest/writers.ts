import type { PagePlanes } from '../memory/page-planes.ts';
import type { Scenario } from '../scenario.ts';
import type { DeviceLog } from '../vfio/tracking.ts';
import { ownTimeParts, PARTS_PER_MS } from './throttle-effect.ts';
import { createWriter, MAX_BATCH, type Writer } from './workloads.ts';

/** Called with each batch of writes, for tests and page biographies. `slots[0..count)` is valid until it returns. */
export interface WriteObserver {
  /** @param device index of the VFIO device that wrote; null for the guest's CPUs */
  written(
    slots: Uint32Array,
    count: number,
    by: 'vcpu' | 'dma',
    tracked: boolean,
    atMs: number,
    device: number | null,
  ): void;
}

/**
 * The guest's CPUs and the devices' DMA. Both write in batches at whole milliseconds, each batch for the millisecond
 * that has passed: so does the recorded guest, whose timer pays for the time gone by.
 */
export class GuestWriters {
  /** All that changes beside the generators; copied by snapshots. */
  state: WritersState;
  observer: WriteObserver | null = null;
  private readonly vcpu: readonly Writer[];
  private readonly dma: readonly DmaWriter[];
  private readonly planes: PagePlanes;
  private readonly throttleEffect: Scenario['guest']['throttleEffect'];
  private readonly slots = new Uint32Array(MAX_BATCH);

  /** @param logs where each device's writes are written down */
  constructor(scenario: Scenario, firstSlot: number, planes: PagePlanes, logs: readonly DeviceLog[]) {
    const { guest, devices, seed } = scenario;
    this.planes = planes;
    this.throttleEffect = guest.throttleEffect;
    this.vcpu = guest.workloads.map((workload, i) => createWriter(workload, firstSlot, seed, i));
    this.dma = devices.flatMap(({ dma }, device) =>
      dma.kind === 'none'
        ? []
        : [{ device, log: logs[device]!, writer: createWriter(dma, firstSlot, seed, DMA_STREAM + device) }],
    );
    this.state = { vcpuWrites: 0, dmaWrites: 0, vcpuRunParts: 0, dmaRunMs: devices.map(() => 0) };
  }

  get vcpuWrites(): number {
    return this.state.vcpuWrites;
  }
  get dmaWrites(): number {
    return this.state.dmaWrites;
  }

  /** Writers of the guest's workloads, in their order. */
  get ofGuest(): readonly Writer[] {
    return this.vcpu;
  }

  get silent(): boolean {
    return this.vcpu.length === 0 && this.dma.length === 0;
  }

  /** The CPUs' own time begins anew; generators go on. */
  startOver(): void {
    this.state.vcpuRunParts = 0;
  }

  /**
   * The writes of millisecond `tick` - 1 to `tick`, for those who still run.
   * @param throttlePercent of the CPUs; DMA is not throttled
   * @param devices one entry a device, with the instant until which it writes
   */
  write(
    tick: number,
    vcpuRuns: boolean,
    throttlePercent: number,
    devices: readonly { readonly dmaStopMs: number }[],
  ): void {
    const { vcpuLog, dmaLog, untracked, deferredLog } = this.planes;
    const { state } = this;
    if (vcpuRuns) {
      const fromMs = state.vcpuRunParts / PARTS_PER_MS;
      state.vcpuRunParts += ownTimeParts(this.throttleEffect, throttlePercent);
      const toMs = state.vcpuRunParts / PARTS_PER_MS;
      for (const writer of this.vcpu) {
        state.vcpuWrites += this.batch(writer, fromMs, toMs, tick, vcpuLog, null, null);
      }
    }
    for (const { writer, device, log } of this.dma) {
      if (tick >= devices[device]!.dmaStopMs) continue;
      const runMs = ++state.dmaRunMs[device]!;
      const first = log === 'logged' ? dmaLog! : untracked!;
      const second = log === 'deferred' ? deferredLog : null;
      state.dmaWrites += this.batch(writer, runMs - 1, runMs, tick, first, second, device);
    }
  }

  /**
   * @param fromMs milliseconds of its own time that the writer has run before this batch
   * @param toMs and after it
   * @param second another log in which the writes stand too, or null
   */
  private batch(
    writer: Writer,
    fromMs: number,
    toMs: number,
    tick: number,
    log: Uint32Array,
    second: Uint32Array | null,
    device: number | null,
  ): number {
    const { slots, observer } = this;
    const start = writer.writesAfter(fromMs);
    const end = writer.writesAfter(toMs);
    for (let done = start; done < end; ) {
      const count = Math.min(end - done, MAX_BATCH);
      writer.next(slots, count, done);
      mark(log, slots, count);
      if (second !== null) mark(second, slots, count);
      if (observer !== null) {
        const tracked = device === null || log === this.planes.dmaLog || second !== null;
        observer.written(slots, count, device === null ? 'vcpu' : 'dma', tracked, tick, device);
      }
      done += count;
    }
    return end - start;
  }

  /** State of every generator, for snapshots. */
  randomStates(): Uint32Array[] {
    return [...this.vcpu, ...this.dma.map(({ writer }) => writer)].flatMap((writer) =>
      writer.random ? [writer.random] : [],
    );
  }
}

export interface WritersState {
  vcpuWrites: number;
  dmaWrites: number;
  /** Own time of the guest's CPUs in parts of a ms: it stands still while they do, and goes slower while they are throttled. */
  vcpuRunParts: number;
  /** Whole ms that each device has run. */
  dmaRunMs: number[];
}

export const copyWritersState = (state: WritersState): WritersState => ({ ...state, dmaRunMs: [...state.dmaRunMs] });

interface DmaWriter {
  readonly device: number;
  readonly log: DeviceLog;
  readonly writer: Writer;
}

/** Writers of devices draw from sequences far from those of the guest's workloads. */
const DMA_STREAM = 1000;

function mark(log: Uint32Array, slots: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!;
    log[slot >>> 5]! |= 1 << (slot & 31);
  }
}
