import type { PagePlanes } from '../memory/page-planes.ts';
import type { Scenario } from '../scenario.ts';
import { createWriter, MAX_BATCH, type Writer } from './workloads.ts';

/** Called with each batch of writes, for tests and page biographies. `slots[0..count)` is valid until it returns. */
export interface WriteObserver {
  written(slots: Uint32Array, count: number, by: 'vcpu' | 'dma', tracked: boolean, atMs: number): void;
}

/**
 * The guest's CPUs and the device's DMA. Both write in batches at whole milliseconds, each batch for the millisecond
 * that has passed: so does the recorded guest, whose timer pays for the time gone by.
 */
export class GuestWriters {
  vcpuWrites = 0;
  dmaWrites = 0;
  observer: WriteObserver | null = null;
  private readonly vcpu: readonly Writer[];
  private readonly dma: readonly Writer[];
  private readonly planes: PagePlanes;
  private readonly slots = new Uint32Array(MAX_BATCH);

  constructor(scenario: Scenario, firstSlot: number, planes: PagePlanes) {
    const { guest, devices, seed } = scenario;
    this.planes = planes;
    this.vcpu = guest.stoppedBeforeMigrate
      ? []
      : guest.workloads.map((workload, i) => createWriter(workload, firstSlot, seed, i));
    this.dma = guest.stoppedBeforeMigrate
      ? []
      : devices.flatMap(({ dma }, i) =>
          dma.kind === 'none' ? [] : [createWriter(dma, firstSlot, seed, DMA_STREAM + i)],
        );
  }

  get silent(): boolean {
    return this.vcpu.length === 0 && this.dma.length === 0;
  }

  /** The writes of millisecond `tick` - 1 to `tick`, for those who still run. */
  write(tick: number, vcpuRuns: boolean, dmaRuns: boolean): void {
    const { vcpuLog, dmaLog, untracked } = this.planes;
    if (vcpuRuns) for (const writer of this.vcpu) this.vcpuWrites += this.batch(writer, tick, vcpuLog, 'vcpu', true);
    if (!dmaRuns) return;
    for (const writer of this.dma) {
      this.dmaWrites += this.batch(writer, tick, dmaLog ?? untracked!, 'dma', dmaLog !== null);
    }
  }

  private batch(writer: Writer, tick: number, log: Uint32Array, by: 'vcpu' | 'dma', tracked: boolean): number {
    const { slots, observer } = this;
    const start = writer.writesAfter(tick - 1);
    const end = writer.writesAfter(tick);
    for (let done = start; done < end; ) {
      const count = Math.min(end - done, MAX_BATCH);
      writer.next(slots, count, done);
      mark(log, slots, count);
      if (observer !== null) observer.written(slots, count, by, tracked, tick);
      done += count;
    }
    return end - start;
  }

  /** State of every generator, for snapshots. */
  randomStates(): Uint32Array[] {
    return [...this.vcpu, ...this.dma].flatMap((writer) => (writer.random ? [writer.random] : []));
  }
}

/** Writers of devices draw from sequences far from those of the guest's workloads. */
const DMA_STREAM = 1000;

function mark(log: Uint32Array, slots: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!;
    log[slot >>> 5]! |= 1 << (slot & 31);
  }
}
