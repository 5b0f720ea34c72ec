import { type AccessObserver, DestinationGuest } from '../guest/accesses.ts';
import { PARTS_PER_MS } from '../guest/throttle-effect.ts';
import type { GuestWriters } from '../guest/writers.ts';
import { blockNameBytes, discardBytes, NORMAL_PAGE_BYTES, receivedBitmapBytes, ZERO_PAGE_BYTES } from '../link/wire.ts';
import { popcount } from '../memory/page-planes.ts';
import { blockOfSlot } from '../memory/ram-blocks.ts';
import type { Scenario } from '../scenario.ts';
import type { Accounts } from './accounts.ts';
import type { Burst } from './burst.ts';
import type { PostcopyRun } from './postcopy-run.ts';
import { MAX_WAIT_MS, type RamMigration, type SendStop } from './ram.ts';

/**
 * RAM after the switch: the pages that the destination lacks go in scan order, each once; a page that its guest touches
 * too early is asked for, and the scan goes on from there. The destination's guest runs meanwhile.
 *
 * One clock serves both sides: what the source has sent is there at once, and a request takes the whole round trip on
 * its way instead, so that the CPU that asked waits as long as it would.
 * @source QEMU migration/ram.c, ram_save_iterate(), get_queued_page(), ram_postcopy_send_discard_bitmap(); semantics sheet 4.1
 */
export class Postcopy {
  private readonly accounts: Accounts;
  private readonly ram: RamMigration;
  private readonly writers: GuestWriters;
  private readonly guest: DestinationGuest;
  private watched: PostcopyObserver | null = null;
  /** Of the link; 0 on one that takes no time. */
  readonly roundTripMs: number;
  /** What a requested page waits behind. */
  private readonly queuedBytes: number;

  constructor(scenario: Scenario, accounts: Accounts, ram: RamMigration, writers: GuestWriters) {
    this.accounts = accounts;
    this.ram = ram;
    this.writers = writers;
    const { roundTripMs, queuedBytes } = scenario.postcopy;
    const isFast = scenario.link.kind === 'fast';
    this.roundTripMs = isFast ? 0 : roundTripMs;
    this.queuedBytes = scenario.capabilities['postcopy-preempt'] ? 0 : queuedBytes;
    this.guest = new DestinationGuest(
      scenario,
      ram.layout.ram.firstSlot,
      ram.planes,
      writers.ofGuest,
      (slot) => this.isMissing(slot),
      (slot, atMs) => this.request(slot, atMs),
    );
  }

  set observer(observer: PostcopyObserver) {
    this.watched = observer;
    this.guest.observer = observer;
  }

  randomStates(): Uint32Array[] {
    return this.guest.randomStates();
  }

  /** Post-copy is decided: nothing has been sent of it yet. */
  newRun(): PostcopyRun {
    return {
      stage: 'switching',
      resumeMs: Infinity,
      discardedPages: 0,
      discardBytes: 0,
      lostPages: 0,
      requests: 0,
      queue: [],
      sendingSlot: -1,
      listens: false,
      guest: this.guest.newRun(),
    };
  }

  /**
   * The list of pages that the destination must throw away: every page that is still to be sent. It knows nothing of what
   * they hold, so none of them is redundant any more. The scan starts anew.
   * @returns bytes of the commands
   */
  discard(nowMs: number): number {
    const { ram } = this;
    const { planes, layout, state } = ram;
    const run = this.run;
    planes.discarded!.set(planes.bitmap);
    planes.delivered.fill(0);
    state.cursorSlot = 0;
    state.lastSentBlock = -1;
    run.discardedPages = state.dirtyPages;
    run.discardBytes = layout.blocks.reduce(
      (sum, { name, firstSlot, pages }) =>
        sum + discardBytes(name, runsOf(planes.bitmap, firstSlot >>> 5, (firstSlot + pages + 31) >>> 5)),
      0,
    );
    this.watched?.discarded?.(nowMs);
    return run.discardBytes;
  }

  /** When the destination's guest starts; `Infinity` when it runs already or will not. */
  get startMs(): number {
    const run = this.accounts.state.postcopy;
    return run === null || run.guest.resumedMs < Infinity ? Infinity : run.resumeMs;
  }

  /** It runs from now on. */
  start(nowMs: number): void {
    const { recorder } = this.accounts;
    this.run.guest.resumedMs = nowMs;
    recorder.events.push({ atMs: nowMs, side: 'destination', event: 'RESUME' });
    this.watched?.resumed?.(nowMs);
    this.sample(nowMs);
  }

