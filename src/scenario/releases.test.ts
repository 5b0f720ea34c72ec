import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryScenario } from './arbitrary.ts';
import { scenarioWith } from './defaults.ts';
import { has, RELEASES, underRelease } from './releases.ts';
import { parseScenario } from './schema.ts';

describe('a scenario under another release', () => {
  it('is always possible, and the same under its own', () => {
    fc.assert(
      fc.property(arbitraryScenario(), fc.constantFrom(...RELEASES), (scenario, release) => {
        const moved = underRelease(scenario, release);
        expect(parseScenario(moved, '')).toEqual(moved);
        expect(underRelease(scenario, scenario.qemu.release)).toEqual(scenario);
      }),
    );
  });

  it('loses only what that release does not have', () => {
    const scenario = scenarioWith({
      qemu: { release: '9.0' },
      parameters: { 'avail-switchover-bandwidth': 7 },
      capabilities: { 'return-path': true, 'switchover-ack': true },
      actions: [
        { atMs: 1, execute: 'migrate-set-parameters', arguments: { 'avail-switchover-bandwidth': 8 } },
        {
          atMs: 2,
          execute: 'migrate-set-parameters',
          arguments: { 'avail-switchover-bandwidth': 8, 'downtime-limit': 9 },
        },
        { atMs: 3, execute: 'cont' },
      ],
    });
    expect(underRelease(scenario, '8.1')).toEqual({
      ...scenario,
      qemu: { ...scenario.qemu, release: '8.1' },
      parameters: { ...scenario.parameters, 'avail-switchover-bandwidth': 0 },
      actions: [
        { atMs: 2, execute: 'migrate-set-parameters', arguments: { 'downtime-limit': 9 } },
        { atMs: 3, execute: 'cont' },
      ],
    });
    expect(underRelease(scenario, '7.0').capabilities).toEqual({ ...scenario.capabilities, 'switchover-ack': false });
  });

  it('loses dirty-limit and its parameters before 8.1', () => {
    const scenario = scenarioWith({
      qemu: { release: '8.1' },
      guest: { dirtyRingSize: 4096 },
      parameters: { 'vcpu-dirty-limit': 50, 'x-vcpu-dirty-limit-period': 100 },
      capabilities: { 'dirty-limit': true },
      actions: [{ atMs: 1, execute: 'migrate-set-parameters', arguments: { 'vcpu-dirty-limit': 8 } }],
    });
    const { parameters, capabilities, actions } = underRelease(scenario, '8.0');
    expect(parameters).toMatchObject({ 'vcpu-dirty-limit': 1, 'x-vcpu-dirty-limit-period': 1000 });
    expect(capabilities['dirty-limit']).toBe(false);
    expect(actions).toEqual([]);
  });

  it('knows which release came first', () => {
    expect(RELEASES.filter((release) => has(release, 'iommufd-tracking'))).toEqual(['9.1', '9.2', '10.0', '10.1']);
  });
});
