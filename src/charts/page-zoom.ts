import { t } from '../language/t.ts';
import { allBlocks, type PageLayout, type SlotRange } from './page-cells.ts';

/** Fewest slots a view may show: an 8 by 8 square of single pages. */
export const CLOSEST_SLOTS = 64;

export const wholeGuest = (layout: PageLayout): SlotRange => ({ fromSlot: 0, toSlot: layout.slots });

/**
 * `range` made `factor` times as long, so that `slot` keeps its relative place; inside the guest and not closer than
 * `CLOSEST_SLOTS`. Long ranges start and end at a whole word of 32 slots, where the painter is fastest.
 */
export function zoomAround(layout: PageLayout, range: SlotRange, slot: number, factor: number): SlotRange {
  const span = range.toSlot - range.fromSlot;
  const next = Math.min(Math.max(Math.round(span * factor), CLOSEST_SLOTS), layout.slots);
  return placed(layout, slot - ((slot - range.fromSlot) * next) / span, next);
}

/** The smallest allowed range that shows all of `range`, which may be a single page. */
export function zoomTo(layout: PageLayout, range: SlotRange): SlotRange {
  const span = Math.min(Math.max(range.toSlot - range.fromSlot, CLOSEST_SLOTS), layout.slots);
  return placed(layout, (range.fromSlot + range.toSlot - span) / 2, span);
}

/** `range` moved so that it starts near `fromSlot`; in long ranges by whole words. */
export function moveTo(layout: PageLayout, range: SlotRange, fromSlot: number): SlotRange {
  const span = range.toSlot - range.fromSlot;
  const step = span >= 32 * CLOSEST_SLOTS ? 32 : 1;
  return placed(layout, Math.round(fromSlot / step) * step, span);
}

/** The block that holds all of `range`, or null when it spans several. */
export function blockAround(layout: PageLayout, range: SlotRange): PageLayout['blocks'][number] | null {
  return (
    allBlocks(layout).find(
      ({ firstSlot, pages }) => range.fromSlot >= firstSlot && range.toSlot <= roundUp(firstSlot + pages),
    ) ?? null
  );
}

/** All of a block, with the padding of its last word. */
export const rangeOfBlock = ({ firstSlot, pages }: PageLayout['blocks'][number]): SlotRange => ({
  fromSlot: firstSlot,
  toSlot: roundUp(firstSlot + pages),
});

/** Which page lies at `slot`, or null for padding. */
export function pageAt(layout: PageLayout, slot: number): { readonly block: string; readonly page: number } | null {
  const block = allBlocks(layout).find(({ firstSlot, pages }) => slot >= firstSlot && slot < firstSlot + pages);
  return block ? { block: block.name, page: slot - block.firstSlot } : null;
}

/** `page 7 of pc.bios`, `pages 1,024 to 1,055 of pc.ram`, `pc.ram page 9 to pc.bios page 3`, `no page`. */
export function nameOfRange(layout: PageLayout, range: SlotRange): string {
  const inside = allBlocks(layout).filter(
    ({ firstSlot, pages }) => firstSlot < range.toSlot && firstSlot + pages > range.fromSlot,
  );
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last) return t('no page');
  const from = Math.max(range.fromSlot - first.firstSlot, 0);
  const to = Math.min(range.toSlot - last.firstSlot, last.pages) - 1;
  if (first !== last)
    return t('{first} page {from} to {last} page {to}', { first: first.name, from, last: last.name, to });
  const words = { from, to, block: first.name };
  if (layout.ignored?.includes(first))
    return from === to
      ? t('page {from} of {block}, shared and not migrated', words)
      : t('pages {from} to {to} of {block}, shared and not migrated', words);
  return from === to ? t('page {from} of {block}', words) : t('pages {from} to {to} of {block}', words);
}

function placed(layout: PageLayout, fromSlot: number, span: number): SlotRange {
  const step = span >= 32 * CLOSEST_SLOTS ? 32 : 1;
  const length = Math.ceil(span / step) * step;
  const from = Math.floor(Math.min(Math.max(fromSlot, 0), layout.slots - length));
  return { fromSlot: Math.floor(from / step) * step, toSlot: Math.ceil((from + length) / step) * step };
}

const roundUp = (slot: number) => Math.ceil(slot / 32) * 32;
