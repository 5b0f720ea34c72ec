import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../units.ts';
import { capabilitiesWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf, qemuWith } from '../devices.testing.ts';
import { drawnScenario } from '../drawn.testing.ts';
import { RELEASES } from '../plain-scenario.testing.ts';
import type { Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';
import { judgeThrottle } from './auto-converge.ts';

const parameters = {
  'throttle-trigger-threshold': 50,
  'cpu-throttle-initial': 20,
  'cpu-throttle-increment': 10,
  'cpu-throttle-tailslow': false,
  'max-cpu-throttle': 99,
  'vcpu-dirty-limit': 1,
  'x-vcpu-dirty-limit-period': 1000,
};
const high = {
  means: 'auto-converge' as const,
  countsAlways: false,
  dirtyBytes: 51,
  transferredBytes: 100,
  parameters,
};

describe('the judgement of a rate period', () => {
  it('counts the first high period and steps at the second', () => {
    expect(judgeThrottle({ ...high, highCount: 0, throttlePercent: 0 })).toMatchObject({
      reason: 'counted',
      highCount: 1,
      throttlePercent: 0,
    });
    expect(judgeThrottle({ ...high, highCount: 1, throttlePercent: 0 })).toMatchObject({
      reason: 'step',
      highCount: 0,
      throttlePercent: 20,
    });
  });

  it('keeps the count over a low period, and equality is low', () => {
    const low = { ...high, dirtyBytes: 50, highCount: 1, throttlePercent: 30 };
    expect(judgeThrottle(low)).toEqual({ reason: 'low', limitBytes: 50, highCount: 1, throttlePercent: 30 });
  });

  it('counts while it is off only from 8.1 on, and never slows the guest then', () => {
    const off = { ...high, means: null, highCount: 1, throttlePercent: 0 };
    expect(judgeThrottle(off)).toMatchObject({ reason: 'off', highCount: 1, throttlePercent: 0 });
    expect(judgeThrottle({ ...off, countsAlways: true })).toMatchObject({ highCount: 0, throttlePercent: 0 });
  });

  it('takes with tailslow no larger a step than brings the dirty rate to the limit', () => {
    const tail = {
      ...high,
      highCount: 1,
      throttlePercent: 50,
      parameters: { ...parameters, 'cpu-throttle-tailslow': true },
    };
    expect(judgeThrottle({ ...tail, dirtyBytes: 54 }).throttlePercent).toBe(54);
    expect(judgeThrottle({ ...tail, dirtyBytes: 500 }).throttlePercent).toBe(60);
  });

  /** Semantics sheet 8.8 */
  it('follows min(initial + increment (k - 1), maximum) while all periods are high', () => {
    let percent = 0;
    for (let k = 1; k < 15; k++) {
      percent = judgeThrottle({ ...high, highCount: 1, throttlePercent: percent }).throttlePercent;
      expect(percent).toBe(Math.min(20 + 10 * (k - 1), 99));
    }
  });
});

const drawn = drawnScenario({ releases: RELEASES, mostPages: 300, devices: 'none', autoConverge: true });

describe('a run with auto-converge', () => {
  it('I28: the throttle begins at the initial value, never falls, steps by the increment at most, and is off afterwards', () => {
    fc.assert(
      fc.property(drawn, (whole) => {
        const scenario: Scenario = { ...whole, actions: [] };
        const { throttle, outcome } = simulate(scenario).timeline();
        const percents = throttle.map(({ state }) => state);
        if (outcome!.status !== 'not-converged' && percents.length > 0) expect(percents.pop()).toBe(0);
        const given = scenario.parameters;
        percents.forEach((percent, i) => {
          const before = percents[i - 1];
          if (before === undefined) {
            expect(percent).toBe(given['cpu-throttle-initial']);
            return;
          }
          expect(percent).toBeGreaterThan(before);
          expect(percent - before).toBeLessThanOrEqual(given['cpu-throttle-increment']);
          expect(percent).toBeLessThanOrEqual(given['max-cpu-throttle']);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('I29: the count of high periods is 0 or 1, and a step follows two of them, or nothing where nobody slows the guest', () => {
    fc.assert(
      fc.property(drawn, (scenario) => {
        let counted = 0;
        for (const { highDirtyCount, throttling } of simulate(scenario).timeline().syncs) {
          expect([0, 1]).toContain(highDirtyCount);
          if (throttling?.reason === 'counted') counted++;
          if (throttling?.reason === 'step') expect(counted).toBe(1);
          // 8.1 counts although it is off, and the second one begins anew
          if (throttling?.reason === 'step' || (throttling?.reason === 'off' && counted === 1)) counted = 0;
          expect(highDirtyCount).toBe(counted);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('goes on to its end when the periodic sync falls away and nothing else is to come', () => {
    const scenario: Scenario = {
      format: 2,
      name: '',
      seed: 1,
      guest: {
        ramBytes: 256 * PAGE_BYTES,
        firmware: 'bare',
        stoppedBeforeMigrate: false,
        ...PLAIN_HOSTING,
        nonzeroRanges: [{ fromPage: 0, toPage: 256 }],
        workloads: [],
      },
      link: { kind: 'wire', bytesPerSecond: 300_000 },
      host: 'ideal',
      devices: [],
      qemu: qemuWith({ release: '9.2' }),
      pageCpuNs: 0,
      sendCores: 4,
      extraSyncMsPerGib: 0,
      sla: 'downtime-limit',
      postcopy: NO_POSTCOPY,
      parameters: parametersOf(300, 0),
      capabilities: capabilitiesWith({ 'auto-converge': true, 'pause-before-switchover': true }),
      actions: [],
      horizonMs: 6000,
    };
    // it is due at 5 s of the guest's time, and the guest stands still from 3.5 s on
    const { outcome, statuses } = simulate(scenario).timeline();
    expect(statuses.at(-1)!.state).toBe('pre-switchover');
    expect(outcome).toMatchObject({ status: 'not-converged', endMs: 6000 });
  });

  it('is the same however it is cut', () => {
    fc.assert(
      fc.property(drawn, fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 8 }), (scenario, cuts) => {
        const whole = simulate(scenario).timeline();
        const cut = new Simulation(scenario);
        for (const ms of cuts.toSorted((a, b) => a - b)) cut.advanceTo(ms);
        cut.runToEnd();
        expect(cut.timeline()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