  /** A whole millisecond has passed. */
  tick(tick: number): void {
    const { guest } = this.run;
    if (guest.resumedMs > tick) return;
    const { state } = this.writers;
    state.vcpuWrites += this.guest.tick(guest, tick, state.vcpuRunParts / PARTS_PER_MS);
    if (tick % SAMPLE_MS === 0) this.sample(tick);
  }

  /** The page on the wire, if any, is there. */
  land(nowMs: number): void {
    const run = this.run;
    const slot = run.sendingSlot;
    if (slot < 0) return;
    run.sendingSlot = -1;
    this.watched?.arrived?.(slot, nowMs);
    this.writers.state.vcpuWrites += this.guest.arrived(run.guest, slot, nowMs);
  }

  /** The channel breaks: the page on the wire is lost, and so is every request that was under way. */
  lose(nowMs: number): void {
    const { ram } = this;
    const run = this.run;
    run.queue = [];
    const slot = run.sendingSlot;
    if (slot < 0) return;
    run.sendingSlot = -1;
    run.lostPages++;
    this.watched?.lostOnTheWay?.(slot, nowMs);
    ram.planes.bitmap[slot >>> 5]! |= 1 << (slot & 31);
    ram.state.dirtyPages++;
  }

  /** Both sides are connected again: how long the destination's list of pages takes, and what it asks for once more. */
  get handshakeMs(): number {
    const { ram } = this;
    const bytes = ram.layout.blocks.reduce((sum, { name, pages }) => sum + receivedBitmapBytes(name, pages), 0);
    return this.roundTripMs + bytes * ram.costs.byteMs;
  }
  askAgain(nowMs: number): void {
    for (const { slot } of this.run.guest.vcpus) if (slot >= 0) this.request(slot, nowMs);
  }

  /** The last page is there, and the destination has said so; never before its guest is loaded. */
  doneMs(nowMs: number): number {
    const { resumeMs } = this.run;
    return (resumeMs === Infinity ? nowMs : Math.max(nowMs, resumeMs)) + this.roundTripMs;
  }

  /** When a request reaches a source that sleeps; `Infinity` when none is under way. */
  urgentMs(): number {
    return this.run.queue.reduce((first, { arrivesMs }) => Math.min(first, arrivesMs), Infinity);
  }

  /** The source is idle, so nothing waits in the sockets: what it has been asked for may go at once. */
  hurry(nowMs: number): void {
    const run = this.run;
    run.queue = run.queue.map((each) => (each.arrivesMs <= nowMs ? { ...each, readyMs: each.arrivesMs } : each));
  }

  /** When the records of `burst` so far have left. */
  burstEndMs(burst: Burst): number {
    const { postcopyPageMs, zeroPageMs, byteMs } = this.ram.costs;
    const { resentPages, zeroPages, nameBytes, sinceMs } = burst;
    return sinceMs + resentPages * postcopyPageMs + zeroPages * zeroPageMs + nameBytes * byteMs;
  }

  /**
   * Sends page by page until one of the reasons to stop; a request that is ready goes before the scan, and past a window
   * that is used up.
   */
  send(burst: Burst, untilMs: number): SendStop {
    const { ram } = this;
    const { state, planes, layout } = ram;
    const run = this.run;
    const lookUpMs = burst.timed ? burst.startMs + MAX_WAIT_MS + 1 : Infinity;
    for (;;) {
      const nowMs = this.burstEndMs(burst);
      if (nowMs <= untilMs) this.land(nowMs);
      const asked = this.nextRequest(nowMs);
      if (burst.sentBytes > burst.budgetBytes && asked < 0) return 'window';
      if (state.dirtyPages === 0) return 'drained';
      if (nowMs >= untilMs) return 'until';
      if (asked >= 0) {
        run.queue = run.queue.filter(({ slot, readyMs }) => slot !== asked || readyMs > nowMs);
        state.cursorSlot = asked;
      }
      const slot = nextDirty(planes.bitmap, state.cursorSlot);
      const word = slot >>> 5;
      const mask = 1 << (slot & 31);
      const block = layout.blocks[state.lastSentBlock];
      let nameBytes = 0;
      if (!block || slot < block.firstSlot || slot >= block.firstSlot + block.pages) {
        const entered = blockOfSlot(layout, slot);
        state.lastSentBlock = layout.blocks.indexOf(entered);
        nameBytes = blockNameBytes(entered.name);
      }
      // what a device wrote and nobody reported goes with the page all the same
      const hidden = planes.untracked === null ? 0 : planes.untracked[word]! & mask;
      if (hidden !== 0) {
        planes.untracked![word]! &= ~mask;
        planes.nonzero[word]! |= mask;
      }
      const isZero = (planes.nonzero[word]! & mask) === 0;
      ram.observer?.sent(word, mask, isZero ? mask : 0, 0, nowMs);
      planes.bitmap[word]! &= ~mask;
      const low = planes.sentLow[word]!;
      planes.sentLow[word] = (low ^ mask) | (mask & low & planes.sentHigh[word]!);
      planes.sentHigh[word]! |= low & mask;
      const units = burst.earlierNormalPages + burst.earlierZeroPages + burst.resentPages + burst.zeroPages;
      const bytes = nameBytes + (isZero ? ZERO_PAGE_BYTES : NORMAL_PAGE_BYTES);
      if (isZero) {
        burst.zeroPages++;
        state.duplicatePages++;
      } else {
        burst.resentPages++;
        state.normalPages++;
      }
      burst.nameBytes += nameBytes;
      burst.sentBytes += bytes;
      state.transferredBytes += bytes;
      state.dirtyPages--;
      state.cursorSlot = (slot + 1) % layout.slots;
      run.sendingSlot = slot;
      if ((units & 63) === 0 && this.burstEndMs(burst) >= lookUpMs) return '50 ms';
    }
  }

