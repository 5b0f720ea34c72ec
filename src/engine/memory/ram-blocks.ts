import { bytesToPages } from '../../units.ts';
import type { FirmwareName, Guest, Scenario } from '../scenario.ts';

/** A RAM block and its place in the page bitmaps. A block starts at a word boundary, so a word holds pages of one block. */
export interface RamBlock {
  /** QEMU's `idstr`; sent before a page whenever the block changes. */
  readonly name: string;
  readonly pages: number;
  readonly firstSlot: number;
}

/** The blocks of a guest. */
export interface RamLayout {
  /** Those that are migrated, in the order in which the scan visits them. */
  readonly blocks: readonly RamBlock[];
  /** Those that are not: they have a place in the bitmaps, and no bit of it is ever set in `bitmap`. */
  readonly ignored: readonly RamBlock[];
  /** The block of guest RAM. */
  readonly ram: RamBlock;
  /** Bits in each bitmap, a multiple of 32; slots behind a block's last page are padding and never set. */
  readonly slots: number;
  /** Pages that are migrated. */
  readonly totalPages: number;
}

interface Firmware {
  readonly name: string;
  readonly pages: number;
  /** QEMU sorts by this size, which may grow beyond what is used. */
  readonly maxPages: number;
  readonly nonzeroPages: number;
}

const ACPI_TABLES: Firmware = { name: '/rom@etc/acpi/tables', pages: 32, maxPages: 512, nonzeroPages: 2 };
const TABLE_LOADER: Firmware = { name: '/rom@etc/table-loader', pages: 1, maxPages: 16, nonzeroPages: 1 };
const RSDP: Firmware = { name: '/rom@etc/acpi/rsdp', pages: 1, maxPages: 1, nonzeroPages: 1 };

/**
 * Blocks beside guest RAM, smallest set first. `small-bios` is the machine of the recordings (82 pages, 5 of them not
 * zero), `pc` the one of the golden traces (130 pages, 79 not zero); which pages of the firmware are zero was not
 * recorded, only how many.
 */
const FIRMWARE: Record<FirmwareName, readonly Firmware[]> = {
  bare: [],
  'small-bios': [
    ACPI_TABLES,
    { name: 'pc.rom', pages: 32, maxPages: 32, nonzeroPages: 0 },
    { name: 'pc.bios', pages: 16, maxPages: 16, nonzeroPages: 1 },
    TABLE_LOADER,
    RSDP,
  ],
  pc: [
    ACPI_TABLES,
    { name: 'pc.bios', pages: 64, maxPages: 64, nonzeroPages: 64 },
    { name: 'pc.rom', pages: 32, maxPages: 32, nonzeroPages: 11 },
    TABLE_LOADER,
    RSDP,
  ],
};

/**
 * Blocks from the largest to the smallest maximum size, as the scan visits them. With `x-ignore-shared` a block of shared
 * memory is none of them.
 * @source QEMU softmmu/physmem.c, ram_block_add(); migration/ram.c, migrate_ram_is_ignored()
 */
export function ramLayout({ guest, capabilities }: Pick<Scenario, 'guest' | 'capabilities'>): RamLayout {
  const ramPages = bytesToPages(guest.ramBytes);
  const wanted = [{ name: 'pc.ram', pages: ramPages, maxPages: ramPages }, ...FIRMWARE[guest.firmware]];
  let firstSlot = 0;
  const all = wanted
    .toSorted((a, b) => b.maxPages - a.maxPages)
    .map(({ name, pages }) => {
      const block = { name, pages, firstSlot };
      firstSlot += Math.ceil(pages / 32) * 32;
      return block;
    });
  const ram = all.find((block) => block.name === 'pc.ram')!;
  const isIgnored = (block: RamBlock) => block === ram && ignoresRam({ guest, capabilities });
  const blocks = all.filter((block) => !isIgnored(block));
  return {
    blocks,
    ignored: all.filter(isIgnored),
    ram,
    slots: firstSlot,
    totalPages: blocks.reduce((sum, block) => sum + block.pages, 0),
  };
}

/** Guest RAM is shared memory that is not migrated. @source QEMU migration/ram.c, migrate_ram_is_ignored() */
export const ignoresRam = ({ guest, capabilities }: Pick<Scenario, 'guest' | 'capabilities'>): boolean =>
  guest.sharedRam && capabilities['x-ignore-shared'];

/** Every block, by its place. */
export const allBlocks = ({ blocks, ignored }: Pick<RamLayout, 'blocks' | 'ignored'>): readonly RamBlock[] =>
  ignored.length === 0 ? blocks : [...blocks, ...ignored].toSorted((a, b) => a.firstSlot - b.firstSlot);

/** Slots, half-open, of every migrated page that is not zero when `migrate` is given. */
export function* nonzeroSlots(guest: Guest, layout: RamLayout): Generator<[from: number, to: number]> {
  const ranges = layout.ignored.includes(layout.ram) ? [] : guest.nonzeroRanges;
  for (const { fromPage, toPage } of ranges) {
    yield [layout.ram.firstSlot + fromPage, layout.ram.firstSlot + Math.min(toPage, layout.ram.pages)];
  }
  for (const { name, nonzeroPages } of FIRMWARE[guest.firmware]) {
    const block = layout.blocks.find((each) => each.name === name)!;
    yield [block.firstSlot, block.firstSlot + nonzeroPages];
  }
}

/** The block that holds `slot`. @throws RangeError when the slot lies outside every block: a fault in the caller. */
export function blockOfSlot(layout: RamLayout, slot: number): RamBlock {
  const block = allBlocks(layout).find((each) => slot >= each.firstSlot && slot < each.firstSlot + each.pages);
  if (!block) throw new RangeError(`slot ${slot} of ${layout.slots} is not a page`);
  return block;
}
