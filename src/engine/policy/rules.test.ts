import { describe, expect, it } from 'vitest';
import { type DeviceParts, deviceWith, parametersOf, qemuWith } from '../devices.testing.ts';
import { GOLDEN_TRACES } from '../golden-traces.ts';
import { RULES } from '../plain-scenario.testing.ts';
import type { Qemu, Scenario, UntrackedRuleName } from '../scenario.ts';
import { simulate } from '../simulation.ts';

const DEVICE = deviceWith({
  dma: { kind: 'ring', region: { startPage: 1000, pages: 200 }, writesPerSecond: 20_000 },
  stopCopyBytes: 1_000_000,
  stopMs: 1,
  resumeMs: 1,
});

/** The first golden trace on a wire of 200 MB/s with a limit of 50 ms, where 128 MiB take 670 ms. */
const under = (rule: UntrackedRuleName, qemu: Partial<Qemu> = {}, changes: Partial<Scenario> = {}): Scenario => ({
  ...GOLDEN_TRACES[0]!.scenario,
  link: { kind: 'wire', bytesPerSecond: 2e8 },
  parameters: parametersOf(50, 2e8),
  devices: [DEVICE],
  qemu: qemuWith({ untrackedRule: rule, ...qemu }),
  horizonMs: 4000,
  ...changes,
});
const having = (device: DeviceParts): Partial<Scenario> => ({ devices: [deviceWith({ ...DEVICE, ...device })] });
const limit = (ms: number): Partial<Scenario> => ({ parameters: parametersOf(ms, 2e8) });
const timelineOf = (...scenario: Parameters<typeof under>) => simulate(under(...scenario)).timeline();

const REFUSED = { status: 'refused', streamBytes: 0, normalPages: 0, dirtySyncCount: 0 };
const AT_ONCE = {
  status: 'completed',
  precopyBytes: 0,
  dirtySyncCount: 2,
  thresholdBytes: 0,
  audit: { stalePages: 0 },
};
const ENDLESS = { status: 'not-converged', audit: { stalePages: 0 } };

/** Semantics sheet, 6.2. */
describe('rules for a device that nobody tracks', () => {
  it.each<[string, Parameters<typeof under>, object]>([
    ['P0', ['blocker'], REFUSED],
    ['P1', ['skip-precopy'], AT_ONCE],
    ['P1 as its second version', ['skip-precopy-once'], AT_ONCE],
    ['P2 without the opt-in', ['opt-in'], REFUSED],
    ['P2 with it', ['opt-in', { allowRestricted: true }], AT_ONCE],
    ['P3', ['keep-precopying'], ENDLESS],
    ['P4', ['abort-precopy'], { status: 'failed', normalPages: 0, duplicatePages: 0 }],
    ['P5', ['all-dirty'], ENDLESS],
    ['P5 with all of RAM inside the limit', ['all-dirty', {}, limit(1000)], { status: 'completed', dirtySyncCount: 3 }],
    ['P6', ['block-precopy'], REFUSED],
    ['P7 above the limit', ['check-sla'], ENDLESS],
    ['P7 inside it', ['check-sla', {}, limit(1000)], { status: 'completed', audit: { stalePages: 0 } }],
    ['P7 with the cap for the bandwidth', ['check-sla', { bandwidthSource: 'max-bandwidth' }, limit(1000)], AT_ONCE],
    ['P7 with nothing stated', ['check-sla', { bandwidthSource: 'avail-switchover-bandwidth' }, limit(1000)], ENDLESS],
    ['P8 with an SLA', ['refuse-any-sla'], REFUSED],
    ['P8 without one', ['refuse-any-sla', {}, { sla: 'none' }], AT_ONCE],
    ['P9', ['core-notion'], AT_ONCE],
    ['P10', ['knob'], { status: 'completed', audit: { stalePages: 200 } }],
    ['P11 with a limit', ['zero-is-unlimited'], REFUSED],
    ['P11 at 0', ['zero-is-unlimited', {}, limit(0)], AT_ONCE],
    ['P12 above the limit', ['fail-fast'], { status: 'failed' }],
    ['P12 inside it', ['fail-fast', {}, limit(1000)], { status: 'completed', audit: { stalePages: 0 } }],
    ['P12 with nothing stated', ['fail-fast', { bandwidthSource: 'avail-switchover-bandwidth' }], ENDLESS],
    ['P13', ['native-only'], REFUSED],
    ['P13 with a physical device in type1', ['native-only', {}, having({ container: 'type1' })], REFUSED],
    [
      'P13 with a log of the device',
      ['native-only', { release: '9.0' }, having({ deviceLogging: true })],
      { status: 'completed', audit: { stalePages: 0 } },
    ],
    ['7.2', ['as-released'], REFUSED],
    ['8.0', ['as-released', { release: '8.0' }], ENDLESS],
    ['9.2', ['as-released', { release: '9.2' }], ENDLESS],
    ['10.0, whose fallback is never reached', ['as-released', { release: '10.0' }], { audit: { stalePages: 200 } }],
  ])('%s', (_, scenario, outcome) => {
    expect(timelineOf(...scenario).outcome).toMatchObject(outcome);
  });

  it('prints the messages to the letter, with the device’s name', () => {
    const skips = (i: number) =>
      `0000:0${i}:00.0: IOMMU of the device's VFIO container doesn't support dirty page tracking, migration pre-copy phase will be skipped`;
    const two: Partial<Scenario> = { devices: [DEVICE, { ...DEVICE, name: '0000:02:00.0' }] };
    const warnings = (rule: UntrackedRuleName) =>
      timelineOf(rule, {}, two)
        .log.filter(({ level }) => level === 'warning')
        .map(({ text }) => text);
    expect(timelineOf('blocker').admission.error).toBe("VFIO device doesn't support migration");
    expect(warnings('skip-precopy')).toEqual([skips(1), skips(2)]);
    expect(warnings('skip-precopy-once')).toEqual([skips(1)]);
  });

  it('P7 and P12 look while they know no bandwidth, and then decide by it', () => {
    const held = timelineOf('check-sla', {}, limit(1000)).decisions;
    expect(held[0]).toMatchObject({ policy: 'hold', policyBandwidthBytesPerMs: 0, outcome: 'iterate' });
    const last = held.at(-1)!;
    expect(last).toMatchObject({ policy: 'complete', outcome: 'complete' });
    expect(last.policyBandwidthBytesPerMs).toBe(
      held.findLast(({ window }) => window !== null)!.window!.bandwidthBytesPerMs,
    );
    expect(timelineOf('fail-fast').decisions.at(-1)).toMatchObject({
      policy: 'fail',
      outcome: 'fail',
      iteration: null,
    });
  });

  it.each<DeviceParts>([{ container: 'type1' }, { container: 'type1-pinned' }])(
    'no rule is in force when the container tracks the device: %j',
    (device) => {
      const outcomes = RULES.filter((name) => name !== 'native-only').map(
        (name) => timelineOf(name, {}, having(device)).outcome,
      );
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    },
  );
});
