import { fillUniform, seedRandom } from './guest/random.ts';
import type { Writer } from './guest/workloads.ts';
import type { HostCosts } from './link/host-costs.ts';
import { blockNameBytes, EOS_BYTES, NORMAL_PAGE_BYTES, SECTION_FOOTER_BYTES, ZERO_PAGE_BYTES } from './link/wire.ts';
import { type RamBlock, ramLayout } from './memory/ram-blocks.ts';
import type { IterationRecord, MigrationStatus } from './record.ts';
import type { Region, Scenario } from './scenario.ts';

/** What the plain post-copy needs of the plain model. */
export interface PlainSource {
  readonly scenario: Scenario;
  readonly release: number;
  readonly blocks: readonly RamBlock[];
  readonly host: HostCosts;
  nowMs: number;
  status: MigrationStatus;
  readonly bitmap: Set<number>;
  readonly cursor: { block: number; page: number };
  lastSentBlock: number;
  readonly destination: (number | null)[];
  readonly source: readonly number[];
  readonly timesSent: number[];
  readonly vcpuRanMs: number;
  readonly vcpuRanRest: number;
  readonly count: { normalPages: number; duplicatePages: number; vcpuWrites: number; postcopyRequests: number };
  beforeLinkChange: () => void;
  fast(): boolean;
  byteMs(): number;
  isZero(slot: number): boolean;
  sentAll(slot: number): void;
  put(bytes: number): void;
  countRamBytes(bytes: number): void;
  windowExceeded(): boolean;
  openWindow(): void;
  nextEventMs(): number;
  nextEvent(): void;
  waitUntil(untilMs: number): void;
}

/** The channel broke after the guest had moved. */
export class Broken extends Error {}

interface PlainVcpu {
  /** Accesses that it is still to make, in order. */
  todo: { slot: number; writes: boolean }[];
  /** The page that it waits for, and since when. */
  waits: { slot: number; sinceMs: number } | null;
  waitedMs: number;
  blocktimeMs: number;
  readonly writesDone: number[];
  readonly readsDone: number[];
}

/**
 * Test support for the plain model: what comes after the decision to switch to post-copy, page by page, from sheet 4.1 and
 * 4.2 and the time model of docs/model.md.
 */
export class PlainPostcopy {
  private readonly model: PlainSource;
  private readonly writers: readonly Writer[];
  private readonly reads: readonly PlainReads[];
  /** The package has left: the guest is the destination's. */
  moved = false;
  channel: 'whole' | 'broken' | 'mending' = 'whole';
  listens = false;
  readonly discarded = new Set<number>();
  /** When the destination's guest starts; when it did. */
  startsMs = Infinity;
  startedMs: number | null = null;
  readonly vcpus: PlainVcpu[];
  private readonly writesDone: number[];
  private allWaitSinceMs = 0;
  blocktimeMs = 0;
  /** Lengths of all waits that are over. */
  readonly waits: number[] = [];
  lostPages = 0;
  /** Requests on their way, at the source, and at the head of what is in the sockets. */
  private requests: { slot: number; arrivesMs: number; readyMs: number }[] = [];
  private onWire: number | null = null;

  constructor(model: PlainSource, writers: readonly Writer[]) {
    const { guest, seed } = model.scenario;
    const first = ramLayout(model.scenario).ram.firstSlot;
    this.model = model;
    this.writers = writers;
    this.reads = guest.workloads.map((workload, i) => new PlainReads(workload, first, seed, i));
    this.writesDone = writers.map(() => 0);
    this.vcpus = Array.from({ length: guest.vcpus }, () => ({
      todo: [],
      waits: null,
      waitedMs: 0,
      blocktimeMs: 0,
      writesDone: writers.map(() => 0),
      readsDone: writers.map(() => 0),
    }));
  }

