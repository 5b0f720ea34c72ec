import { counted, t } from '../../language/t.ts';
import type { Audit, StaleRange } from '../record.ts';
import type { PagePlanes } from './page-planes.ts';
import { popcount } from './page-planes.ts';
import type { RamLayout } from './ram-blocks.ts';

/** Ranges listed; the count of stale pages is exact whatever their number. */
const MAX_RANGES = 1000;

/**
 * Compares source and destination after a completed migration: names every page whose destination copy is older, and why.
 * @param completed false: nothing was handed over, so nothing is lost
 * @param moved the guest had moved to the destination before all its pages had
 */
export function auditPages(
  planes: PagePlanes,
  layout: RamLayout,
  completed: boolean,
  atMs: number,
  moved = false,
): Audit {
  if (!completed && moved) {
    const explanation = t(
      'The guest had moved when its pages stopped coming: what it wrote is there, what it lacks is here.',
    );
    return { atMs, stalePages: 0, ranges: [], explanation };
  }
  if (!completed)
    return { atMs, stalePages: 0, ranges: [], explanation: t('The guest stayed on the source, so no page is lost.') };
  const ranges: StaleRange[] = [];
  let stalePages = 0;
  for (const block of layout.blocks) {
    let open: { fromSlot: number; cause: StaleRange['cause'] } | null = null;
    const end = block.firstSlot + block.pages;
    const close = (slot: number): void => {
      if (open && ranges.length < MAX_RANGES) {
        const { fromSlot, cause } = open;
        ranges.push({
          block: block.name,
          fromPage: fromSlot - block.firstSlot,
          toPage: slot - block.firstSlot,
          fromSlot,
          cause,
        });
      }
      open = null;
    };
    for (let word = block.firstSlot >>> 5; word < Math.ceil(end / 32); word++) {
      const stale = staleWord(planes, word, end);
      if (stale !== 0) stalePages += popcount(stale);
      if (stale === 0 && open === null) continue;
      if (ranges.length >= MAX_RANGES) continue;
      for (let bit = 0; bit < 32; bit++) {
        const slot = word * 32 + bit;
        const isStale = (stale & (1 << bit)) !== 0;
        if (isStale && open === null) open = { fromSlot: slot, cause: causeAt(planes, word, bit) };
        else if (!isStale && open !== null) close(slot);
      }
    }
    close(end);
  }
  return { atMs, stalePages, ranges, explanation: explain(stalePages, ranges, planes.free !== null) };
}

/** Pages of `word` whose destination copy differs, but for those that the guest reported free and never wrote; padding behind `endSlot` never does. */
function staleWord(planes: PagePlanes, word: number, endSlot: number): number {
  const { bitmap, delivered, vcpuLog, dmaLog, untracked, sentLow, sentHigh, free } = planes;
  const behind =
    (bitmap[word]! & ~delivered[word]!) |
    vcpuLog[word]! |
    (dmaLog === null ? 0 : dmaLog[word]!) |
    (untracked === null ? 0 : untracked[word]!) |
    ~(sentLow[word]! | sentHigh[word]!);
  const needed = free === null ? behind : behind & ~(free[word]! & ~bitmap[word]!);
  const left = endSlot - word * 32;
  return left >= 32 ? needed : needed & ((1 << left) - 1);
}

function causeAt(planes: PagePlanes, word: number, bit: number): StaleRange['cause'] {
  const mask = 1 << bit;
  if (planes.untracked !== null && (planes.untracked[word]! & mask) !== 0) return 'untracked-dma';
  if (((planes.sentLow[word]! | planes.sentHigh[word]!) & mask) === 0) return 'never-sent';
  return 'written-after-send';
}

function explain(stalePages: number, ranges: readonly StaleRange[], isHinted: boolean): string {
  if (stalePages === 0)
    return isHinted
      ? t(
          'Every page on the destination is the one the source had when it stopped, but for those that the guest had reported free.',
        )
      : t('Every page on the destination is the one the source had when it stopped.');
  if (ranges.every((range) => range.cause === 'untracked-dma'))
    return counted(
      stalePages,
      '{count} page on the destination is older than on the source: the device wrote it after it was sent, and nobody reported it.',
      '{count} pages on the destination are older than on the source: the device wrote them after they were sent, and nobody reported it.',
    );
  return counted(
    stalePages,
    '{count} page on the destination is older than on the source.',
    '{count} pages on the destination are older than on the source.',
  );
}
