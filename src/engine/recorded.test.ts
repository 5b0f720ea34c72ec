import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { capabilitiesWith, PLAIN_HOSTING, parametersOf } from './devices.testing.ts';
import { drawnScenario, forScenarios } from './drawn.testing.ts';
import { GOLDEN_TRACES } from './golden-traces.ts';
import { hostCosts } from './link/host-costs.ts';
import type { Curve, DeviceState, LedgerPart } from './record.ts';
import type { Action, Scenario } from './scenario.ts';
import { Simulation, simulate } from './simulation.ts';

describe('the ledger of the downtime', () => {
  it('has no gap from the end of the last look until the end of the run', () => {
    forScenarios((scenario) => {
      const { ledger, decisions, outcome } = simulate(scenario).timeline();
      const last = decisions.at(-1);
      if (last?.outcome !== 'complete') {
        expect(ledger).toEqual([]);
        return;
      }
      let fromMs = last.atMs + (last.sync === null ? 0 : hostCosts(scenario).syncMs);
      for (const part of ledger) {
        expect(part.fromMs).toBeCloseTo(fromMs, 6);
        expect(part.ms).toBeGreaterThanOrEqual(0);
        fromMs = part.fromMs + part.ms;
      }
      if (ledger.length > 0) expect(fromMs).toBeCloseTo(outcome!.endMs, 6);
    });
  });

  it('names its parts in the order of the switchover, each once', () => {
    forScenarios((scenario) => {
      const places = simulate(scenario)
        .timeline()
        .ledger.map(({ part }) => PARTS.indexOf(part));
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    });
  });

  it('gives each part the time that its cause takes, and the bytes that it sends', () => {
    forScenarios((scenario) => {
      const { ledger, outcome, syncs, vm } = simulate(scenario).timeline();
      if (outcome!.status !== 'completed') return;
      const host = hostCosts(scenario);
      const [device] = scenario.devices;
      const stopped = vm.length > 1;
      const returns = scenario.capabilities['return-path'];
      const part = (name: LedgerPart['part']) => ledger.find((each) => each.part === name) ?? { ms: 0, bytes: 0 };
      const spent = (name: LedgerPart['part'], ms: number, bytes: number) => {
        expect(part(name).ms).toBeCloseTo(ms, 6);
        expect(part(name).bytes).toBe(bytes);
      };
      const byteMs = byteMsOf(scenario);
      const finalBytes = outcome!.transferredBytes - syncs.at(-1)!.transferredBytes;
      spent('vm-stop', stopped ? host.vmStopMs : 0, 0);
      spent('device-stop', stopped ? (device?.stopMs ?? 0) : 0, 0);
      spent('sync', host.syncMs, SECTION_HEADER);
      expect(part('ram').bytes).toBe(finalBytes + EOS_AND_FOOTER);
      if (stopped) expect(outcome!.downtimeBytes).toBe(finalBytes);
      spent('device-state', (device?.stopCopyBytes ?? 0) * byteMs, device?.stopCopyBytes ?? 0);
      spent('other-state', host.otherStateBytes * byteMs + host.otherStateMs, host.otherStateBytes);
      spent('destination-load', returns ? host.destinationLoadMs + (device?.resumeMs ?? 0) : 0, 0);
    });
  });

  it('counts the wait for migrate-continue', () => {
    const actions: Action[] = [{ atMs: 900, execute: 'migrate-continue' }];
    const { ledger } = simulate({ ...quiet, ...pausing, actions }).timeline();
    expect(ledger.find(({ part }) => part === 'pre-switchover')).toMatchObject({ fromMs: 500, ms: 400, bytes: 0 });
  });
});