  /** Sheet 4.1: every page that must still be sent is thrown away there, and the scan begins anew. @returns bytes of the commands */
  discard(): number {
    const { bitmap, blocks, destination, cursor } = this.model;
    let bytes = 0;
    for (const { name, firstSlot, pages } of blocks) {
      let ranges = 0;
      for (let slot = firstSlot; slot < firstSlot + pages; slot++) {
        if (!bitmap.has(slot)) continue;
        this.discarded.add(slot);
        destination[slot] = null;
        if (slot === firstSlot || !bitmap.has(slot - 1)) ranges++;
      }
      // a command: its header (5), version, name with length and end, then start and length of up to twelve ranges
      for (let left = ranges; left > 0; left -= 12) bytes += 5 + 1 + 1 + name.length + 1 + 16 * Math.min(left, 12);
    }
    cursor.block = 0;
    cursor.page = 0;
    this.model.lastSentBlock = -1;
    return bytes;
  }

  roundTripMs(): number {
    return this.model.fast() ? 0 : this.model.scenario.postcopy.roundTripMs;
  }
  pageMs(): number {
    const { model } = this;
    if (model.fast()) return 0;
    return Math.max(model.host.postcopyPageMs, model.scenario.pageCpuNs / 1e6, NORMAL_PAGE_BYTES * model.byteMs());
  }

  /** The guest begins to run on the destination. */
  start(): void {
    this.startedMs = this.model.nowMs;
    this.startsMs = Infinity;
  }

  /** The millisecond before `tick` on the destination. */
  tick(tick: number): void {
    if (this.startedMs === null || this.startedMs > tick) return;
    for (const [v, vcpu] of this.vcpus.entries()) {
      if (vcpu.waits) continue;
      this.becomeDue(vcpu, v, tick - this.startedMs - vcpu.waitedMs);
      this.goOn(vcpu);
    }
  }

  /** The accesses of the guest are dealt to the CPUs in turn; each makes its own by its own time. */
  private becomeDue(vcpu: PlainVcpu, v: number, ownMs: number): void {
    const { vcpuRanMs, vcpuRanRest } = this.model;
    const ranMs = vcpuRanMs + vcpuRanRest / 10_000;
    // of the first `all` accesses those numbered v, v + n, v + 2 n and so on
    const mine = (all: number): number => Math.max(0, Math.ceil((all - v) / this.vcpus.length));
    const place = new Uint32Array(1);
    for (const [w, writer] of this.writers.entries()) {
      const before = writer.writesAfter(ranMs);
      const writesDue = mine(writer.writesAfter(ranMs + ownMs) - before);
      for (; vcpu.writesDone[w]! < writesDue; vcpu.writesDone[w]!++) {
        writer.next(place, 1, before + this.writesDone[w]!++);
        vcpu.todo.push({ slot: place[0]!, writes: true });
      }
      const reads = this.reads[w]!;
      const readsDue = mine(Math.floor(ownMs * reads.perMs));
      for (; vcpu.readsDone[w]! < readsDue; vcpu.readsDone[w]!++) vcpu.todo.push({ slot: reads.next(), writes: false });
    }
  }

  /** Makes its accesses until it touches a page that is not there. */
  private goOn(vcpu: PlainVcpu): void {
    const { model } = this;
    for (let access = vcpu.todo[0]; access; access = vcpu.todo[0]) {
      if (model.bitmap.has(access.slot) || this.onWire === access.slot) {
        vcpu.waits = { slot: access.slot, sinceMs: model.nowMs };
        if (this.vcpus.every(({ waits }) => waits)) this.allWaitSinceMs = model.nowMs;
        this.ask(access.slot);
        return;
      }
      if (access.writes) model.count.vcpuWrites++;
      vcpu.todo.shift();
    }
  }

  /** The request takes the whole round trip; without a channel of its own the page waits behind what is in the sockets. */
  private ask(slot: number): void {
    if (this.channel !== 'whole') return;
    const { model } = this;
    const { capabilities, postcopy } = model.scenario;
    model.count.postcopyRequests++;
    const arrivesMs = model.nowMs + this.roundTripMs();
    const queued = capabilities['postcopy-preempt'] ? 0 : postcopy.queuedBytes;
    this.requests.push({ slot, arrivesMs, readyMs: arrivesMs + (queued / NORMAL_PAGE_BYTES) * this.pageMs() });
  }

