import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capabilitiesWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf, qemuWith } from '../devices.testing.ts';
import { drawnScenario } from '../drawn.testing.ts';
import type { Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';
import { nextSleepUs, ringFullUs, vcpuRateMBps } from './dirty-limit.ts';

describe('the sleep of a vCPU', () => {
  it('is reckoned from the time in which its ring fills up at the highest rate', () => {
    expect(ringFullUs({ dirtyRingSize: 4096 }, 800)).toBe(20_000);
    expect(ringFullUs({ dirtyRingSize: 4096 }, 0)).toBe(0);
    expect(vcpuRateMBps(25_600, 1000)).toBe(100);
    expect(vcpuRateMBps(2559, 100)).toBe(99);
  });

  it('far from the limit grows by what brings the rate there at once', () => {
    // 800 MB/s where 200 may be: three quarters of the time asleep, three times as long as the ring takes
    expect(nextSleepUs(0, 200, 800, 20_000)).toBe(60_000);
    expect(nextSleepUs(70_000, 800, 200, 20_000)).toBe(10_000);
  });

  it('near it changes by a tenth of the time of the ring', () => {
    expect(nextSleepUs(60_000, 200, 300, 20_000)).toBe(62_000);
    expect(nextSleepUs(60_000, 200, 150, 20_000)).toBe(58_000);
  });

  it('is never below 0, never above 99 times that time, and none for a vCPU that writes nothing', () => {
    const mbps = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.nat(10_000_000), mbps, mbps, fc.integer({ min: 1, max: 1_000_000 }), (now, limit, rate, full) => {
        const sleepUs = nextSleepUs(now, limit, rate, full);
        expect(sleepUs).toBeGreaterThanOrEqual(0);
        expect(sleepUs).toBeLessThanOrEqual(99 * full);
        expect(nextSleepUs(now, limit, 0, full)).toBe(0);
      }),
    );
  });
});

/** 64 MiB, all of it rewritten at 50,000 pages a second on two vCPUs, over a link of 60 MB/s. */
function limited(changes: Partial<Scenario['parameters']> = {}, vcpus = 2): Scenario {
  const pages = 16_384;
  return {
    format: 2,
    name: '',
    seed: 1,
    guest: {
      ...PLAIN_HOSTING,
      ramBytes: pages * 4096,
      firmware: 'bare',
      stoppedBeforeMigrate: false,
      nonzeroRanges: [{ fromPage: 0, toPage: pages }],
      workloads: [{ kind: 'uniform', region: { startPage: 0, pages }, writesPerSecond: 50_000 }],
      vcpus,
      dirtyRingSize: 1024,
    },
    link: { kind: 'wire', bytesPerSecond: 60_000_000 },
    host: 'ideal',
    pageCpuNs: 0,
    sendCores: 1,
    extraSyncMsPerGib: 0,
    sla: 'downtime-limit',
    postcopy: NO_POSTCOPY,
    devices: [],
    qemu: qemuWith({ release: '8.1' }),
    parameters: { ...parametersOf(50, 60_000_000), ...changes },
    capabilities: capabilitiesWith({ 'dirty-limit': true }),
    actions: [],
    horizonMs: 30_000,
  };
}

