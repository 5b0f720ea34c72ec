import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../scenario/input-error.ts';
import { scenarioOfTrace } from './scenario-of-trace.ts';
import { recording, recordings } from './shipped.testing.ts';
import type { Trace, TraceConfig } from './trace.ts';

const scenario = (trace: Trace) => {
  const plan = scenarioOfTrace(trace);
  if (plan.kind !== 'run') throw new Error(`${trace.name} is ${plan.kind}`);
  return plan.scenario;
};
const withConfig = (trace: Trace, changes: Partial<TraceConfig>): Trace => ({
  ...trace,
  config: { ...trace.config, ...changes },
});

const OWN_PAGE = { kind: 'sequential', region: { startPage: 9, pages: 1 }, writesPerSecond: 1000, startIndex: 0 };

describe('scenarioOfTrace', () => {
  it('takes RAM, limits and link from the configuration', () => {
    expect(scenario(recording('link48-uni-128m-r1'))).toMatchObject({
      name: 'link48-uni-128m-r1',
      guest: {
        ramBytes: 134_217_728,
        firmware: 'small-bios',
        nonzeroRanges: [
          { fromPage: 9, toPage: 10 },
          { fromPage: 16, toPage: 22 },
          { fromPage: 2048, toPage: 29_465 },
        ],
        workloads: [OWN_PAGE, { kind: 'uniform', region: { startPage: 2048, pages: 16_000 }, writesPerSecond: 5998.5 }],
      },
      link: { kind: 'wire', bytesPerSecond: 50_331_648 },
      host: 'recorded',
      parameters: { 'downtime-limit': 300, 'max-bandwidth': 1_073_741_824 },
    });
  });

  it('is blind to what was measured', () => {
    for (const { name } of recordings) {
      const trace = recording(name);
      const outcome = {
        ...trace.outcome,
        status: 'unknown',
        totalTimeMs: 1,
        transferredBytes: 1,
        syncs: [],
        atCancel: null,
      };
      expect(scenarioOfTrace({ ...trace, outcome, samples: [], looks: [], errors: [] })).toEqual(
        scenarioOfTrace(trace),
      );
    }
  });

  it.each([
    ['idle-256m-cap64-r1', []],
    [
      'seq-256m-cap64-r1',
      [{ kind: 'sequential', region: { startPage: 2048, pages: 32_768 }, writesPerSecond: 4002.8, startIndex: 6086 }],
    ],
    [
      'hot-256m-cap64',
      [
        {
          kind: 'hot-cold',
          region: { startPage: 2048, pages: 30_000 },
          writesPerSecond: 9005.4,
          hotPages: 2000,
          hotShare: 0.9,
        },
      ],
    ],
    [
      'bursts-256m-cap32',
      [
        {
          kind: 'bursts',
          region: { startPage: 2048, pages: 20_000 },
          writesPerSecond: 12_000,
          onMs: 500,
          offMs: 1500,
          phaseMs: 515.6,
        },
      ],
    ],
  ])('%s writes what its guest wrote', (name, pattern) => {
    expect(scenario(recording(name)).guest.workloads).toEqual([OWN_PAGE, ...pattern]);
  });

  it('starts where the guest was, round its region', () => {
    const trace = recording('seq-256m-cap64-r1');
    expect(scenario(withConfig(trace, { guestWritesBefore: 32_768 + 5 })).guest.workloads[1]).toMatchObject({
      startIndex: 5,
    });
  });

  it('lets a stopped guest write nothing, and leaves RAM empty where it was not filled', () => {
    expect(scenario(recording('stopped-256m-cap64')).guest).toMatchObject({
      stoppedBeforeMigrate: true,
      workloads: [],
    });
    expect(scenario(recording('zero-all-512m-cap16')).guest.nonzeroRanges).toHaveLength(2);
  });

  it('repeats the commands at their times', () => {
    expect(scenario(recording('uni-cap-raised-128m-cap16')).actions).toEqual([
      { atMs: 8011.3, execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': 67_108_864 } },
    ]);
    expect(scenario(recording('hot-never-128m-cap32')).actions).toEqual([{ atMs: 20010.3, execute: 'migrate_cancel' }]);
  });

  it.each(['downtime-limit-out-of-range', 'refused-nvme'])("%s is refused in QEMU's words", (name) => {
    const trace = recording(name);
    expect(scenarioOfTrace(trace)).toEqual({
      kind: 'refused',
      status: trace.outcome.status,
      message: trace.errors[0]!.desc,
    });
  });

  const idle = recording('idle-256m-cap64-r1');
  it.each<[string, Trace]>([
    ['capability zero-blocks', withConfig(idle, { capabilities: { events: true, 'zero-blocks': true } })],
    ['accelerator xen', { ...idle, accel: 'xen' }],
    ['command migrate-pause', { ...idle, actions: [{ tMs: 1, execute: 'migrate-pause', arguments: {} }] }],
    [
      'parameter announce-rounds',
      { ...idle, actions: [{ tMs: 1, execute: 'migrate-set-parameters', arguments: { 'announce-rounds': 4 } }] },
    ],
    ['write pattern zigzag', withConfig(idle, { guest: { ...idle.config.guest, pattern: 'zigzag' } })],
    ['device virtio-net-pci', withConfig(idle, { extraArgs: ['-device', 'virtio-net-pci,id=n0'] })],
  ])('says that %s is not simulated yet', (what, trace) => {
    expect(scenarioOfTrace(trace)).toEqual({ kind: 'not-simulated', reason: `not simulated yet: ${what}` });
  });

  it('ignores a capability that is off', () => {
    expect(scenarioOfTrace(withConfig(idle, { capabilities: { xbzrle: false } })).kind).toBe('run');
  });

  it('refuses a configuration that cannot be', () => {
    const guest = { ...idle.config.guest, pattern: 'uniform', regionPages: 10_000_000 };
    expect(() => scenarioOfTrace(withConfig(idle, { guest }))).toThrow(ScenarioError);
  });
});