  /** The first request that is ready for a page that is still here; those for pages that have gone are dropped. @returns -1 for none */
  private nextRequest(nowMs: number): number {
    const run = this.run;
    if (run.queue.length === 0) return -1;
    const { bitmap } = this.ram.planes;
    const isHere = (slot: number): boolean => (bitmap[slot >>> 5]! & (1 << (slot & 31))) !== 0;
    run.queue = run.queue.filter(({ slot, readyMs }) => readyMs > nowMs || isHere(slot));
    return run.queue.find(({ readyMs }) => readyMs <= nowMs)?.slot ?? -1;
  }

  private isMissing(slot: number): boolean {
    const { bitmap } = this.ram.planes;
    return (bitmap[slot >>> 5]! & (1 << (slot & 31))) !== 0 || slot === this.run.sendingSlot;
  }

  private request(slot: number, atMs: number): void {
    const s = this.accounts.state;
    const run = this.run;
    if (run.stage !== 'active') return; // nobody would hear it
    run.requests++;
    const arrivesMs = atMs + this.roundTripMs;
    const queuedMs = (this.queuedBytes / NORMAL_PAGE_BYTES) * this.ram.costs.postcopyPageMs;
    run.queue.push({ slot, arrivesMs, readyMs: arrivesMs + queuedMs });
    if (s.phase === 'sleep') s.wakeMs = Math.min(s.wakeMs, Math.max(atMs, arrivesMs));
  }

  /** A point of the lane of post-copy. */
  sample(atMs: number): void {
    const { ram } = this;
    const { recorder } = this.accounts;
    const { requests, guest } = this.run;
    const waitedMs = guest.vcpus.reduce(
      (sum, vcpu) => sum + vcpu.waitedMs + (vcpu.slot >= 0 ? atMs - vcpu.sinceMs : 0),
      0,
    );
    recorder.postcopy.push({
      atMs,
      requests,
      waitingVcpus: guest.waiting,
      waitedMs,
      missingPages: ram.state.dirtyPages,
    });
  }

  private get run(): PostcopyRun {
    return this.accounts.state.postcopy!;
  }
}

/** Told of what happens to pages in post-copy; for tests and page biographies. */
export interface PostcopyObserver extends AccessObserver {
  /** The destination is told to throw away the pages of the plane `discarded`. */
  discarded?(atMs: number): void;
  /** The guest runs on the destination. */
  resumed?(atMs: number): void;
  /** The record of a page has ended: it is there. */
  arrived?(slot: number, atMs: number): void;
  /** The channel broke while the page was on the wire. */
  lostOnTheWay?(slot: number, atMs: number): void;
}

/** Distance of the points of the lane. */
const SAMPLE_MS = 10;

/** First page to be sent at or after `from`, and round; there is one. */
function nextDirty(bitmap: Uint32Array, from: number): number {
  let word = from >>> 5;
  let pages = bitmap[word]! & (-1 << (from & 31));
  while (pages === 0) {
    if (++word === bitmap.length) word = 0;
    pages = bitmap[word]!;
  }
  return word * 32 + 31 - Math.clz32(pages & -pages);
}

/** How many runs of neighbouring pages the words `from` to `to` hold. */
function runsOf(bitmap: Uint32Array, from: number, to: number): number {
  let runs = 0;
  let before = 0;
  for (let word = from; word < to; word++) {
    const pages = bitmap[word]!;
    runs += popcount(pages & ~((pages << 1) | before));
    before = pages >>> 31;
  }
  return runs;
}