describe('dirty-limit', () => {
  it('comes into service at the second high period, like a step of auto-converge', () => {
    const { syncs, dirtyLimit, throttle } = simulate(limited()).timeline();
    const first = syncs.find(({ dirtyLimitMBps }) => dirtyLimitMBps > 0)!;
    expect(first.throttling?.reason).toBe('step');
    expect(
      syncs.filter(({ throttling, index }) => throttling?.reason === 'counted' && index < first.index).length,
    ).toBe(1);
    expect(dirtyLimit[0]).toMatchObject({ fromMs: first.atMs, limitMBps: 1, sleepUs: 0, sleptMs: 0 });
    expect(throttle).toEqual([]);
  });

  it('brings every vCPU within 25 MB/s of its limit, and not below', () => {
    const { dirtyLimit } = simulate({ ...limited(), link: { kind: 'wire', bytesPerSecond: 20_000_000 } }).timeline();
    const rates = dirtyLimit.map(({ rateMBps }) => rateMBps).filter((rate) => rate !== null);
    expect(rates[0]).toBeGreaterThan(90);
    expect(rates.slice(3, -1).every((rate) => rate <= 26)).toBe(true);
    expect(Math.max(...dirtyLimit.map(({ sleptMs, fromMs, toMs }) => sleptMs / (toMs - fromMs)))).toBeGreaterThan(0.5);
  });

  it('lets the guest converge where it would not, and leaves it alone where the limit is high', () => {
    const off = { ...limited(), capabilities: capabilitiesWith() };
    expect(simulate(off).runToEnd().status).toBe('not-converged');
    expect(simulate(limited()).runToEnd().status).toBe('completed');
    const high = simulate(limited({ 'vcpu-dirty-limit': 5000 }));
    expect(high.runToEnd().status).toBe('not-converged');
    expect(high.timeline().dirtyLimit.every(({ sleptMs }) => sleptMs === 0)).toBe(true);
  });

  it('allows as much in all as it has vCPUs', () => {
    const lastMBps = (vcpus: number) => {
      const slow = {
        ...limited({ 'vcpu-dirty-limit': 40 }, vcpus),
        link: { kind: 'wire', bytesPerSecond: 10_000_000 } as const,
      };
      return vcpus * simulate(slow).timeline().dirtyLimit.at(-2)!.rateMBps!;
    };
    expect(lastMBps(1)).toBeLessThanOrEqual(65);
    expect(lastMBps(4)).toBeGreaterThan(2 * lastMBps(1));
  });

  it('is told by query-migrate and info migrate once it is in service, not before', () => {
    const simulation = new Simulation(limited());
    simulation.advanceTo(500);
    expect(simulation.instant().queryMigrate).not.toHaveProperty('dirty-limit-ring-full-time');
    const { dirtyLimit } = simulate(limited()).timeline();
    const { toMs } = dirtyLimit[0]!;
    simulation.advanceTo(toMs + 1);
    const { queryMigrate, infoMigrate } = simulation.instant();
    const sleepUs = queryMigrate['dirty-limit-throttle-time-per-round'];
    const fullUs = queryMigrate['dirty-limit-ring-full-time'];
    expect(sleepUs).toBe(dirtyLimit[1]!.sleepUs);
    expect(fullUs).toBe(ringFullUs({ dirtyRingSize: 1024 }, dirtyLimit[0]!.rateMBps!));
    expect(infoMigrate).toContain(
      `\ndirty-limit throttle time: ${sleepUs} us\ndirty-limit ring full time: ${fullUs} us`,
    );
    expect(queryMigrate).not.toHaveProperty('cpu-throttle-percentage');
  });

  it('takes a changed limit at the next step only', () => {
    const slow = { ...limited(), link: { kind: 'wire', bytesPerSecond: 10_000_000 } as const, horizonMs: 60_000 };
    const set = { atMs: 1, execute: 'migrate-set-parameters', arguments: { 'vcpu-dirty-limit': 7 } } as const;
    const { syncs } = simulate(slow).timeline();
    const inService = syncs.find(({ dirtyLimitMBps }) => dirtyLimitMBps > 0)!;
    const changed = simulate({ ...slow, actions: [{ ...set, atMs: inService.atMs + 10 }] }).timeline().syncs;
    const steps = changed.filter(({ throttling }) => throttling?.reason === 'step');
    expect(steps.slice(0, 2).map(({ dirtyLimitMBps }) => dirtyLimitMBps)).toEqual([1, 7]);
  });

  it('ends every drawn run with the sleep that its periods add up to, and some of them do sleep', () => {
    let slept = 0;
    const drawn = drawnScenario({ releases: ['8.1', '9.2'], devices: 'none', dirtyLimit: true, mostPages: 2048 });
    fc.assert(
      fc.property(drawn, (scenario) => {
        const { dirtyLimit, outcome } = simulate(scenario).timeline();
        for (const [i, { fromMs, toMs, sleptMs }] of dirtyLimit.entries()) {
          expect(fromMs).toBe(dirtyLimit[i - 1]?.toMs ?? fromMs);
          expect(sleptMs).toBeLessThanOrEqual(Math.ceil(toMs - fromMs) + 1);
          slept += sleptMs;
        }
        if (dirtyLimit.length > 0) expect(dirtyLimit.at(-1)!.toMs).toBe(outcome!.endMs);
      }),
      { numRuns: 40 },
    );
    expect(slept).toBeGreaterThan(1000);
  });
});
