import { describe, expect, it } from 'vitest';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import type { DmaTracking, Scenario, UntrackedRuleName } from '../scenario.ts';
import { simulate } from '../simulation.ts';
import { UNTRACKED_RULES, untrackedRule } from './rules.ts';

const withDevice = (dirtyTracking: DmaTracking, rule: UntrackedRuleName): Scenario => ({
  ...GOLDEN_TRACES[0]!.scenario,
  link: { kind: 'wire', bytesPerSecond: 2e8 },
  parameters: { 'downtime-limit': 50, 'max-bandwidth': 2e8 },
  devices: [
    {
      name: '0000:01:00.0',
      dma: { kind: 'ring', region: { startPage: 1000, pages: 200 }, writesPerSecond: 20_000 },
      dirtyTracking,
      stopCopyBytes: 1_000_000,
      stopMs: 1,
      resumeMs: 1,
    },
  ],
  qemu: { release: '7.2', untrackedRule: rule },
  horizonMs: 4000,
});

describe('rules for a device that nobody tracks', () => {
  it.each<[UntrackedRuleName, object]>([
    ['blocker', { status: 'refused', audit: { stalePages: 0 } }],
    ['skip-precopy', { status: 'completed', precopyBytes: 0, dirtySyncCount: 2, audit: { stalePages: 0 } }],
    ['all-dirty', { status: 'not-converged', audit: { stalePages: 0 } }],
    ['knob', { status: 'completed', audit: { stalePages: 200 } }],
  ])('%s ends as the sheet says', (rule, outcome) => {
    expect(simulate(withDevice('none', rule)).timeline().outcome).toMatchObject(outcome);
  });

  it('prints the messages to the letter, with the device’s name', () => {
    const text = (rule: UntrackedRuleName) =>
      simulate(withDevice('none', rule))
        .timeline()
        .log.map((line) => line.text);
    expect(text('blocker')).toEqual(["VFIO device doesn't support migration"]);
    expect(text('skip-precopy')).toEqual([
      "0000:01:00.0: IOMMU of the device's VFIO container doesn't support dirty page tracking, migration pre-copy phase will be skipped",
      'Failed to set dirty tracking flag 0x1 errno: 25',
      'Failed to set dirty tracking flag 0x2 errno: 25',
    ]);
  });

  it.each<DmaTracking>(['device', 'type1'])('no rule is in force when the device is tracked by %s', (tracking) => {
    const outcomes = UNTRACKED_RULES.map(({ name }) => simulate(withDevice(tracking, name)).timeline().outcome);
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(outcomes[0]?.status).toBe(tracking === 'device' ? 'completed' : 'not-converged');
  });

  it('knows every rule by its name', () => {
    for (const rule of UNTRACKED_RULES) expect(untrackedRule(rule.name)).toBe(rule);
  });
});
