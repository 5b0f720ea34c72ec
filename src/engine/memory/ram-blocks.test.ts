import { describe, expect, it } from 'vitest';
import { capabilitiesWith, PLAIN_HOSTING } from '../devices.testing.ts';
import type { FirmwareName, Guest } from '../scenario.ts';
import { allBlocks, blockOfSlot, nonzeroSlots, ramLayout } from './ram-blocks.ts';

const guest = (ramBytes: number, firmware: FirmwareName): Guest => ({
  ramBytes,
  firmware,
  stoppedBeforeMigrate: false,
  ...PLAIN_HOSTING,
  nonzeroRanges: [],
  workloads: [],
});
const layoutOf = (guest: Guest, ignoresShared = false) =>
  ramLayout({ guest, capabilities: capabilitiesWith({ 'x-ignore-shared': ignoresShared }) });
const MIB = 1024 ** 2;

describe('RAM blocks', () => {
  it('of a 128 MiB pc machine are the 134,750,208 bytes of the recorded one', () => {
    const layout = layoutOf(guest(128 * MIB, 'pc'));
    expect(layout.totalPages).toBe(32_898);
    expect(layout.totalPages * 4096).toBe(134_750_208);
  });

  it('stand in order of their maximum size, which may be more than is used', () => {
    const names = (pages: number, firmware: FirmwareName) =>
      layoutOf(guest(pages * 4096, firmware)).blocks.map(({ name, pages }) => `${name} ${pages}`);
    expect(names(32_768, 'pc')).toEqual([
      'pc.ram 32768',
      '/rom@etc/acpi/tables 32',
      'pc.bios 64',
      'pc.rom 32',
      '/rom@etc/table-loader 1',
      '/rom@etc/acpi/rsdp 1',
    ]);
    expect(names(256, 'small-bios')).toEqual([
      '/rom@etc/acpi/tables 32',
      'pc.ram 256',
      'pc.rom 32',
      'pc.bios 16',
      '/rom@etc/table-loader 1',
      '/rom@etc/acpi/rsdp 1',
    ]);
    expect(names(256, 'bare')).toEqual(['pc.ram 256']);
  });

  it.each<FirmwareName>(['bare', 'small-bios', 'pc'])('with firmware %s start at words and do not overlap', (name) => {
    const layout = layoutOf(guest(100 * 4096, name));
    let end = 0;
    for (const { firstSlot, pages } of layout.blocks) {
      expect(firstSlot % 32).toBe(0);
      expect(firstSlot).toBeGreaterThanOrEqual(end);
      end = firstSlot + pages;
    }
    expect(layout.slots % 32).toBe(0);
    expect(layout.slots - end).toBeLessThan(32);
    expect(layout.ram.name).toBe('pc.ram');
    expect(layout.totalPages).toBe(layout.blocks.reduce((sum, { pages }) => sum + pages, 0));
  });

  it.each<[FirmwareName, number]>([
    ['bare', 0],
    ['small-bios', 5],
    ['pc', 79],
  ])('with firmware %s hold %d pages of firmware that are not zero', (name, pages) => {
    const layout = layoutOf(guest(100 * 4096, name));
    const ranges = [...nonzeroSlots(guest(100 * 4096, name), layout)];
    expect(ranges.reduce((sum, [from, to]) => sum + to - from, 0)).toBe(pages);
    for (const [from, to] of ranges) {
      if (to > from) expect(blockOfSlot(layout, to - 1)).toBe(blockOfSlot(layout, from));
    }
  });

  it('place the pages of guest RAM that are not zero behind its first slot, and cut them at its end', () => {
    const small = { ...guest(100 * 4096, 'small-bios'), nonzeroRanges: [{ fromPage: 90, toPage: 120 }] };
    const layout = layoutOf(small);
    expect(layout.ram.firstSlot).toBe(32);
    expect([...nonzeroSlots(small, layout)][0]).toEqual([122, 132]);
  });

  it('know the block of a slot, and refuse padding', () => {
    const layout = layoutOf(guest(100 * 4096, 'small-bios'));
    expect(blockOfSlot(layout, 0).name).toBe('/rom@etc/acpi/tables');
    expect(blockOfSlot(layout, 131).name).toBe('pc.ram');
    expect(() => blockOfSlot(layout, 132)).toThrow(RangeError);
    expect(() => blockOfSlot(layout, layout.slots)).toThrow(`slot ${layout.slots} of ${layout.slots} is not a page`);
  });

  it('leave guest RAM out where it is shared memory and that is ignored', () => {
    const shared = { ...guest(128 * MIB, 'pc'), sharedRam: true, nonzeroRanges: [{ fromPage: 0, toPage: 100 }] };
    const layout = layoutOf(shared, true);
    expect(layout.totalPages * 4096).toBe(532_480);
    expect(layout.ignored).toEqual([layout.ram]);
    expect(layout.blocks.map(({ name }) => name)).not.toContain('pc.ram');
    expect(allBlocks(layout)).toEqual(layoutOf(shared).blocks);
    expect(blockOfSlot(layout, 0).name).toBe('pc.ram');
    expect([...nonzeroSlots(shared, layout)].every(([from]) => from >= layout.ram.pages)).toBe(true);
    expect(layoutOf({ ...shared, sharedRam: false }, true).ignored).toEqual([]);
  });
});
