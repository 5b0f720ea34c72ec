import { describe, expect, it } from 'vitest';
import type { DmaTracking, Qemu, UntrackedRuleName, VfioDevice } from '../scenario.ts';
import { selectTracking } from './tracking.ts';

const device = (dirtyTracking: DmaTracking): VfioDevice => ({
  name: '0000:65:00.1',
  dma: { kind: 'none' },
  dirtyTracking,
  stopCopyBytes: 0,
  stopMs: 0,
  resumeMs: 0,
});
const under = (untrackedRule: UntrackedRuleName): Qemu => ({ release: '7.2', untrackedRule });
const RULES: readonly UntrackedRuleName[] = ['blocker', 'skip-precopy', 'all-dirty', 'knob'];

describe('who tracks a device', () => {
  it('is not asked without a device, whatever the rule', () => {
    for (const rule of RULES) {
      expect(selectTracking([], under(rule))).toEqual({
        everyPage: false,
        rule: null,
        admission: { trackers: [], blockedReasons: [], error: null },
        log: [],
      });
    }
  });

  it.each<[DmaTracking, boolean]>([
    ['type1', true],
    ['device', false],
  ])('%s: no rule is in force, and every page is dirty at a sync: %s', (tracking, everyPage) => {
    for (const rule of RULES) {
      const { admission, ...found } = selectTracking([device(tracking)], under(rule));
      expect(found).toEqual({ everyPage, rule: null, log: [] });
      expect(admission).toMatchObject({ blockedReasons: [], error: null });
      expect(admission.trackers).toMatchObject([{ device: '0000:65:00.1', tracking }]);
    }
  });

  it.each<[UntrackedRuleName, boolean, string | null]>([
    ['blocker', false, "VFIO device doesn't support migration"],
    ['skip-precopy', false, null],
    ['all-dirty', true, null],
    ['knob', false, null],
  ])('none, under %s: every page %s, error %s', (name, everyPage, error) => {
    const found = selectTracking([device('none')], under(name));
    expect(found.rule?.name).toBe(name);
    expect(found.everyPage).toBe(everyPage);
    expect(found.admission).toMatchObject({ error, blockedReasons: error === null ? [] : [error] });
  });

  it('is warned of by name when pre-copy will be skipped', () => {
    expect(selectTracking([device('none')], under('skip-precopy')).log).toEqual([
      {
        atMs: 0,
        level: 'warning',
        text: "0000:65:00.1: IOMMU of the device's VFIO container doesn't support dirty page tracking, migration pre-copy phase will be skipped",
      },
    ]);
  });
});