  /** What was on the wire is there; who waited for it goes on. */
  land(): void {
    const slot = this.onWire;
    if (slot === null) return;
    this.onWire = null;
    const nowMs = this.model.nowMs;
    const wasStill = this.vcpus.every(({ waits }) => waits);
    const waiting = this.vcpus.filter(({ waits }) => waits?.slot === slot);
    if (wasStill && waiting.length > 0) this.blocktimeMs += Math.floor(nowMs) - Math.floor(this.allWaitSinceMs);
    for (const vcpu of waiting) {
      const { sinceMs } = vcpu.waits!;
      vcpu.waits = null;
      vcpu.waitedMs += nowMs - sinceMs;
      vcpu.blocktimeMs += Math.floor(nowMs) - Math.floor(sinceMs);
      this.waits.push(nowMs - sinceMs);
    }
    for (const vcpu of waiting) this.goOn(vcpu);
  }

  /** When a sleeping source is woken by a request. */
  wakeMs(): number {
    return Math.min(Infinity, ...this.requests.map(({ arrivesMs }) => arrivesMs));
  }
  /** While it slept the sockets ran empty. @returns whether it has been asked for something */
  wake(): boolean {
    const { nowMs } = this.model;
    for (const request of this.requests) if (request.arrivesMs <= nowMs) request.readyMs = request.arrivesMs;
    return this.requests.some(({ readyMs }) => readyMs <= nowMs);
  }

  /**
   * Sheet 2.6 with the queue of requests: before each page the first request that is ready for a page that is still here moves the
   * scan there, and is not held up by the window.
   */
  send(timed: boolean, sent: { normalPages: number; zeroPages: number }): IterationRecord['ended'] {
    const { model } = this;
    const startMs = model.nowMs;
    let since = { atMs: startMs, pages: 0, zeros: 0, nameBytes: 0 };
    const leftMs = (): number => {
      const zeroMs = model.fast() ? 0 : Math.max(model.host.zeroPageMs, ZERO_PAGE_BYTES * model.byteMs());
      return since.atMs + since.pages * this.pageMs() + since.zeros * zeroMs + since.nameBytes * model.byteMs();
    };
    model.beforeLinkChange = () => {
      since = { atMs: leftMs(), pages: 0, zeros: 0, nameBytes: 0 };
    };
    let ended: IterationRecord['ended'];
    for (let unit = 0; ; ) {
      const found = this.beforePage(timed, leftMs());
      if (typeof found === 'string') {
        ended = found;
        break;
      }
      if (found !== null) this.moveTo(found);
      const { block, slot } = this.takeNext();
      let bytes = 0;
      if (block !== model.lastSentBlock) {
        bytes = blockNameBytes(model.blocks[block]!.name);
        model.lastSentBlock = block;
        since.nameBytes += bytes;
      }
      if (model.isZero(slot)) {
        since.zeros++;
        sent.zeroPages++;
        model.count.duplicatePages++;
        bytes += ZERO_PAGE_BYTES;
      } else {
        since.pages++;
        sent.normalPages++;
        model.count.normalPages++;
        bytes += NORMAL_PAGE_BYTES;
      }
      model.destination[slot] = model.source[slot]!;
      model.timesSent[slot]!++;
      model.sentAll(slot);
      model.put(bytes);
      model.countRamBytes(bytes);
      this.onWire = slot;
      if (timed && unit++ % 64 === 0 && leftMs() >= startMs + 51) {
        ended = '50 ms';
        break;
      }
    }
    model.beforeLinkChange = () => {};
    model.waitUntil(leftMs());
    this.land();
    return ended;
  }

  /** Lets happen what comes before a page starts at `startMs`. @returns the page that is asked for, null for the next of the scan, or why none may go */
  private beforePage(timed: boolean, startMs: number): number | null | IterationRecord['ended'] {
    const { model } = this;
    for (;;) {
      if (model.nextEventMs() >= startMs) {
        model.nowMs = startMs;
        this.land();
      }
      const asked = this.nextAsked(startMs);
      if (timed && model.windowExceeded() && asked === null) return 'window';
      if (model.bitmap.size === 0) return 'drained';
      if (model.nextEventMs() > startMs) {
        if (asked !== null)
          this.requests = this.requests.filter((each) => each.slot !== asked || each.readyMs > startMs);
        return asked;
      }
      model.nextEvent();
    }
  }

