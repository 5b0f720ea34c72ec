import type { PageBiography, PageEvent, SyncRecord } from '../record.ts';
import type { Observer } from '../simulation.ts';
import type { PagePlanes } from './page-planes.ts';
import { blockOfSlot, type RamLayout } from './ram-blocks.ts';

/** Events kept of one page before it resumes; what comes later is counted. */
const MAX_EVENTS = 500;

/** Follows one page through a run: every write, every sync that finds it, every time it is sent, with versions. */
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
    const queued = (this.planes!.bitmap[this.slot >>> 5]! & (1 << (this.slot & 31))) !== 0;
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

  /** The guest runs on the destination, with what it has: the last event, kept however many there are. */
  resumed(atMs: number): void {
    this.events.push({ kind: 'resumed', atMs });
  }

  biography(): PageBiography {
    const block = blockOfSlot(this.layout, this.slot);
    return {
      slot: this.slot,
      block: block.name,
      pageInBlock: this.slot - block.firstSlot,
      sourceVersion: this.sourceVersion,
      destinationVersion: this.destinationVersion,
      events: this.events,
      omitted: this.omitted,
    };
  }

  private add(event: PageEvent): void {
    if (this.events.length < MAX_EVENTS) this.events.push(event);
    else this.omitted++;
  }
}
