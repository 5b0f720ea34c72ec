import type { PageBiography, PageEvent, PostcopyPlace, SyncRecord } from '../record.ts';
import type { Observer } from '../simulation.ts';
import type { PagePlanes } from './page-planes.ts';
import { blockOfSlot, type RamLayout } from './ram-blocks.ts';

/** Events kept of one page; of those that come later only what happens on the destination is, and the others are counted. */
const MAX_EVENTS = 500;

/** Follows one page through a run: every write, every sync that finds it, every time it is sent, with versions; and in post-copy what happens to it on the destination. */
export class PageWatch implements Observer {
  /** Of the run that is watched; set before it starts. */
  planes: PagePlanes | null = null;
  private readonly slot: number;
  private readonly layout: RamLayout;
  private readonly events: PageEvent[] = [];
  private omitted = 0;
  private sourceVersion = 0;
  private destinationVersion: number | null = null;
  private queued = true;
  private postcopy: PostcopyPlace | null = null;

  /** @throws RangeError when `slot` is padding between blocks */
  constructor(slot: number, layout: RamLayout) {
    this.slot = slot;
    this.layout = layout;
    blockOfSlot(layout, slot);
  }

  written(
    slots: Uint32Array,
    count: number,
    by: 'vcpu' | 'dma',
    tracked: boolean,
    atMs: number,
    device: number | null,
  ): void {
    let times = 0;
    for (let i = 0; i < count; i++) if (slots[i] === this.slot) times++;
    if (times === 0) return;
    this.sourceVersion += times;
    this.add({ kind: 'written', atMs, by, device, tracked, version: this.sourceVersion, times });
  }

  synced(record: SyncRecord): void {
    const queued = this.stands(this.planes!.bitmap);
    if (queued && !this.queued) this.add({ kind: 'found-dirty', atMs: record.atMs, sync: record.index });
    this.queued = queued;
  }

  sent(word: number, pages: number, zeroPages: number, redundantPages: number, startMs: number): void {
    const bit = 1 << (this.slot & 31);
    if (word !== this.slot >>> 5 || (pages & bit) === 0) return;
    this.destinationVersion = this.sourceVersion;
    this.queued = false;
    this.add({
      kind: 'sent',
      atMs: startMs,
      version: this.sourceVersion,
      zero: (zeroPages & bit) !== 0,
      redundant: (redundantPages & bit) !== 0,
    });
  }

  discarded(atMs: number): void {
    this.postcopy = 'there';
    if (!this.stands(this.planes!.discarded!)) return;
    this.postcopy = 'discarded';
    this.events.push({ kind: 'discarded', atMs, had: this.destinationVersion !== null });
    this.destinationVersion = null;
  }

  faulted(slot: number, vcpu: number, atMs: number): void {
    if (slot !== this.slot) return;
    this.postcopy = 'requested';
    this.events.push({ kind: 'requested', atMs, vcpu });
  }

  arrived(slot: number, atMs: number): void {
    if (slot !== this.slot) return;
    this.postcopy = 'there';
    this.events.push({ kind: 'arrived', atMs });
  }

  lostOnTheWay(slot: number, atMs: number): void {
    if (slot !== this.slot) return;
    this.destinationVersion = null;
    this.events.push({ kind: 'lost-on-the-way', atMs });
  }

  writtenThere(slot: number, vcpu: number, atMs: number): void {
    if (slot !== this.slot) return;
    const last = this.events.at(-1);
    if (last?.kind === 'written-there' && last.atMs === atMs && last.vcpu === vcpu)
      this.events[this.events.length - 1] = { ...last, times: last.times + 1 };
    else this.add({ kind: 'written-there', atMs, vcpu, times: 1 });
  }

  /** The guest runs on the destination, with what it has: kept however many events there are. */
  resumed(atMs: number): void {
    this.events.push({ kind: 'resumed', atMs, has: this.destinationVersion !== null });
  }

  biography(): PageBiography {
    const block = blockOfSlot(this.layout, this.slot);
    return {
      slot: this.slot,
      block: block.name,
      pageInBlock: this.slot - block.firstSlot,
      sourceVersion: this.sourceVersion,
      destinationVersion: this.destinationVersion,
      postcopy: this.postcopy,
      events: this.events,
      omitted: this.omitted,
    };
  }

  private stands(plane: Uint32Array): boolean {
    return (plane[this.slot >>> 5]! & (1 << (this.slot & 31))) !== 0;
  }

  private add(event: PageEvent): void {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
    else this.omitted++;
  }
}