  private nextAsked(nowMs: number): number | null {
    const { bitmap } = this.model;
    this.requests = this.requests.filter(({ slot, readyMs }) => readyMs > nowMs || bitmap.has(slot));
    return this.requests.find(({ readyMs }) => readyMs <= nowMs)?.slot ?? null;
  }

  private moveTo(slot: number): void {
    const { blocks, cursor } = this.model;
    cursor.block = blocks.findIndex(({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages);
    cursor.page = slot - blocks[cursor.block]!.firstSlot;
  }

  private takeNext(): { block: number; slot: number } {
    const { blocks, cursor, bitmap } = this.model;
    for (;;) {
      const { firstSlot, pages } = blocks[cursor.block]!;
      while (cursor.page < pages) {
        const slot = firstSlot + cursor.page++;
        if (bitmap.delete(slot)) return { block: cursor.block, slot };
      }
      cursor.page = 0;
      cursor.block = (cursor.block + 1) % blocks.length;
    }
  }

  /** The rest without a limit, and the destination's word that it has all. */
  finish(): void {
    const { model } = this;
    this.send(false, { normalPages: 0, zeroPages: 0 });
    model.put(EOS_BYTES + SECTION_FOOTER_BYTES);
    const loadedMs = this.startsMs < Infinity ? this.startsMs : model.nowMs;
    model.waitUntil(Math.max(model.nowMs, loadedMs) + this.roundTripMs());
  }

  /** The channel is broken: what was on its way is lost. Waits until it is mended. */
  repair(): void {
    const { model } = this;
    for (;;) {
      this.channel = 'broken';
      this.listens = false;
      this.requests = [];
      if (this.onWire !== null) {
        model.bitmap.add(this.onWire);
        this.lostPages++;
        this.onWire = null;
      }
      model.beforeLinkChange = () => {};
      model.status = 'postcopy-paused';
      // a command changes it
      const isBroken = (): boolean => this.channel === 'broken';
      while (isBroken()) model.nextEvent();
      try {
        this.connect();
        return;
      } catch (broken) {
        if (!(broken instanceof Broken)) throw broken;
      }
    }
  }

  private connect(): void {
    const { model } = this;
    const { blocks, cursor } = model;
    if (model.release >= 901) {
      model.status = 'postcopy-recover-setup';
      model.waitUntil(model.nowMs + this.roundTripMs());
    }
    model.status = 'postcopy-recover';
    let bytes = 0;
    for (const { name, pages } of blocks) bytes += 4 + 1 + name.length + 8 + 8 * Math.ceil(pages / 64) + 8;
    model.waitUntil(model.nowMs + (this.roundTripMs() + bytes * model.byteMs()));
    model.status = 'postcopy-active';
    this.channel = 'whole';
    cursor.block = 0;
    cursor.page = 0;
    model.lastSentBlock = -1;
    model.openWindow();
    for (const { waits } of this.vcpus) if (waits) this.ask(waits.slot);
  }
}

/** Reads of one workload: a share goes to the page behind the last one, the others anywhere in its region. */
class PlainReads {
  readonly perMs: number;
  private readonly locality: number;
  private readonly first: number;
  private readonly pages: number;
  private readonly random: Uint32Array;
  private last = 0;

  constructor(workload: Scenario['guest']['workloads'][number], firstSlot: number, seed: number, number: number) {
    const region: Region | undefined =
      workload.kind === 'phases' ? workload.phases.find(({ pattern }) => pattern)?.pattern?.region : workload.region;
    this.perMs = region && workload.reads ? workload.reads.perSecond / 1000 : 0;
    this.locality = workload.reads?.locality ?? 0;
    this.first = firstSlot + (region?.startPage ?? 0);
    this.pages = region?.pages ?? 1;
    this.random = seedRandom(seed, 2000 + number);
  }

  next(): number {
    const draws = new Uint32Array(2);
    fillUniform(this.random, 0, 2 ** 32, draws, 2);
    const follows = draws[0]! / 2 ** 32 < this.locality;
    this.last = follows ? (this.last + 1) % this.pages : Math.floor((draws[1]! / 2 ** 32) * this.pages);
    return this.first + this.last;
  }
}
