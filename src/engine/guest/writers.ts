import type { PagePlanes } from '../memory/page-planes.ts';
import { ignoresRam } from '../memory/ram-blocks.ts';
import type { Scenario } from '../scenario.ts';
import type { DeviceLog } from '../vfio/tracking.ts';
import { awakeParts, DirtyRing, type DirtyRingState, emptyRing } from './dirty-ring.ts';
import type { PageChanges } from './page-changes.ts';
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
  private readonly changes: PageChanges | null;
  private readonly throttleEffect: Scenario['guest']['throttleEffect'];
  /** False: guest RAM is not migrated, so nobody reads what is written down. */
  private readonly isLogged: boolean;
  private readonly ring: DirtyRing | null;
  /** What a vCPU sleeps when its ring is full; null while no limit is in service. */
  private sleepUs: number | null = null;
  private readonly slots = new Uint32Array(MAX_BATCH);

  /**
   * @param logs where each device's writes are written down
   * @param changes where it is kept how far each page is from its cached copy, or null
   */
  constructor(
    scenario: Scenario,
    firstSlot: number,
    planes: PagePlanes,
    logs: readonly DeviceLog[],
    changes: PageChanges | null = null,
  ) {
    const { guest, devices, seed } = scenario;
    this.planes = planes;
    this.changes = changes;
    this.throttleEffect = guest.throttleEffect;
    this.isLogged = !ignoresRam(scenario);
    this.ring = planes.ring && new DirtyRing(planes.ring, guest.vcpus * guest.dirtyRingSize);
    this.vcpu = guest.workloads.map((workload, i) => createWriter(workload, firstSlot, seed, i));
    this.dma = devices.flatMap(({ dma }, device) =>
      dma.kind === 'none'
        ? []
        : [{ device, log: logs[device]!, writer: createWriter(dma, firstSlot, seed, DMA_STREAM + device) }],
    );
    this.state = { vcpuWrites: 0, dmaWrites: 0, vcpuRunParts: 0, dmaRunMs: devices.map(() => 0), ...emptyRing };
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

  get enteredPages(): number {
    return this.state.enteredPages;
  }
  /** What each vCPU has slept because its ring was full. */
  get sleptMs(): number {
    return this.state.sleptParts / PARTS_PER_MS;
  }
  emptyRings(): void {
    this.ring?.empty(this.state);
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
   * @param sleepUs what a vCPU sleeps when its dirty ring is full; null while no limit is in service
   */
  write(
    tick: number,
    vcpuRuns: boolean,
    throttlePercent: number,
    devices: readonly { readonly dmaStopMs: number }[],
    sleepUs: number | null,
  ): void {
    this.sleepUs = sleepUs;
    const { vcpuLog, dmaLog, untracked, deferredLog, kvmLog } = this.planes;
    const { state } = this;
    if (vcpuRuns) {
      const fromMs = state.vcpuRunParts / PARTS_PER_MS;
      state.vcpuRunParts += sleepUs === null ? ownTimeParts(this.throttleEffect, throttlePercent) : awakeParts(state);
      const toMs = state.vcpuRunParts / PARTS_PER_MS;
      for (const writer of this.vcpu) {
        state.vcpuWrites += this.batch(writer, fromMs, toMs, tick, vcpuLog, kvmLog, null);
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
    const { slots, observer, changes } = this;
    const start = writer.writesAfter(fromMs);
    const end = writer.writesAfter(toMs);
    for (let done = start; done < end; ) {
      const count = Math.min(end - done, MAX_BATCH);
      writer.next(slots, count, done);
      if (this.isLogged) {
        mark(log, slots, count);
        if (second !== null) mark(second, slots, count);
        if (changes !== null) changes.written(slots, count, device !== null);
        if (this.planes.free !== null) unmark(this.planes.free, slots, count);
      }
      if (device === null && this.sleepUs !== null) this.ring!.enter(this.state, slots, count, this.sleepUs);
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

export interface WritersState extends DirtyRingState {
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

/** Pages that are written are needed. */
function unmark(free: Uint32Array, slots: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!;
    free[slot >>> 5]! &= ~(1 << (slot & 31));
  }
}
