import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario, Workload } from '../../engine/scenario.ts';
import { simulate } from '../../engine/simulation.ts';
import { scenarioWith, vfioDevice } from '../../scenario/defaults.ts';
import { MIB } from '../../units.ts';
import { withField } from '../study/cells.ts';
import { NO_PROMISE, type Promised } from '../study/plan.ts';
import { keeps } from '../study/promise.ts';
import { runOf } from '../study/study.ts';
import { answered } from './boundary.ts';
import { causeOf } from './cause.ts';
import { smallestChanges } from './smallest-change.ts';

/** Small guests, so that a run takes about a millisecond; most fail, for one reason or another. */
const failing: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    ramMib: fc.constantFrom(1, 2, 4),
    share: fc.double({ min: 0.1, max: 1, noNaN: true }),
    kind: fc.constantFrom('uniform', 'sequential', 'hot-cold'),
    writesPerSecond: fc.integer({ min: 500, max: 60_000 }),
    linkBytesPerSecond: fc.integer({ min: 5e6, max: 6e7 }),
    limitMs: fc.integer({ min: 1, max: 200 }),
    release: fc.constantFrom('7.2', '8.2', '9.2', '10.1'),
    device: fc.option(
      fc.record({
        container: fc.constantFrom('type1', 'iommufd-tracking'),
        stopCopyBytes: fc.integer({ min: 0, max: 4 * MIB }),
      }),
      { freq: 3 },
    ),
  })
  .map(({ seed, ramMib, share, kind, writesPerSecond, linkBytesPerSecond, limitMs, release, device }) => {
    const pages = Math.max(8, Math.floor(ramMib * 256 * share));
    const region = { startPage: 0, pages };
    const workloads: Record<typeof kind, Workload> = {
      uniform: { kind: 'uniform', region, writesPerSecond },
      sequential: { kind: 'sequential', region, writesPerSecond, startIndex: 0 },
      'hot-cold': { kind: 'hot-cold', region, writesPerSecond, hotPages: Math.ceil(pages / 8), hotShare: 0.9 },
    };
    const ring = { kind: 'ring', region: { startPage: 0, pages: 64 }, writesPerSecond: 400 } as const;
    return scenarioWith({
      seed,
      guest: { ramBytes: ramMib * MIB, firmware: 'bare', workloads: [workloads[kind]] },
      link: { kind: 'wire', bytesPerSecond: linkBytesPerSecond },
      qemu: { release },
      devices: device
        ? [
            vfioDevice({
              ...device,
              container: release === '9.2' || release === '10.1' ? device.container : 'type1',
              dma: ring,
            }),
          ]
        : [],
      parameters: { 'downtime-limit': limitMs },
      horizonMs: 1000,
    });
  });
const promise: Promised = { ...NO_PROMISE, downtimeMs: 'limit' };

const runs = fc
  .sample(failing, { seed: 20_261_125, numRuns: 900 })
  .filter((scenario) => !keeps(runOf(scenario), promise, scenario))
  .slice(0, 300);

describe('300 runs that fail', () => {
  it('are as many as that, and fail for several causes', () => {
    expect(runs).toHaveLength(300);
    const causes = new Map<string, number>();
    for (const scenario of runs) {
      const cause = causeOf(scenario, simulate(scenario).timeline(), promise);
      expect(cause?.sentence).toMatch(/^[A-Z0-9].*\.$/);
      causes.set(cause!.name, (causes.get(cause!.name) ?? 0) + 1);
    }
    expect(causes.size).toBeGreaterThanOrEqual(4);
  });

  it.each([0, 50, 100, 150, 200, 250])(
    'each change proposed for runs %s and on succeeds, and one hundredth less fails',
    (first) => {
      let proposed = 0;
      for (const scenario of runs.slice(first, first + 50)) {
        for (const change of answered(smallestChanges(scenario, promise, 1), runOf)) {
          if (change.to === null) continue;
          proposed++;
          const at = (value: number) => withField(scenario, change.field, value);
          expect(keeps(runOf(at(change.to)), promise, at(change.to)), `${change.field} ${change.to}`).toBe(true);
          const less = change.fails === change.from ? scenario : at(change.fails);
          expect(keeps(runOf(less), promise, less), `${change.field} ${change.fails}`).toBe(false);
          const step = change.field === 'ramBytes' ? 4096 : 1;
          expect(Math.abs(change.to - change.fails)).toBeLessThanOrEqual(
            Math.max(step, 0.01 * Math.abs(change.to - change.from) + step),
          );
        }
      }
      expect(proposed).toBeGreaterThan(100);
    },
    120_000,
  );
});
