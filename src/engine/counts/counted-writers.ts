import { ringsOfCurve } from '../guest/dirty-curve.ts';
import { ownTimeParts, PARTS_PER_MS } from '../guest/throttle-effect.ts';
import { createWriter } from '../guest/workloads.ts';
import type { WriteCounts } from '../migration/accounts.ts';
import type { Guest, Region, Scenario, Workload } from '../scenario.ts';

/** Writes that fall on the pages of one range: anywhere in it with the same chance, or on one after another. */
export interface Written {
  readonly fromSlot: number;
  readonly pages: number;
  readonly order: 'any' | 'in turn';
  /** Where the first write falls, for those in turn. */
  readonly start: number;
  /** Writes until the look before the last, and between the two; real numbers where a share of the writes falls here. */
  readonly before: number;
  readonly writes: number;
}

interface Source extends Written {
  before: number;
  writes: number;
  readonly writesAfter: (runMs: number) => number;
}

/**
 * The guest's CPUs, by how many writes are due: their own time adds up as it does page by page, a millisecond at a time and slower
 * while they are throttled, but a stretch between two looks is reckoned at once.
 */
export class CountedWriters implements WriteCounts {
  readonly dmaWrites = 0;
  readonly enteredPages = 0;
  readonly sleptMs = 0;
  private readonly sources: readonly Source[];
  private readonly totals: readonly ((runMs: number) => number)[];
  private readonly throttleEffect: Scenario['guest']['throttleEffect'];
  private parts = 0;
  private tick = 0;

  constructor({ guest, seed }: Scenario, firstSlot: number) {
    this.throttleEffect = guest.throttleEffect;
    const writers = guest.workloads.map((workload, i) => createWriter(workload, firstSlot, seed, i));
    this.totals = writers.map((writer) => (runMs: number) => writer.writesAfter(runMs));
    this.sources = guest.workloads.flatMap((workload, i) => sourcesOf(workload, firstSlot, this.totals[i]!));
  }

  get vcpuWrites(): number {
    const runMs = this.parts / PARTS_PER_MS;
    return this.totals.reduce((sum, writesAfter) => sum + writesAfter(runMs), 0);
  }

  /** There are no rings: `dirty-limit` is not carried. */
  emptyRings(): void {}

  /** Lets the CPUs run until `nowMs`, as long as they do: the writes of the last whole millisecond before it are the last. */
  runUntil(nowMs: number, vcpuStopMs: number, throttlePercent: number): void {
    const last = Math.ceil(nowMs) - 1;
    const ticks = Math.min(last, Math.ceil(vcpuStopMs) - 1) - this.tick;
    if (ticks > 0) this.parts += ticks * ownTimeParts(this.throttleEffect, throttlePercent);
    this.tick = Math.max(this.tick, last);
  }

  /** What was written since the last look; good until the next. */
  look(): readonly Written[] {
    const runMs = this.parts / PARTS_PER_MS;
    for (const source of this.sources) {
      source.before += source.writes;
      source.writes = source.writesAfter(runMs) - source.before;
    }
    return this.sources;
  }

  /** Expected share of the pages at `slot` that nobody has written since `migrate`. */
  untouched(fromSlot: number, toSlot: number): number {
    const runMs = this.parts / PARTS_PER_MS;
    let share = 1;
    for (const { fromSlot: first, pages, writesAfter } of this.sources)
      if (first <= fromSlot && toSlot <= first + pages) share *= (1 - 1 / pages) ** writesAfter(runMs);
    return share;
  }

  /** Whether somebody writes between two slots that lie within the same edges. */
  reach(fromSlot: number, toSlot: number): boolean {
    return this.sources.some(({ fromSlot: first, pages }) => first <= fromSlot && toSlot <= first + pages);
  }

  /** Slots at which the chance to be written changes. */
  edges(): readonly number[] {
    return this.sources.flatMap(({ fromSlot, pages }) => [fromSlot, fromSlot + pages]);
  }
}

/** Why what the guest writes cannot be counted, in a few words; null when it can. */
export function uncountable({ workloads, nonzeroRanges }: Guest): string | null {
  const odd = workloads.find(({ kind }) => kind === 'zipf' || kind === 'phases');
  if (odd) return `the pattern ${odd.kind}`;
  const inTurn = workloads.flatMap((each) =>
    each.kind === 'sequential' || each.kind === 'dirty-curve' ? [each.region] : [],
  );
  const isAllData = ({ startPage, pages }: Region): boolean =>
    nonzeroRanges.some(({ fromPage, toPage }) => fromPage <= startPage && startPage + pages <= toPage);
  return inTurn.every(isAllData) ? null : 'zero pages that are written in turn';
}

function sourcesOf(workload: Workload, firstSlot: number, writesAfter: Source['writesAfter']): readonly Source[] {
  switch (workload.kind) {
    case 'uniform':
    case 'bursts':
      return [anywhere(firstSlot + workload.region.startPage, workload.region.pages, writesAfter)];
    case 'hot-cold': {
      const { region, hotPages, hotShare } = workload;
      const first = firstSlot + region.startPage;
      return [
        anywhere(first, hotPages, (runMs) => writesAfter(runMs) * hotShare),
        anywhere(first + hotPages, region.pages - hotPages, (runMs) => writesAfter(runMs) * (1 - hotShare)),
      ].filter(({ pages }) => pages > 0);
    }
    case 'sequential':
      return [inTurn(firstSlot + workload.region.startPage, workload.region.pages, workload.startIndex, writesAfter)];
    case 'dirty-curve': {
      let first = firstSlot + workload.region.startPage;
      return ringsOfCurve(workload.points, workload.region.pages).map(({ pages, turnMs }) => {
        const ring = inTurn(first, pages, 0, (runMs) => Math.floor((runMs * pages) / turnMs));
        first += pages;
        return ring;
      });
    }
    case 'zipf':
    case 'phases':
      return [];
  }
}

const anywhere = (fromSlot: number, pages: number, writesAfter: Source['writesAfter']): Source => ({
  fromSlot,
  pages,
  order: 'any',
  start: 0,
  before: 0,
  writes: 0,
  writesAfter,
});
const inTurn = (fromSlot: number, pages: number, start: number, writesAfter: Source['writesAfter']): Source => ({
  fromSlot,
  pages,
  order: 'in turn',
  start,
  before: 0,
  writes: 0,
  writesAfter,
});