describe('the guest and its device', () => {
  it('are down from their stop until the destination runs', () => {
    forScenarios((scenario) => {
      const { vm, events, outcome } = simulate(scenario).timeline();
      const resumed = events.find(({ side, event }) => side === 'destination' && event === 'RESUME');
      const mayResume = !scenario.guest.stoppedBeforeMigrate;
      expect(resumed !== undefined).toBe(mayResume && outcome!.status === 'completed');
      const stopped = vm.find(({ state }, i) => i > 0 && state === 'stopped');
      expect(outcome!.guestPauseMs).toBe(resumed && stopped ? resumed.atMs - stopped.atMs : null);
    });
  });

  it('stand still on the source at the end iff the migration completed, and run on if it did not', () => {
    forScenarios((scenario) => {
      const { vm, outcome, statuses } = simulate(scenario).timeline();
      const { status } = outcome!;
      const stays = status === 'cancelled' || status === 'failed' || status === 'refused';
      if (scenario.guest.stoppedBeforeMigrate) expect(vm).toEqual([{ atMs: 0, state: 'stopped' }]);
      else if (stays) expect(vm.at(-1)!.state).toBe('running');
      else if (status === 'completed') expect(vm.map(({ state }) => state)).toEqual(['running', 'stopped']);
      expect(statuses.at(-1)!.state).toBe(status === 'refused' ? 'none' : (AT_END[status] ?? statuses.at(-1)!.state));
    });
  });

  it('I36: the device takes only the steps of the v1 protocol, and its data leaves in stop-copy', () => {
    forScenarios((scenario) => {
      const { devices, ledger, outcome } = simulate(scenario).timeline();
      expect(devices.length).toBe(scenario.devices.length);
      for (const states of devices) {
        const steps = states.slice(1).map(({ state }, i) => `${states[i]!.state} -> ${state}`);
        for (const step of steps) expect(scenario.guest.stoppedBeforeMigrate ? V1_STOPPED : V1).toContain(step);
        if (outcome!.status !== 'completed') continue;
        const since = (state: DeviceState) => states.findLast((change) => change.state === state)!.atMs;
        const sent = ledger.find(({ part }) => part === 'device-state');
        if (sent) expect(sent.fromMs).toBeGreaterThanOrEqual(since('stop-copy'));
        if (sent) expect(since('stopped')).toBeCloseTo(sent.fromMs + sent.ms, 6);
        expect(states.at(-1)!.state).toBe('stopped');
      }
    });
  });
});

describe('the convergence curve', () => {
  it('never goes back in time, begins with all of RAM and ends with the counters of the end', () => {
    forScenarios((scenario) => {
      const simulation = simulate(scenario);
      const { curve, outcome } = simulation.timeline();
      expect([...curve.atMs]).toEqual([...curve.atMs].toSorted((a, b) => a - b));
      expect(rowOf(curve, 0)).toEqual({
        atMs: 0,
        remainingBytes: simulation.layout.totalPages * PAGE_BYTES,
        thresholdBytes: 0,
        expectedDowntimeMs: scenario.parameters['downtime-limit'],
        transferredBytes: 0,
      });
      if (outcome!.status === 'refused') return;
      expect(rowOf(curve, curve.atMs.length - 1)).toEqual({
        atMs: outcome!.endMs,
        remainingBytes: outcome!.remainingPages * PAGE_BYTES,
        thresholdBytes: outcome!.thresholdBytes,
        expectedDowntimeMs: outcome!.expectedDowntimeMs,
        transferredBytes: outcome!.transferredBytes,
      });
    });
  });

  it('encloses every instant between its neighbouring points', () => {
    fc.assert(
      fc.property(drawnScenario(), fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
        const { curve, outcome } = simulate(scenario).timeline();
        const simulation = new Simulation(scenario);
        simulation.advanceTo(share * outcome!.endMs);
        const { counters, nowMs } = simulation.instant();
        const near = rowsAround(curve, nowMs);
        const remaining = near.map((row) => row.remainingBytes);
        const transferred = near.map((row) => row.transferredBytes);
        const remainingBytes = counters.remainingPages * PAGE_BYTES;
        expect(remainingBytes).toBeGreaterThanOrEqual(Math.min(...remaining));
        expect(remainingBytes).toBeLessThanOrEqual(Math.max(...remaining));
        expect(counters.transferredBytes).toBeGreaterThanOrEqual(Math.min(...transferred));
        expect(counters.transferredBytes).toBeLessThanOrEqual(Math.max(...transferred));
        expect(near.map((row) => row.thresholdBytes)).toContain(counters.thresholdBytes);
        expect(near.map((row) => row.expectedDowntimeMs)).toContain(counters.expectedDowntimeMs);
      }),
      { numRuns: 200 },
    );
  });

  it('is straight between points where all pages cost the same, within a page', () => {
    const { curve, outcome } = simulate(wire).timeline();
    const simulation = new Simulation(wire);
    for (let ms = 3.7; ms < outcome!.endMs; ms += 9.3) {
      simulation.advanceTo(ms);
      const [before, after] = [rowsAround(curve, ms)[0]!, rowsAround(curve, ms).at(-1)!];
      const share = (ms - before.atMs) / (after.atMs - before.atMs || 1);
      const straight = before.remainingBytes + share * (after.remainingBytes - before.remainingBytes);
      const actual = simulation.instant().counters.remainingPages * PAGE_BYTES;
      expect(Math.abs(actual - straight)).toBeLessThanOrEqual(PAGE_BYTES + 1);
    }
  });
});

