import { describe, expect, it } from 'vitest';
import { capabilitiesWith, PLAIN_HOSTING } from '../devices.testing.ts';
import type { Guest } from '../scenario.ts';
import { auditPages } from './audit.ts';
import { allocatePlanes, type PagePlanes, setRange } from './page-planes.ts';
import { ramLayout } from './ram-blocks.ts';

/** Two blocks: 32 pages of ACPI tables, 100 of RAM; everything was sent. */
function sentGuest(pages = 100): { planes: PagePlanes; layout: ReturnType<typeof ramLayout> } {
  const guest: Guest = {
    ramBytes: pages * 4096,
    firmware: 'small-bios',
    stoppedBeforeMigrate: false,
    ...PLAIN_HOSTING,
    nonzeroRanges: [],
    workloads: [],
  };
  const layout = ramLayout({ guest, capabilities: capabilitiesWith() });
  const { planes } = allocatePlanes(layout.slots, ['hidden'], false);
  for (const { firstSlot, pages } of layout.blocks) setRange(planes.sentLow, firstSlot, firstSlot + pages);
  return { planes, layout };
}
const set = (plane: Uint32Array, ...slots: number[]): void => {
  for (const slot of slots) setRange(plane, slot, slot + 1);
};

describe('the audit', () => {
  it('finds nothing when every page was sent and none written since', () => {
    const { planes, layout } = sentGuest();
    expect(auditPages(planes, layout, true, 12)).toEqual({
      atMs: 12,
      stalePages: 0,
      ranges: [],
      explanation: 'Every page on the destination is the one the source had when it stopped.',
    });
  });

  it('joins neighbours, across words but not across blocks', () => {
    const { planes, layout } = sentGuest();
    set(planes.untracked!, 30, 31, 32, 33, 70); // 32 is the first page of pc.ram
    const { stalePages, ranges, explanation } = auditPages(planes, layout, true, 0);
    expect(stalePages).toBe(5);
    expect(ranges).toEqual([
      { block: '/rom@etc/acpi/tables', fromPage: 30, toPage: 32, fromSlot: 30, cause: 'untracked-dma' },
      { block: 'pc.ram', fromPage: 0, toPage: 2, fromSlot: 32, cause: 'untracked-dma' },
      { block: 'pc.ram', fromPage: 38, toPage: 39, fromSlot: 70, cause: 'untracked-dma' },
    ]);
    expect(explanation).toContain('5 pages on the destination are older than on the source: the device wrote them');
  });

  it('tells causes apart', () => {
    const { planes, layout } = sentGuest();
    planes.sentLow[4]! &= ~0b1000; // the last page of pc.ram, at the edge of padding
    set(planes.vcpuLog, 50);
    set(planes.bitmap, 60);
    const { ranges, stalePages, explanation } = auditPages(planes, layout, true, 0);
    expect(ranges.map(({ fromSlot, toPage, fromPage, cause }) => [fromSlot, toPage - fromPage, cause])).toEqual([
      [50, 1, 'written-after-send'],
      [60, 1, 'written-after-send'],
      [131, 1, 'never-sent'],
    ]);
    expect([stalePages, explanation]).toEqual([3, '3 pages on the destination are older than on the source.']);
  });

  it('does not count a page that is queued although the destination has it', () => {
    const { planes, layout } = sentGuest();
    set(planes.bitmap, 40, 41);
    set(planes.delivered, 40);
    expect(auditPages(planes, layout, true, 0)).toMatchObject({ stalePages: 1, ranges: [{ fromSlot: 41 }] });
  });

  it('counts every stale page, but lists no more than a thousand ranges', () => {
    const { planes, layout } = sentGuest(5000);
    for (let page = 0; page < 5000; page += 2) set(planes.untracked!, layout.ram.firstSlot + page);
    const { stalePages, ranges } = auditPages(planes, layout, true, 0);
    expect([stalePages, ranges.length]).toEqual([2500, 1000]);
  });

  it('has nothing to say of a guest that stayed', () => {
    const { planes, layout } = sentGuest();
    set(planes.untracked!, 40);
    const { stalePages, explanation } = auditPages(planes, layout, false, 0);
    expect([stalePages, explanation]).toEqual([0, 'The guest stayed on the source, so no page is lost.']);
  });
});
