import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { capabilitiesWith, deviceWith, PLAIN_HOSTING, parametersOf, qemuWith } from './devices.testing.ts';
import { forScenarios } from './drawn.testing.ts';
import { RELEASES } from './plain-scenario.testing.ts';
import { slotsOf } from './run-log.testing.ts';
import type { Action, Scenario } from './scenario.ts';
import { type Observer, Simulation, simulate } from './simulation.ts';

const POSTCOPY = { releases: RELEASES, devices: 'none', mostPages: 400, postcopy: true } as const;

const BROKEN: readonly Action[] = [
  { atMs: 150, fault: 'channel-error' },
  { atMs: 300, execute: 'migrate-recover' },
  { atMs: 400, execute: 'migrate', resume: true },
];

/** Semantics sheet, sections 4.1, 8.9 and 10. */
describe('post-copy', () => {
  it('I7: delivers every page of the discard set once after the switch, and no other', () => {
    let moved = 0;
    forScenarios(
      (scenario) => {
        const { simulation, sentAfter } = watched(scenario);
        const { postcopy, status } = simulation.timeline().outcome!;
        if (postcopy === null) {
          expect(sentAfter.size).toBe(0);
          return;
        }
        moved++;
        const discarded = slotsOf(simulation).filter((slot) => has(simulation.planes.discarded!, slot));
        expect(discarded.length).toBe(postcopy.discardedPages);
        for (const slot of sentAfter.keys()) expect(has(simulation.planes.discarded!, slot)).toBe(true);
        const sendings = [...sentAfter.values()].reduce((sum, times) => sum + times, 0);
        const missing = discarded.filter((slot) => has(simulation.planes.bitmap, slot)).length;
        expect(sendings).toBe(discarded.length - missing + postcopy.lostPages);
        if (postcopy.lostPages === 0) for (const times of sentAfter.values()) expect(times).toBe(1);
        if (status === 'completed') expect(missing).toBe(0);
      },
      120,
      POSTCOPY,
    );
    expect(moved).toBeGreaterThan(10);
  });

  it('makes exactly one sync in the switch and none after it, and sends nothing while the guest stands still', () => {
    forScenarios(
      (scenario) => {
        const { outcome, syncs, statuses } = simulate(scenario).timeline();
        if (outcome!.postcopy === null || scenario.guest.stoppedBeforeMigrate) return;
        const stops = scenario.actions.some((action) => 'execute' in action && action.execute === 'stop');
        if (!stops) expect(syncs.filter(({ vmStopped }) => vmStopped).length).toBe(1);
        expect(syncs.at(-1)!.vmStopped).toBe(true);
        expect(outcome!.postcopyBytes + outcome!.precopyBytes).toBeGreaterThan(0);
        if (!stops) expect(outcome!.downtimeBytes).toBe(0);
        expect(statuses.map(({ state }) => state)).toContain('postcopy-active');
      },
      120,
      POSTCOPY,
    );
  });

  it('I21: takes only the steps between statuses that QEMU takes', () => {
    forScenarios(
      (scenario) => {
        const states = simulate(scenario)
          .timeline()
          .statuses.map(({ state }) => state);
        for (const [i, state] of states.slice(1).entries()) expect(STEPS[states[i]!] ?? []).toContain(state);
      },
      120,
      POSTCOPY,
    );
  });

  it('I23: the source never runs again once the guest has moved', () => {
    forScenarios(
      (scenario) => {
        const { outcome, vm } = simulate(scenario).timeline();
        if (outcome!.postcopy === null) return;
        expect(vm.at(-1)!.state).toBe('stopped');
      },
      120,
      POSTCOPY,
    );
  });

  it('lets a CPU wait only for pages that are not there, never longer than until the end', () => {
    forScenarios(
      (scenario) => {
        const { simulation } = watched(scenario);
        const { postcopy, endMs, status } = simulation.timeline().outcome!;
        if (postcopy === null || postcopy.resumedMs === null) return;
        const ended = postcopy.latencies.reduce((sum, count) => sum + count, 0);
        for (const waitedMs of postcopy.vcpuWaitedMs)
          expect(waitedMs).toBeLessThanOrEqual(endMs - postcopy.resumedMs + 1e-6);
        if (status === 'completed') expect(ended).toBeGreaterThanOrEqual(postcopy.requests > 0 ? 1 : 0);
        if (status === 'completed') expect(simulation.planes.requested!.every((word) => word === 0)).toBe(true);
        expect(Math.max(...postcopy.vcpuBlocktimeMs)).toBeGreaterThanOrEqual(postcopy.blocktimeMs);
        const { postcopyRequests } = simulation.instant().counters;
        expect(postcopyRequests).toBe(postcopy.requests);
      },
      120,
      POSTCOPY,
    );
  });
});

