import type { PagePlanes } from '../memory/page-planes.ts';
import type { Region, Scenario } from '../scenario.ts';
import { fillUniform, type RandomState, seedRandom } from './random.ts';
import { MAX_BATCH, type Writer } from './workloads.ts';

/** What changes in the guest that runs on the destination. Plain data, copied whole by `copyDestinationRun`. */
export interface DestinationRun {
  /** When it began to run; `Infinity` until then. */
  resumedMs: number;
  /** One a vCPU. */
  vcpus: VcpuRun[];
  /** Writes and reads made by each workload since then. */
  writes: number[];
  reads: number[];
  /** Place in its region that each workload read last. */
  lastRead: number[];
  /** vCPUs that wait for a page, and since when all of them do. */
  waiting: number;
  allWaitSinceMs: number;
  /** Whole ms, as QEMU counts them: while all vCPUs waited at once. */
  blocktimeMs: number;
  /** Waits that are over, by length: see `LATENCY_BOUNDS_MS`. */
  latencies: number[];
  longestWaitMs: number;
}
export interface VcpuRun {
  /** The page that it waits for; -1 while it runs. */
  slot: number;
  sinceMs: number;
  /** All its waits that are over: exactly, and in whole ms as QEMU counts each. */
  waitedMs: number;
  blocktimeMs: number;
  /** Its share of each workload's writes and reads that it has drawn. */
  writes: number[];
  reads: number[];
  /** Accesses that were due when it stopped, in order: the slot times two, plus one for a write. The first is the one it waits for. */
  owed: Uint32Array | null;
}

/** Upper ends (ms) of the classes into which waits fall, each twice the one before; a last class holds what is longer. */
export const LATENCY_BOUNDS_MS: readonly number[] = Array.from({ length: 16 }, (_, i) => 2 ** (i - 4));

/** Told of what the guest does on the destination; for tests and page biographies. */
export interface AccessObserver {
  /** A vCPU touches a page that is not there. */
  faulted?(slot: number, vcpu: number, atMs: number): void;
  /** A write on the destination. */
  writtenThere?(slot: number, vcpu: number, atMs: number): void;
}

/**
 * The guest on the destination. Each workload goes on where it stopped, its accesses dealt to the vCPUs in turn; a vCPU that
 * touches a page which is not there waits for it, its own time stands still, and the others go on. Accesses fall at whole
 * milliseconds, each batch for the time that has passed; what a wait cuts off follows as soon as the page is there.
 * @source QEMU migration/postcopy-ram.c, postcopy_ram_fault_thread(), mark_postcopy_blocktime_begin() and _end()
 */
export class DestinationGuest {
  observer: AccessObserver | null = null;
  private readonly planes: PagePlanes;
  private readonly writers: readonly Writer[];
  private readonly readers: readonly Reader[];
  private readonly vcpus: number;
  private readonly slots = new Uint32Array(MAX_BATCH);
  private owed = new Uint32Array(2 * MAX_BATCH);
  private readonly missing: (slot: number) => boolean;
  private readonly request: (slot: number, atMs: number) => void;

  /**
   * @param writers of the guest's workloads, in their order
   * @param missing whether the page has not arrived
   * @param request asks the source for a page
   */
  constructor(
    { guest, seed }: Scenario,
    firstSlot: number,
    planes: PagePlanes,
    writers: readonly Writer[],
    missing: (slot: number) => boolean,
    request: (slot: number, atMs: number) => void,
  ) {
    this.planes = planes;
    this.writers = writers;
    this.vcpus = guest.vcpus;
    this.missing = missing;
    this.request = request;
    this.readers = guest.workloads.map((workload, i) => {
      const region = workload.kind === 'phases' ? firstRegion(workload.phases) : workload.region;
      return {
        perMs: region === null ? 0 : (workload.reads?.perSecond ?? 0) / 1000,
        followBelow: (workload.reads?.locality ?? 0) * 4294967296,
        first: firstSlot + (region?.startPage ?? 0),
        pages: region?.pages ?? 1,
        random: seedRandom(seed, READ_STREAM + i),
      };
    });
  }

