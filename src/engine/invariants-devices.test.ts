import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../units.ts';
import { deviceWith } from './devices.testing.ts';
import { forScenarios } from './drawn.testing.ts';
import { plainAdmission, releaseNumber } from './plain-devices.testing.ts';
import { ANYTHING, type Limits, RELEASES } from './plain-scenario.testing.ts';
import type { DeviceState } from './record.ts';
import { type LoggedRun, loggedRun, slotsOf } from './run-log.testing.ts';
import type { ReleaseName, Scenario, UntrackedRuleName, VfioDevice } from './scenario.ts';
import { simulate } from './simulation.ts';

/** Semantics sheet, section 10, for random devices, rules and releases. */
describe('invariants of devices', () => {
  it('I1: at completion both sides agree outside the corrupt list, which is empty if every writer was tracked', () => {
    const seen = { completed: 0, corrupt: 0 };
    forScenarios(
      (scenario) => {
        const run = loggedRun(scenario);
        const { outcome } = run.timeline;
        if (outcome?.status !== 'completed') return;
        const differing = differingSlots(run);
        expect(staleSlots(run)).toEqual(differing);
        expect(outcome.audit.stalePages).toBe(differing.length);
        if (!mayLose(scenario)) expect(differing).toEqual([]);
        seen.completed++;
        if (differing.length > 0) seen.corrupt++;
      },
      400,
      ANYTHING,
    );
    expect(seen.completed).toBeGreaterThan(60);
  });

  it('I2, I4: a page is corrupt iff it was written untracked after it was last sent, and nobody found it dirty', () => {
    let corrupt = 0;
    forScenarios(
      (scenario) => {
        const run = loggedRun(untracked(scenario, scenario.seed % 2 === 0 ? 'knob' : 'as-released', '10.0'));
        if (run.timeline.outcome?.status !== 'completed') return;
        const sinceSent = new Set<number>();
        for (const entry of run.log) {
          if (entry.kind === 'sent') sinceSent.delete(entry.slot);
          else if (entry.kind === 'written' && entry.by === 'dma') sinceSent.add(entry.slot);
        }
        expect(staleSlots(run)).toEqual([...sinceSent].toSorted((a, b) => a - b));
        for (const { cause } of run.timeline.outcome.audit.ranges) expect(cause).toBe('untracked-dma');
        corrupt += sinceSent.size;
      },
      150,
      ANYTHING,
    );
    expect(corrupt).toBeGreaterThan(100);
  });

  it.each<[UntrackedRuleName, ReleaseName]>([
    ['skip-precopy', '7.2'],
    ['skip-precopy-once', '8.1'],
    ['core-notion', '9.2'],
    ['all-dirty', '7.0'],
    ['keep-precopying', '10.1'],
    ['as-released', '8.0'],
    ['as-released', '9.0'],
    ['as-released', '9.2'],
  ])('I3: under %s in %s nothing is corrupt, whatever DMA does', (rule, release) => {
    forScenarios(
      (scenario) => {
        expect(simulate(untracked(scenario, rule, release)).timeline().outcome!.audit.stalePages).toBe(0);
      },
      40,
      ANYTHING,
    );
  });

  it('I36: devices take only the arcs of their protocol', () => {
    const taken = new Set<string>();
    forScenarios(
      (scenario) => {
        const release = releaseNumber(scenario.qemu.release);
        simulate(scenario)
          .timeline()
          .devices.forEach((states, i) => {
            for (const arc of arcsOf(states)) {
              taken.add(arc);
              expect(legalArcs(release, scenario.devices[i]!)).toContain(arc);
              expect(FORBIDDEN).not.toContain(arc);
            }
          });
      },
      500,
      ANYTHING,
    );
    for (const arc of ['running -> pre-copy', 'stopped -> stop-copy', 'running -> running-saving'])
      expect(taken).toContain(arc);
    expect(taken).toContain('pre-copy-p2p -> stop-copy');
  });

  it('I36: bytes of a device are those of its iterations and of the stop, where they count as downtime', () => {
    forScenarios(
      (scenario) => {
        const { decisions, ledger, outcome } = simulate(scenario).timeline();
        if (outcome!.status !== 'completed') return;
        const live = decisions.reduce((sum, { iteration }) => sum + (iteration?.deviceBytes ?? 0), 0);
        const parts = ledger.filter(({ part }) => part === 'device-state');
        expect(live + parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(outcome!.vfioBytes);
        expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(outcome!.downtimeMs! + 1);
        const least = scenario.devices.reduce((sum, { stopCopyBytes }) => sum + stopCopyBytes, 0);
        expect(outcome!.vfioBytes).toBeGreaterThanOrEqual(least);
      },
      300,
      ANYTHING,
    );
  });

  it('I37: up to 8.2 a device has its turn only when RAM is done; from 9.0 on it need not wait', () => {
    const seen = { waited: 0, did: 0 };
    forScenarios(
      (scenario) => {
        const release = releaseNumber(scenario.qemu.release);
        for (const { iteration } of simulate(scenario).timeline().decisions) {
          if (!iteration || iteration.deviceBytes === 0) continue;
          expect(release).not.toBe(800);
          // one that is interrupted in the devices' turn is 'stopped'
          if (release < 900) expect(['drained', 'stopped']).toContain(iteration.ended);
          seen[iteration.ended === 'drained' ? 'waited' : 'did']++;
        }
      },
      400,
      ANYTHING,
    );
    expect(Math.min(seen.waited, seen.did)).toBeGreaterThan(0);
  });

  it.each<UntrackedRuleName>(['skip-precopy', 'skip-precopy-once', 'core-notion'])(
    'I38: under %s nothing is measured and no page is sent while the guest runs',
    (rule) => {
      forScenarios(
        (scenario) => {
          const { decisions, outcome } = simulate(untracked(scenario, rule, scenario.qemu.release)).timeline();
          expect(decisions.length).toBeLessThanOrEqual(1);
          for (const { policy, outcome: then, sync } of decisions)
            expect([policy, then, sync]).toEqual(['complete', 'complete', null]);
          const stops = scenario.actions.some((action) => 'execute' in action && action.execute === 'stop');
          if (!scenario.guest.stoppedBeforeMigrate && !stops) expect(outcome!.precopyBytes).toBe(0);
          if (outcome!.status === 'completed') expect(outcome!.dirtySyncCount).toBe(2);
        },
        60,
        ANYTHING,
      );
    },
  );

  it.each<UntrackedRuleName>(['blocker', 'block-precopy', 'refuse-any-sla'])(
    'I40: under %s no page is ever sent',
    (rule) => {
      forScenarios(
        (drawn) => {
          const scenario = { ...untracked(drawn, rule, drawn.qemu.release), sla: 'downtime-limit' as const };
          const { outcome, vm, events, statuses, syncs } = simulate(scenario).timeline();
          expect(outcome).toMatchObject({ status: 'refused', normalPages: 0, duplicatePages: 0, streamBytes: 0 });
          expect([events, syncs, statuses.map(({ state }) => state)]).toEqual([[], [], ['none']]);
          expect(vm.at(-1)!.state).toBe(scenario.guest.stoppedBeforeMigrate ? 'stopped' : 'running');
        },
        40,
        ANYTHING,
      );
    },
  );

  it('I40: under abort-precopy the migration fails at its first look, and the guest goes on', () => {
    forScenarios(
      (drawn) => {
        const { outcome, vm, decisions } = simulate({
          ...untracked(drawn, 'abort-precopy', drawn.qemu.release),
          horizonMs: 3000,
        }).timeline();
        expect(outcome).toMatchObject({ status: 'failed', normalPages: 0, duplicatePages: 0 });
        expect(decisions).toMatchObject([{ policy: 'fail', outcome: 'fail', sync: null, iteration: null }]);
        expect(vm).toEqual([{ atMs: 0, state: drawn.guest.stoppedBeforeMigrate ? 'stopped' : 'running' }]);
      },
      60,
      { ...ANYTHING, actions: false },
    );
  });
});

describe('what tells the releases apart', () => {
  const OF_ANY: Limits = { ...ANYTHING };

  it('I17: completion means that pending was zero or below the threshold, in 10.1 not above it', () => {
    forScenarios(
      (scenario) => {
        const mayEqual = scenario.qemu.release === '10.1';
        for (const { outcome, policy, pendingBytes, thresholdBytes, canSwitchover } of simulate(scenario).timeline()
          .decisions) {
          const below = mayEqual ? pendingBytes <= thresholdBytes : pendingBytes === 0 || pendingBytes < thresholdBytes;
          const expected = policy === 'none' && below && canSwitchover ? 'complete' : 'iterate';
          expect(outcome).toBe(policy === 'none' || policy === 'hold' ? expected : policy);
        }
      },
      300,
      OF_ANY,
    );
  });

  it('C4: who is asked when, and when RAM syncs', () => {
    forScenarios(
      (scenario) => {
        const release = releaseNumber(scenario.qemu.release);
        const { decisions } = simulate(scenario).timeline();
        for (const { policy, sync, exact, remainingBeforeBytes, thresholdBytes, devicesPendingBytes } of decisions) {
          if (policy === 'complete' || policy === 'fail') {
            expect(sync).toBeNull();
            continue;
          }
          const ramIsBelow = remainingBeforeBytes < thresholdBytes;
          if (release < 800) expect([sync !== null, exact]).toEqual([ramIsBelow, true]);
          else if (release < 900) expect(sync !== null).toBe(exact && ramIsBelow);
          else expect(sync !== null).toBe(exact);
          if (release >= 800 && exact) {
            if (release < 900) expect(remainingBeforeBytes).toBeLessThanOrEqual(thresholdBytes);
            else expect(remainingBeforeBytes).toBeLessThan(thresholdBytes);
          }
          if (release >= 800 && !exact && devicesPendingBytes.every((bytes) => bytes === 0)) {
            if (release < 900) expect(remainingBeforeBytes).toBeGreaterThan(thresholdBytes);
            else expect(remainingBeforeBytes).toBeGreaterThanOrEqual(thresholdBytes);
          }
        }
      },
      300,
      OF_ANY,
    );
  });

  it('transferred counts the whole stream from 8.2 on, and RAM records before', () => {
    forScenarios(
      (scenario) => {
        const { outcome } = simulate(scenario).timeline();
        const { transferredBytes, streamBytes, precopyBytes, downtimeBytes } = outcome!;
        const isStream = releaseNumber(scenario.qemu.release) >= 802;
        expect(transferredBytes).toBe(isStream ? streamBytes : precopyBytes + downtimeBytes);
      },
      150,
      OF_ANY,
    );
  });

  it('the status device comes before completion from 10.0 on, and with pause-before-switchover always', () => {
    forScenarios(
      (scenario) => {
        const { statuses, outcome } = simulate(scenario).timeline();
        if (outcome!.status !== 'completed') return;
        const path = statuses
          .map(({ state }) => state)
          .slice(statuses.findIndex(({ state }) => state === 'active') + 1);
        const pauses = scenario.capabilities['pause-before-switchover'];
        const device = pauses || releaseNumber(scenario.qemu.release) >= 1000;
        expect(path).toEqual([...(pauses ? ['pre-switchover'] : []), ...(device ? ['device'] : []), 'completed']);
      },
      300,
      OF_ANY,
    );
  });

  it('no release completes with more devices than it allows, nor with one that does not speak its protocol', () => {
    forScenarios(
      (scenario) => {
        const { outcome } = simulate(scenario).timeline();
        if (outcome!.status === 'refused' || outcome!.status === 'realize-error') return;
        const release = releaseNumber(scenario.qemu.release);
        const { devices } = scenario;
        if (release === 800 || release === 801) expect(devices.length).toBeLessThanOrEqual(1);
        if (release >= 802 && devices.length > 1) expect(devices.every(({ p2p }) => p2p)).toBe(true);
        if (release >= 800 && devices.length > 0) expect(scenario.qemu.viommu).toBe(false);
        for (const { protocol } of devices) expect(protocol).not.toBe(release < 800 ? 'v2' : 'v1');
      },
      300,
      OF_ANY,
    );
  });

  it('without a device every release of one family makes the same decisions', () => {
    const families: readonly (readonly ReleaseName[])[] = [
      ['7.0', '7.1', '7.2'],
      ['8.0', '8.1'],
      ['9.0', '9.1', '9.2', '10.0'],
    ];
    expect(families.flat().every((release) => RELEASES.includes(release))).toBe(true);
    forScenarios(
      (scenario) => {
        for (const family of families) {
          const decisions = family.map(
            (release) => simulate({ ...scenario, qemu: { ...scenario.qemu, release } }).timeline().decisions,
          );
          for (const each of decisions) expect(each).toEqual(decisions[0]);
        }
      },
      30,
      { devices: 'none', mostPages: 400 },
    );
  });
});

/** One device that nobody can track, under this rule. */
function untracked(scenario: Scenario, untrackedRule: UntrackedRuleName, release: ReleaseName): Scenario {
  const pages = scenario.guest.ramBytes / PAGE_BYTES;
  const [drawn] = scenario.devices;
  const device = deviceWith({
    stopCopyBytes: 100_000,
    ...drawn,
    dma: { kind: 'random', region: { startPage: 0, pages: Math.min(64, pages) }, writesPerSecond: 3000 },
    container: 'iommufd',
    deviceLogging: false,
    protocol: 'any',
    failsEntering: null,
    properties: {},
  });
  return {
    ...scenario,
    devices: [device],
    qemu: {
      ...scenario.qemu,
      release,
      untrackedRule,
      viommu: false,
      onlyMigratable: false,
    },
    // an instant link needs a limit when a device is never done
    parameters: { ...scenario.parameters, 'max-bandwidth': Math.max(10, scenario.parameters['max-bandwidth']) },
    capabilities: { ...scenario.capabilities, 'switchover-ack': false },
  };
}

/** A device writes without anybody who would report it. */
function mayLose(scenario: Scenario): boolean {
  const { trackers, rule } = plainAdmission(scenario);
  return scenario.devices.some(
    ({ dma }, i) =>
      dma.kind !== 'none' && trackers[i] === 'nobody' && rule?.reports !== 'every' && rule?.atLook !== 'complete',
  );
}

function differingSlots({ log, simulation }: LoggedRun): number[] {
  const source = new Map(slotsOf(simulation).map((slot) => [slot, 0]));
  const destination = new Map<number, number>();
  for (const entry of log) {
    if (entry.kind === 'written') source.set(entry.slot, source.get(entry.slot)! + 1);
    else if (entry.kind === 'sent') destination.set(entry.slot, source.get(entry.slot)!);
  }
  return slotsOf(simulation).filter((slot) => source.get(slot) !== destination.get(slot));
}

const staleSlots = ({ timeline }: LoggedRun): number[] =>
  timeline.outcome!.audit.ranges.flatMap(({ fromSlot, fromPage, toPage }) =>
    Array.from({ length: toPage - fromPage }, (_, i) => fromSlot + i),
  );

const arcsOf = (states: readonly { readonly state: DeviceState }[]): string[] =>
  states.slice(1).map(({ state }, i) => `${states[i]!.state} -> ${state}`);

/** Sheet 5.2 and 5.3: RUNNING and SAVING come and go; `stopped` has neither. */
const V1: readonly string[] = [
  'running -> running-saving',
  'running-saving -> running',
  'running-saving -> stop-copy',
  'stop-copy -> running-saving',
  'stop-copy -> stopped',
  'stop-copy -> running',
  'stopped -> running',
  'stopped -> stop-copy',
  'running -> stopped',
];
/** Sheet 5.4. */
const V2: readonly string[] = [
  'running -> running-p2p',
  'running-p2p -> running',
  'running-p2p -> stopped',
  'stopped -> running-p2p',
  'stopped -> stop-copy',
  'stop-copy -> stopped',
  'running -> pre-copy',
  'running-p2p -> pre-copy-p2p',
  'pre-copy -> running',
  'pre-copy-p2p -> running-p2p',
  'pre-copy -> pre-copy-p2p',
  'pre-copy-p2p -> pre-copy',
  'pre-copy-p2p -> stop-copy',
];
/** The same for a device without the optional state RUNNING_P2P. */
const V2_WITHOUT_P2P: readonly string[] = [
  'running -> stopped',
  'stopped -> running',
  'stopped -> stop-copy',
  'stop-copy -> stopped',
  'running -> pre-copy',
  'pre-copy -> running',
  'pre-copy -> stop-copy',
];
const FORBIDDEN: readonly string[] = ['stop-copy -> pre-copy', 'stop-copy -> pre-copy-p2p'];
/** Out of ERROR only a reset leads, and that ends in RUNNING. */
const RESET = 'error -> running';

function legalArcs(release: number, { p2p }: VfioDevice): readonly string[] {
  const arcs = release < 800 ? V1 : p2p ? V2 : V2_WITHOUT_P2P;
  const states = new Set(arcs.map((arc) => arc.split(' -> ')[0]!));
  return [...arcs, ...[...states].map((state) => `${state} -> error`), RESET];
}
