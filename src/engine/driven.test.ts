import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capabilitiesWith, NO_POSTCOPY, PLAIN_HOSTING, parametersOf, qemuWith } from './devices.testing.ts';
import { drawnScenario } from './drawn.testing.ts';
import type { PagePlanes } from './memory/page-planes.ts';
import { plainRun } from './plain-model.testing.ts';
import { ANYTHING, RELEASES } from './plain-scenario.testing.ts';
import { PlainWatch } from './plain-watch.testing.ts';
import { slotsOf } from './run-log.testing.ts';
import type { Scenario } from './scenario.ts';
import { Simulation, simulate } from './simulation.ts';

/** As many of 7.2 with one plain device as of any release with any devices, over a link that keeps its speed or does not, encoded, or with post-copy. */
const anyScenario = fc.oneof(
  drawnScenario(),
  drawnScenario(ANYTHING),
  drawnScenario({ ...ANYTHING, linkChanges: true }),
  drawnScenario({ releases: RELEASES, devices: 'none', mostPages: 400, postcopy: true, linkChanges: true }),
  drawnScenario({ releases: RELEASES, devices: 'none', mostPages: 600, encoding: true }),
);

const shares = (most: number) =>
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: most });

/** Everything that can be seen of a simulation at its instant. */
const stateOf = (simulation: Simulation) => ({
  planes: Object.fromEntries(Object.entries(simulation.planes).map(([name, plane]) => [name, plane?.slice() ?? null])),
  instant: simulation.instant(),
});

const at = (scenario: Scenario, ms: number): Simulation => {
  const simulation = new Simulation(scenario);
  simulation.advanceTo(ms);
  return simulation;
};