describe('commands at the wrong time', () => {
  it('migrate-continue before the guest is stopped is refused in QEMU’s words', () => {
    const { log, outcome } = simulate({
      ...quiet,
      actions: [{ atMs: 50, execute: 'migrate-continue' }],
    }).timeline();
    expect(log).toEqual([{ atMs: 50, level: 'error', text: 'Migration not in expected state: active' }]);
    expect(outcome!.status).toBe('completed');
  });

  it('a new downtime limit counts from the next window on', () => {
    const actions: Action[] = [{ atMs: 250, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 30 } }];
    const { decisions } = simulate({ ...quiet, actions }).timeline();
    const thresholds = decisions.slice(1, 5).map(({ atMs, thresholdBytes }) => [atMs, thresholdBytes]);
    expect(thresholds).toEqual([
      [100, 40_266_923],
      [200, 40_272_606],
      [300, 4_027_260],
      [400, 4_027_260],
    ]);
  });

  it('a new bandwidth counts at once, in the window under way', () => {
    const actions: Action[] = [
      { atMs: 150, execute: 'migrate-set-parameters', arguments: { 'max-bandwidth': 33_554_432 } },
    ];
    const { decisions } = simulate({ ...quiet, actions }).timeline();
    const windows = decisions.flatMap(({ window }) => window ?? []);
    expect(windows.slice(1, 3).map(({ transferredBytes }) => transferredBytes)).toEqual([13_424_202, 3_357_090]);
    expect(decisions[2]!.windowLimitBytes).toBe(3_355_443);
  });
});

const PARTS: readonly LedgerPart['part'][] = [
  'vm-stop',
  'device-stop',
  'pre-switchover',
  'sync',
  'ram',
  'device-state',
  'other-state',
  'destination-load',
];
const SECTION_HEADER = 5;
const EOS_AND_FOOTER = 8 + 5;
const AT_END: Partial<Record<string, string>> = { completed: 'completed', cancelled: 'cancelled', failed: 'failed' };

/** Semantics sheet, 5.3; a cancel or a failure takes the device back to running. */
const V1: readonly string[] = [
  'running -> running-saving',
  'running-saving -> stop-copy',
  'stop-copy -> stopped',
  'running-saving -> running',
  'stop-copy -> running',
  'stopped -> running',
];
const V1_STOPPED: readonly string[] = ['stopped -> stop-copy', 'stop-copy -> stopped'];

const quiet = GOLDEN_TRACES[0]!.scenario;
const pausing = { capabilities: capabilitiesWith({ 'pause-before-switchover': true }) };
/** All pages with content, one page of it written in turn, on a wire that is slower than the budget. */
const wire: Scenario = {
  ...quiet,
  guest: {
    ramBytes: 4000 * PAGE_BYTES,
    firmware: 'bare',
    stoppedBeforeMigrate: false,
    ...PLAIN_HOSTING,
    nonzeroRanges: [{ fromPage: 0, toPage: 4000 }],
    workloads: [{ kind: 'sequential', region: { startPage: 0, pages: 4000 }, writesPerSecond: 1500, startIndex: 0 }],
  },
  link: { kind: 'wire', bytesPerSecond: 2e7 },
  parameters: parametersOf(30, 0),
};

const byteMsOf = ({ link }: Scenario): number =>
  link.kind === 'fast' || link.bytesPerSecond === null ? 0 : 1000 / link.bytesPerSecond;

const rowOf = (curve: Curve, i: number) => ({
  atMs: curve.atMs[i]!,
  remainingBytes: curve.remainingBytes[i]!,
  thresholdBytes: curve.thresholdBytes[i]!,
  expectedDowntimeMs: curve.expectedDowntimeMs[i]!,
  transferredBytes: curve.transferredBytes[i]!,
});

/** The last point before `ms`, those at it, and the first behind it. */
function rowsAround(curve: Curve, ms: number) {
  const { atMs } = curve;
  const rows = Array.from(atMs, (_, i) => i).filter(
    (i) => atMs[i] === ms || (atMs[i]! < ms && !(atMs[i + 1]! < ms)) || (atMs[i]! > ms && !(atMs[i - 1]! > ms)),
  );
  return rows.map((i) => rowOf(curve, i));
}