  /** Nobody runs yet. */
  newRun(): DestinationRun {
    const none = (): number[] => this.writers.map(() => 0);
    return {
      resumedMs: Infinity,
      vcpus: Array.from({ length: this.vcpus }, () => ({
        slot: -1,
        sinceMs: 0,
        waitedMs: 0,
        blocktimeMs: 0,
        writes: none(),
        reads: none(),
        owed: null,
      })),
      writes: none(),
      reads: none(),
      lastRead: none(),
      waiting: 0,
      allWaitSinceMs: 0,
      blocktimeMs: 0,
      latencies: Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0),
      longestWaitMs: 0,
    };
  }

  /**
   * The accesses of the millisecond before `tick`, by every vCPU that runs.
   * @param ranMs milliseconds of its own time that the guest had run on the source
   * @returns writes made
   */
  tick(run: DestinationRun, tick: number, ranMs: number): number {
    let made = 0;
    for (let v = 0; v < this.vcpus; v++) {
      const vcpu = run.vcpus[v]!;
      if (vcpu.slot >= 0) continue;
      const due = this.draw(run, v, ranMs, tick - run.resumedMs - vcpu.waitedMs);
      made += this.access(run, v, this.owed, due, tick);
    }
    return made;
  }

  /** The page is there: whoever waited for it goes on at once. @returns writes made */
  arrived(run: DestinationRun, slot: number, atMs: number): number {
    const { requested } = this.planes;
    const mask = 1 << (slot & 31);
    if ((requested![slot >>> 5]! & mask) === 0) return 0;
    requested![slot >>> 5]! &= ~mask;
    if (run.waiting === run.vcpus.length) run.blocktimeMs += wholeMs(run.allWaitSinceMs, atMs);
    const woken: number[] = [];
    run.vcpus.forEach((vcpu, v) => {
      if (vcpu.slot !== slot) return;
      const waitedMs = atMs - vcpu.sinceMs;
      vcpu.slot = -1;
      vcpu.waitedMs += waitedMs;
      vcpu.blocktimeMs += wholeMs(vcpu.sinceMs, atMs);
      run.waiting--;
      const bucket = LATENCY_BOUNDS_MS.findIndex((bound) => waitedMs <= bound);
      run.latencies[bucket < 0 ? LATENCY_BOUNDS_MS.length : bucket]!++;
      run.longestWaitMs = Math.max(run.longestWaitMs, waitedMs);
      woken.push(v);
    });
    let made = 0;
    for (const v of woken) {
      const vcpu = run.vcpus[v]!;
      const owed = vcpu.owed!;
      vcpu.owed = null;
      made += this.access(run, v, owed, owed.length, atMs);
    }
    return made;
  }

  /** State of every generator of reads, for snapshots. */
  randomStates(): RandomState[] {
    return this.readers.map(({ random }) => random);
  }

  /** Fills `owed` with what vCPU `v` has to do until `ownMs` of its own time on the destination. @returns how many */
  private draw(run: DestinationRun, v: number, ranMs: number, ownMs: number): number {
    const { slots, vcpus } = this;
    const vcpu = run.vcpus[v]!;
    const mine = (all: number): number => Math.floor((all + vcpus - 1 - v) / vcpus);
    let count = 0;
    this.writers.forEach((writer, w) => {
      const before = writer.writesAfter(ranMs);
      let due = mine(writer.writesAfter(ranMs + ownMs) - before) - vcpu.writes[w]!;
      while (due > 0) {
        const part = Math.min(due, MAX_BATCH);
        writer.next(slots, part, before + run.writes[w]!);
        this.makeRoom(count + part);
        for (let i = 0; i < part; i++) this.owed[count++] = slots[i]! * 2 + 1;
        run.writes[w]! += part;
        vcpu.writes[w]! += part;
        due -= part;
      }
      const reader = this.readers[w]!;
      let reads = reader.perMs === 0 ? 0 : mine(Math.floor(ownMs * reader.perMs)) - vcpu.reads[w]!;
      while (reads > 0) {
        const part = Math.min(reads, MAX_BATCH / 2);
        fillUniform(reader.random, 0, 4294967296, slots, 2 * part);
        this.makeRoom(count + part);
        for (let i = 0; i < part; i++) {
          const follows = slots[2 * i]! < reader.followBelow;
          const place = follows
            ? (run.lastRead[w]! + 1) % reader.pages
            : Math.floor((slots[2 * i + 1]! * reader.pages) / 4294967296);
          run.lastRead[w] = place;
          this.owed[count++] = (reader.first + place) * 2;
        }
        run.reads[w]! += part;
        vcpu.reads[w]! += part;
        reads -= part;
      }
    });
    return count;
  }

  private makeRoom(entries: number): void {
    if (entries <= this.owed.length) return;
    const larger = new Uint32Array(2 * entries);
    larger.set(this.owed);
    this.owed = larger;
  }

  /** Accesses in order until one hits a page that is not there. @returns writes made */
  private access(run: DestinationRun, v: number, owed: Uint32Array, count: number, atMs: number): number {
    const { observer } = this;
    let made = 0;
    for (let i = 0; i < count; i++) {
      const slot = owed[i]! >>> 1;
      if (this.missing(slot)) {
        this.wait(run, v, slot, atMs);
        run.vcpus[v]!.owed = owed.slice(i, count);
        break;
      }
      if ((owed[i]! & 1) === 0) continue;
      made++;
      observer?.writtenThere?.(slot, v, atMs);
    }
    return made;
  }

  private wait(run: DestinationRun, v: number, slot: number, atMs: number): void {
    const vcpu = run.vcpus[v]!;
    vcpu.slot = slot;
    vcpu.sinceMs = atMs;
    if (++run.waiting === run.vcpus.length) run.allWaitSinceMs = atMs;
    this.planes.requested![slot >>> 5]! |= 1 << (slot & 31);
    this.observer?.faulted?.(slot, v, atMs);
    this.request(slot, atMs);
  }
}

interface Reader {
  readonly perMs: number;
  /** A draw below it is a read of the next page. */
  readonly followBelow: number;
  readonly first: number;
  readonly pages: number;
  readonly random: RandomState;
}

/** Reads draw from sequences far from those of writes. */
const READ_STREAM = 2000;

/** @source QEMU migration/postcopy-ram.c, get_low_time_offset(): times are whole milliseconds */
const wholeMs = (fromMs: number, toMs: number): number => Math.floor(toMs) - Math.floor(fromMs);

const firstRegion = (phases: readonly { readonly pattern: { readonly region: Region } | null }[]): Region | null =>
  phases.find(({ pattern }) => pattern !== null)?.pattern?.region ?? null;

/** A copy that shares nothing which changes. */
export const copyDestinationRun = (run: DestinationRun): DestinationRun => ({
  ...run,
  vcpus: run.vcpus.map((vcpu) => ({ ...vcpu, writes: [...vcpu.writes], reads: [...vcpu.reads] })),
  writes: [...run.writes],
  reads: [...run.reads],
  lastRead: [...run.lastRead],
  latencies: [...run.latencies],
});
