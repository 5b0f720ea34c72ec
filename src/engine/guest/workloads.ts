import type { DirtyCurve, DmaWorkload, Pattern, Workload } from '../scenario.ts';
import { ringsOfCurve } from './dirty-curve.ts';
import { inPhases } from './phases.ts';
import { fillUniform, type RandomState, seedRandom } from './random.ts';
import { together } from './together.ts';
import { type ZipfTable, zipfPage, zipfTable } from './zipf.ts';

/** The most writes that `Writer.next` is asked for at once. */
export const MAX_BATCH = 4096;

/**
 * Someone who writes guest pages. How many writes are due is a function of the time it has run, so it depends neither
 * on how the run is cut nor on rounding; which pages they hit follows from the state of its generator.
 */
export interface Writer {
  /** Writes done after `runMs` milliseconds of its own time, whole ones unless it was throttled. */
  writesAfter(runMs: number): number;
  /** Fills `slots[0..count)` with the places written next; `count` is at most `MAX_BATCH`. `done` is the number of writes before these. */
  next(slots: Uint32Array, count: number, done: number): void;
  /** Its generator, for snapshots; `null` when nothing is left to chance. */
  readonly random: RandomState | null;
}

/**
 * @param firstSlot place of guest page 0 in the bitmaps
 * @param stream number of the writer: each draws from a sequence of its own
 */
export function createWriter(
  workload: Workload | Exclude<DmaWorkload, { kind: 'none' }>,
  firstSlot: number,
  seed: number,
  stream: number,
): Writer {
  const random = seedRandom(seed, stream);
  if (workload.kind === 'phases')
    return inPhases(
      workload,
      workload.phases.map(({ pattern }) => pattern && patternWriter(pattern, firstSlot, random)),
      random,
    );
  if (workload.kind === 'dirty-curve') return asMeasured(workload, firstSlot);
  return patternWriter(workload, firstSlot, random);
}

function patternWriter(
  workload: Pattern | Exclude<DmaWorkload, { kind: 'none' }>,
  firstSlot: number,
  random: RandomState,
): Writer {
  const first = firstSlot + workload.region.startPage;
  const { pages } = workload.region;
  const due = dueWrites(workload);
  switch (workload.kind) {
    case 'sequential':
      return inTurn(first, pages, workload.startIndex, due);
    case 'ring':
      return inTurn(first, pages, 0, due);
    case 'uniform':
    case 'random':
    case 'bursts':
      return uniformly(first, pages, random, due);
    case 'hot-cold':
      return hotAndCold(first, pages, workload.hotPages, workload.hotShare, random, due);
    case 'zipf':
      return zipfian(first, pages, zipfTable(pages, workload.exponent), random, due);
  }
}

type WritesAfter = Writer['writesAfter'];

/** How many writes of a pattern are due after so many ms of its own time, without whoever writes them. */
export function dueWrites(workload: Pattern | Exclude<DmaWorkload, { kind: 'none' }>): WritesAfter {
  if (workload.kind !== 'bursts') return (runMs) => Math.floor((runMs * workload.writesPerSecond) / 1000);
  const { onMs, offMs, phaseMs, writesPerSecond } = workload;
  const onTime = (ms: number): number => Math.floor(ms / (onMs + offMs)) * onMs + Math.min(ms % (onMs + offMs), onMs);
  const before = onTime(phaseMs);
  return (runMs) => Math.floor(((onTime(phaseMs + runMs) - before) * writesPerSecond) / 1000);
}

function inTurn(first: number, pages: number, startIndex: number, writesAfter: WritesAfter): Writer {
  return {
    random: null,
    writesAfter,
    next(slots, count, done) {
      let page = (startIndex + done) % pages;
      for (let i = 0; i < count; i++) {
        slots[i] = first + page;
        if (++page === pages) page = 0;
      }
    },
  };
}

function uniformly(first: number, pages: number, random: RandomState, writesAfter: WritesAfter): Writer {
  return { random, writesAfter, next: (slots, count) => fillUniform(random, first, pages, slots, count) };
}

/** As the recorded guest draws: one number decides hot or cold, the next one which page. */
function hotAndCold(
  first: number,
  pages: number,
  hotPages: number,
  hotShare: number,
  random: RandomState,
  writesAfter: WritesAfter,
): Writer {
  const draws = new Uint32Array(2 * MAX_BATCH);
  const hotBelow = hotShare * 4294967296;
  return {
    random,
    writesAfter,
    next(slots, count) {
      fillUniform(random, 0, 4294967296, draws, 2 * count);
      for (let i = 0; i < count; i++) {
        const hot = draws[2 * i]! < hotBelow;
        const range = hot ? hotPages : pages - hotPages;
        slots[i] = first + (hot ? 0 : hotPages) + Math.floor((draws[2 * i + 1]! * range) / 4294967296);
      }
    },
  };
}

/** The rings of a measured curve lie one after the other in its region. */
function asMeasured({ region, points }: DirtyCurve, firstSlot: number): Writer {
  let first = firstSlot + region.startPage;
  return together(
    ringsOfCurve(points, region.pages).map(({ pages, turnMs }) => {
      const ring = inTurn(first, pages, 0, (runMs) => Math.floor((runMs * pages) / turnMs));
      first += pages;
      return ring;
    }),
  );
}

function zipfian(
  first: number,
  pages: number,
  table: ZipfTable,
  random: RandomState,
  writesAfter: WritesAfter,
): Writer {
  const draws = new Uint32Array(2 * MAX_BATCH);
  return {
    random,
    writesAfter,
    next(slots, count) {
      fillUniform(random, 0, 4294967296, draws, 2 * count);
      for (let i = 0; i < count; i++) slots[i] = first + zipfPage(table, pages, draws[2 * i]!, draws[2 * i + 1]!);
    },
  };
}
