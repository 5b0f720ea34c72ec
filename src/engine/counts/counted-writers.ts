import { ringsOfCurve } from '../guest/dirty-curve.ts';
import { clockOf } from '../guest/phases.ts';
import { ownTimeParts, PARTS_PER_MS } from '../guest/throttle-effect.ts';
import { dueWrites } from '../guest/workloads.ts';
import type { WriteCounts } from '../migration/accounts.ts';
import type { DirtyCurve, Guest, Pattern, Phases, Region, Scenario, Workload } from '../scenario.ts';

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
  private readonly throttleEffect: Scenario['guest']['throttleEffect'];
  private parts = 0;
  private tick = 0;

  constructor({ guest }: Pick<Scenario, 'guest'>, firstSlot: number) {
    this.throttleEffect = guest.throttleEffect;
    this.sources = guest.workloads.flatMap((workload) => sourcesOf(workload, firstSlot));
  }

  get vcpuWrites(): number {
    const runMs = this.parts / PARTS_PER_MS;
    return this.sources.reduce((sum, { writesAfter }) => sum + writesAfter(runMs), 0);
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
  const patterns = workloads.flatMap((workload): readonly (Pattern | DirtyCurve)[] =>
    workload.kind === 'phases' ? patternsOf(workload) : [workload],
  );
  if (patterns.some(({ kind }) => kind === 'zipf')) return 'the pattern zipf';
  const isAllData = ({ startPage, pages }: Region): boolean =>
    nonzeroRanges.some(({ fromPage, toPage }) => fromPage <= startPage && startPage + pages <= toPage);
  const isZeroInTurn = patterns.some(
    ({ kind, region }) => (kind === 'sequential' || kind === 'dirty-curve') && !isAllData(region),
  );
  return isZeroInTurn ? 'zero pages that are written in turn' : null;
}

const patternsOf = ({ phases }: Phases): readonly Pattern[] =>
  phases.flatMap(({ pattern }) => (pattern === null ? [] : [pattern]));

function sourcesOf(workload: Workload, firstSlot: number): readonly Source[] {
  if (workload.kind === 'dirty-curve') {
    let first = firstSlot + workload.region.startPage;
    return ringsOfCurve(workload.points, workload.region.pages).map(({ pages, turnMs }) => {
      const ring = inTurn(first, pages, 0, (runMs) => Math.floor((runMs * pages) / turnMs));
      first += pages;
      return ring;
    });
  }
  if (workload.kind !== 'phases') return sourcesOfPattern(workload, firstSlot, dueWrites(workload));
  const { ownMs } = clockOf(workload);
  return workload.phases.flatMap(({ pattern }, i) => {
    if (pattern === null) return [];
    const due = dueWrites(pattern);
    return sourcesOfPattern(pattern, firstSlot, (runMs) => due(ownMs(i, runMs)));
  });
}

function sourcesOfPattern(pattern: Pattern, firstSlot: number, due: Source['writesAfter']): readonly Source[] {
  const { region } = pattern;
  const first = firstSlot + region.startPage;
  switch (pattern.kind) {
    case 'uniform':
    case 'bursts':
      return [anywhere(first, region.pages, due)];
    case 'hot-cold': {
      const { hotPages, hotShare } = pattern;
      return [
        anywhere(first, hotPages, (runMs) => due(runMs) * hotShare),
        anywhere(first + hotPages, region.pages - hotPages, (runMs) => due(runMs) * (1 - hotShare)),
      ].filter(({ pages }) => pages > 0);
    }
    case 'sequential':
      return [inTurn(first, region.pages, pattern.startIndex, due)];
    case 'zipf':
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