describe('a request', () => {
  it('is answered a round trip, what waits in the sockets and a page later', () => {
    // one page every 100 ms, the last of RAM: asked for while the scan is far from it
    const run = simulate(moving({ roundTripMs: 2, queuedBytes: 41_040 })).timeline().outcome!;
    const pageMs = (4104 * 1000) / LINK;
    expect(run.postcopy!.requests).toBe(1);
    const waitMs = run.postcopy!.longestWaitMs;
    expect(waitMs).toBeGreaterThanOrEqual(2 + 10 * pageMs + pageMs);
    expect(waitMs).toBeLessThan(2 + 10 * pageMs + 2 * pageMs);
  });

  it('does not wait behind what is in the sockets when it has a channel of its own', () => {
    const pageMs = (4104 * 1000) / LINK;
    const slow = simulate(moving({ queuedBytes: 410_400 })).timeline().outcome!.postcopy!;
    const fast = simulate(moving({ queuedBytes: 410_400 }, { 'postcopy-preempt': true })).timeline().outcome!.postcopy!;
    expect(slow.longestWaitMs - fast.longestWaitMs).toBeGreaterThan(99 * pageMs);
    expect(fast.longestWaitMs).toBeLessThanOrEqual(0.1 + 2 * pageMs);
  });

  it('jumps the cursor: neighbours follow the page', () => {
    const order: number[] = [];
    const scenario = moving({});
    const simulation = new Simulation(
      scenario,
      watchOf({ sent: (word, pages) => order.push(word * 32 + 31 - Math.clz32(pages)) }),
    );
    simulation.runToEnd();
    const asked = order.lastIndexOf(ASKED);
    expect(order.slice(asked, asked + 4)).toEqual([ASKED, ASKED + 1, ASKED + 2, ASKED + 3]);
  });

  it('is not held back by the window', () => {
    const capped = moving({}, {}, { 'max-postcopy-bandwidth': 410_400 });
    const { postcopy } = simulate(capped).timeline().outcome!;
    expect(postcopy!.requests).toBeGreaterThan(0);
    expect(postcopy!.longestWaitMs).toBeLessThan(20);
  });
});

describe('a broken channel', () => {
  it('pauses both sides until they are connected again, and no page is lost', () => {
    const plain = moving({}, {}, {}, BROKEN);
    const everywhere = { kind: 'uniform', region: { startPage: 0, pages: 4096 }, writesPerSecond: 50 } as const;
    const { outcome, statuses, log } = simulate({
      ...plain,
      guest: { ...plain.guest, workloads: [everywhere] },
    }).timeline();
    expect(statuses.map(({ state }) => state)).toEqual([
      'none',
      'setup',
      'active',
      'postcopy-active',
      'postcopy-paused',
      'postcopy-recover',
      'postcopy-active',
      'completed',
    ]);
    expect(log.map(({ text }) => text)).toEqual(['Unable to write to socket: Broken pipe']);
    expect(outcome!.audit.stalePages).toBe(0);
    expect(outcome!.postcopy!.longestWaitMs).toBeGreaterThan(150);
    expect(outcome!.postcopy!.lostPages).toBe(1);
  });

  it('passes a status of its own from 9.1 on', () => {
    const scenario = { ...moving({}, {}, {}, BROKEN), qemu: qemuWith({ release: '9.1' }) };
    const states = simulate(scenario)
      .timeline()
      .statuses.map(({ state }) => state);
    expect(states.slice(4, 7)).toEqual(['postcopy-paused', 'postcopy-recover-setup', 'postcopy-recover']);
  });

  it('stays broken while the destination does not listen', () => {
    const { outcome, log, statuses } = simulate(moving({}, {}, {}, [BROKEN[0]!, BROKEN[2]!])).timeline();
    expect(statuses.at(-1)!.state).toBe('postcopy-paused');
    expect(log.at(-1)!.text).toBe('Failed to connect: Connection refused');
    expect(outcome!.status).toBe('not-converged');
    expect(outcome!.verdict.headline).toMatch(/^Still in post-copy/);
  });
});