describe('a run does not depend on how it is driven', () => {
  it('is the same however advanceTo is cut', () => {
    fc.assert(
      fc.property(anyScenario, shares(20), (scenario, cuts) => {
        const whole = simulate(scenario);
        const { endMs } = whole.timeline().outcome!;
        const cut = new Simulation(scenario, { shared: true });
        for (const share of cuts.toSorted((a, b) => a - b)) cut.advanceTo(share * endMs);
        cut.runToEnd();
        expect(cut.timeline()).toEqual(whole.timeline());
        expect(stateOf(cut)).toEqual(stateOf(whole));
      }),
      { numRuns: 120 },
    );
  });

  it('reaches any instant, forward and back, as if it had gone there at once', () => {
    fc.assert(
      fc.property(anyScenario, shares(6), (scenario, stops) => {
        const simulation = simulate(scenario);
        const timeline = simulation.timeline();
        const { endMs } = timeline.outcome!;
        for (const share of stops) {
          simulation.seek(share * endMs);
          expect(stateOf(simulation)).toEqual(stateOf(at(scenario, share * endMs)));
        }
        simulation.seek(Infinity);
        expect(stateOf(simulation)).toEqual(stateOf(simulate(scenario)));
        expect(simulation.timeline()).toEqual(timeline);
      }),
      { numRuns: 80 },
    );
  });

  it('is that of the scenario with the changes of the link that a driver made, and is found again by seeking', () => {
    const changes = fc.array(fc.tuple(fc.nat(12_000), fc.constantFrom(10_000, 200_000, 3_000_000, 1e9)), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        drawnScenario({ ...ANYTHING, link: 'wire', linkChanges: true }),
        changes,
        shares(3),
        (scenario, changes, stops) => {
          const driven = new Simulation(scenario);
          for (const [tenths, bytesPerSecond] of changes.toSorted(([a], [b]) => a - b)) {
            driven.advanceTo(tenths / 10);
            driven.setLinkSpeed(bytesPerSecond);
          }
          const { endMs } = driven.runToEnd();
          const again = simulate(driven.scenarioWithChanges());
          expect(driven.timeline()).toEqual(again.timeline());
          expect(stateOf(driven)).toEqual(stateOf(again));
          for (const share of stops) {
            driven.seek(share * endMs);
            again.seek(share * endMs);
            expect(stateOf(driven)).toEqual(stateOf(again));
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('seeks without keyframes too', () => {
    fc.assert(
      fc.property(drawnScenario(), fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
        const simulation = new Simulation(scenario, { keyframeBudgetBytes: 0 });
        const { endMs } = simulation.runToEnd();
        simulation.seek(share * endMs);
        expect(stateOf(simulation)).toEqual(stateOf(at(scenario, share * endMs)));
      }),
      { numRuns: 40 },
    );
  });

  it('tells of a page the versions that an observer counted', () => {
    fc.assert(
      fc.property(drawnScenario({ mostPages: 200 }), fc.nat(63), (scenario, page) => {
        const simulation = simulate(scenario);
        const watch = new PlainWatch(simulation.layout.slots);
        new Simulation(scenario, { observer: watch }).runToEnd();
        const slot = simulation.layout.ram.firstSlot + page;
        const { sourceVersion, destinationVersion, events, omitted } = simulation.biography(slot);
        expect(sourceVersion).toBe(watch.sourceVersions[slot]);
        expect(destinationVersion).toBe(watch.destinationVersions[slot]);
        const sent = events.filter(({ kind }) => kind === 'sent').length;
        if (omitted === 0) expect(sent).toBe(watch.timesSent[slot]);
      }),
      { numRuns: 60 },
    );
  });

  it('says of every page at any instant what the plain model says, whether it came from before or from behind', () => {
    fc.assert(
      fc.property(drawnScenario({ mostPages: 300 }), shares(3), fc.nat(63), (scenario, stops, page) => {
        const simulation = simulate(scenario);
        const { endMs } = simulation.timeline().outcome!;
        for (const share of stops) {
          const ms = share * endMs;
          simulation.seek(ms);
          // the plain model is cut short by its horizon
          const plain = plainRun({ ...scenario, horizonMs: Math.min(ms, scenario.horizonMs) });
          const { bitmap, nonzero, vcpuLog, dmaLog, untracked, sentLow, sentHigh } = simulation.planes;
          for (const slot of slotsOf(simulation)) {
            const version = plain.sourceVersions[slot]!;
            const content = [nonzero, vcpuLog, dmaLog, untracked].some((plane) => has(plane, slot));
            const seen = {
              bitmap: has(bitmap, slot),
              timesSent: (has(sentHigh, slot) ? 2 : 0) + (has(sentLow, slot) ? 1 : 0),
              differs: differs(simulation.planes, slot),
            };
            const expected = {
              bitmap: plain.mustBeSent.has(slot),
              timesSent: Math.min(3, plain.timesSent[slot]!),
              differs: plain.destinationVersions[slot] !== version,
            };
            const same = Object.keys(seen).every((key) => seen[key as 'bitmap'] === expected[key as 'bitmap']);
            if (!same || (version > 0 && !content))
              expect({ ...seen, content }).toEqual({ ...expected, content: true });
          }
          const slot = simulation.layout.ram.firstSlot + page;
          expect(simulation.biography(slot)).toMatchObject({
            sourceVersion: plain.sourceVersions[slot],
            destinationVersion: plain.destinationVersions[slot],
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never sets a bit of the padding between blocks', () => {
    fc.assert(
      fc.property(drawnScenario({ mostPages: 200 }), (scenario) => {
        const simulation = simulate(scenario);
        const pages = new Set(slotsOf(simulation));
        for (const plane of Object.values(simulation.planes) as (Uint32Array | null)[]) {
          for (let slot = 0; slot < simulation.layout.slots; slot++) {
            if (!pages.has(slot) && has(plane, slot)) expect(slot).toBe('clear');
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives different digests to different seeds where chance writes pages', () => {
    const scenario = { ...uniformGuest, seed: 1 };
    expect(simulate({ ...scenario, seed: 2 }).timeline().outcome?.digest).not.toBe(
      simulate(scenario).timeline().outcome?.digest,
    );
  });
});

const has = (plane: Uint32Array | null, slot: number): boolean =>
  plane !== null && (plane[slot >>> 5]! & (1 << (slot & 31))) !== 0;

/** As the docstring of `PagePlanes` has it. */
const differs = (planes: PagePlanes, slot: number): boolean =>
  !(has(planes.sentLow, slot) || has(planes.sentHigh, slot)) ||
  (has(planes.bitmap, slot) && !has(planes.delivered, slot)) ||
  [planes.vcpuLog, planes.dmaLog, planes.untracked].some((log) => has(log, slot));

const uniformGuest: Scenario = {
  format: 2,
  name: '',
  seed: 0,
  guest: {
    ramBytes: 1024 * 4096,
    firmware: 'bare',
    stoppedBeforeMigrate: false,
    ...PLAIN_HOSTING,
    nonzeroRanges: [{ fromPage: 0, toPage: 1024 }],
    workloads: [{ kind: 'uniform', region: { startPage: 0, pages: 1024 }, writesPerSecond: 500 }],
  },
  link: { kind: 'wire', bytesPerSecond: 4e6 },
  host: 'ideal',
  pageCpuNs: 0,
  sendCores: 4,
  extraSyncMsPerGib: 0,
  devices: [],
  qemu: qemuWith(),
  postcopy: NO_POSTCOPY,
  sla: 'downtime-limit',
  parameters: parametersOf(30, 4_000_000),
  capabilities: capabilitiesWith(),
  actions: [],
  horizonMs: 20_000,
};
