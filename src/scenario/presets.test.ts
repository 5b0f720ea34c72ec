import { describe, expect, it } from 'vitest';
import { UNTRACKED_RULES } from '../engine/policy/rules.ts';
import type { Scenario } from '../engine/scenario.ts';
import { Simulation, simulate } from '../engine/simulation.ts';
import { changesOf } from './changes.ts';
import { FIRST_VISIT } from './first-visit.ts';
import { FIRST_VISIT_MS, PRESETS } from './presets.ts';
import { parseScenario } from './schema.ts';

describe('the presets', () => {
  it.each(PRESETS.map((each) => [each.id, each] as const))('%s ends as it says', (_, { scenario, expected }) => {
    const { status, verdict, dirtySyncCount, audit } = simulate(scenario, { keyframeBudgetBytes: 0 }).runToEnd();
    expect({ status, tone: verdict.tone, stale: audit.stalePages > 0 }).toEqual({
      status: expected.status,
      tone: expected.tone,
      stale: expected.stale,
    });
    expect(dirtySyncCount).toBeGreaterThanOrEqual(expected.syncs[0]);
    expect(dirtySyncCount).toBeLessThanOrEqual(expected.syncs[1]);
  });

  it('are scenarios that a file could hold', () => {
    for (const { id, scenario } of PRESETS) {
      const file = JSON.parse(JSON.stringify({ format: 2, ...changesOf(scenario) }));
      expect(parseScenario(file, id)).toEqual(scenario);
    }
  });

  it('show each rule of the engine, and those that it names', () => {
    const ids = PRESETS.map(({ id }) => id);
    for (const { name, shownBy } of UNTRACKED_RULES)
      expect(ids).toEqual(expect.arrayContaining([`untracked-${name}`, ...shownBy]));
  });

  it('have names and ids of their own and a sentence each', () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
    expect(new Set(PRESETS.map(({ scenario }) => scenario.name)).size).toBe(PRESETS.length);
    for (const { id, teaches } of PRESETS) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(teaches).toMatch(/^[A-Z][^!\n]*\.$/);
    }
  });
});

describe('the first visit', () => {
  const { scenario } = FIRST_VISIT;
  const outcome = (changed: Partial<Scenario>) =>
    simulate({ ...scenario, ...changed }, { keyframeBudgetBytes: 0 }).runToEnd();
  const withRule = (untrackedRule: Scenario['qemu']['untrackedRule']) =>
    outcome({ qemu: { ...scenario.qemu, untrackedRule } });

  it('is past its first pass and still running where its playhead starts', () => {
    const simulation = new Simulation(scenario, { keyframeBudgetBytes: 0 });
    simulation.advanceTo(FIRST_VISIT_MS);
    expect(simulation.finished).toBe(false);
    expect(simulation.instant().counters.dirtySyncCount).toBe(2);
  });

  it('has another verdict after each of its three switches', () => {
    const devices = scenario.devices.map((device) => ({ ...device, deviceLogging: true }));
    expect(outcome({ devices, qemu: { ...scenario.qemu, release: '8.0' } }).verdict.tone).toBe('good');
    expect(withRule('skip-precopy').verdict.headline).toContain('pre-copy is skipped');
    expect(withRule('knob').audit.stalePages).toBeGreaterThan(0);
    expect(withRule('blocker').status).toBe('refused');
    expect(outcome({ parameters: { ...scenario.parameters, 'downtime-limit': 5000 } }).status).toBe('completed');
  });
});
