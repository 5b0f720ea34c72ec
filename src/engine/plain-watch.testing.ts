import type { PagePlanes } from './memory/page-planes.ts';
import type { SyncRecord } from './record.ts';
import type { Observer } from './simulation.ts';

/** Test support: counts versions from what an `Observer` is told, page by page. */
export class PlainWatch implements Observer {
  readonly sourceVersions: number[];
  readonly destinationVersions: (number | null)[];
  readonly timesSent: number[];
  readonly syncs: SyncRecord[] = [];
  /** Of the run that is watched; set before it starts where post-copy is possible. */
  planes: PagePlanes | null = null;

  constructor(slots: number) {
    this.sourceVersions = Array<number>(slots).fill(0);
    this.destinationVersions = Array<number | null>(slots).fill(null);
    this.timesSent = Array<number>(slots).fill(0);
  }

  written(slots: Uint32Array, count: number): void {
    for (const slot of slots.subarray(0, count)) this.sourceVersions[slot]!++;
  }

  sent(word: number, pages: number): void {
    for (let bit = 0; bit < 32; bit++) {
      if ((pages & (1 << bit)) === 0) continue;
      const slot = word * 32 + bit;
      this.destinationVersions[slot] = this.sourceVersions[slot]!;
      this.timesSent[slot]!++;
    }
  }

  discarded(): void {
    const { discarded } = this.planes!;
    for (const slot of this.destinationVersions.keys())
      if ((discarded![slot >>> 5]! & (1 << (slot & 31))) !== 0) this.destinationVersions[slot] = null;
  }

  synced(record: SyncRecord): void {
    this.syncs.push(record);
  }
}