describe('refusals', () => {
  it('without the capability', () => {
    const scenario = { ...moving({}), capabilities: capabilitiesWith() };
    expect(simulate(scenario).timeline().log[0]!.text).toBe(
      'Enable postcopy with migrate_set_capability before the start of migration',
    );
  });

  it('of VFIO devices from 8.2 on', () => {
    const scenario = {
      ...moving({}),
      devices: [deviceWith({ container: 'iommufd-tracking', deviceLogging: true, p2p: true })],
    };
    const outcomeOf = (release: '8.1' | '8.2') => simulate({ ...scenario, qemu: qemuWith({ release }) }).timeline();
    expect(outcomeOf('8.2').admission.error).toBe(
      '0000:01:00.0: VFIO migration is not supported with postcopy migration',
    );
    expect(outcomeOf('8.2').outcome!.status).toBe('refused');
    expect(outcomeOf('8.1').outcome!.status).toBe('completed');
  });

  it('of a cancel from 10.0 on; before, it loses the guest', () => {
    const cancelled = moving({}, {}, {}, [{ atMs: 150, execute: 'migrate_cancel' }]);
    const runOf = (release: '9.2' | '10.0') => simulate({ ...cancelled, qemu: qemuWith({ release }) }).timeline();
    expect(runOf('10.0').log.at(-1)!.text).toBe('Postcopy migration in progress, cannot cancel.');
    expect(runOf('10.0').outcome!.status).toBe('completed');
    expect(runOf('9.2').outcome!.status).toBe('cancelled');
    expect(runOf('9.2').outcome!.verdict.headline).toMatch(/the guest is lost/);
    expect(runOf('9.2').vm.at(-1)!.state).toBe('stopped');
  });

  it('migrate-recover and a resume outside a pause', () => {
    const odd = moving({}, {}, {}, [
      { atMs: 150, execute: 'migrate-recover' },
      { atMs: 151, execute: 'migrate', resume: true },
    ]);
    expect(
      simulate(odd)
        .timeline()
        .log.map(({ text }) => text),
    ).toEqual([
      'Migrate recover can only be run when postcopy is paused.',
      'Cannot resume if there is no paused migration',
    ]);
  });
});

describe('the destination’s monitor', () => {
  it('shows its waiting only with postcopy-blocktime', () => {
    const plain = simulate(moving({})).instant();
    expect(plain.destinationQueryMigrate).toEqual({ status: 'completed' });
    const counted = simulate(moving({}, { 'postcopy-blocktime': true })).instant();
    expect(counted.destinationQueryMigrate).toMatchObject({ 'postcopy-vcpu-blocktime': [expect.any(Number)] });
  });
});

describe('the biography of a page', () => {
  it('tells what became of it on the destination', () => {
    const { events, postcopy } = simulate(moving({})).biography(ASKED);
    const kinds = events.map(({ kind }) => kind);
    const there = kinds.slice(kinds.indexOf('discarded'));
    expect(there.slice(0, 6)).toEqual(['discarded', 'resumed', 'requested', 'sent', 'arrived', 'written-there']);
    expect(new Set(there.slice(6))).toEqual(new Set(['written-there']));
    expect(events.find(({ kind }) => kind === 'discarded')).toMatchObject({ had: false });
    expect(postcopy).toBe('there');
  });

  it('says how it was at the instant that is looked at', () => {
    const simulation = simulate(moving({ roundTripMs: 5 }));
    const { events } = simulation.biography(ASKED);
    const at = (kind: string) => events.find((event) => event.kind === kind)!.atMs;
    const placeAt = (atMs: number) => {
      simulation.seek(atMs);
      return simulation.biography(ASKED).postcopy;
    };
    expect(placeAt(at('discarded') / 2)).toBeNull();
    expect(placeAt((at('resumed') + at('requested')) / 2)).toBe('discarded');
    expect(placeAt((at('requested') + at('sent')) / 2)).toBe('requested');
    expect(placeAt(at('arrived'))).toBe('there');
    expect(simulation.biography(ASKED - 1)).toMatchObject({ postcopy: 'discarded', destinationVersion: null });
  });

  it('tells of a page that was on the wire when the channel broke', () => {
    let lost = -1;
    const watch = watchOf({
      lostOnTheWay: (slot) => {
        lost = slot;
      },
    });
    const simulation = simulate(moving({}, {}, {}, BROKEN), watch);
    const kinds = simulation.biography(lost).events.map(({ kind }) => kind);
    expect(kinds.slice(-4)).toEqual(['sent', 'lost-on-the-way', 'sent', 'arrived']);
  });
});

