import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnScenario } from '../drawn.testing.ts';
import { ANYTHING } from '../plain-scenario.testing.ts';
import type { ManagementDecision } from '../record.ts';
import type { Action, Management, Scenario } from '../scenario.ts';
import { Simulation, simulate } from '../simulation.ts';

/** Settings as small as the guests that are drawn, so that something happens in the few seconds of a run. */
const MANAGEMENTS: readonly Omit<Management, 'acts'>[] = [
  {
    policy: 'nova',
    settings: { mostMs: 60, steps: 5, delaySecondsPerGib: 0.6, timeoutSecondsPerGib: 2, lastResort: 'pause' },
  },
  { policy: 'ovirt-suspend', settings: { startMs: 1, mostMs: 500 } },
  { policy: 'ovirt-post-copy', settings: { startMs: 1 } },
  { policy: 'proxmox', settings: { startMs: 1 } },
  { policy: 'kubevirt-legacy', settings: { timeoutSecondsPerGib: 2, progressSeconds: 1, lastResort: 'force' } },
  {
    policy: 'kubevirt-ramp',
    settings: {
      startMs: 1,
      mostMs: 100,
      steps: 7,
      fromPass: 2,
      cooldownSeconds: 1,
      timeoutSecondsPerGib: 4,
      progressSeconds: 0,
      lastResort: 'abort',
    },
  },
  {
    policy: 'kubevirt-stall',
    settings: { mostMs: 50, progressSeconds: 1, marginPercent: 4, timeoutSecondsPerGib: 4, lastResort: 'abort' },
  },
  { policy: 'kubevirt-vgpu', settings: { timeoutSecondsPerGib: 1 } },
  { policy: 'kubevirt-steps', settings: { mostMs: 60, steps: 6, delaySecondsPerGib: 40 } },
  { policy: 'cloud-hypervisor', settings: { startMs: 1, timeoutSeconds: 2, lastResort: 'force' } },
  { policy: 'cloud-hypervisor-passes', settings: { passes: 2 } },
  { policy: 'cloud-hypervisor-throttle', settings: { startMs: 5, fromPass: 1 } },
  { policy: 'xen', settings: { passes: 3 } },
  { policy: 'vmotion', settings: { startMs: 5 } },
] as readonly Omit<Management, 'acts'>[];

const managed = (acts: boolean): fc.Arbitrary<Scenario> =>
  fc
    .tuple(
      fc.oneof(drawnScenario(), drawnScenario({ ...ANYTHING, linkChanges: true })),
      fc.constantFrom(...MANAGEMENTS),
    )
    .map(([scenario, management]) => ({ ...scenario, management: { ...management, acts } as Management }));

const unmanaged = ({ management: _, ...scenario }: Scenario): Scenario => scenario;

/** The run without its decisions. */
const record = (simulation: Simulation) => ({ ...simulation.timeline(), management: null });

/** Everything that can be seen of a simulation at its instant. */
const stateOf = (simulation: Simulation) => ({
  bitmap: simulation.planes.bitmap.slice(),
  instant: simulation.instant(),
});

describe('a tool in shadow mode', () => {
  it('changes nothing of the run, down to its digest', () => {
    let decisions = 0;
    fc.assert(
      fc.property(managed(false), (scenario) => {
        const shadowed = simulate(scenario);
        expect(record(shadowed)).toEqual(record(simulate(unmanaged(scenario))));
        decisions += shadowed.timeline().management.length;
        expect(shadowed.timeline().management.every(({ acted }) => !acted)).toBe(true);
      }),
      { numRuns: 120, endOnFailure: true },
    );
    expect(decisions).toBeGreaterThan(120);
  });
});

describe('a tool that acts', () => {
  it('makes the run that the same commands would have made, typed at the same instants', () => {
    let acted = 0;
    fc.assert(
      fc.property(managed(true), (scenario) => {
        const run = simulate(scenario);
        const { management } = run.timeline();
        acted += management.filter(({ atMs }) => atMs > 0).length;
        const typed = simulate(withCommandsOf(unmanaged(scenario), management));
        expect(record(run)).toEqual(record(typed));
      }),
      { numRuns: 120, endOnFailure: true },
    );
    expect(acted).toBeGreaterThan(15);
  });

  it('gives one run however it is driven, and is found again by seeking', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(managed(true), shares, (scenario, stops) => {
        const whole = simulate(scenario);
        const timeline = whole.timeline();
        const { endMs } = timeline.outcome!;
        const cut = new Simulation(scenario);
        for (const share of stops.toSorted((a, b) => a - b)) cut.advanceTo(share * endMs);
        cut.runToEnd();
        expect(cut.timeline()).toEqual(timeline);
        for (const share of stops) {
          whole.seek(share * endMs);
          const direct = new Simulation(scenario);
          direct.advanceTo(share * endMs);
          expect(stateOf(whole)).toEqual(stateOf(direct));
        }
        whole.seek(Infinity);
        expect(whole.timeline()).toEqual(timeline);
      }),
      { numRuns: 80, endOnFailure: true },
    );
  });
});

/** Values of the scenario as they were set before `migrate`, and everything else as commands. */
function withCommandsOf(scenario: Scenario, management: readonly ManagementDecision[]): Scenario {
  const orders = management.flatMap(({ atMs, beforeMigrate, commands }) =>
    commands.filter(({ error }) => error === null).map((command) => ({ ...command, atMs, isBefore: beforeMigrate })),
  );
  let { parameters, capabilities } = scenario;
  const actions: Action[] = [];
  for (const { execute, arguments: given, note, atMs, isBefore } of orders) {
    if (execute === 'migrate-set-capabilities') {
      for (const { capability, state } of given!.capabilities as { capability: string; state: boolean }[])
        if (capability in capabilities) capabilities = { ...capabilities, [capability]: state };
    } else if (isBefore) parameters = { ...parameters, ...given };
    else if (note === '') actions.push({ atMs, execute, ...(given && { arguments: given }) } as Action);
  }
  return { ...scenario, parameters, capabilities, actions: [...scenario.actions, ...actions] };
}