const LINK = 4_104_000;
/** A place that the scan reaches late, asked for early. */
const ASKED = 3000;

/** 4,096 pages at a page a ms; one page is written, again and again, and post-copy starts at once. */
function moving(
  postcopy: Partial<Scenario['postcopy']>,
  capabilities: Partial<Scenario['capabilities']> = {},
  parameters: Partial<Scenario['parameters']> = {},
  actions: readonly Action[] = [],
): Scenario {
  return {
    format: 2,
    name: '',
    seed: 1,
    guest: {
      ramBytes: 4096 * PAGE_BYTES,
      firmware: 'bare',
      stoppedBeforeMigrate: false,
      ...PLAIN_HOSTING,
      nonzeroRanges: [{ fromPage: 0, toPage: 4096 }],
      workloads: [{ kind: 'sequential', region: { startPage: ASKED, pages: 1 }, writesPerSecond: 50, startIndex: 0 }],
    },
    link: { kind: 'wire', bytesPerSecond: LINK },
    host: 'ideal',
    devices: [],
    qemu: qemuWith(),
    pageCpuNs: 0,
    sendCores: 4,
    extraSyncMsPerGib: 0,
    sla: 'downtime-limit',
    postcopy: { startAfterPasses: null, roundTripMs: 0.1, queuedBytes: 0, ...postcopy },
    parameters: { ...parametersOf(300, 0), ...parameters },
    capabilities: capabilitiesWith({ 'postcopy-ram': true, ...capabilities }),
    actions: [{ atMs: 0, execute: 'migrate-start-postcopy' }, ...actions],
    horizonMs: 60_000,
  };
}

const has = (plane: Uint32Array, slot: number): boolean => (plane[slot >>> 5]! & (1 << (slot & 31))) !== 0;

function watchOf(parts: Partial<Observer>): { observer: Observer } {
  return { observer: { written: () => {}, sent: () => {}, synced: () => {}, ...parts } };
}

/** The run, and how often each page was sent after the switch: when the destination had been told what to discard. */
function watched(scenario: Scenario): { simulation: Simulation; sentAfter: Map<number, number> } {
  const sentAfter = new Map<number, number>();
  const simulation: Simulation = new Simulation(
    scenario,
    watchOf({
      sent: (word, pages) => {
        if (!simulation.planes.discarded?.some((each) => each !== 0)) return;
        for (let bit = 0; bit < 32; bit++)
          if ((pages & (1 << bit)) !== 0) sentAfter.set(word * 32 + bit, (sentAfter.get(word * 32 + bit) ?? 0) + 1);
      },
    }),
  );
  simulation.runToEnd();
  return { simulation, sentAfter };
}

/** Semantics sheet 1.1. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  none: ['setup'],
  setup: ['active', 'cancelling', 'failed'],
  active: ['pre-switchover', 'device', 'postcopy-active', 'completed', 'failed', 'cancelling'],
  'pre-switchover': ['device', 'postcopy-active', 'cancelling', 'failed'],
  device: ['completed', 'failed', 'cancelling', 'postcopy-active'],
  'postcopy-active': ['completed', 'postcopy-paused', 'cancelling', 'failed'],
  'postcopy-paused': ['postcopy-recover', 'postcopy-recover-setup', 'cancelling'],
  'postcopy-recover-setup': ['postcopy-recover', 'postcopy-paused', 'cancelling'],
  'postcopy-recover': ['postcopy-active', 'postcopy-paused', 'cancelling'],
  cancelling: ['cancelled'],
};
